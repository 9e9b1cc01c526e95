package wger

import (
	"strconv"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/unit"
)

// The fields of a row are made from functions that point into it. One that points to a pointer may be null.

func id[T any](at func(*T) *int64) field[T] {
	f := integer("id", at).of("id").readOnly()
	f.label = "ID"
	return f
}

func integer[T any](name string, at func(*T) *int64) field[T] {
	return field[T]{
		spec: spec{name: name, kind: integerKind},
		put:  func(j *wire.Encoder, _ *call, row *T) { j.Int(*at(row)) },
		take: func(row *T, v any) { *at(row) = v.(int64) },
	}
}

func maybeInteger[T any](name string, at func(*T) **int64) field[T] {
	return field[T]{
		spec: spec{name: name, kind: integerKind, null: true},
		put:  func(j *wire.Encoder, _ *call, row *T) { putNumber(j, *at(row)) },
		take: func(row *T, v any) { *at(row) = maybe[int64](v) },
	}
}

// relation is the id of another row.
func relation[T any](name string, at func(*T) *int64) field[T] {
	f := integer(name, at)
	f.kind = relationKind
	return f
}

func maybeRelation[T any](name string, at func(*T) **int64) field[T] {
	f := maybeInteger(name, at)
	f.kind = relationKind
	return f
}

// relations are ids of other rows.
func relations[T any](name string, at func(*T) *[]int64) field[T] {
	return field[T]{
		spec: spec{name: name, kind: relationKind, many: true},
		put: func(j *wire.Encoder, _ *call, row *T) {
			j.Array()
			for _, n := range *at(row) {
				j.Int(n)
			}
			j.EndArray()
		},
		take: func(row *T, v any) { *at(row) = v.([]int64) },
	}
}

func text[T any](name string, at func(*T) *string) field[T] {
	return field[T]{
		spec: spec{name: name, kind: textKind},
		put:  func(j *wire.Encoder, _ *call, row *T) { j.String(*at(row)) },
		take: func(row *T, v any) { *at(row) = v.(string) },
	}
}

func maybeText[T any](name string, at func(*T) **string) field[T] {
	return field[T]{
		spec: spec{name: name, kind: textKind, null: true},
		put:  func(j *wire.Encoder, _ *call, row *T) { j.StringOrNull(*at(row)) },
		take: func(row *T, v any) { *at(row) = maybe[string](v) },
	}
}

// textOrNull is a text that is null on the wire when it is "".
func textOrNull[T any](name string, at func(*T) *string) field[T] {
	f := text(name, at)
	f.null = true
	f.put = func(j *wire.Encoder, _ *call, row *T) {
		if s := *at(row); s != "" {
			j.String(s)
		} else {
			j.Null()
		}
	}
	f.take = func(row *T, v any) { *at(row), _ = v.(string) }
	return f
}

func link[T any](name string, at func(*T) *string) field[T] {
	f := text(name, at)
	f.kind = urlKind
	return f
}

func uuidOf[T any](at func(*T) *string) field[T] {
	f := text("uuid", at).of("uuid").readOnly()
	f.kind, f.label = uuidKind, "UUID"
	return f
}

func boolean[T any](name string, at func(*T) *bool) field[T] {
	return field[T]{
		spec: spec{name: name, kind: booleanKind},
		put:  func(j *wire.Encoder, _ *call, row *T) { j.Bool(*at(row)) },
		take: func(row *T, v any) { *at(row) = v.(bool) },
	}
}

// hundredths is a decimal with two places.
func hundredths[T any](name string, digits int, at func(*T) *unit.Hundredths) field[T] {
	return field[T]{
		spec: spec{name: name, kind: decimalKind, digits: digits, places: 2},
		put:  func(j *wire.Encoder, _ *call, row *T) { j.Plain(at(row).String()) },
		take: func(row *T, v any) { *at(row) = unit.Hundredths(v.(int64)) },
	}
}

func maybeHundredths[T any](name string, digits int, at func(*T) **unit.Hundredths) field[T] {
	return field[T]{
		spec: spec{name: name, kind: decimalKind, digits: digits, places: 2, null: true},
		put: func(j *wire.Encoder, _ *call, row *T) {
			if n := *at(row); n != nil {
				j.Plain(n.String())
			} else {
				j.Null()
			}
		},
		take: func(row *T, v any) {
			*at(row) = nil
			if n, ok := v.(int64); ok {
				h := unit.Hundredths(n)
				*at(row) = &h
			}
		},
	}
}

