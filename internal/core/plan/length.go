package plan

import "palestra/internal/core/sport"

// Found is a session of somebody's library with what planning has to know of it; the zero Found is none.
type Found struct {
	Session
	// Seconds is the estimate of a note. For a workout there is Built instead.
	Seconds int64
	Built   *Workout
}

// length is how long a session is, in seconds, and in meters when all of it is told by distance.
type length struct{ seconds, meters int64 }

// length of a session, in the variant of that name if it has one; named tells whether it has.
func (f *Found) length(variant string) (l length, named bool) {
	if f.Built == nil {
		return length{seconds: f.Seconds}, false
	}
	w := f.Built
	for i := range w.Content.Variants {
		if v := &w.Content.Variants[i]; variant != "" && v.Name == variant {
			one := Content{Steps: v.Steps}
			return length{one.duration(w.Sport), one.meters(w.Sport)}, true
		}
	}
	return length{w.Duration(), w.meters()}, false
}

// meters is what a workout asks for by distance; an estimate of its duration set by hand counts more.
func (w *Workout) meters() int64 {
	if w.Estimate != nil {
		return 0
	}
	return w.Content.meters(w.Sport)
}

// meters is the mean distance of the variants when every step that ends by itself ends by distance, else 0.
func (c *Content) meters(s sport.ID) int64 {
	lists := [][]Step{c.Steps}
	if len(c.Variants) > 0 {
		lists = lists[:0]
		for i := range c.Variants {
			lists = append(lists, c.Variants[i].Steps)
		}
	}
	var all int64
	for _, steps := range lists {
		if !byDistance(steps) {
			return 0
		}
		all += Sum(steps, s).Distance
	}
	return all / int64(len(lists)) / 1000
}

// byDistance reports whether no step ends by time.
func byDistance(steps []Step) bool {
	for i := range steps {
		if steps[i].Ends == DurationTime || !byDistance(steps[i].Steps) {
			return false
		}
	}
	return true
}
