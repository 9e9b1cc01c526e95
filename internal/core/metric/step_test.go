package metric

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"palestra/internal/core/track"
)

// The intermediate numbers of a walk of 25 points, as the reference computes them.
func TestStepsOfAKnownWalk(t *testing.T) {
	s := knownWalk()
	wantDistances := []string{
		"4.452780", "13.098935", "5.565975", "4.452780", "24.625450", "33.644399", "5.621974", "21.863004", "20.592638", "6.051349",
		"6.725908", "5.872495", "26.196156", "6.403488", "12.687324", "13.806053", "14.166637", "5.046400", "14.212703", "26.295678",
		"5.872502", "19.209035", "5.621977", "18.042232",
	}
	wantSpeeds := []string{
		"3.206001", "3.206001", "3.633408", "4.007502", "4.047821", "4.047824", "4.228196", "4.228202", "4.330136", "4.356971", "4.432581",
		"4.567436", "4.610168", "4.610512", "4.715617", "4.842654", "4.942233", "4.970179", "5.099989", "5.116573", "5.247121",
	}
	m, steps := move(&s, 1, nil)
	var distances, speeds []string
	for _, st := range steps {
		distances = append(distances, strconv.FormatFloat(st.distance, 'f', 6, 64))
	}
	if !slices.Equal(distances, wantDistances) {
		t.Errorf("steps are\n%v, want\n%v", distances, wantDistances)
	}
	if m.movingTime != 250e6 || math.Abs(m.moved-320.127870357699) > 1e-11 || m.crept != 0 {
		t.Errorf("it moves %v m in %d µs and creeps %v m", m.moved, m.movingTime, m.crept)
	}
	raw := fastest(steps) * 3.6
	kept := make([]float64, len(steps))
	if v := top(steps, kept) * 3.6; math.Abs(v-5.116573) > 1e-6 || math.Abs(raw-5.247121) > 1e-6 {
		t.Errorf("the maximum is %v, the fastest step %v", v, raw)
	}
	slices.Sort(kept[:21])
	for _, v := range kept[:21] {
		speeds = append(speeds, strconv.FormatFloat(v*3.6, 'f', 6, 64))
	}
	if !slices.Equal(speeds, wantSpeeds) {
		t.Errorf("kept are\n%v, want\n%v", speeds, wantSpeeds)
	}
	if c := climbOf(&s); math.Abs(c.ascent-0.4) > 1e-9 || math.Abs(c.descent-23.4) > 1e-9 || c.low != 975 || c.high != 998 {
		t.Errorf("it climbs %v, descends %v between %v and %v", c.ascent, c.descent, c.low, c.high)
	}
}

// knownWalk is in latitude, longitude, elevation, seconds.
func knownWalk() track.Segment {
	var s track.Segment
	for _, v := range [][4]float64{
		{44.68095, 6.07367, 998, 0}, {44.68091, 6.07367, 998, 5}, {44.6808, 6.07364, 994, 15}, {44.68075, 6.07364, 994, 20},
		{44.68071, 6.07364, 994, 25}, {44.68049, 6.07361, 993, 45}, {44.68019, 6.07356, 992, 70}, {44.68014, 6.07355, 992, 75},
		{44.67995, 6.07358, 987, 90}, {44.67977, 6.07364, 987, 105}, {44.67972, 6.07367, 987, 110}, {44.67966, 6.07368, 987, 115},
		{44.67961, 6.0737, 986, 120}, {44.67938, 6.07377, 986, 140}, {44.67933, 6.07381, 986, 145}, {44.67922, 6.07385, 985, 155},
		{44.67911, 6.0739, 980, 165}, {44.679, 6.07399, 980, 175}, {44.67896, 6.07402, 980, 180}, {44.67884, 6.07408, 979, 190},
		{44.67863, 6.07423, 981, 210}, {44.67858, 6.07425, 980, 215}, {44.67842, 6.07434, 979, 230}, {44.67837, 6.07435, 979, 235},
		{44.67822, 6.07442, 975, 250},
	} {
		p := track.NewPoint()
		p.Lat, p.Lon, p.Ele, p.Time = v[0], v[1], v[2], int64(v[3]*1e6)
		s.Points = append(s.Points, p)
	}
	return s
}

func TestRoundingForKeeps(t *testing.T) {
	for _, c := range []struct {
		x        float64
		decimals int
		want     float64
	}{
		{0.125, 2, 0.13}, {1.005, 2, 1.01}, {2.675, 2, 2.68}, {-2.675, 2, -2.68}, {0.994999, 2, 0.99}, {0.995, 2, 1}, {9.9995, 3, 10},
		{4.609841333, 2, 4.61}, {1e22, 2, 1e22}, {123456789.985, 2, 123456789.99}, {0.0004, 3, 0}, {-0.0004, 3, 0}, {5e-324, 3, 0},
		{0.5, 0, 1}, {1.5, 0, 2}, {12, 2, 12}, {-7.1, 1, -7.1}, {math.Inf(1), 2, math.Inf(1)}, {4503599627370495.5, 0, 4503599627370496},
	} {
		if got := Round(c.x, c.decimals); got != c.want || math.Signbit(got) != math.Signbit(c.want) {
			t.Errorf("Round(%v, %d) = %v, want %v", c.x, c.decimals, got, c.want)
		}
	}
	if !math.IsNaN(Round(math.NaN(), 2)) {
		t.Error("NaN does not stay one")
	}
}

// Charts round the binary value, as printing does: 1.005 is a little less than it looks.
func TestRoundingForCharts(t *testing.T) {
	for _, x := range []float64{0, 0.125, 0.375, 1.005, 2.675, 4.345, 1e-9, 0.005, 0.015, 0.025, 5.115, 1234.565, 99999.995} {
		want, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := float64(hundredths(x)) / 100; got != want {
			t.Errorf("%v becomes %v, want %v", x, got, want)
		}
	}
	if hundredths(1e300) != math.MaxInt32 {
		t.Error("the impossible does not stay in range")
	}
}
