package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"palestra/internal/basemap"
	"palestra/internal/mapimage"
)

func TestWritable(t *testing.T) {
	for name, want := range map[string]string{
		"Łódź": "Łódź", "Hồ Chí Minh": "Ho Chí Minh", "Nuku‘alofa": "Nuku'alofa", "Şanlıurfa": "Şanlıurfa", "Ḩalab": "Halab",
	} {
		if got := writable(name); got != want {
			t.Errorf("%s becomes %s, want %s", name, got, want)
		}
	}
}

func TestCapitalIsTheLargestOfItsName(t *testing.T) {
	countries := map[string]gazetteerCountry{"US": {Capital: "Washington"}, "XX": {Capital: "Nowhere"}}
	got := capitals(countries, map[string]gazetteerPlace{
		"1": {Name: "Washington", Country: "US", Population: 100},
		"2": {Name: "Washington D.C.", Country: "US", Population: 700_000, AlternateNames: []string{"Washington"}},
		"3": {Name: "New York City", Country: "US", Population: 8_000_000},
		"4": {Name: "Nowhere", Country: "US", Population: 9},
	})
	if len(got) != 1 || got["US"] != "2" {
		t.Errorf("capitals %v, want place 2 for US", got)
	}
}

// However crowded the places are: at each zoom no two names touch, and what shows goes on showing.
func TestArrangedNamesDoNotTouch(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var crowd []candidate
	for i := range 300 {
		c := candidate{people: 8_000_000 - 20_000*i}
		c.Name = "Place " + strconv.Itoa(i)
		c.Kind = basemap.Metropolis
		c.At = basemap.Point{X: 0.5 + 0.02*r.Float64(), Y: 0.4 + 0.02*r.Float64()}
		crowd = append(crowd, c)
	}
	shown := arrange(crowd)
	if len(shown) < 200 {
		t.Fatalf("only %d of 300 find room", len(shown))
	}
	if shown[0].Name != "Place 0" {
		t.Errorf("%s is the first, want the largest", shown[0].Name)
	}
	for zoom := 2; zoom <= always; zoom++ {
		var boxes []basemap.Box
		for _, l := range shown {
			if zoom < l.MinZoom {
				continue
			}
			if zoom > l.MaxZoom {
				t.Fatalf("%s is gone at zoom %d", l.Name, zoom)
			}
			box, _ := mapimage.LabelBox(l, zoom)
			boxes = append(boxes, newSpace(zoom).place(l.At, box))
		}
		for i, a := range boxes {
			if slices.ContainsFunc(boxes[:i], func(b basemap.Box) bool {
				return a.MinX < b.MaxX && b.MinX < a.MaxX && a.MinY < b.MaxY && b.MinY < a.MaxY
			}) {
				t.Fatalf("names touch at zoom %d", zoom)
			}
		}
	}
}

func TestCountryLeavesRoomForItsCapital(t *testing.T) {
	half := 0.03
	middle := basemap.Point{X: 0.5, Y: 0.4}
	outline := []basemap.Point{
		{X: middle.X - half, Y: middle.Y - half}, {X: middle.X + half, Y: middle.Y - half},
		{X: middle.X + half, Y: middle.Y + half}, {X: middle.X - half, Y: middle.Y + half},
	}
	seat := candidate{Label: basemap.Label{Name: "Centreville", Kind: basemap.Capital, At: middle}, people: 2_000_000}
	land := candidate{Label: basemap.Label{Name: "Squareland", Kind: basemap.Country, At: middle}, largest: outline, seat: &seat.Label}
	shown := arrange([]candidate{land, seat})
	for _, name := range []string{"Squareland", "Centreville"} {
		i := slices.IndexFunc(shown, func(l basemap.Label) bool { return l.Name == name })
		if i < 0 || shown[i].MinZoom > capitalsFirst {
			t.Errorf("%s does not show at zoom %d: %+v", name, capitalsFirst, shown)
		}
	}
}
