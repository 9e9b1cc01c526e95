package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how the camera was held: the Orientation tag of the Exif part of a JPEG, 1 to 8, and 1 when there is none.
// (Exif 2.32, section 4.5.4; TIFF 6.0, section 2.)
func orientation(data []byte) int {
	for rest := data[2:]; len(rest) > 4 && rest[0] == 0xff; {
		marker, size := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if marker == 0xda || size < 2 || len(rest) < 2+size {
			break // the pixels begin, or the file is broken
		}
		part := rest[4 : 2+size]
		if exif, ok := bytes.CutPrefix(part, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return tiffOrientation(exif)
		}
		rest = rest[2+size:]
	}
	return 1
}

// tiffOrientation looks through the first directory of a TIFF.
func tiffOrientation(b []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case len(b) < 8:
		return 1
	case string(b[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(b[:4]) != "MM\x00*":
		return 1
	}
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return 1
	}
	const entry, tag, short = 12, 0x0112, 3
	directory := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(directory) < entry {
			return 1
		}
		if order.Uint16(directory) == tag {
			v := int(order.Uint16(directory[8:]))
			if order.Uint16(directory[2:]) != short || v < 1 || v > 8 {
				return 1
			}
			return v
		}
		directory = directory[entry:]
	}
	return 1
}

// turn puts a picture upright that was taken with this orientation.
func turn(img *image.NRGBA, orientation int) *image.NRGBA {
	if orientation == 1 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sx, sy := source(orientation, x, y, w, h)
			copy(out.Pix[out.PixOffset(x, y):][:4], img.Pix[img.PixOffset(sx, sy):][:4])
		}
	}
	return out
}

// source is the stored pixel that is seen at x, y, in a stored picture of w by h.
func source(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	}
	return w - 1 - y, x
}
