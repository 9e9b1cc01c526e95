package wger

import (
	"strings"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
)

// filter is one query parameter that narrows a list.
type filter struct {
	name, core string
	kind       kind
	op         listing.Op
	// places are those of a decimal.
	places  int
	choices []choice
	// many takes the parameter several times, any of which rows may have.
	many bool
	// list takes several values with commas between them; lax ignores the parameter when they are no integers.
	list, lax bool
	// strict booleans are True and False alone.
	strict bool
	// day compares a moment with a whole day.
	day bool
	// find tells whether a row that is asked for is there, and whose it is; nil doesn't ask.
	find func(d *Dialect) listing.Finder
	// convert changes the parsed value, nil for nothing: a weight of the viewer's unit into milligrams.
	convert func(d *Dialect, c *call, v any) any
}

// The filters. name is the parameter, core what the core calls the field.

func byNumber(name, core string) filter { return filter{name: name, core: core, kind: integerKind} }

func byText(name, core string) filter { return filter{name: name, core: core, kind: textKind} }

func byUUID(name, core string) filter { return filter{name: name, core: core, kind: uuidKind} }

func byDecimal(name, core string, places int) filter {
	return filter{name: name, core: core, kind: decimalKind, places: places}
}

// byFlag is a boolean that must be written True or False: anything else is ignored, as the API has always had it.
func byFlag(name, core string) filter {
	return filter{name: name, core: core, kind: booleanKind, strict: true}
}

func byDate(name, core string) filter { return filter{name: name, core: core, kind: dateKind} }

func byInstant(name, core string) filter { return filter{name: name, core: core, kind: datetimeKind} }

func byTime(name, core string) filter { return filter{name: name, core: core, kind: timeKind} }

func byChoice(name, core string, all []choice) filter {
	return filter{name: name, core: core, kind: choiceKind, choices: all}
}

// byRow is the id of another row, which must be there and not somebody else's.
func byRow(name, core string, find func(d *Dialect) listing.Finder) filter {
	return filter{name: name, core: core, kind: relationKind, find: find}
}

// byRows is byRow for a parameter that may stand several times.
func byRows(name, core string, find func(d *Dialect) listing.Finder) filter {
	f := byRow(name, core, find)
	f.many = true
	return f
}

// byIntegers takes a comma list of ids; what is none makes it ignored.
func byIntegers(name, core string) filter {
	return filter{name: name, core: core, kind: integerKind, list: true, lax: true}
}

// among takes a comma list.
func (f filter) among() filter { f.list = true; f.name += "__in"; return f }

// compared gives the filter with __gt, __gte, __lt and __lte beside it.
func compared(f filter) []filter {
	all := []filter{f}
	for _, c := range []struct {
		suffix string
		op     listing.Op
	}{{"__gt", listing.After}, {"__gte", listing.From}, {"__lt", listing.Before}, {"__lte", listing.Until}} {
		g := f
		g.name, g.op = f.name+c.suffix, c.op
		all = append(all, g)
	}
	return all
}

// conditions are what the values of the parameter ask for: none for an empty one.
func (f *filter) conditions(d *Dialect, c *call, values []string) (_ []listing.Condition, message string, _ error) {
	if len(values) > 0 && !f.many {
		values = values[len(values)-1:] // the last one counts
	}
	var given []string
	for _, v := range values {
		if v = strings.TrimSpace(wire.CleanText(v)); v != "" {
			given = append(given, v)
		}
	}
	if len(given) == 0 {
		return nil, "", nil
	}
	if f.list {
		given = strings.Split(given[0], ",")
	}
	condition := listing.Condition{Field: f.core, Op: f.op}
	for _, s := range given {
		v, known, message, err := f.parse(d, c, s)
		if err != nil || message != "" {
			if f.lax && err == nil {
				return nil, "", nil
			}
			return nil, message, err
		}
		if f.day {
			start := v.(time.Time)
			return []listing.Condition{{Field: f.core, Op: listing.From, Values: []any{start}},
				{Field: f.core, Op: listing.Before, Values: []any{start.AddDate(0, 0, 1)}}}, "", nil
		}
		if known && v == nil { // a boolean that is neither
			return nil, "", nil
		}
		if known {
			condition.Values = append(condition.Values, v)
		}
	}
	return []listing.Condition{condition}, "", nil
}
