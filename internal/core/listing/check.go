package listing

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"palestra/internal/core/fault"
)

// Check collects what is wrong with the fields of one row.
//
//	var c listing.Check
//	c.Length("name", row.Name, 1, 100)
//	c.Range("sets", row.Sets, 0, 10)
//	return c.Err()
type Check struct{ fields []fault.Field }

func (c *Check) refuse(field, format string, args ...any) {
	c.fields = append(c.fields, fault.Field{Name: field, Message: fmt.Sprintf(format, args...)})
}

// Length wants a text of least to most characters.
func (c *Check) Length(field, text string, least, most int) {
	n := utf8.RuneCountInString(text)
	switch {
	case n == 0 && least == 1:
		c.refuse(field, "This field may not be blank.")
	case n < least:
		c.refuse(field, "Ensure this value has at least %d characters (it has %d).", least, n)
	case n > most:
		c.refuse(field, "Ensure this field has no more than %d characters.", most)
	}
}

// Range wants a number from least to most.
func (c *Check) Range(field string, n, least, most int64) { c.Decimal(field, n, least, most, 1) }

// Decimal wants n/one from least/one to most/one.
func (c *Check) Decimal(field string, n, least, most, one int64) {
	switch {
	case n < least:
		c.refuse(field, "Ensure this value is greater than or equal to %s.", decimal(least, one))
	case n > most:
		c.refuse(field, "Ensure this value is less than or equal to %s.", decimal(most, one))
	}
}

// decimal is n/one in digits, without an exponent.
func decimal(n, one int64) string { return strconv.FormatFloat(float64(n)/float64(one), 'f', -1, 64) }

// Choice wants one of a few texts.
func (c *Check) Choice(field, value string, choices ...string) {
	if !slices.Contains(choices, value) {
		c.refuse(field, "%q is not a valid choice.", value)
	}
}

// Err is fault.Invalid "fields.invalid" with all that was refused, or nil.
func (c *Check) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "fields.invalid", "some fields can't be accepted", c.fields...)
}
