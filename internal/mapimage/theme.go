package mapimage

import "image/color"

// Theme is a set of colours; Light is the zero value.
type Theme uint8

// The themes.
const (
	Light Theme = iota
	Dark
)

// track is the colour of the line in pictures, in both themes.
var track = rgb(0x3388ff)

// palette is what each thing on the base map is painted with. Colours with alpha are premultiplied.
type palette struct {
	water, shallow, land, shore color.RGBA
	grid                        color.RGBA
	border                      color.RGBA
	country, place, minor, halo color.RGBA
	dot                         color.RGBA
}

var palettes = [...]palette{
	Light: {
		water: rgb(0xcfe0ea), shallow: rgb(0xdae8f0), land: rgb(0xf6f5f1), shore: rgb(0xa9c2d0),
		grid:    rgba(0x5f7480, 0x16),
		border:  rgb(0xb9aebb),
		country: rgb(0x8d8296), place: rgb(0x3d4750), minor: rgb(0x66727c), halo: rgba(0xfbfaf7, 0xe0),
		dot: rgb(0x6d7a85),
	},
	Dark: {
		water: rgb(0x16202a), shallow: rgb(0x1a2631), land: rgb(0x262c33), shore: rgb(0x3d4d5a),
		grid:    rgba(0xa8bccb, 0x12),
		border:  rgb(0x5b5566),
		country: rgb(0x8f86a0), place: rgb(0xd3dae0), minor: rgb(0xa0abb5), halo: rgba(0x1b2026, 0xd8),
		dot: rgb(0x8d9aa6),
	},
}

// colors gives the palette of a theme; an unknown one is Light.
func (t Theme) colors() *palette {
	if int(t) >= len(palettes) {
		t = Light
	}
	return &palettes[t]
}

func rgb(hex uint32) color.RGBA { return rgba(hex, 0xff) }

func rgba(hex uint32, alpha uint8) color.RGBA {
	pre := func(shift int) uint8 { return uint8((hex >> shift & 0xff) * uint32(alpha) / 0xff) }
	return color.RGBA{pre(16), pre(8), pre(0), alpha}
}
