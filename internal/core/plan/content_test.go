package plan

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/sport"
)

func leaf(intensity Intensity, seconds string) Step {
	return Step{Intensity: intensity, Target: TargetOpen, Ends: DurationTime, Length: Number{Text: seconds}}
}

func repeat(times int, steps ...Step) Step {
	return Step{Repeat: Number{Text: strconv.Itoa(times)}, Steps: steps}
}

// unroll writes out repeats, into the leaves in the order they are done.
func unroll(steps []Step) []Step {
	var all []Step
	for i := range steps {
		if !steps[i].IsRepeat() {
			all = append(all, steps[i])
			continue
		}
		for range steps[i].Times() {
			all = append(all, unroll(steps[i].Steps)...)
		}
	}
	return all
}

// anySteps draws lists that are within the bounds most of the time.
func anySteps(t *rapid.T, depth int) []Step {
	n := rapid.IntRange(1, 4).Draw(t, "steps")
	all := make([]Step, n)
	for i := range all {
		if depth < MaxNesting && rapid.IntRange(0, 3).Draw(t, "repeats") == 0 {
			all[i] = repeat(rapid.IntRange(1, 5).Draw(t, "times"), anySteps(t, depth+1)...)
		} else {
			all[i] = anyLeaf(t)
		}
		if rapid.Bool().Draw(t, "extra") {
			all[i].Extra = map[string]any{"uuid-Comment": rapid.String().Draw(t, "comment")}
		}
	}
	return all
}

func anyLeaf(t *rapid.T) Step {
	s := leaf(rapid.SampledFrom(intensities).Draw(t, "intensity"), fmt.Sprint(rapid.Float64Range(0.1, 20000).Draw(t, "length")))
	s.Ends = rapid.SampledFrom(endings).Draw(t, "ends")
	switch s.Ends {
	case DurationOpen:
		s.Length = Number{}
	case DurationDistance:
		s.Unit = rapid.SampledFrom([]string{"", "M", "KM", "MI"}).Draw(t, "unit")
		s.Length = Number{Text: fmt.Sprint(rapid.IntRange(1, 50).Draw(t, "length")), Quoted: rapid.Bool().Draw(t, "quoted")}
	}
	s.Target = rapid.SampledFrom(targets).Draw(t, "target")
	switch {
	case s.Target == TargetOpen:
	case rapid.Bool().Draw(t, "range"):
		s.Low, s.High = Number{Text: "2"}, Number{Text: "3.5"}
	default:
		s.Value = Number{Text: "5", Quoted: rapid.Bool().Draw(t, "quoted target")}
	}
	return s
}

func TestPartsSumToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := anySteps(t, 0)
		if leaves(steps) > MaxLeaves {
			t.Skip("too many")
		}
		id := rapid.SampledFrom([]sport.ID{sport.Running, sport.CyclingSport, sport.PoolSwimming, sport.Yoga}).Draw(t, "sport")
		unrolled := unroll(steps)
		if int64(len(unrolled)) != leaves(steps) {
			t.Fatalf("%d leaves, counted %d", len(unrolled), leaves(steps))
		}
		var want Totals
		for i := range unrolled {
			one := leafTotals(&unrolled[i], id)
			if one.Time < 0 || one.Distance < 0 || one.Load < 0 {
				t.Fatalf("negative: %+v", one)
			}
			want.Time, want.Distance, want.Load = want.Time+one.Time, want.Distance+one.Distance, want.Load+one.Load
		}
		if got := Sum(steps, id); got != want {
			t.Fatalf("sum %+v, of the parts %+v", got, want)
		}
	})
}

func TestWrittenFormRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := anySteps(t, 0), anySteps(t, 0)
		c := Content{Steps: first}
		if rapid.Bool().Draw(t, "variants") {
			c = Content{Variants: []Variant{{Name: "a", Steps: first}, {Name: "b", Steps: second}}}
		}
		if leaves(first) > MaxLeaves || leaves(second) > MaxLeaves {
			t.Skip("too many")
		}
		text, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeContent(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if d := cmp.Diff(c, got); d != "" {
			t.Fatalf("-written +read\n%s", d)
		}
	})
}

