package wger

import (
	"palestra/internal/api/wire"
)

// kind is what a field holds on the wire.
type kind uint8

// The kinds. A decimal is a text with a fixed number of places; a number is a JSON number.
const (
	textKind kind = iota
	integerKind
	decimalKind
	numberKind
	booleanKind
	dateKind
	timeKind
	datetimeKind
	uuidKind
	urlKind
	emailKind
	choiceKind
	relationKind
	imageKind
	fileKind
	// nestedKind is an object or a list that is only shown.
	nestedKind
)

// choice is a value that may be chosen, with its name for people.
type choice struct{ value, name string }

// spec is what a field says about itself: to OPTIONS, the page's form, the document and the decoder.
type spec struct {
	// name is the key on the wire, core what the core calls it; "" when the core doesn't know it.
	name, core string
	kind       kind
	label      string
	help       string
	// shown fields are read-only; required ones a POST and a PUT must have; null and blank may be null or "".
	shown, required, null, blank bool
	// many is a list of values.
	many bool
	// unordered can't be ordered by, although the core knows it.
	unordered bool
	// least and most bound a number, in hundredths or thousandths for decimals; bounded says which of them hold.
	least, most       int64
	hasLeast, hasMost bool
	// minLength and maxLength count characters; 0 is any.
	minLength, maxLength int
	// digits and places are those of a decimal.
	digits, places int
	choices        []choice
	// schema describes a nested value in the document.
	schema *schema
}

// field is one of a row of type T.
type field[T any] struct {
	spec
	put func(j *wire.Encoder, c *call, row *T)
	// take sets a value that spec.take has accepted; nil for fields that are shown only.
	take func(row *T, v any)
}

// of names the field for the core: in faults, orders and, when they have no core name of their own, filters.
func (f field[T]) of(core string) field[T] { f.core = core; return f }

// must makes a POST without it refused.
func (f field[T]) must() field[T] { f.required = true; return f }

// readOnly ignores it in bodies.
func (f field[T]) readOnly() field[T] { f.shown = true; return f }

// orBlank accepts "".
func (f field[T]) orBlank() field[T] { f.blank = true; return f }

// upTo is the most characters.
func (f field[T]) upTo(n int) field[T] { f.maxLength = n; return f }

// between bounds a number: for decimals in units of the last place.
func (f field[T]) between(least, most int64) field[T] {
	f.least, f.most, f.hasLeast, f.hasMost = least, most, true, true
	return f
}

// from is the least a number may be.
func (f field[T]) from(least int64) field[T] { f.least, f.hasLeast = least, true; return f }

// called is the label, where the name with blanks for underscores is not good enough.
func (f field[T]) called(label string) field[T] { f.label = label; return f }

// helped is a sentence for people who fill it in.
func (f field[T]) helped(text string) field[T] { f.help = text; return f }

// notOrdered can't be ordered by.
func (f field[T]) notOrdered() field[T] { f.unordered = true; return f }
