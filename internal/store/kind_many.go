package store

import (
	"context"
	"strings"
)

// together is how many rows one statement of insertMany stores.
const together = 50

// insertMany stores n rows, whose values row appends to a list, with few statements.
func (c *session) insertMany(ctx context.Context, table, columns string, n int, row func(args []any, i int) []any) error {
	one := places(width(columns))
	text := "INSERT INTO " + table + " (" + columns + ") VALUES "
	full := text + strings.TrimSuffix(strings.Repeat(one+", ", together), ", ")
	args := make([]any, 0, together*width(columns))
	for i := 0; i < n; {
		args = args[:0]
		if n-i < together {
			if _, err := c.exec(ctx, text+one, row(args, i)...); err != nil {
				return err
			}
			i++
			continue
		}
		for end := i + together; i < end; i++ {
			args = row(args, i)
		}
		if _, err := c.exec(ctx, full, args...); err != nil {
			return err
		}
	}
	return nil
}

// numeral is a place for a column that can be NULL.
type numeral[N ~int64] struct{ n **N }

// Scan implements sql.Scanner.
func (d numeral[N]) Scan(src any) error {
	*d.n = nil
	switch v := src.(type) {
	case int64:
		n := N(v)
		*d.n = &n
	case nil:
	default:
		return mismatch(src, "a whole number")
	}
	return nil
}

// given is a number that may be absent, as an argument.
func given[N ~int64](n *N) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}
