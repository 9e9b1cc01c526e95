package monitor

import (
	"slices"
	"time"

	"palestra/internal/core/access"
)

// Ownership is the time in which somebody holds a device.
type Ownership struct {
	Device, Owner int64
	// From is the first moment, Until the first that no longer is; a zero Until has no end.
	From, Until time.Time
}

// Interval is a stretch of time, its end excluded; a zero Until has no end.
type Interval struct{ From, Until time.Time }

// Cover reports whether every moment of want lies in one of the intervals, or several of them one after the other. An
// interval that is empty or reversed covers nothing, and is covered by nothing.
func Cover(intervals []Interval, want Interval) bool {
	if empty(want) {
		return false
	}
	for _, i := range union(intervals) {
		if !want.From.Before(i.From) && !before(i.Until, want.Until) {
			return true
		}
	}
	return false
}

// union joins intervals that touch or overlap and sorts them.
func union(intervals []Interval) []Interval {
	sorted := slices.DeleteFunc(slices.Clone(intervals), empty)
	slices.SortFunc(sorted, func(a, b Interval) int { return a.From.Compare(b.From) })
	var out []Interval
	for _, i := range sorted {
		if n := len(out) - 1; n >= 0 && (out[n].Until.IsZero() || !out[n].Until.Before(i.From)) {
			if before(out[n].Until, i.Until) {
				out[n].Until = i.Until
			}
			continue
		}
		out = append(out, i)
	}
	return out
}

// before compares two ends, of which a zero one is after all others.
func before(a, b time.Time) bool { return !a.IsZero() && (b.IsZero() || a.Before(b)) }

func empty(i Interval) bool { return !i.Until.IsZero() && !i.From.Before(i.Until) }

// Owned is when, within an interval, an owner held a device: what was recorded in these times is theirs to measure. In
// order of time, without overlaps.
func Owned(holds []Ownership, device, owner int64, within Interval) []Interval {
	var out []Interval
	for _, i := range held(holds, device, owner) {
		if i.From.Before(within.From) {
			i.From = within.From
		}
		if before(within.Until, i.Until) {
			i.Until = within.Until
		}
		if !empty(i) {
			out = append(out, i)
		}
	}
	return out
}

// Owns reports whether an owner held a device all the time.
func Owns(holds []Ownership, device, owner int64, all Interval) bool {
	return Cover(held(holds, device, owner), all)
}

func held(holds []Ownership, device, owner int64) []Interval {
	var out []Interval
	for _, h := range holds {
		if h.Device == device && h.Owner == owner {
			out = append(out, Interval{h.From, h.Until})
		}
	}
	return union(out)
}

// Granted reports whether a coach's grants of one permission on an athlete together cover an interval of data. The data's
// time counts, not today: a grant that has run out still opens what lies in it, a revoked one opens nothing. Athletes need
// no grants for themselves.
func Granted(grants []access.Grant, athlete, coach int64, p access.Permission, data Interval) bool {
	if athlete == coach {
		return !empty(data)
	}
	var intervals []Interval
	for i := range grants {
		g := &grants[i]
		if g.Athlete == athlete && g.Coach == coach && g.Permission == p && g.RevokedAt.IsZero() {
			intervals = append(intervals, Interval{g.From, g.Until})
		}
	}
	return Cover(intervals, data)
}