func TestTotals(t *testing.T) {
	distance := func(text, unit string, target TargetType, value string) Step {
		return Step{Intensity: Interval, Target: target, Value: Number{Text: value}, Ends: DurationDistance, Length: Number{Text: text}, Unit: unit}
	}
	percent := Step{Intensity: Active, Target: TargetPower, Low: Number{Text: "90"}, High: Number{Text: "110"}, ValueType: Percent, Ends: DurationTime, Length: Number{Text: "1800"}}
	for _, c := range []struct {
		name  string
		steps []Step
		sport sport.ID
		want  Totals
	}{
		{"thirty-thirty", []Step{leaf(Warmup, "1200"), repeat(2, repeat(6, leaf(Interval, "30"), leaf(Recovery, "30")), leaf(Cooldown, "240")), leaf(Cooldown, "360")},
			sport.StrengthTraining, Totals{Time: 2_760_000, Load: 14083 + 12*833 + 12*252 + 2*2400 + 3600}},
		{"a kilometer at 4:00", []Step{distance("1", "KM", TargetPace, "240")}, sport.Running, Totals{Time: 240_000, Distance: 1_000_000, Load: 6667}},
		{"a mile at 4 m/s", []Step{distance("1", "MI", TargetSpeed, "4")}, sport.Running, Totals{Time: 402_336, Distance: 1_609_344, Load: 11176}},
		{"5 km in the water", []Step{distance("5", "KM", TargetOpen, "")}, sport.PoolSwimming, Totals{Time: 6_666_667, Distance: 5_000_000, Load: 185_185}},
		{"half an hour at the threshold", []Step{percent}, sport.Yoga, Totals{Time: 1_800_000, Load: 50_000}},
		{"open", []Step{{Intensity: Interval, Target: TargetOpen, Ends: DurationOpen}}, sport.Running, Totals{}},
	} {
		if got := Sum(c.steps, c.sport); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	w := Workout{Sport: sport.Running, Content: Content{Variants: []Variant{{Steps: []Step{leaf(Rest, "10")}}, {Steps: []Step{leaf(Rest, "11")}}}}}
	if w.Duration() != 11 {
		t.Errorf("the mean of 10 and 11 seconds is %d", w.Duration())
	}
}

func TestCleanHTML(t *testing.T) {
	for dirty, want := range map[string]string{
		`<p style="x" onclick="y">a</p>`:                         `<p>a</p>`,
		`<img src="data:image/png;base64,AAAA" onerror="x()"/>`:  `<img src="data:image/png;base64,AAAA"/>`,
		`<img src="data:image/svg+xml;base64,AAAA"/>b`:           `b`,
		`<a href="javascript:alert(1)">c</a>`:                    `c`,
		`<ul><li>d</li></ul><style>e{}</style>`:                  `<ul><li>d</li></ul>`,
		`<svg><script>f</script></svg>g<math><mi>h</mi></math>`:  `gh`,
		`<table><tr><td>i</td></tr></table><form><input></form>`: `<table><tr><td>i</td></tr></table>`,
	} {
		got, err := cleanHTML(dirty)
		if err != nil || got != want {
			t.Errorf("%s\ngave %s (%v)\nwant %s", dirty, got, err, want)
		}
	}
	if _, err := cleanHTML("<script>x</script>"); err == nil {
		t.Error("nothing is left and nobody says so")
	}
}

func FuzzCleanHTML(f *testing.F) {
	f.Add(`<p onclick="x()"><a href="jAvaScript:x">`)
	f.Add(`<img src="data:image/png;base64,A"><svg/onload=x>`)
	f.Fuzz(func(t *testing.T, dirty string) {
		clean, err := cleanHTML(dirty)
		if err != nil {
			return
		}
		if again, err := cleanHTML(clean); err != nil || again != clean {
			t.Errorf("not stable: %q, then %q (%v)", clean, again, err)
		}
		if lower := strings.ToLower(clean); strings.Contains(lower, "<script") || strings.Contains(lower, "<svg") || strings.Contains(lower, "<iframe") {
			t.Errorf("let through: %q", clean)
		}
	})
}
