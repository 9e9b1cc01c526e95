package wger

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

const serverError = "A server error occurred."

// refusal is an answer of the dialect's own, as an error.
type refusal struct{ answer answer }

// Error implements error.
func (e *refusal) Error() string { return http.StatusText(e.answer.status) }

// detail is the body of everything that is not about fields.
func detail(status int, message string) *refusal {
	return &refusal{answer{status: status, body: func(j *wire.Encoder) {
		j.Object()
		j.Key("detail").String(message)
		j.EndObject()
	}}}
}

// coded is a detail with a word for programs.
func coded(status int, message, code string) *refusal {
	return &refusal{answer{status: status, body: func(j *wire.Encoder) {
		j.Object()
		j.Key("detail").String(message)
		j.Key("code").Plain(code)
		j.EndObject()
	}}}
}

func notFound() *refusal { return detail(http.StatusNotFound, "Not found.") }

func noCredentials() *refusal {
	return detail(http.StatusForbidden, "Authentication credentials were not provided.")
}

func notPermitted() *refusal {
	return detail(http.StatusForbidden, "You do not have permission to perform this action.")
}

func methodNotAllowed(method string) *refusal {
	return detail(http.StatusMethodNotAllowed, "Method \""+wire.CleanText(method)+"\" not allowed.")
}

// nonField is the key of what is wrong with a body as a whole.
const nonField = "non_field_errors"

func objectError(message string) *refusal {
	return fieldErrors([]fault.Field{{Name: nonField, Message: message}})
}

// fieldErrors answers {"field": ["message", …]}, fields in the order they were found.
func fieldErrors(fields []fault.Field) *refusal {
	return &refusal{answer{status: http.StatusBadRequest, body: func(j *wire.Encoder) { wire.FieldErrors(j, fields) }}}
}

// explain turns what the core says about a row of the resource into the answer: its names for fields become those of the
// wire, and what isn't there is called as the API calls it.
func (r *resource[T]) explain(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	switch {
	case f.Kind == fault.NotFound:
		return noMatch(r.model)
	case f.Code == "reference.unknown" && len(f.Fields) > 0 && len(f.Args) > 0:
		return fieldErrors([]fault.Field{{Name: r.wireName(f.Fields[0].Name), Message: fmt.Sprintf("Invalid pk \"%v\" - object does not exist.", f.Args[0])}})
	case f.Code == "reference.foreign":
		return detail(http.StatusForbidden, "You are not allowed to do this")
	case f.Kind == fault.Conflict && r.unique != "":
		return objectError(r.unique)
	case f.Kind == fault.Invalid && len(f.Fields) > 0:
		fields := make([]fault.Field, len(f.Fields))
		for i, field := range f.Fields {
			fields[i] = fault.Field{Name: r.wireName(field.Name), Message: field.Message}
		}
		return fieldErrors(fields)
	}
	return err
}

// noMatch is said of an id that isn't there or not the caller's.
func noMatch(model string) *refusal {
	return detail(http.StatusNotFound, "No "+model+" matches the given query.")
}

// wireName is the key of a field that the core names.
func (r *resource[T]) wireName(core string) string {
	for i := range r.fields {
		if r.fields[i].core == core {
			return r.fields[i].name
		}
	}
	return core
}

// throttled is the answer to one request too many.
func throttled(seconds int) *refusal {
	unit := "seconds"
	if seconds == 1 {
		unit = "second"
	}
	p := detail(http.StatusTooManyRequests, fmt.Sprintf("Request was throttled. Expected available in %d %s.", seconds, unit))
	p.answer = p.answer.with("Retry-After", strconv.Itoa(seconds))
	return p
}

// refuse turns a handler's error into the answer, and logs what nobody expected.
func (d *Dialect) refuse(r *http.Request, err error) answer {
	var own *refusal
	if errors.As(err, &own) {
		return own.answer
	}
	var f *fault.Error
	if errors.As(err, &f) {
		switch f.Kind {
		case fault.Invalid:
			if len(f.Fields) > 0 {
				return fieldErrors(f.Fields).answer
			}
			return objectError(f.Message).answer
		case fault.Unauthenticated:
			return noCredentials().answer
		case fault.Forbidden:
			return notPermitted().answer
		case fault.NotFound:
			return notFound().answer
		case fault.Conflict:
			return detail(http.StatusConflict, "Another request changed this, try again.").answer
		case fault.TooLarge:
			return detail(http.StatusRequestEntityTooLarge, "Request body too large.").answer
		case fault.Limited:
			return throttled(60).answer
		case fault.Unavailable:
			return detail(http.StatusServiceUnavailable, "The server is busy, try again.").answer
		case fault.Internal:
		}
	}
	if r.Context().Err() == nil {
		d.log.ErrorContext(r.Context(), "request failed", slog.String("request", wire.RequestID(r.Context())),
			slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Any("error", err))
	}
	return detail(http.StatusInternalServerError, serverError).answer
}
