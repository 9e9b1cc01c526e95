package planif

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

const serverError = "A server error occurred."

// refusal is an answer of the dialect's own, as an error.
type refusal struct{ reply wire.Reply }

// Error implements error.
func (e *refusal) Error() string { return http.StatusText(e.reply.Status) }

func notFound() wire.Reply { return wire.Detail(http.StatusNotFound, "Not found.") }

// invalid tells what is wrong with one field.
func invalid(field, message string) error {
	return fault.InvalidField(field, "request.invalid", message)
}

// batchErrors answers a list with what is wrong with each, {} for what is in order.
func batchErrors(all []error) wire.Reply {
	return wire.JSON(http.StatusBadRequest, func(j *wire.Encoder) {
		j.Array()
		for _, err := range all {
			wire.FieldErrors(j, fieldsOf(err))
		}
		j.EndArray()
	})
}

// fieldsOf are the fields of a refusal; one that names none is about the whole.
func fieldsOf(err error) []fault.Field {
	var f *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f) && len(f.Fields) > 0:
		return f.Fields
	}
	return []fault.Field{{Name: "non_field_errors", Message: err.Error()}}
}

// byKind are the answers to what the core refuses.
var byKind = map[fault.Kind]func() wire.Reply{
	fault.Forbidden: func() wire.Reply {
		return wire.Detail(http.StatusForbidden, "You do not have permission to perform this action.")
	},
	fault.NotFound:    notFound,
	fault.Conflict:    func() wire.Reply { return wire.Detail(http.StatusConflict, "Another request changed this, try again.") },
	fault.TooLarge:    func() wire.Reply { return wire.Detail(http.StatusRequestEntityTooLarge, "Request body too large.") },
	fault.Limited:     func() wire.Reply { return wire.Detail(http.StatusTooManyRequests, "Request was throttled.") },
	fault.Unavailable: func() wire.Reply { return wire.Detail(http.StatusServiceUnavailable, "The server is busy, try again.") },
}

// refuse turns a handler's error into the reply, and logs what nobody expected.
func (d *Dialect) refuse(r *http.Request, err error) wire.Reply {
	var own *refusal
	var batch *plan.BatchError
	var f *fault.Error
	switch {
	case errors.As(err, &own):
		return own.reply
	case errors.As(err, &batch):
		return batchErrors(batch.Errors)
	case errors.As(err, &f) && f.Code == "library.full":
		return wire.JSON(http.StatusBadRequest, func(j *wire.Encoder) {
			wire.FieldErrors(j, []fault.Field{{Name: "non_field_errors", Message: "The library is full."}})
		})
	case f != nil && f.Kind == fault.Invalid:
		return wire.JSON(http.StatusBadRequest, func(j *wire.Encoder) { wire.FieldErrors(j, fieldsOf(f)) })
	case f != nil && f.Kind == fault.Unauthenticated:
		message := "Invalid token."
		if f.Code == "auth.session" {
			message = "Authentication credentials were not provided."
		}
		return wire.Detail(http.StatusUnauthorized, message).With("WWW-Authenticate", "Token")
	}
	if f != nil && byKind[f.Kind] != nil {
		return byKind[f.Kind]()
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
