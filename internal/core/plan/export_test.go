package plan

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/profile/filedef"
	"github.com/muktihari/fit/profile/mesgdef"
	"github.com/muktihari/fit/profile/typedef"
	"pgregory.net/rapid"

	"palestra/internal/core/sport"
)

// opened decodes a FIT workout.
func opened(t interface{ Fatal(...any) }, data []byte) *filedef.Workout {
	fit, err := decoder.New(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	return filedef.NewWorkout(fit.Messages...)
}

// performed is what a device does with the steps of a file: repeats go back until they have been done.
func performed(steps []*mesgdef.WorkoutStep, from, to int) []*mesgdef.WorkoutStep {
	var all []*mesgdef.WorkoutStep
	for i := to - 1; i >= from; i-- {
		s := steps[i]
		if s.DurationType != typedef.WktStepDurationRepeatUntilStepsCmplt {
			all = append([]*mesgdef.WorkoutStep{s}, all...)
			continue
		}
		first := int(s.DurationValue)
		once := performed(steps, first, i)
		var many []*mesgdef.WorkoutStep
		for range s.TargetValue {
			many = append(many, once...)
		}
		all = append(many, all...)
		i = first
	}
	return all
}

func TestFITKeepsRepeatsAndTargets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := anySteps(t, 0)
		if leaves(steps) > 300 {
			t.Skip("too many")
		}
		w := Workout{ID: 7, Title: "x", Sport: sport.CyclingSport, Content: Content{Steps: steps}}
		data, err := FIT(&w, "", time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		file := opened(t, data)
		if file.FileId.Type != typedef.FileWorkout || file.Workout.Sport != typedef.SportCycling || int(file.Workout.NumValidSteps) != len(file.WorkoutSteps) {
			t.Fatalf("%+v, %+v", file.FileId, file.Workout)
		}
		want, got := unroll(steps), performed(file.WorkoutSteps, 0, len(file.WorkoutSteps))
		if len(got) != len(want) {
			t.Fatalf("%d steps are done, want %d", len(got), len(want))
		}
		for i := range want {
			sameStep(t, &want[i], got[i])
		}
	})
}

func sameStep(t *rapid.T, want *Step, got *mesgdef.WorkoutStep) {
	length := 0.0
	switch got.DurationType {
	case typedef.WktStepDurationTime:
		length = float64(got.DurationValue)/1000 - want.Seconds()
	case typedef.WktStepDurationDistance:
		length = float64(got.DurationValue)/100 - want.Meters()
	}
	if math.Abs(length) > 0.005 || got.Intensity != fitIntensities[want.Intensity] {
		t.Fatalf("%+v became %+v", want, got)
	}
	low, high, ok := want.Range()
	if ok != (got.TargetType != typedef.WktStepTargetOpen) {
		t.Fatalf("the target of %+v became %v", want, got.TargetType)
	}
	if !ok {
		return
	}
	gotLow, gotHigh := float64(got.CustomTargetValueLow), float64(got.CustomTargetValueHigh)
	switch want.Target {
	case TargetSpeed, TargetSpeedLap:
		low, high = low*1000, high*1000
	case TargetPace:
		low, high = 1e6/high, 1e6/low
	case TargetHeartRate, TargetHeartRateLap:
		low, high = low+100, high+100
	case TargetPower, TargetPowerLap:
		low, high = low+1000, high+1000
	}
	if math.Abs(gotLow-low) > 0.51 || math.Abs(gotHigh-high) > 0.51 {
		t.Fatalf("%v to %v became %v to %v", low, high, gotLow, gotHigh)
	}
}

func TestFITPercentages(t *testing.T) {
	steps := []Step{{Intensity: Interval, Target: TargetPower, Value: Number{Text: "105"}, ValueType: Percent, Ends: DurationOpen}}
	data, err := FIT(&Workout{Sport: sport.Running, Title: "x", Content: Content{Steps: steps}}, "", time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	got := opened(t, data).WorkoutSteps[0]
	if got.CustomTargetValueLow != 105 || got.CustomTargetValueHigh != 105 || got.DurationType != typedef.WktStepDurationOpen {
		t.Errorf("%+v", got)
	}
}

// TestZWOLastsAsLong adds the durations of a file up.
func TestZWOLastsAsLong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := []Step{repeat(rapid.IntRange(1, 5).Draw(t, "times"), anySteps(t, MaxNesting)...), repeat(3, leaf(Interval, "30"), leaf(Recovery, "40"))}
		w := Workout{Title: "a & b", Sport: sport.Running, Content: Content{Steps: steps}}
		data, err := ZWO(&w, "")
		if err != nil {
			t.Fatal(err)
		}
		var file zwoFile
		var body struct {
			Blocks []zwoAny `xml:",any"`
		}
		if err := xml.Unmarshal(data, &file); err != nil || file.Name != "a & b" || file.Sport != "run" {
			t.Fatalf("%v in %s", err, data)
		}
		inner := data[bytes.Index(data, []byte("<workout>")) : bytes.Index(data, []byte("</workout>"))+len("</workout>")]
		if err := xml.Unmarshal(inner, &body); err != nil {
			t.Fatal(err)
		}
		got, want := 0.0, 0.0
		for _, b := range body.Blocks {
			got += b.seconds()
		}
		for _, s := range unroll(steps) {
			if s.Ends == DurationOpen {
				want += zwoOpen
			} else {
				want += math.Max(1, math.Round(float64(leafTotals(&s, sport.Running).Time)/1000))
			}
		}
		if got != want {
			t.Fatalf("%v seconds, want %v, in %s", got, want, data)
		}
	})
}

type zwoAny struct {
	Attributes []xml.Attr `xml:",any,attr"`
}

func (b zwoAny) seconds() float64 {
	n := map[string]float64{"Repeat": 1}
	for _, a := range b.Attributes {
		n[a.Name.Local], _ = strconv.ParseFloat(a.Value, 64)
	}
	return n["Duration"] + n["Repeat"]*(n["OnDuration"]+n["OffDuration"])
}

func TestTextOfAVariant(t *testing.T) {
	w := Workout{Title: "30/30", Sport: sport.Running, Content: Content{Variants: []Variant{
		{Name: "A", Steps: []Step{repeat(2, leaf(Interval, "30"))}}, {Name: "B", Steps: []Step{leaf(Rest, "60")}},
	}}}
	text, err := Text(&w, "B")
	if err != nil || strings.Contains(text, "Interval") || !strings.Contains(text, "Rest 1:00") {
		t.Errorf("%v: %s", err, text)
	}
	if _, err := Text(&w, "C"); err == nil {
		t.Error("there is no variant C")
	}
}
