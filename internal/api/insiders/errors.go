package insiders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

const (
	serverError = "A server error occurred."
	noField     = "non_field_errors"
)

// refusal is an answer of the dialect's own, as an error.
type refusal struct{ reply wire.Reply }

// Error implements error.
func (e *refusal) Error() string { return http.StatusText(e.reply.Status) }

// detail is the body of everything that is not about fields.
func detail(status int, message string) wire.Reply {
	return wire.JSON(status, func(j *wire.Encoder) {
		j.Object()
		j.Key("detail").String(message)
		j.EndObject()
	})
}

func notFound() wire.Reply { return detail(http.StatusNotFound, "Not found") }

// invalid tells what is wrong with one field.
func invalid(field, message string) error {
	return fault.InvalidField(field, "request.invalid", message)
}

// fieldErrors writes {"field": ["message"]} in the order that fields were found. A field of a member that is an object itself,
// "member.field", is written inside of it.
func fieldErrors(j *wire.Encoder, fields []fault.Field) {
	j.Object()
	for i, f := range fields {
		outer, _, nested := strings.Cut(f.Name, ".")
		if seen(fields[:i], func(name string) bool { return name == f.Name || nested && strings.HasPrefix(name, outer+".") }) {
			continue
		}
		if nested {
			j.KeyOf(outer)
			fieldErrors(j, within(fields[i:], outer+"."))
			continue
		}
		j.KeyOf(f.Name).Array()
		for _, other := range fields[i:] {
			if other.Name == f.Name {
				j.String(other.Message)
			}
		}
		j.EndArray()
	}
	j.EndObject()
}

func seen(fields []fault.Field, is func(name string) bool) bool {
	for _, f := range fields {
		if is(f.Name) {
			return true
		}
	}
	return false
}

// within are the fields below a prefix, without it.
func within(fields []fault.Field, prefix string) []fault.Field {
	var inner []fault.Field
	for _, f := range fields {
		if name, ok := strings.CutPrefix(f.Name, prefix); ok {
			inner = append(inner, fault.Field{Name: name, Message: f.Message})
		}
	}
	return inner
}

// fieldsOf are the fields of a refusal; one that names none is about the whole.
func fieldsOf(f *fault.Error) []fault.Field {
	if len(f.Fields) > 0 {
		return f.Fields
	}
	return []fault.Field{{Name: noField, Message: f.Message}}
}

// taken are conflicts that a client knows as something wrong with a field.
var taken = map[string]fault.Field{
	"person.username_taken":     {Name: "username", Message: "A user with that username already exists."},
	"person.email_taken":        {Name: "email", Message: "A user with that email already exists."},
	"athlete.external_id_taken": {Name: "external_id", Message: "Another athlete of yours has this external id."},
}

// byKind are the answers to what the core refuses.
var byKind = map[fault.Kind]func() wire.Reply{
	fault.Forbidden: func() wire.Reply {
		return detail(http.StatusForbidden, "You do not have permission to perform this action.")
	},
	fault.NotFound:    notFound,
	fault.Conflict:    func() wire.Reply { return detail(http.StatusConflict, "Another request changed this, try again.") },
	fault.TooLarge:    func() wire.Reply { return detail(http.StatusRequestEntityTooLarge, "Request body too large.") },
	fault.Limited:     func() wire.Reply { return throttled(3600) },
	fault.Unavailable: func() wire.Reply { return detail(http.StatusServiceUnavailable, "The server is busy, try again.") },
}

// refuse turns a handler's error into the reply, and logs what nobody expected.
func (d *Dialect) refuse(r *http.Request, err error) wire.Reply {
	var own *refusal
	var f *fault.Error
	if errors.As(err, &own) {
		return own.reply
	}
	if errors.As(err, &f) {
		if field, ok := taken[f.Code]; ok {
			f = fault.New(fault.Invalid, f.Code, field.Message, field)
		}
		switch f.Kind {
		case fault.Invalid:
			fields := fieldsOf(f)
			return wire.JSON(http.StatusBadRequest, func(j *wire.Encoder) { fieldErrors(j, fields) })
		case fault.Unauthenticated:
			return unauthenticated(f.Code)
		}
		if answer, ok := byKind[f.Kind]; ok {
			return answer()
		}
	}
	if !wire.Gone(r) {
		d.log.ErrorContext(r.Context(), "request failed", slog.String("request", wire.RequestID(r.Context())),
			slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Any("error", err))
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return byKind[fault.Unavailable]()
	}
	return detail(http.StatusInternalServerError, serverError)
}

// unauthenticated asks for a credential, or for another one.
func unauthenticated(code string) wire.Reply {
	message, scheme := "Invalid token.", "Bearer"
	switch code {
	case "auth.session", "device.no_key":
		message = "Authentication credentials were not provided."
	}
	if strings.HasPrefix(code, "device.") {
		scheme = "Device"
	}
	return detail(http.StatusUnauthorized, message).With("WWW-Authenticate", scheme+` realm="api"`)
}

// throttled asks a client to come back later.
func throttled(seconds int) wire.Reply {
	return detail(http.StatusTooManyRequests, fmt.Sprintf("Request was throttled. Expected available in %d seconds.", seconds)).
		With("Retry-After", strconv.Itoa(seconds))
}
