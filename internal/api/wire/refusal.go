package wire

import (
	"slices"

	"palestra/internal/core/fault"
)

// Detail is a reply {"detail": message}, the form of several dialects for all that is not about fields.
func Detail(status int, message string) Reply {
	return JSON(status, func(j *Encoder) {
		j.Object()
		j.Key("detail").String(message)
		j.EndObject()
	})
}

// FieldErrors writes {"field": ["message", …]}, fields in the order in which they were found.
func FieldErrors(j *Encoder, fields []fault.Field) {
	j.Object()
	for i, f := range fields {
		if slices.ContainsFunc(fields[:i], func(before fault.Field) bool { return before.Name == f.Name }) {
			continue
		}
		j.KeyOf(f.Name)
		FieldMessages(j, fields[i:], f.Name)
	}
	j.EndObject()
}

// FieldMessages writes what is wrong with one field, as a list.
func FieldMessages(j *Encoder, fields []fault.Field, name string) {
	j.Array()
	for _, f := range fields {
		if f.Name == name {
			j.String(f.Message)
		}
	}
	j.EndArray()
}
