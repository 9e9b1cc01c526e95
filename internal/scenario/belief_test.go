package scenario_test

import (
	"math"
	"testing"

	"palestra/internal/core/metric"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/scenario"
)

// bounds are what a reader would believe of a sport: the speed between points in m/s, the grade over a hundred meters, the
// distance in meters, and the average speed in km/h.
type bounds struct {
	speed, grade       float64
	shortest, longest  float64
	slowest, quickest  float64
	thereAndBackOrLoop bool
}

var believable = map[sport.ID]bounds{
	sport.Running:            {8, 0.2, 3_000, 24_000, 6.5, 17, true},
	sport.Trail:              {7, 0.45, 3_000, 20_000, 4.5, 14, true},
	sport.Walking:            {3.5, 0.2, 1_500, 6_000, 3, 6.5, true},
	sport.Hiking:             {3.5, 0.45, 3_000, 14_000, 2, 6, true},
	sport.CyclingSport:       {19, 0.2, 12_000, 95_000, 17, 36, true},
	sport.MountainBiking:     {13, 0.45, 6_000, 32_000, 7, 24, true},
	sport.SkiingCrossCountry: {13, 0.3, 5_000, 30_000, 6, 24, true},
	sport.RollerSkiing:       {12, 0.2, 5_000, 32_000, 8, 26, true},
	sport.Rowing:             {7, 0.05, 4_000, 9_000, 9, 16, true},
	sport.CyclingIndoor:      {16, 0, 12_000, 45_000, 20, 40, false},
	sport.PoolSwimming:       {2.5, 0, 800, 4_000, 1.5, 5, false},
}

func TestRecordingsAreBelievable(t *testing.T) {
	for seed := range uint64(2) {
		sessions := scenario.Season(scenario.Seed+seed, winter)
		for i := range sessions {
			recorded := sessions[i].Record()
			if recorded == nil {
				continue
			}
			b, ok := believable[sessions[i].Sport]
			if !ok {
				t.Fatalf("what is believable of sport %d?", sessions[i].Sport)
			}
			believe(t, &sessions[i], recorded, b)
		}
	}
}

func believe(t *testing.T, s *scenario.Session, recorded *track.Track, b bounds) {
	t.Helper()
	who := s.Athlete.Username + " " + s.Start.Format("2006-01-02") + " " + recorded.Sport
	r := metric.Summarize(recorded, metric.Options{StoppedSpeed: 1})
	if r.Distance < b.shortest || r.Distance > b.longest {
		t.Errorf("%s: %.0f m", who, r.Distance)
	}
	if r.AveSpeed < b.slowest || r.AveSpeed > b.quickest {
		t.Errorf("%s: %.1f km/h on average", who, r.AveSpeed)
	}
	if r.AveHeartRate < 85 || r.AveHeartRate > 190 {
		t.Errorf("%s: a heart rate of %d on average", who, r.AveHeartRate)
	}
	points := recorded.Segments[0].Points
	first, last := &points[0], &points[len(points)-1]
	for i := range points {
		p := &points[i]
		if p.HeartRate < 40 || p.HeartRate > 205 {
			t.Fatalf("%s: a heart rate of %d at point %d", who, p.HeartRate, i)
		}
		if i == 0 {
			continue
		}
		q := &points[i-1]
		if p.Time <= q.Time || p.Distance < q.Distance {
			t.Fatalf("%s: point %d is before the one before it", who, i)
		}
		if v := apart(q, p) / (float64(p.Time-q.Time) / 1e6); v > b.speed+3 { // receivers err by a meter or three
			t.Fatalf("%s: %.1f m/s at point %d", who, v, i)
		}
		if p.Speed > float32(b.speed) {
			t.Fatalf("%s: the device says %.1f m/s at point %d", who, p.Speed, i)
		}
	}
	if !b.thereAndBackOrLoop {
		return
	}
	if d := apart(first, last); d > 60 {
		t.Errorf("%s ends %.0f m from where it began", who, d)
	}
	if g := steepest(points); g > b.grade {
		t.Errorf("%s: a grade of %.0f %%", who, g*100)
	}
}

// steepest is the steepest grade over at least a hundred meters.
func steepest(points []track.Point) float64 {
	steep, from := 0.0, 0
	for i := range points {
		for points[i].Distance-points[from].Distance > 150 {
			from++
		}
		if way := points[i].Distance - points[from].Distance; way >= 100 {
			steep = max(steep, math.Abs(points[i].Ele-points[from].Ele)/way)
		}
	}
	return steep
}

// apart is how far two points are from each other in meters; 0 without positions.
func apart(p, q *track.Point) float64 {
	if !p.HasPosition() {
		return 0
	}
	const degree = 111_195.0
	return degree * math.Hypot(p.Lat-q.Lat, (p.Lon-q.Lon)*math.Cos(p.Lat*math.Pi/180))
}

// Going up and coming back down the same way must show the same heights, or nobody believes the chart.
func TestSamePlaceHasTheSameHeight(t *testing.T) {
	seen := 0
	sessions := scenario.Season(scenario.Seed, summer)
	for i := range sessions {
		if sessions[i].Sport != sport.Hiking {
			continue
		}
		seen++
		points := sessions[i].Record().Segments[0].Points
		half := points[len(points)-1].Distance / 2
		back := len(points) - 1
		for j := range points {
			if points[j].Distance > half {
				break
			}
			for back > 0 && points[back].Distance > 2*half-points[j].Distance {
				back--
			}
			if d := math.Abs(points[j].Ele - points[back].Ele); d > 8 {
				t.Fatalf("%s: at %.0f m the way back is %.1f m higher or lower", sessions[i].Title, points[j].Distance, d)
			}
		}
	}
	if seen == 0 {
		t.Error("nobody hiked")
	}
}

// Hearts follow work with a delay and drift upwards: the second half of a steady ride beats faster than the first.
func TestHeartDriftsUpward(t *testing.T) {
	points := scenario.Ride(5, 3*3600).Segments[0].Points
	mean := func(from, to int) float64 {
		sum := 0.0
		for i := from; i < to; i++ {
			sum += float64(points[i].HeartRate)
		}
		return sum / float64(to-from)
	}
	if early, late := mean(1200, 4800), mean(7200, 10800); late <= early {
		t.Errorf("%.1f beats a minute in the first hour, %.1f in the third", early, late)
	}
	if start := points[0].HeartRate; start > 110 {
		t.Errorf("starts at %d beats a minute", start)
	}
}
