// Package picture makes what somebody uploads as a picture safe to keep and to show: small, upright, and free of everything
// that cameras write into it, such as the place.
//
//	clean, err := picture.Clean(data, picture.Limits{Bytes: 10 << 20, Pixels: 20_000_000, Side: 1024})
//	clean.Type // "image/jpeg"
//
// JPEG, PNG, GIF and WebP are read; of an animation the first frame. Dimensions are looked at before anything is decoded, and
// what would take more than 200 MiB is refused: 50 megapixels as telephones make them fit, 26 of 16 bits a colour do, and 13 to
// 28 of a JPEG that is sent in passes.
package picture

import (
	"bytes"
	"errors"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"palestra/internal/core/fault"
)

// Limits bound what is read and what is made.
type Limits struct {
	// Bytes is the most that an upload may have, and what comes out of it.
	Bytes int64
	// Pixels is the most that it may have, Side the longest side in pixels to which it is made smaller.
	Pixels, Side int
}

// Picture is an encoded picture.
type Picture struct {
	Bytes []byte
	// Type is "image/jpeg" or "image/png".
	Type string
	// Width and Height in pixels.
	Width, Height int
}

// Media types of pictures that come out.
const (
	TypeJPEG = "image/jpeg"
	TypePNG  = "image/png"
)

// quality of JPEG: beyond it files grow and nobody sees a difference.
const quality = 88

// decoders by the name of the format.
var decoders = []struct {
	begins string
	format string
	config func(*bytes.Reader) (image.Config, error)
	decode func(*bytes.Reader) (image.Image, error)
}{
	{"\xff\xd8\xff", "jpeg",
		func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }},
	{"\x89PNG\r\n\x1a\n", "png",
		func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }},
	{"GIF8", "gif",
		func(r *bytes.Reader) (image.Config, error) { return gif.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return gif.Decode(r) }},
	{"RIFF", "webp",
		func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
		func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }},
}

// Clean reads a picture and encodes it anew, a JPEG as JPEG and the rest as PNG, or as JPEG where that would be too large.
// Errors: fault.TooLarge "upload.too_large" with the size and the limit in Args; fault.Invalid "picture.invalid" for what is
// no picture, "picture.dimensions" for too many pixels, or more than may be decoded.
func Clean(data []byte, l Limits) (*Picture, error) {
	if n := int64(len(data)); n > l.Bytes {
		e := fault.New(fault.TooLarge, "upload.too_large", "the picture is too large")
		e.Args = []any{n, l.Bytes}
		return nil, e
	}
	img, format, err := decode(data, l.Pixels)
	if err != nil {
		return nil, err
	}
	small := shrink(img, l.Side)
	if format == "jpeg" {
		small = turn(small, orientation(data))
	}
	return encode(small, format, l.Bytes)
}

func errInvalid(err error) *fault.Error {
	e := fault.New(fault.Invalid, "picture.invalid", "not a picture")
	e.Err = err
	return e
}

// maxScans is far more than any program writes into a progressive JPEG. Each of them costs a pass over all pixels, and no
// more than a few bytes.
const maxScans = 64

func decode(data []byte, pixels int) (image.Image, string, error) {
	for _, d := range decoders {
		if !bytes.HasPrefix(data, []byte(d.begins)) {
			continue
		}
		c, err := d.config(bytes.NewReader(data))
		if err != nil {
			return nil, "", errInvalid(err)
		}
		if c.Width <= 0 || c.Height <= 0 || c.Width > min(pixels, maxMemory*10/tenths(d.format, data, c))/c.Height {
			return nil, "", fault.New(fault.Invalid, "picture.dimensions", "the picture has too many pixels")
		}
		if d.format == "jpeg" && bytes.Count(data, []byte{0xff, 0xda}) > maxScans {
			return nil, "", errInvalid(errors.New("too many scans"))
		}
		img, err := d.decode(bytes.NewReader(data))
		if err != nil {
			return nil, "", errInvalid(err)
		}
		if img.Bounds().Empty() { // a frame of a GIF may be, whatever its screen is
			return nil, "", errInvalid(errors.New("an empty frame"))
		}
		return img, d.format, nil
	}
	return nil, "", errInvalid(errors.New("unknown format"))
}

func encode(img *image.NRGBA, format string, most int64) (*Picture, error) {
	p := &Picture{Width: img.Rect.Dx(), Height: img.Rect.Dy()}
	var b bytes.Buffer
	if format != "jpeg" {
		if err := png.Encode(&b, img); err != nil {
			return nil, err
		}
		if int64(b.Len()) <= most {
			p.Bytes, p.Type = b.Bytes(), TypePNG
			return p, nil
		}
		b.Reset()
	}
	if err := jpeg.Encode(&b, onWhite(img), &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	p.Bytes, p.Type = b.Bytes(), TypeJPEG
	return p, nil
}

// onWhite is the picture on paper: JPEG knows no transparency. Where nothing shines through, both kinds of pixels are the
// same bytes; the encoder reads one kind quickly, and boxes every pixel of the other.
func onWhite(img *image.NRGBA) *image.RGBA {
	out := img
	if !img.Opaque() {
		out = image.NewNRGBA(img.Rect)
		draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(out, out.Rect, img, img.Rect.Min, draw.Over)
	}
	return &image.RGBA{Pix: out.Pix, Stride: out.Stride, Rect: out.Rect}
}
