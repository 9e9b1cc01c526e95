// Package listing is how rows of any kind are asked for: which of them, in which order, which page.
//
//	page, err := service.Days.List(ctx, viewer, listing.Query{
//		Conditions: []listing.Condition{listing.Is("routine", int64(3))},
//		Order:      []listing.Key{{Field: "id", Descending: true}},
//	})
//
// The fields of a kind have names of the core's, listed beside the kind. One that a kind doesn't have is refused with
// fault.Invalid, code "listing.field"; a value of the wrong type with "listing.value".
//
// A new kind needs a row type in core, an Own in its service, and one description in store.
package listing

// Op compares a field with a value.
type Op uint8

// The comparisons. Nothing compares with an absent value.
const (
	// Among is equality with any of the values; the only one that takes several.
	Among Op = iota
	After
	From
	Before
	Until
)

// Condition is one that rows must meet.
type Condition struct {
	Field string
	Op    Op
	// Values are int64, string, bool or time.Time, as the field has it. No values match no rows.
	Values []any
}

// Is is the condition that a field equals one of the values.
func Is(field string, values ...any) Condition {
	return Condition{Field: field, Op: Among, Values: values}
}

// Key is one field to order by.
type Key struct {
	Field      string
	Descending bool
}

// DefaultLimit and MaxLimit bound a page.
const (
	DefaultLimit = 20
	MaxLimit     = 10_000
)

// MaxValues bounds the values of all conditions of a query together.
const MaxValues = 10_000

// Query is which rows, in which order, and which page of them. Absent values come last in an ascending order and first in a
// descending one; ties are broken by id.
type Query struct {
	Conditions []Condition
	// Order empty is the kind's own.
	Order []Key
	// Offset below 0 counts as 0.
	Offset int
	// Limit below 1 counts as DefaultLimit, above MaxLimit as MaxLimit.
	Limit int
}

// Bounds are the offset and limit that hold.
func (q Query) Bounds() (offset, limit int) {
	limit = q.Limit
	if limit < 1 {
		limit = DefaultLimit
	}
	return max(q.Offset, 0), min(limit, MaxLimit)
}

// Page is some of the rows.
type Page[T any] struct {
	Rows []T
	// Count is how many rows meet the conditions in all.
	Count int64
}
