package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"palestra/internal/core/fault"
)

var limits = Limits{Bytes: 1 << 20, Pixels: 1_000_000, Side: 64}

// quarters has red, green, blue and white from the left above to the right below.
func quarters(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	colors := [2][2]color.NRGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {255, 255, 255, 255}}}
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, colors[2*y/h][2*x/w])
		}
	}
	return img
}

// seen names the colours of the quarters, from the left above to the right below.
func seen(t *testing.T, p *Picture) string {
	t.Helper()
	img, format, err := image.Decode(bytes.NewReader(p.Bytes))
	if err != nil || "image/"+format != p.Type || img.Bounds().Dx() != p.Width || img.Bounds().Dy() != p.Height {
		t.Fatalf("%s of %d × %d: %v is %s", p.Type, p.Width, p.Height, img.Bounds(), format)
	}
	var names strings.Builder
	for _, y := range []int{1, 3} {
		for _, x := range []int{1, 3} {
			r, g, b, _ := img.At(p.Width*x/4, p.Height*y/4).RGBA()
			switch {
			case r > 0xc000 && g > 0xc000 && b > 0xc000:
				names.WriteByte('w')
			case r > g && r > b:
				names.WriteByte('r')
			case g > b:
				names.WriteByte('g')
			default:
				names.WriteByte('b')
			}
		}
	}
	return names.String()
}

func encoded(t *testing.T, format string, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "jpeg":
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 95})
	case "png":
		err = png.Encode(&b, img)
	case "gif":
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesComeOutSmallAndInTheirFormat(t *testing.T) {
	for format, want := range map[string]string{"jpeg": TypeJPEG, "png": TypePNG, "gif": TypePNG} {
		for _, size := range [][4]int{{32, 16, 32, 16}, {200, 100, 64, 32}, {100, 200, 32, 64}, {900, 4, 64, 1}} {
			p, err := Clean(encoded(t, format, quarters(size[0], size[1])), limits)
			if err != nil {
				t.Fatalf("%s: %v", format, err)
			}
			if p.Type != want || p.Width != size[2] || p.Height != size[3] {
				t.Errorf("%s of %v: %s of %d × %d", format, size, p.Type, p.Width, p.Height)
			}
			if size[3] > 1 {
				if got := seen(t, p); got != "rgbw" {
					t.Errorf("%s of %v shows %s", format, size, got)
				}
			}
		}
	}
}

// withExif puts an Exif part after the beginning of a JPEG.
func withExif(data []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	tiff := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		tiff = []byte("II*\x00")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][3]uint16{{0x010f, 2, 0}, {0x0112, 3, orientation}} {
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[0]), entry[1])
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(order.AppendUint16(tiff, entry[2]), 0)
	}
	part := append([]byte("Exif\x00\x00"), tiff...)
	part = append(part, "SECRET PLACE"...)
	out := append([]byte{}, data[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(part)+2))
	return append(append(out, part...), data[2:]...)
}

func TestPicturesStandUprightAndTellNothing(t *testing.T) {
	plain := encoded(t, "jpeg", quarters(60, 40))
	for i, want := range []string{"rgbw", "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb", "rgbw"} {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			p, err := Clean(withExif(plain, order, uint16(i)), limits)
			if err != nil {
				t.Fatal(err)
			}
			if got := seen(t, p); got != want {
				t.Errorf("orientation %d shows %s, want %s", i, got, want)
			}
			if onSide := i >= 5 && i <= 8; onSide != (p.Width == 40) {
				t.Errorf("orientation %d is %d × %d", i, p.Width, p.Height)
			}
			if bytes.Contains(p.Bytes, []byte("Exif")) || bytes.Contains(p.Bytes, []byte("SECRET")) {
				t.Errorf("orientation %d kept what the camera wrote", i)
			}
		}
	}
}

// sealed makes the checksum of a PNG's header right.
func sealed(data []byte) { binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29])) }

func TestBadPicturesAreRefused(t *testing.T) {
	good := encoded(t, "png", quarters(8, 8))
	huge := bytes.Clone(good)
	binary.BigEndian.PutUint32(huge[16:], 50_000) // the width in IHDR
	binary.BigEndian.PutUint32(huge[20:], 50_000)
	sealed(huge)
	scans := encoded(t, "jpeg", quarters(8, 8))
	scans = append(scans[:len(scans)-2], bytes.Repeat([]byte{0xff, 0xda}, 100)...)
	for name, c := range map[string]struct {
		data []byte
		kind fault.Kind
		code string
	}{
		"nothing":                      {nil, fault.Invalid, "picture.invalid"},
		"text":                         {[]byte("<svg onload=alert(1)>"), fault.Invalid, "picture.invalid"},
		"cut short":                    {good[:40], fault.Invalid, "picture.invalid"},
		"only the beginning of a JPEG": {[]byte("\xff\xd8\xff"), fault.Invalid, "picture.invalid"},
		"a bomb":                       {huge, fault.Invalid, "picture.dimensions"},
		"many pixels":                  {encoded(t, "gif", quarters(1001, 1000)), fault.Invalid, "picture.dimensions"},
		"endless scans":                {scans, fault.Invalid, "picture.invalid"},
		"too large":                    {make([]byte, 1<<20+1), fault.TooLarge, "upload.too_large"},
	} {
		_, err := Clean(c.data, limits)
		if !fault.Is(err, c.kind) || fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v (%q)", name, err, fault.CodeOf(err))
		}
	}
}

// noise has pixels of 256 colours in no order, the first of which is transparent.
func noise(side int) *image.Paletted {
	palette := color.Palette{color.NRGBA{}}
	for i := 1; i < 256; i++ {
		palette = append(palette, color.NRGBA{byte(i * 7), byte(i * 31), byte(i * 101), 255})
	}
	img := image.NewPaletted(image.Rect(0, 0, side, side), palette)
	state := uint32(1)
	for i := range img.Pix {
		state = state*1664525 + 1013904223
		img.Pix[i] = byte(state >> 24)
	}
	return img
}

func TestWhatIsTooLargeAsPNGBecomesAJPEG(t *testing.T) {
	img := noise(64)
	for i := range img.Pix[:64*8] {
		img.Pix[i] = 0
	}
	data := encoded(t, "gif", img)
	tight := limits
	tight.Bytes = int64(len(data))
	p, err := Clean(data, tight)
	if err != nil || p.Type != TypeJPEG || int64(len(p.Bytes)) > tight.Bytes {
		t.Fatalf("%+v, %v; the limit is %d bytes", p, err, tight.Bytes)
	}
	out, err := jpeg.Decode(bytes.NewReader(p.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := out.At(20, 2).RGBA(); min(r, g, b) < 0xe000 {
		t.Errorf("what was transparent is %x %x %x, want white", r, g, b)
	}
}

func FuzzClean(f *testing.F) {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, quarters(16, 16), nil)
	f.Add(withExif(b.Bytes(), binary.LittleEndian, 6))
	b.Reset()
	_ = png.Encode(&b, quarters(16, 16))
	f.Add(b.Bytes())
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Clean(data, Limits{Bytes: 1 << 16, Pixels: 1 << 14, Side: 32})
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatal(err)
			}
			return
		}
		if p.Width < 1 || p.Height < 1 || p.Width > 32 || p.Height > 32 || len(p.Bytes) == 0 {
			t.Fatalf("%d × %d, %d bytes", p.Width, p.Height, len(p.Bytes))
		}
	})
}
