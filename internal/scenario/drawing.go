package scenario

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"math"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// stroke is a line of a drawing, in hundredths of its side; one that ends where it begins is a dot.
type stroke struct{ x1, y1, x2, y2, width float64 }

// sketches are drawings of exercises by their id in the catalogue: somebody from the side, with the end of a barbell.
var sketches = []struct {
	exercise int64
	strokes  []stroke
}{
	{615, []stroke{ // a squat, at its deepest
		{20, 88, 85, 88, 1}, {56, 18, 56, 18, 11}, {53, 28, 40, 56, 5}, {40, 56, 63, 58, 5}, {63, 58, 54, 86, 5}, {54, 86, 65, 86, 4},
		{52, 31, 60, 42, 3}, {50, 30, 50, 30, 19},
	}},
	{73, []stroke{ // a bench press, half way up
		{15, 88, 90, 88, 1}, {25, 66, 82, 66, 3}, {34, 66, 34, 88, 2}, {74, 66, 74, 88, 2}, {80, 58, 80, 58, 10}, {72, 60, 40, 60, 5},
		{40, 60, 24, 66, 5}, {24, 66, 22, 86, 5}, {68, 58, 60, 46, 3}, {60, 46, 66, 34, 3}, {66, 32, 66, 32, 19},
	}},
	{184, []stroke{ // a deadlift, from the floor
		{15, 88, 90, 88, 1}, {72, 30, 72, 30, 11}, {64, 38, 38, 50, 5}, {38, 50, 56, 62, 5}, {56, 62, 48, 86, 5}, {48, 86, 60, 86, 4},
		{63, 39, 62, 74, 3}, {62, 77, 62, 77, 21},
	}},
}

// sketch gives some exercises a picture of our own, as an administrator of the demo might.
func (f *filling) sketch(ctx context.Context, v access.Viewer) error {
	for _, s := range sketches {
		data, err := drawn(s.strokes)
		if err != nil {
			return err
		}
		_, err = f.Editor.AddImage(ctx, v, strength.Image{
			Exercise: s.exercise, Style: "1", Main: true, Credit: reference.Credit{License: freeLicense, Author: "palestra"},
		}, data)
		if err != nil && !fault.Is(err, fault.Invalid) { // without the exercise there is nothing to show
			return err
		}
	}
	return nil
}

// freeLicense is CC BY-SA 4 in the catalogue that comes with the program.
const freeLicense int64 = 2

// sketchSide is that of a drawing in pixels.
const sketchSide = 480

// drawn is a PNG of strokes in ink on paper.
func drawn(strokes []stroke) ([]byte, error) {
	paper, ink := color.RGBA{250, 248, 243, 255}, color.RGBA{38, 50, 56, 255}
	img := image.NewPaletted(image.Rect(0, 0, sketchSide, sketchSide), color.Palette{paper, ink})
	for y := range sketchSide {
		for x := range sketchSide {
			for _, s := range strokes {
				if s.covers(100*(float64(x)+0.5)/sketchSide, 100*(float64(y)+0.5)/sketchSide) {
					img.SetColorIndex(x, y, 1)
					break
				}
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// covers reports whether a point is within half of the width of a stroke.
func (s stroke) covers(x, y float64) bool {
	dx, dy := s.x2-s.x1, s.y2-s.y1
	along := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		along = max(0, min(1, ((x-s.x1)*dx+(y-s.y1)*dy)/length))
	}
	return math.Hypot(x-s.x1-along*dx, y-s.y1-along*dy) <= s.width/2
}
