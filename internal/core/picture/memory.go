package picture

import (
	"encoding/binary"
	"image"
	"image/color"
)

// maxMemory is what decoding one picture may take: enough for 50 megapixels of a telephone's, or of a PNG with opacity.
const maxMemory = 200 << 20

// tenths are the bytes that the decoder of a format needs for a pixel, in tenths. Where the beginning of a file does not say,
// it is the most that there can be.
func tenths(format string, data []byte, c image.Config) int {
	switch format {
	case "jpeg":
		return jpegTenths(data)
	case "png":
		return pngTenths(data, c)
	case "gif":
		return 20 // a byte of the palette, and again when its lines are out of order
	}
	return 80 // WebP: four for the pixels, and four for what they are predicted from
}

func pngTenths(data []byte, c image.Config) int {
	n := 40
	switch c.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.Gray16Model:
		n = 80
	}
	const interlaced = 28 // where the header says so, when it is the first part
	if string(data[12:16]) != "IHDR" || data[interlaced] != 0 {
		n += n / 2 // the largest of its passes has half of the pixels
	}
	return n
}

// jpegTenths looks at the frame header (ITU T.81, B.2.2): planes smaller than the picture need less, a progressive one keeps
// coefficients of four bytes, and what is not luminance with two colours is converted to four bytes.
func jpegTenths(data []byte) int {
	const most = (3 + 12 + 4) * 10
	foreign := false
	for rest := data[2:]; len(rest) > 4 && rest[0] == 0xff; {
		marker, size := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if size < 2 || len(rest) < 2+size {
			break
		}
		part := rest[4 : 2+size]
		switch marker {
		case 0xee: // Adobe's: its last byte is how colours are meant
			foreign = foreign || len(part) >= 12 && string(part[:5]) == "Adobe" && part[11] != 1
		case 0xc0, 0xc1, 0xc2:
			return frameTenths(part, marker == 0xc2, foreign)
		case 0xda:
			return most
		}
		rest = rest[2+size:]
	}
	return most
}

func frameTenths(frame []byte, progressive, foreign bool) int {
	const most = (4 + 16 + 4) * 10
	if len(frame) < 6 || len(frame) < 6+3*int(frame[5]) {
		return most
	}
	parts := frame[6 : 6+3*int(frame[5])]
	wide, high, sum := 1, 1, 0
	for p := parts; len(p) > 0; p = p[3:] {
		wide, high = max(wide, int(p[1]>>4)), max(high, int(p[1]&15))
		sum += int(p[1]>>4) * int(p[1]&15)
	}
	n := (10*sum + wide*high - 1) / (wide * high)
	if progressive {
		n *= 5
	}
	if len(parts) == 12 || foreign || len(parts) == 9 && parts[0] == 'R' {
		n += 40
	}
	return n
}
