package scenario

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"
)

func TestDrawingsHaveInkWhereTheirStrokesAre(t *testing.T) {
	data, err := drawn([]stroke{{20, 20, 20, 20, 10}, {50, 80, 90, 80, 4}})
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil || img.Bounds().Dx() != sketchSide || img.Bounds().Dy() != sketchSide {
		t.Fatalf("%v, %v", img.Bounds(), err)
	}
	for at, want := range map[[2]int]bool{{20, 20}: true, {24, 20}: true, {26, 20}: false, {70, 80}: true, {70, 81}: true, {70, 84}: false, {40, 80}: false} {
		gray := color.GrayModel.Convert(img.At(at[0]*sketchSide/100, at[1]*sketchSide/100)).(color.Gray)
		if inked := gray.Y < 128; inked != want {
			t.Errorf("at %v ink is %v, want %v", at, inked, want)
		}
	}
}
