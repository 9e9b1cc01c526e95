package web

import (
	"math"
	"strconv"
	"strings"

	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// sessionPicture is the intensity of a session over time: one path for each kind of step, in a box of 1000 by 100.
type sessionPicture struct {
	Label string
	Paths []picturePath
}

// picturePath is all steps of one kind, drawn.
type picturePath struct{ Kind, D string }

// nominal is how many seconds wide a step is drawn that is open, and so has no length.
const nominal = 180

// fullEffort is the effort relative to the threshold that reaches the top of the picture.
const fullEffort = 1.25

// newSessionPicture draws steps with their repeats unrolled; no steps are an empty picture.
func newSessionPicture(who reader, steps []plan.Step, sp sport.ID) sessionPicture {
	d := drawing{sport: sp, paths: map[string]*strings.Builder{}}
	d.measure(steps)
	d.draw(steps)
	p := sessionPicture{Label: who.words.T("session.picture")}
	for _, kind := range intensityOrder {
		for _, name := range []string{kindClass(kind), kindClass(kind) + "-open"} {
			if b := d.paths[name]; b != nil {
				p.Paths = append(p.Paths, picturePath{name, b.String()})
			}
		}
	}
	return p
}

// intensityOrder is the order in which intensities are offered.
var intensityOrder = []plan.Intensity{plan.Warmup, plan.Interval, plan.Active, plan.Recovery, plan.Rest, plan.Cooldown}

func kindClass(i plan.Intensity) string { return strings.ToLower(string(i)) }

// drawing goes over the steps twice: once for how long they are together, once to draw them.
type drawing struct {
	sport sport.ID
	total float64
	at    float64
	paths map[string]*strings.Builder
}

func (d *drawing) seconds(s *plan.Step) float64 {
	if s.Ends == plan.DurationOpen {
		return nominal
	}
	return float64(plan.Sum([]plan.Step{*s}, d.sport).Time) / 1000
}

func (d *drawing) measure(steps []plan.Step) {
	eachLeaf(steps, func(s *plan.Step) { d.total += d.seconds(s) })
}

func (d *drawing) draw(steps []plan.Step) {
	if d.total <= 0 {
		return
	}
	eachLeaf(steps, func(s *plan.Step) {
		from := d.at / d.total * 1000
		d.at += d.seconds(s)
		width := d.at/d.total*1000 - from
		if width > 6 {
			width -= 2
		}
		height := max(6, min(1, effortOf(s, d.sport)/fullEffort)*100)
		name := kindClass(s.Intensity)
		if s.Ends == plan.DurationOpen {
			name += "-open"
		}
		if d.paths[name] == nil {
			d.paths[name] = &strings.Builder{}
		}
		b := d.paths[name]
		b.WriteString("M" + coordinate(from) + " 100v-" + coordinate(height) + "h" + coordinate(width) + "V100z")
	})
}

func coordinate(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// effortOf is a step's intensity relative to the threshold, taken back from the load of an hour of it.
func effortOf(s *plan.Step, sp sport.ID) float64 {
	hour := *s
	hour.Ends, hour.Length, hour.Unit = plan.DurationTime, plan.Number{Text: "3600"}, ""
	return math.Sqrt(float64(plan.Sum([]plan.Step{hour}, sp).Load) / 100_000)
}

// eachLeaf calls fn for each step as often as it is done, in order.
func eachLeaf(steps []plan.Step, fn func(*plan.Step)) {
	for i := range steps {
		if !steps[i].IsRepeat() {
			fn(&steps[i])
			continue
		}
		for range steps[i].Times() {
			eachLeaf(steps[i].Steps, fn)
		}
	}
}
