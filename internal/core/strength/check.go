package strength

import (
	"math"
	"slices"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

func checkRoutine(r *Routine) error {
	var c listing.Check
	c.Length("name", r.Name, 0, 100)
	c.Length("description", r.Description, 0, 1000)
	r.Created = date(r.Created)
	return c.Err()
}

func checkDay(d *Day) error {
	var c listing.Check
	c.Length("description", d.Description, 1, 100)
	for _, w := range d.Weekdays {
		if w < 1 || w > 7 {
			e := fault.InvalidField("weekdays", "reference.unknown", "does not exist")
			e.Args = []any{w}
			return e
		}
	}
	d.Weekdays = slices.Compact(slices.Sorted(slices.Values(d.Weekdays)))
	return c.Err()
}

func checkSet(s *Set) error {
	var c listing.Check
	c.Range("sets", s.Sets, 0, 10)
	checkPosition(&c, s.Position)
	c.Length("comment", s.Comment, 0, 200)
	return c.Err()
}

// checkPosition accepts what others order by, as far as it fits into 32 bits.
func checkPosition(c *listing.Check, n int64) { c.Range("position", n, math.MinInt32, math.MaxInt32) }

var reserves = []string{"", "0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"}

func checkReserve(c *listing.Check, reserve *string) {
	if reserve != nil {
		c.Choice("reserve", *reserve, reserves...)
	}
}

func checkPrescription(p *Prescription) error {
	var c listing.Check
	c.Range("repetitions", p.Repetitions, 0, 600)
	if p.Load != nil {
		c.Decimal("load", int64(*p.Load), 0, 1500_00, 100)
	}
	checkReserve(&c, p.Reserve)
	checkPosition(&c, p.Position)
	c.Length("comment", p.Comment, 0, 100)
	return c.Err()
}

func checkSession(s *Session) error {
	var c listing.Check
	c.Choice("impression", s.Impression, "1", "2", "3")
	if s.Notes != nil {
		c.Length("notes", *s.Notes, 0, 10_000)
	}
	checkTime(&c, "start", s.Start)
	checkTime(&c, "end", s.End)
	s.Day = date(s.Day)
	return c.Err()
}

func checkTime(c *listing.Check, field string, t *time.Duration) {
	if t != nil {
		c.Range(field, int64(*t/time.Second), 0, 24*3600-1)
	}
}

func checkLog(l *Log) error {
	var c listing.Check
	c.Range("repetitions", l.Repetitions, 0, math.MaxInt32)
	c.Decimal("load", int64(l.Load), 0, 999_99, 100)
	checkReserve(&c, l.Reserve)
	l.Day = date(l.Day)
	return c.Err()
}

func checkSchedule(s *Schedule) error {
	var c listing.Check
	c.Length("name", s.Name, 1, 100)
	s.Start = date(s.Start)
	return c.Err()
}

func checkStep(s *Step) error {
	var c listing.Check
	c.Range("weeks", s.Weeks, 1, 25)
	checkPosition(&c, s.Position)
	return c.Err()
}

// date is the day of a moment, as written.
func date(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
