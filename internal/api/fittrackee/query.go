package fittrackee

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"palestra/internal/api/wire"
)

// query reads parameters. An empty one is an absent one; one that can't be read is answered as the reference does, with
// its general error.
type query struct{ values url.Values }

func newQuery(values url.Values) query { return query{values} }

func (q query) text(name string) string { return wire.CleanText(q.values.Get(name)) }

// whole is a whole number, nil when absent.
func (q query) whole(name string) (*int, error) {
	text := strings.TrimSpace(q.text(name))
	if text == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return nil, errServer
	}
	i := int(n)
	return &i, nil
}

// number is a number, nil when absent; scale changes its unit.
func (q query) number(name string, scale float64) (*float64, error) {
	text := strings.TrimSpace(q.text(name))
	if text == "" {
		return nil, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, errServer
	}
	f *= scale
	return &f, nil
}

// seconds is a duration like 1:30 (hours and minutes), nil when absent.
func (q query) seconds(name string) (*float64, error) {
	text := strings.TrimSpace(q.text(name))
	if text == "" {
		return nil, nil
	}
	hours, minutes, _ := strings.Cut(text, ":")
	h, ok := parseDigits(hours, 1, 6)
	m, ok2 := parseDigits(minutes, 1, 2)
	if !ok || !ok2 || m > 59 {
		return nil, errServer
	}
	s := float64(h*3600 + m*60)
	return &s, nil
}

// day is local midnight of a date, or of so many days later; zero when absent.
func (q query) day(name string, loc *time.Location, later int) (time.Time, error) {
	text := strings.TrimSpace(q.text(name))
	if text == "" {
		return time.Time{}, nil
	}
	t, ok := parseDay(text, loc, later)
	if !ok {
		return time.Time{}, errServer
	}
	return t, nil
}
