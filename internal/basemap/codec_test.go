package basemap

import (
	"math"
	"slices"
	"testing"
)

// square is a ring around a centre; one that turns the other way is a hole.
func square(x, y, half float64, hole bool) []Point {
	ring := []Point{{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}}
	if hole {
		slices.Reverse(ring)
	}
	return ring
}

func small() ([len(CellZooms)]Level, []Label) {
	var levels [len(CellZooms)]Level
	for i := range levels {
		levels[i] = Level{
			Land:    [][]Point{square(0.5, 0.5, 0.3, false), square(0.5, 0.5, 0.01, true)},
			Lakes:   [][]Point{square(0.4, 0.4, 0.02, false)},
			Borders: [][]Point{{{0.3, 0.31}, {0.7, 0.72}}},
		}
	}
	return levels, []Label{
		{At: Point{0.4, 0.6}, Name: "Ypsilonville", Kind: Town, Left: true, MinZoom: 7, MaxZoom: 17},
		{At: Point{0.6, 0.6}, Name: "Åland", Kind: Country, MinZoom: 2, MaxZoom: 5},
		{At: Point{0.4, 0.6}, Name: "Xanten", Kind: Capital, MinZoom: 4, MaxZoom: 17},
	}
}

func TestEncodedWorldIsTheSame(t *testing.T) {
	levels, labels := small()
	m, err := decode(string(Encode(levels, labels)))
	if err != nil {
		t.Fatal(err)
	}
	for zoom := range 10 {
		f := m.Query(whole, zoom)
		for _, c := range []struct {
			p          Point
			land, lake bool
		}{
			{Point{0.25, 0.25}, true, false}, {Point{0.75, 0.6}, true, false}, {Point{0.5, 0.5}, false, false},
			{Point{0.1, 0.5}, false, false}, {Point{0.4, 0.4}, true, true}, {Point{0.9, 0.9}, false, false},
		} {
			if covers(f.Land, c.p) != c.land || covers(f.Lakes, c.p) != c.lake {
				t.Errorf("zoom %d: land or lake is wrong at %+v", zoom, c.p)
			}
		}
		var length float64
		for _, line := range f.Borders {
			length += math.Hypot(line[len(line)-1].X-line[0].X, line[len(line)-1].Y-line[0].Y)
		}
		if want := math.Hypot(0.4, 0.41); math.Abs(length-want) > 0.002 {
			t.Errorf("zoom %d: the border is %.4f long, want %.4f", zoom, length, want)
		}
	}
	got := m.Query(whole, 8).Labels
	if len(got) != 2 || got[0].Name != "Xanten" || got[1].Name != "Ypsilonville" || !got[1].Left || got[1].Kind != Town {
		t.Errorf("labels at zoom 8: %+v", got)
	}
	if got := m.Query(whole, 2).Labels; len(got) != 1 || got[0].Name != "Åland" || math.Abs(got[0].At.X-0.6) > 1e-4 {
		t.Errorf("labels at zoom 2: %+v", got)
	}
}

// The shore of land that spans many cells is as long as its outline: nothing of the cuts is left in it.
func TestShoreLeavesOutCuts(t *testing.T) {
	levels, labels := small()
	m, err := decode(string(Encode(levels, labels)))
	if err != nil {
		t.Fatal(err)
	}
	for _, zoom := range []int{0, 4, 9} {
		var plain, smooth float64
		for _, r := range m.Query(whole, zoom).Land {
			plain += lengths(r.Shore())
			smooth += lengths(r.Smooth().Shore())
		}
		if want := 4*0.6 + 4*0.02; math.Abs(plain-want) > 0.001 {
			t.Errorf("zoom %d: %.4f of shore, want %.4f", zoom, plain, want)
		}
		if smooth >= plain || smooth < 0.7*plain {
			t.Errorf("zoom %d: rounding the corners turns %.4f of shore into %.4f", zoom, plain, smooth)
		}
	}
}

func lengths(lines [][]Point) float64 {
	var sum float64
	for _, l := range lines {
		for i := range l[1:] {
			sum += math.Hypot(l[i+1].X-l[i].X, l[i+1].Y-l[i].Y)
		}
	}
	return sum
}

func TestDamagedDataIsRefused(t *testing.T) {
	levels, labels := small()
	good := string(Encode(levels, labels))
	for _, bad := range []string{"", "PBM2" + good[4:], good[:len(good)-1], good + "x", good[:9]} {
		if _, err := decode(bad); err == nil {
			t.Errorf("%d bytes of %d are taken", len(bad), len(good))
		}
	}
}

func FuzzDecode(f *testing.F) {
	levels, labels := small()
	good := Encode(levels, labels)
	f.Add(good, 20, byte(0xff))
	f.Add(good, len(good)-30, byte(0x80))
	f.Add(good[:len(good)/2], 5, byte(1))
	f.Fuzz(func(t *testing.T, data []byte, at int, to byte) {
		data = slices.Clone(data)
		if at >= 0 && at < len(data) {
			data[at] = to
		}
		m, err := decode(string(data))
		if err != nil {
			return
		}
		for zoom, box := range map[int]Box{0: whole, 4: whole, 17: {0.45, 0.45, 0.55, 0.55}} { // no panic, and no more than the bytes can hold
			found := m.Query(box, zoom)
			points := 0
			for _, r := range slices.Concat(found.Land, found.Lakes) {
				points += len(r.Points)
				r.Smooth().Shore()
			}
			if points > len(data) {
				t.Errorf("%d points from %d bytes", points, len(data))
			}
		}
	})
}
