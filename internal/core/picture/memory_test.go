package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"testing"

	"palestra/internal/core/fault"
)

// resized is a JPEG that says it has other dimensions, in one pass or in several.
func resized(t *testing.T, w, h int, frame byte) []byte {
	t.Helper()
	data := encoded(t, "jpeg", quarters(8, 8))
	at := bytes.Index(data, []byte{0xff, 0xc0})
	if at < 0 {
		t.Fatal("no frame header")
	}
	data[at+1] = frame
	binary.BigEndian.PutUint16(data[at+5:], uint16(h))
	binary.BigEndian.PutUint16(data[at+7:], uint16(w))
	return data
}

// What decoding takes is known before it begins. (A file that is let in here ends early, which is found afterwards.)
func TestPicturesThatTakeTooMuchMemoryAreRefused(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 8, 8))
	deep.Set(1, 1, color.NRGBA64{1, 2, 3, 4}) // not opaque, so that it has four colours
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"50 megapixels of a telephone": {resized(t, 8000, 6250, 0xc0), "picture.invalid"},
		"50 megapixels in passes":      {resized(t, 8000, 6250, 0xc2), "picture.dimensions"},
		"27 megapixels in passes":      {resized(t, 6000, 4500, 0xc2), "picture.invalid"},
		"50 megapixels of 16 bits":     {enlarged(t, deep, 8000, 6250), "picture.dimensions"},
		"26 megapixels of 16 bits":     {enlarged(t, deep, 6000, 4333), "picture.invalid"},
		"50 megapixels of 8 bits":      {enlarged(t, quarters(8, 8), 8000, 6250), "picture.invalid"},
	} {
		if _, err := Clean(c.data, Limits{Bytes: 20 << 20, Pixels: 50_000_000, Side: 2048}); fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// enlarged is a PNG that says it has other dimensions.
func enlarged(t *testing.T, img image.Image, w, h int) []byte {
	t.Helper()
	data := encoded(t, "png", img)
	binary.BigEndian.PutUint32(data[16:], uint32(w))
	binary.BigEndian.PutUint32(data[20:], uint32(h))
	sealed(data)
	return data
}

// Cleaning takes what the decoder needs, and little besides.
func TestCleaningTakesLittleMoreThanDecoding(t *testing.T) {
	img := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	gray := image.NewGray(image.Rect(0, 0, 4000, 3000))
	for i := range gray.Pix {
		gray.Pix[i] = byte(i >> 8)
	}
	copy(img.Y, gray.Pix)
	for name, c := range map[string]struct {
		encode func(*bytes.Buffer) error
		most   uint64
	}{
		"JPEG": {func(b *bytes.Buffer) error { return jpeg.Encode(b, img, nil) }, 4000 * 3000 * 3 / 2},
		"PNG":  {func(b *bytes.Buffer) error { return png.Encode(b, gray) }, 4000 * 3000},
	} {
		var b bytes.Buffer
		if err := c.encode(&b); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := Clean(b.Bytes(), Limits{Bytes: 20 << 20, Pixels: 50_000_000, Side: 500}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if took, most := after.TotalAlloc-before.TotalAlloc, c.most+4<<20; took > most {
			t.Errorf("%s of 12 megapixels took %d bytes, want %d at most", name, took, most)
		}
	}
}

func TestShrunkPicturesAreMeans(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 5, 5))
	for i := range 25 {
		img.SetNRGBA(i%5, i/5, color.NRGBA{uint8(10 * i), 100, 0, 255})
	}
	img.SetNRGBA(4, 4, color.NRGBA{}) // what can't be seen has no colour to give
	out := shrink(img, 2)
	// The corner on the upper left covers 2.5 × 2.5: four pixels, halves of four, and a quarter of one.
	const want = (0 + 10 + 50 + 60 + (20+70+100+110)/2.0 + 120/4.0) / 6.25
	if got := out.NRGBAAt(0, 0); got != (color.NRGBA{want, 100, 0, 255}) {
		t.Errorf("upper left %v, want red %v", got, want)
	}
	if got := out.NRGBAAt(1, 1); got.G != 100 || got.A != 255*21/25 {
		t.Errorf("lower right %v, want green 100 and less opacity", got)
	}
}
