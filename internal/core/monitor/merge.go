package monitor

import (
	"cmp"
	"slices"
)

// Sorted brings samples into order of time, one a millisecond. Of several at the same time the first counts; the others
// fill in what it lacks. Samples in order come back as they are.
func Sorted(s *Samples) *Samples {
	if increasing(s.Time) {
		return s
	}
	order := make([]int, s.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Time[a], s.Time[b]) })
	out := &Samples{}
	for _, i := range order {
		out.put(s, i)
	}
	return out
}

func increasing(times []int64) bool {
	for i := 1; i < len(times); i++ {
		if times[i] <= times[i-1] {
			return false
		}
	}
	return true
}

// Merged is how samples joined those that were there.
type Merged struct {
	Samples *Samples
	// Accepted is how many brought something new, a value for a known time included; Duplicates is the others.
	Accepted, Duplicates int
	// Earliest is the time of the first accepted one; what was measured from there on has to be measured again. Only
	// with Accepted > 0.
	Earliest int64
}

// Merge joins samples to those that are stored: sent again, late and out of order, it makes no difference. Both must be in
// order of time. What is stored stays; a sample of the same time fills in what it lacks.
func Merge(stored, sent *Samples) Merged {
	m := Merged{Samples: &Samples{Time: make([]int64, 0, stored.Len()+sent.Len())}}
	a, b := 0, 0
	for a < stored.Len() || b < sent.Len() {
		if b == sent.Len() || a < stored.Len() && stored.Time[a] < sent.Time[b] {
			m.Samples.put(stored, a)
			a++
			continue
		}
		if a < stored.Len() && stored.Time[a] == sent.Time[b] {
			m.Samples.put(stored, a)
			a++
		}
		if !m.Samples.put(sent, b) {
			m.Duplicates++
		} else if m.Accepted++; m.Accepted == 1 {
			m.Earliest = sent.Time[b]
		}
		b++
	}
	return m
}

// put appends sample i of from, or fills in what the last sample lacks when that has the same time. It reports whether
// that brought anything new.
func (s *Samples) put(from *Samples, i int) bool {
	last := len(s.Time) - 1
	fresh := last < 0 || s.Time[last] != from.Time[i]
	if fresh {
		s.Time = append(s.Time, from.Time[i])
		last++
	}
	news := fresh
	given, place := from.columns(), s.columns()
	for k, column := range given {
		v := int32(Absent)
		if *column != nil {
			v = (*column)[i]
		}
		if v != Absent && (fresh || *place[k] == nil || (*place[k])[last] == Absent) {
			reach(place[k], last)
			(*place[k])[last] = v
			news = true
		} else if *place[k] != nil {
			reach(place[k], last)
		}
	}
	return news
}

// reach lengthens a column with absent values until it has place last.
func reach(column *[]int32, last int) {
	for len(*column) <= last {
		*column = append(*column, Absent)
	}
}
