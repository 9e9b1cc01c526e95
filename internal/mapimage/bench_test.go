package mapimage

import (
	"io"
	"math"
	"testing"
)

// A fjord, a city and the world: the expensive kinds of tile.
func BenchmarkTile(b *testing.B) {
	for name, t := range map[string]TileID{
		"world": {Z: 0}, "europe": {Z: 4, X: 8, Y: 5}, "fjord": {Z: 6, X: 33, Y: 18}, "alps": {Z: 9, X: 265, Y: 181}, "paris": {Z: 13, X: 4149, Y: 2818},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := Tile(io.Discard, t, Light, 1); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"@2x", func(b *testing.B) {
			for b.Loop() {
				if err := Tile(io.Discard, t, Light, 2); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDraw(b *testing.B) {
	for name, points := range map[string]int{"3600": 3600, "18000": 18000} {
		segments := [][]LatLon{winding(points)}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := Draw(io.Discard, segments, Light); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// winding is a ride of n points, one a second, around a valley.
func winding(n int) []LatLon {
	line := make([]LatLon, n)
	for i := range line {
		t := float64(i)
		line[i] = LatLon{44.6 + 0.05*math.Sin(t/900) + 0.001*math.Sin(t/40), 6.1 + 0.00004*t + 0.002*math.Cos(t/55)}
	}
	return line
}
