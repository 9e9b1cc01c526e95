package plan

import (
	"encoding/xml"
	"fmt"
	"math"

	"palestra/internal/core/sport"
)

// zwoOpen is how many seconds a step without an end gets in a format that knows only durations.
const zwoOpen = 300

// ZWO writes a variant of a workout, or the first, as a Zwift workout file. The format knows durations and shares of the
// threshold power alone, so distances become the time they are reckoned to take, and targets other than of power in percent the
// effort that their intensity stands for. A repeat of two plain steps stays one, others are written out.
func ZWO(w *Workout, variant string) ([]byte, error) {
	v, err := w.one(variant)
	if err != nil {
		return nil, err
	}
	file := zwoFile{Author: "palestra", Name: w.Title, Sport: "bike"}
	if sportWord(w.Sport) == sport.FamilyRunning {
		file.Sport = "run"
	}
	if v.Name != "" {
		file.Name += " - " + v.Name
	}
	if w.Description != nil {
		file.Description = *w.Description
	}
	file.Workout.Blocks = zwoBlocks(nil, v.Steps, w.Sport)
	b, err := xml.MarshalIndent(file, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(append([]byte(xml.Header), b...), '\n'), nil
}

type zwoFile struct {
	XMLName     xml.Name `xml:"workout_file"`
	Author      string   `xml:"author"`
	Name        string   `xml:"name"`
	Description string   `xml:"description"`
	Sport       string   `xml:"sportType"`
	Workout     struct {
		Blocks []zwoBlock
	} `xml:"workout"`
}

// zwoBlock is one element of a workout; its name is the kind.
type zwoBlock struct {
	XMLName     xml.Name
	Repeat      string `xml:"Repeat,attr,omitempty"`
	Duration    string `xml:"Duration,attr,omitempty"`
	Power       string `xml:"Power,attr,omitempty"`
	PowerLow    string `xml:"PowerLow,attr,omitempty"`
	PowerHigh   string `xml:"PowerHigh,attr,omitempty"`
	OnDuration  string `xml:"OnDuration,attr,omitempty"`
	OffDuration string `xml:"OffDuration,attr,omitempty"`
	OnPower     string `xml:"OnPower,attr,omitempty"`
	OffPower    string `xml:"OffPower,attr,omitempty"`
}

func zwoBlocks(all []zwoBlock, steps []Step, id sport.ID) []zwoBlock {
	for i := range steps {
		s := &steps[i]
		switch {
		case !s.IsRepeat():
			all = append(all, zwoLeaf(s, id))
		case len(s.Steps) == 2 && !s.Steps[0].IsRepeat() && !s.Steps[1].IsRepeat():
			on, off := &s.Steps[0], &s.Steps[1]
			all = append(all, zwoBlock{
				XMLName: xml.Name{Local: "IntervalsT"}, Repeat: fmt.Sprint(s.Times()), OnDuration: zwoSeconds(on, id), OnPower: zwoPower(effort(on)),
				OffDuration: zwoSeconds(off, id), OffPower: zwoPower(effort(off)),
			})
		default:
			for range s.Times() {
				all = zwoBlocks(all, s.Steps, id)
			}
		}
	}
	return all
}

func zwoLeaf(s *Step, id sport.ID) zwoBlock {
	b := zwoBlock{XMLName: xml.Name{Local: "SteadyState"}, Duration: zwoSeconds(s, id)}
	low, high, targeted := s.Range()
	percent := targeted && s.ValueType == Percent && (s.Target == TargetPower || s.Target == TargetPowerLap)
	switch {
	case s.Ends == DurationOpen && !targeted, s.Intensity == Rest && !targeted:
		b.XMLName.Local = "FreeRide"
	case (s.Intensity == Warmup || s.Intensity == Cooldown) && percent && low != high:
		b.XMLName.Local, b.PowerLow, b.PowerHigh = "Warmup", zwoPower(low/100), zwoPower(high/100)
		if s.Intensity == Cooldown {
			b.XMLName.Local, b.PowerLow, b.PowerHigh = "Cooldown", b.PowerHigh, b.PowerLow
		}
	default:
		b.Power = zwoPower(effort(s))
	}
	return b
}

func zwoSeconds(s *Step, id sport.ID) string {
	seconds := math.Round(float64(leafTotals(s, id).Time) / 1000)
	if s.Ends == DurationOpen {
		seconds = zwoOpen
	}
	return fmt.Sprint(int64(max(seconds, 1)))
}

// zwoPower is a share of the threshold power.
func zwoPower(share float64) string { return fmt.Sprintf("%.3f", share) }
