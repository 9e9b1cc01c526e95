package wger

import (
	"mime/multipart"
	"net/http"
	"time"

	"palestra/internal/core/fault"
)

// value is one field's, parsed.
type value struct {
	field int
	v     any
}

// decode parses what a body says of the resource's fields, or tells all that is wrong with it, in the fields' order. POST
// gives defaults; PATCH needs nothing.
func (r *resource[T]) decode(d *Dialect, b *sent, method string) ([]value, error) {
	var all []value
	var wrong []fault.Field
	for i := range r.fields {
		f := &r.fields[i]
		if f.shown {
			continue
		}
		v, message, given := f.spec.from(b, method, d.zone)
		switch {
		case message != "":
			wrong = append(wrong, fault.Field{Name: f.name, Message: message})
		case given:
			all = append(all, value{i, v})
		}
	}
	if len(wrong) > 0 {
		return nil, fieldErrors(wrong)
	}
	return all, nil
}

// set puts parsed values into a row.
func (r *resource[T]) set(row *T, all []value) {
	for _, v := range all {
		r.fields[v.field].take(row, v.v)
	}
}

// from is what a body says of one field.
func (s *spec) from(b *sent, method string, zone *time.Location) (v any, message string, given bool) {
	v, has := b.value(s)
	switch {
	case !has && method == http.MethodPatch:
		return nil, "", false
	case !has && s.kind == booleanKind && b.form:
		return false, "", true // an unticked box isn't sent
	case !has && s.required && s.isFile():
		return nil, "No file was submitted.", false
	case !has && s.required:
		return nil, "This field is required.", false
	case !has:
		return nil, "", false
	case s.isFile():
		v, message = takeFile(v)
	default:
		v, message = s.take(v, zone)
	}
	return v, message, message == ""
}

func (s *spec) isFile() bool { return s.kind == imageKind || s.kind == fileKind }

// takeFile accepts a part of a form that is a file.
func takeFile(v any) (any, string) {
	file, ok := v.(*multipart.FileHeader)
	switch {
	case !ok:
		return nil, "The submitted data was not a file. Check the encoding type on the form."
	case file.Size == 0:
		return nil, "The submitted file is empty."
	}
	return file, ""
}

// value is what the body has under a field's key. A form has texts, of which an empty one is null where that may be.
func (b *sent) value(s *spec) (v any, sent bool) {
	if file := b.files[s.name]; file != nil && s.isFile() {
		return file, true
	}
	if v, sent = b.values[s.name]; !sent {
		return nil, false
	}
	if b.form && s.many {
		return list(b.lists[s.name]), true
	}
	if t, _ := v.(string); b.form && t == "" && s.null && !s.blank {
		return nil, true
	}
	return v, true
}

func list(texts []string) []any {
	all := make([]any, 0, len(texts))
	for _, t := range texts {
		all = append(all, t)
	}
	return all
}
