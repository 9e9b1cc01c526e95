package web

import (
	"errors"
	"net/http"

	"palestra/internal/core/fault"
)

// explain puts a refusal beside the fields it is about, or into a notice above them, and gives the status of the page.
// A nil error is 0: nothing was refused.
func explain(who reader, err error, fields []field, above **notice) int {
	if err == nil {
		return 0
	}
	var e *fault.Error
	if !errors.As(err, &e) {
		return http.StatusInternalServerError
	}
	placed := false
	for i := range fields {
		if text := fieldText(who, e, fields[i].Name); text != "" {
			fields[i].Error, placed = text, true
		}
	}
	if !placed {
		*above = &notice{Tone: "danger", Text: faultText(who.words, err)}
	}
	return statusOf[e.Kind]
}

// fieldOf names the field that a refusal without fields is about.
var fieldOf = map[string]string{
	"person.username_taken": "username",
	"person.email_taken":    "email",
}

// fieldText is what a refusal says of one field, "" when it does not speak of it.
func fieldText(who reader, e *fault.Error, name string) string {
	if fieldOf[e.Code] == name {
		return faultText(who.words, e)
	}
	for _, f := range e.Fields {
		if f.Name != name {
			continue
		}
		if key := "fault_field." + e.Code + "." + name; who.words.Has(key) {
			return who.words.T(key)
		}
		if len(e.Fields) == 1 {
			return faultText(who.words, e)
		}
		return f.Message
	}
	return ""
}

// errForm is a form that can't be read at all.
func errForm(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return fault.New(fault.Invalid, "web.form", "the form could not be read")
}
