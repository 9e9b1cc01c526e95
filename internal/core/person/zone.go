package person

import (
	"sync"
	"time"
	_ "time/tzdata" // a bare container has no zone files
)

var zones sync.Map // name → *time.Location

// zone looks a name up once: time.LoadLocation reads and parses its file at every call.
func zone(name string) *time.Location {
	if l, ok := zones.Load(name); ok {
		return l.(*time.Location)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	zones.Store(name, l)
	return l
}

// ValidZone reports whether name is a time zone known here.
func ValidZone(name string) bool {
	if name == "" || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	return err == nil
}

// InZone is the moment at which the clocks of loc show the date and time of wall (whose own zone is not looked at).
// A time that does not exist (spring) or exists twice (autumn) is read with the zone's standard-time offset;
// time.Date picks otherwise.
func InZone(wall time.Time, loc *time.Location) time.Time {
	utc := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), time.UTC)
	// The offsets in force a day before and after bracket any one change of clocks.
	_, before := utc.Add(-24 * time.Hour).In(loc).Zone()
	_, after := utc.Add(24 * time.Hour).In(loc).Zone()
	a, b := utc.Add(-time.Duration(before)*time.Second), utc.Add(-time.Duration(after)*time.Second)
	if before == after {
		return a.UTC()
	}
	_, offA := a.In(loc).Zone()
	_, offB := b.In(loc).Zone()
	if fitsA, fitsB := offA == before, offB == after; fitsA != fitsB {
		if fitsA {
			return a.UTC()
		}
		return b.UTC()
	}
	// Both (autumn) or neither (spring): standard time is the smaller offset.
	if before < after {
		return a.UTC()
	}
	return b.UTC()
}
