package mapimage

import (
	"encoding/binary"
	"image"
	"image/color"
)

// blend paints a colour through a mask, over what is there. Most of a mask is nothing or all, which is skipped or copied; for
// such masks this takes a fraction of the time of image/draw.
func (c *canvas) blend(mask *image.Alpha, area image.Rectangle, with color.RGBA) {
	area = area.Intersect(c.img.Rect).Intersect(mask.Rect)
	if area.Empty() {
		return
	}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from := mask.PixOffset(area.Min.X, y)
		to := c.img.PixOffset(area.Min.X, y)
		blendRow(c.img.Pix[to:to+4*area.Dx()], mask.Pix[from:from+area.Dx()], with)
	}
}

func blendRow(to, mask []byte, with color.RGBA) {
	for x := 0; x < len(mask); x++ {
		for x+8 <= len(mask) && binary.LittleEndian.Uint64(mask[x:]) == 0 {
			x += 8
		}
		if x == len(mask) {
			return
		}
		cover := uint32(mask[x])
		p := to[4*x : 4*x+4 : 4*x+4]
		switch {
		case cover == 0:
		case cover == 0xff && with.A == 0xff:
			p[0], p[1], p[2] = with.R, with.G, with.B
		default:
			rest := 0xff*0xff - cover*uint32(with.A) // of what is below, in 255ths of 255ths
			p[0] = mix(p[0], with.R, rest, cover)
			p[1] = mix(p[1], with.G, rest, cover)
			p[2] = mix(p[2], with.B, rest, cover)
		}
	}
}

// mix gives below·rest + above·cover, rounded; above is premultiplied.
func mix(below, above byte, rest, cover uint32) byte {
	return byte((uint32(below)*rest + uint32(above)*cover*0xff + 0xff*0xff/2) / (0xff * 0xff))
}
