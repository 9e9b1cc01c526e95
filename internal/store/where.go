package store

import "strings"

// where is a condition put together from parts that must all hold.
type where struct {
	parts []string
	args  []any
}

// and adds a part. One with an OR at its top must come in parentheses.
func (w *where) and(part string, args ...any) {
	w.parts = append(w.parts, part)
	w.args = append(w.args, args...)
}

// sql is " WHERE …", or "" when everything fits.
func (w *where) sql() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}
