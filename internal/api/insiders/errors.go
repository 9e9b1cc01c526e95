package insiders

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
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

func notFound() wire.Reply { return wire.Detail(http.StatusNotFound, "Not found") }

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
		if slices.ContainsFunc(fields[:i], func(before fault.Field) bool {
			return before.Name == f.Name || nested && strings.HasPrefix(before.Name, outer+".")
		}) {
			continue
		}
		if nested {
			j.KeyOf(outer)
			fieldErrors(j, within(fields[i:], outer+"."))
			continue
		}
		j.KeyOf(f.Name)
		wire.FieldMessages(j, fields[i:], f.Name)
	}
	j.EndObject()
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
		return wire.Detail(http.StatusForbidden, "You do not have permission to perform this action.")
	},
	fault.NotFound:    notFound,
	fault.Conflict:    func() wire.Reply { return wire.Detail(http.StatusConflict, "Another request changed this, try again.") },
	fault.TooLarge:    func() wire.Reply { return wire.Detail(http.StatusRequestEntityTooLarge, "Request body too large.") },
	fault.Limited:     func() wire.Reply { return throttled(3600) },
	fault.Unavailable: func() wire.Reply { return wire.Detail(http.StatusServiceUnavailable, "The server is busy, try again.") },
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
	return wire.Detail(http.StatusInternalServerError, serverError)
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
	return wire.Detail(http.StatusUnauthorized, message).With("WWW-Authenticate", scheme+` realm="api"`)
}

// throttled asks a client to come back later.
func throttled(seconds int) wire.Reply {
	return wire.Detail(http.StatusTooManyRequests, fmt.Sprintf("Request was throttled. Expected available in %d seconds.", seconds)).
		With("Retry-After", strconv.Itoa(seconds))
}
