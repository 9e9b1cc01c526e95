package picture

import (
	"image"
	"image/draw"
)

// Square is Clean with a square as its result, of Side pixels or, of a smaller picture, of its shorter side: what is in the
// middle. Errors as Clean.
func Square(data []byte, l Limits) (*Picture, error) {
	whole := l
	whole.Side = max(l.Side*8, 2048) // enough to cut from
	p, err := Clean(data, whole)
	if err != nil {
		return nil, err
	}
	img, format, err := decode(p.Bytes, l.Pixels)
	if err != nil {
		return nil, err
	}
	b := img.Bounds()
	side := min(b.Dx(), b.Dy())
	corner := image.Pt(b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/2)
	cut := image.NewNRGBA(image.Rect(0, 0, side, side))
	draw.Draw(cut, cut.Rect, img, corner, draw.Src)
	return encode(shrink(cut, l.Side), format, l.Bytes)
}
