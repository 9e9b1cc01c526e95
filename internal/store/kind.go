package store

import (
	"context"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// kind describes how rows of one type are kept. It is all that a type needs to be listed, read and changed.
type kind[T any] struct {
	noun, table string
	// columns are all but the id, in the order of values.
	columns string
	// places are where id and columns are scanned into, values what the columns are set to.
	places func(*T) []any
	values func(*T) []any
	id     func(*T) *int64
	// owned kinds have an owner_id, which only their owner's statements meet. The others are the catalogue: each change of theirs
	// gives it a new version.
	owned bool
	// fields are what rows can be filtered and ordered by, order what they are ordered by unless asked otherwise.
	fields map[string]field
	order  string
	// steady kinds have many rows, which change with the version of the catalogue alone. They are not owned and have no load.
	steady bool
	// hidden is a condition that rows must meet to be there at all; "" for none.
	hidden string
	// load adds what other tables hold to rows that were read, save stores it; both may be nil.
	load func(ctx context.Context, c *session, rows []T) error
	save func(ctx context.Context, c *session, row *T) error
	// remove runs before a row goes, and may be nil.
	remove func(ctx context.Context, c *session, row *T) error
	// tally is the statement that reads how many rows meet the conditions where that is kept, "" where they must be counted.
	// It may be nil.
	tally func(owner int64, conditions []listing.Condition) (text string, args []any)
	// taken is said of a broken unique key; nil when there is nothing better than "store.taken" to say.
	taken *fault.Error
}

// field is one that rows can be filtered by. A plain column can be ordered by too; otherwise the text is a condition in which
// %s stands for comparison and value.
type field struct {
	sql string
	typ fieldType
	// may is true for a column that can be NULL.
	may bool
}

type fieldType uint8

const (
	isNumber fieldType = iota
	isText
	isFlag
	isTime
)

func num(sql string) field        { return field{sql: sql} }
func maybeNum(sql string) field   { return field{sql: sql, may: true} }
func words(sql string) field      { return field{sql: sql, typ: isText} }
func maybeWords(sql string) field { return field{sql: sql, typ: isText, may: true} }
func flag(sql string) field       { return field{sql: sql, typ: isFlag} }
func at(sql string) field         { return field{sql: sql, typ: isTime} }
func maybeAt(sql string) field    { return field{sql: sql, typ: isTime, may: true} }

func (f field) plain() bool { return !strings.Contains(f.sql, "%s") }

// argument is the value as the column has it.
func (f field) argument(v any) (any, bool) {
	switch v := v.(type) {
	case int64:
		return v, f.typ == isNumber
	case string:
		return v, f.typ == isText
	case bool:
		return v, f.typ == isFlag
	case time.Time:
		return v.UnixMicro(), f.typ == isTime
	}
	return nil, false
}

var comparisons = [...]string{listing.After: "> ?", listing.From: ">= ?", listing.Before: "< ?", listing.Until: "<= ?"}

// meet adds the query's conditions.
func (w *where) meet(fields map[string]field, conditions []listing.Condition) error {
	left := listing.MaxValues
	for _, c := range conditions {
		f, ok := fields[c.Field]
		if !ok {
			return errField(c.Field)
		}
		if left -= len(c.Values); left < 0 {
			return fault.InvalidField(c.Field, "listing.values", "too many values")
		}
		if err := w.meetOne(f, c); err != nil {
			return err
		}
	}
	return nil
}

func (w *where) meetOne(f field, c listing.Condition) error {
	args := make([]any, len(c.Values))
	for i, v := range c.Values {
		a, ok := f.argument(v)
		if !ok {
			return fault.InvalidField(c.Field, "listing.value", "not a value of this field")
		}
		args[i] = a
	}
	comparison := "= ?"
	switch {
	case len(args) == 0:
		w.and("1 = 0")
		return nil
	case c.Op != listing.Among:
		comparison, args = comparisons[c.Op], args[:1]
	case len(args) > 1:
		for len(args)&(len(args)-1) != 0 { // few different lengths, so that few statements have to be prepared
			args = append(args, args[0]) //nolint:makezero // all of args is filled; repeating a value changes nothing
		}
		comparison = "IN " + places(len(args))
	}
	if f.plain() {
		w.and(f.sql+" "+comparison, args...)
		return nil
	}
	w.and("("+strings.Replace(f.sql, "%s", comparison, 1)+")", args...)
	return nil
}

// ordered is " ORDER BY …", which ends with the id.
func ordered(fields map[string]field, keys []listing.Key, usual string) (string, error) {
	if len(keys) == 0 {
		return " ORDER BY " + usual, nil
	}
	var b strings.Builder
	seen := map[string]bool{}
	for _, k := range keys {
		f, ok := fields[k.Field]
		if !ok || !f.plain() {
			return "", errField(k.Field)
		}
		if seen[f.sql] {
			continue
		}
		seen[f.sql] = true
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(f.sql)
		switch {
		case k.Descending && f.may:
			b.WriteString(" DESC NULLS FIRST")
		case k.Descending:
			b.WriteString(" DESC")
		case f.may:
			b.WriteString(" NULLS LAST")
		}
	}
	if !seen["id"] {
		b.WriteString(", id")
		if keys[len(keys)-1].Descending {
			b.WriteString(" DESC")
		}
	}
	return " ORDER BY " + b.String(), nil
}

func errField(name string) error {
	return fault.InvalidField(name, "listing.field", "there is no such field")
}