// thousandths is a decimal with three places that is only shown.
func thousandths[T any](name string, at func(*T) unit.Thousandths) field[T] {
	return field[T]{
		spec: spec{name: name, kind: decimalKind, digits: 6, places: 3, shown: true},
		put:  func(j *wire.Encoder, _ *call, row *T) { j.Plain(at(row).String()) },
	}
}

func maybeThousandths[T any](name string, at func(*T) *unit.Thousandths) field[T] {
	return field[T]{
		spec: spec{name: name, kind: decimalKind, digits: 6, places: 3, shown: true, null: true},
		put: func(j *wire.Encoder, _ *call, row *T) {
			if n := at(row); n != nil {
				j.Plain(n.String())
			} else {
				j.Null()
			}
		},
	}
}

// number is a decimal with two places that is a number on the wire.
func number[T any](name string, digits int, at func(*T) *unit.Hundredths) field[T] {
	f := hundredths(name, digits, at)
	f.kind = numberKind
	f.put = func(j *wire.Encoder, _ *call, row *T) { j.Float(at(row).Float()) }
	return f
}

// date is a day, kept as midnight UTC.
func date[T any](name string, at func(*T) *time.Time) field[T] {
	return field[T]{
		spec: spec{name: name, kind: dateKind},
		put:  func(j *wire.Encoder, _ *call, row *T) { putDate(j, *at(row)) },
		take: func(row *T, v any) { *at(row) = v.(time.Time) },
	}
}

// maybeTimeOfDay is a time of day, nil for none.
func maybeTimeOfDay[T any](name string, at func(*T) **time.Duration) field[T] {
	return field[T]{
		spec: spec{name: name, kind: timeKind, null: true},
		put: func(j *wire.Encoder, _ *call, row *T) {
			if t := *at(row); t != nil {
				j.Plain(time.Time{}.Add(*t).Format(time.TimeOnly))
			} else {
				j.Null()
			}
		},
		take: func(row *T, v any) { *at(row) = maybe[time.Duration](v) },
	}
}

// instant is a moment; the zero one is null.
func instant[T any](name string, at func(*T) *time.Time) field[T] {
	return field[T]{
		spec: spec{name: name, kind: datetimeKind},
		put:  func(j *wire.Encoder, _ *call, row *T) { putInstant(j, *at(row)) },
		take: func(row *T, v any) { *at(row) = v.(time.Time) },
	}
}

// chosen is one of a few texts.
func chosen[T any](name string, all []choice, at func(*T) *string) field[T] {
	f := text(name, at)
	f.kind, f.choices = choiceKind, all
	return f
}

func maybeChosen[T any](name string, all []choice, at func(*T) **string) field[T] {
	f := maybeText(name, at)
	f.kind, f.choices = choiceKind, all
	return f
}

// computed is only shown; s describes it in the document, nil for any JSON.
func computed[T any](name string, k kind, s *schema, put func(j *wire.Encoder, c *call, row *T)) field[T] {
	return field[T]{spec: spec{name: name, kind: k, shown: true, schema: s}, put: put}
}

// maybe is a parsed value as a pointer, nil for null.
func maybe[V any](v any) *V {
	if v == nil {
		return nil
	}
	n := v.(V)
	return &n
}

func putNumber(j *wire.Encoder, n *int64) {
	if n == nil {
		j.Null()
		return
	}
	j.Int(*n)
}

func putDate(j *wire.Encoder, t time.Time) {
	if t.IsZero() {
		j.Null()
		return
	}
	var b [10]byte
	j.PlainBytes(t.AppendFormat(b[:0], time.DateOnly))
}

// putInstant writes ISO 8601 in UTC, with six digits of a second's fraction when there is one.
func putInstant(j *wire.Encoder, t time.Time) {
	if t.IsZero() {
		j.Null()
		return
	}
	var b [32]byte
	j.PlainBytes(appendInstant(b[:0], t))
}

func appendInstant(b []byte, t time.Time) []byte {
	t = t.UTC()
	b = t.AppendFormat(b, "2006-01-02T15:04:05")
	if us := t.Nanosecond() / 1000; us != 0 {
		b = append(b, '.')
		for n := 100_000; n > us; n /= 10 {
			b = append(b, '0')
		}
		b = strconv.AppendInt(b, int64(us), 10)
	}
	return append(b, 'Z')
}
