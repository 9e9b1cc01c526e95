package fittrackee

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
	"palestra/internal/core/trackfile"
)

// refusal is an error that already is an answer of this dialect. Messages are keys that clients translate: letter for letter.
type refusal struct {
	status int
	// word is the body's "status"; "" leaves it out.
	word string
	// message is the body's "message"; "" leaves it out.
	message string
	// more writes further members, which stand before the message.
	more func(*wire.Encoder)
	// challenge is the WWW-Authenticate header, "" for none.
	challenge string
}

func (e *refusal) Error() string { return fmt.Sprintf("%d %s", e.status, e.message) }

func (e *refusal) reply() wire.Reply {
	p := jsonReply(e.status, func(j *wire.Encoder) {
		j.Object()
		if e.more != nil {
			e.more(j)
		}
		if e.message != "" {
			j.Key("message").String(e.message)
		}
		if e.word != "" {
			j.Key("status").String(e.word)
		}
		j.EndObject()
	})
	if e.challenge != "" {
		p = p.With("WWW-Authenticate", e.challenge)
	}
	return p
}

// The answers that many places give.
var (
	errPayload     = &refusal{status: http.StatusBadRequest, word: "error", message: "invalid payload"}
	errServer      = &refusal{status: http.StatusInternalServerError, word: "error", message: "error, please try again or contact the administrator"}
	errMediaType   = &refusal{status: http.StatusUnsupportedMediaType, word: "error", message: "unsupported media type"}
	errPermission  = &refusal{status: http.StatusForbidden, word: "error", message: "you do not have permissions"}
	errUnknownPath = notFound("the requested URL was not found on the server")
	errMethod      = &refusal{status: http.StatusMethodNotAllowed, word: "error", message: "the method is not allowed for the requested URL"}
	errRange       = &refusal{status: http.StatusBadRequest, word: "error", message: "one or more values, entered or calculated, exceed the limits"}
	errProcessing  = failed("error during gpx processing")
)

// failed is a 500 that tells what went wrong: this API answers so to many mistakes of the caller.
func failed(message string) *refusal {
	return &refusal{status: http.StatusInternalServerError, word: "error", message: message}
}

func invalid(word, message string) *refusal {
	return &refusal{status: http.StatusBadRequest, word: word, message: message}
}

func notFound(message string) *refusal {
	return &refusal{status: http.StatusNotFound, word: "not found", message: message}
}

// noData is a 404 that still has the shape of the answer, empty: an array, or a text for the parts of a file.
func noData(kind string, isText bool, message string) *refusal {
	e := notFound(message)
	e.more = func(j *wire.Encoder) {
		j.Key("data").Object()
		if isText {
			j.Key(kind).String("")
		} else {
			j.Key(kind).Array()
			j.EndArray()
		}
		j.EndObject()
	}
	return e
}

func tooLarge(what string, size, limit int64) *refusal {
	return &refusal{
		status: http.StatusRequestEntityTooLarge, word: "fail",
		message: fmt.Sprintf("Error during %s upload, file size (%s) exceeds %s.", what, formatSize(size), formatSize(limit)),
	}
}

// byCode are the answers to what the core refuses for a reason of its own.
var byCode = map[string]*refusal{
	"auth.registration_closed": {status: http.StatusForbidden, word: "error", message: "error, registration is disabled"},
	"auth.credentials":         {status: http.StatusUnauthorized, word: "error", message: "invalid credentials"},
	"person.username_taken":    invalid("error", "sorry, that username is already taken"),
	"auth.last_admin":          {status: http.StatusForbidden, word: "error", message: "you can not delete your account, no other user has admin rights"},
	"person.email":             invalid("error", "valid email must be provided"),
	"person.email_same":        invalid("error", "new email must be different than current email"),
	"export.ongoing":           invalid("error", "ongoing request exists"),
	"export.recent":            invalid("error", "completed request already exists"),
	"app.scopes":               invalid("error", "OAuth2 client invalid scopes"),
	"activity.out_of_range":    errRange,
	"equipment.too_many":       invalid("error", "only one equipment can be added"),

	trackfile.CodeArchiveInvalid:        invalid("error", "invalid zip file"),
	trackfile.CodeArchiveNested:         invalid("fail", "archive does not contain valid workout files"),
	trackfile.CodeArchiveEmpty:          invalid("fail", "archive does not contain valid workout files"),
	trackfile.CodeArchiveTooMany:        invalid("fail", "the number of files in the archive exceeds the limit"),
	trackfile.CodeArchiveMemberTooLarge: invalid("fail", "at least one file in zip archive exceeds size limit, please check the archive"),
	trackfile.CodeArchiveTooLarge:       invalid("fail", "at least one file in zip archive exceeds size limit, please check the archive"),
}

