package picture

import (
	"image"
	"image/color"
	"image/draw"
)

// shrink copies a picture, making its longer side at most side pixels. Each pixel that comes out is the mean of those that it
// covers, weighed by how much of each it covers. Besides the result this takes a row of the original and two of sums, however
// large the original is; the filters of golang.org/x/image keep its whole height as floating point.
func shrink(img image.Image, side int) *image.NRGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if longest := max(w, h); longest > side {
		w, h = max(1, w*side/longest), max(1, h*side/longest)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(out, out.Rect, img, b.Min, draw.Src)
		return out
	}
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1)) // its colours are weighed by their opacity
	narrow, sums := make([]sum, w), make([]sum, w)
	for sy := range b.Dy() {
		draw.Draw(row, row.Rect, img, image.Pt(b.Min.X, b.Min.Y+sy), draw.Src)
		narrowed(narrow, row.Pix, b.Dx())
		covered(sy, h, b.Dy(), func(y int, part int64, done bool) {
			for x := range sums {
				sums[x].add(narrow[x], part)
			}
			if done {
				for x, s := range sums {
					out.SetNRGBA(x, y, s.mean(int64(b.Dx())*int64(b.Dy())))
				}
				clear(sums)
			}
		})
	}
	return out
}

// sum is of red, green, blue and opacity.
type sum [4]int64

func (s *sum) add(o sum, times int64) {
	for i := range s {
		s[i] += o[i] * times
	}
}

// mean is the colour of a sum of so many parts.
func (s sum) mean(parts int64) color.NRGBA {
	if s[3] == 0 {
		return color.NRGBA{}
	}
	share := func(n int64) uint8 { return uint8((n*255 + s[3]/2) / s[3]) }
	return color.NRGBA{share(s[0]), share(s[1]), share(s[2]), uint8((s[3] + parts/2) / parts)}
}

// narrowed sums a row of n pixels into one of fewer, each of them n parts.
func narrowed(narrow []sum, pix []byte, n int) {
	clear(narrow)
	for sx := range n {
		p := sum{int64(pix[4*sx]), int64(pix[4*sx+1]), int64(pix[4*sx+2]), int64(pix[4*sx+3])}
		covered(sx, len(narrow), n, func(x int, part int64, _ bool) { narrow[x].add(p, part) })
	}
}

// covered tells which of few places lie over place at of many, and which part of each: a place of the few has as many parts as
// there are many. done is true when it ends there.
func covered(at, few, many int, over func(place int, part int64, done bool)) {
	from, to := at*few, (at+1)*few
	for place := from / many; place*many < to; place++ {
		end := (place + 1) * many
		over(place, int64(min(to, end)-max(from, place*many)), end <= to)
	}
}