// byFile are the answers to files that can't be used, by code and format; "" is any other format, which then names itself.
var byFile = map[string]map[string]string{
	trackfile.CodeInvalid:       {"gpx": "gpx file is invalid", "": "error when parsing %s file"},
	trackfile.CodeNoTracks:      {"tcx": "no activities in tcx file", "": "no tracks in %s file"},
	trackfile.CodeNoTime:        {"": "<time> is missing in %s file"},
	trackfile.CodeNoPoints:      {"fit": "no valid segments with GPS found in fit file", "": "no valid segments in file"},
	trackfile.CodeUnsupported:   {"": "unsupported %s file"},
	trackfile.CodeNoLaps:        {"": "no laps or no tracks in %s file"},
	trackfile.CodeNoCoordinates: {"": "no coordinates in %s file"},
}

// byKind are the answers to everything else.
var byKind = map[fault.Kind]*refusal{
	fault.Invalid:         errPayload,
	fault.Unauthenticated: errNoToken,
	fault.Forbidden:       errPermission,
	fault.NotFound:        errUnknownPath,
	fault.Conflict:        errPayload,
	fault.TooLarge:        errProcessing,
	fault.Limited:         {status: http.StatusTooManyRequests, word: "error", message: "rate limit exceeded"},
	fault.Unavailable:     {status: http.StatusServiceUnavailable, word: "error", message: errServer.message},
}

// refusalOf turns any error into an answer; known is false for one that is our mistake and has to be logged.
func refusalOf(err error) (answer *refusal, known bool) {
	var own *refusal
	if errors.As(err, &own) {
		return own, true
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind == fault.Internal {
		if errors.Is(err, context.DeadlineExceeded) {
			return byKind[fault.Unavailable], false
		}
		return errServer, false
	}
	if answer, ok := byCode[f.Code]; ok {
		return answer, true
	}
	if message, ok := fileMessage(f); ok {
		return failed(message), true
	}
	switch f.Code {
	case "upload.too_large":
		return tooLarge("workout", wholeArg(f, 0), wholeArg(f, 1)), true
	case "activity.duplicate":
		return duplicate(f), true
	case "person.invalid":
		return invalidPerson(f), true
	}
	return byKind[f.Kind], true
}

func fileMessage(f *fault.Error) (string, bool) {
	messages, ok := byFile[f.Code]
	if !ok || len(f.Args) == 0 {
		return "", false
	}
	format, _ := f.Args[0].(string)
	if message, ok := messages[format]; ok {
		return message, true
	}
	message := messages[""]
	if strings.Contains(message, "%s") {
		message = fmt.Sprintf(message, format)
	}
	return message, true
}

// wholeArg is an argument of a refusal that is a number of bytes.
func wholeArg(f *fault.Error, i int) int64 {
	if i >= len(f.Args) {
		return 0
	}
	n, _ := f.Args[i].(int64)
	return n
}

func duplicate(f *fault.Error) *refusal {
	return &refusal{status: http.StatusConflict, word: "error", message: "duplicate workout", more: func(j *wire.Encoder) {
		j.Key("data").Object()
		j.Key("workouts").Array()
		for _, arg := range f.Args {
			if uuid, ok := arg.(string); ok {
				j.Object()
				j.Key("id").Plain(shortID(uuid))
				j.EndObject()
			}
		}
		j.EndArray()
		j.EndObject()
	}}
}

// invalidPerson lists what is wrong with an account, one line each, each with its own line end.
func invalidPerson(f *fault.Error) *refusal {
	var lines strings.Builder
	for _, field := range f.Fields {
		lines.WriteString(field.Name + ": " + field.Message + "\n")
	}
	return invalid("error", lines.String())
}

// refuse turns a handler's error into the reply, and logs what nobody expected.
func (d *Dialect) refuse(r *http.Request, err error) wire.Reply {
	answer, known := refusalOf(err)
	if !known && !wire.Gone(r) {
		d.log.ErrorContext(r.Context(), "request failed", slog.String("request", wire.RequestID(r.Context())),
			slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Any("error", err))
	}
	return answer.reply()
}
