package strength

import (
	"context"
	"io"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
	"palestra/internal/core/picture"
)

// MaxImage is the most bytes that an image of an exercise may have.
const MaxImage = 20 << 20

// imageLimits take what telephones make; what is kept fills a large screen.
var imageLimits = picture.Limits{Bytes: MaxImage, Pixels: 50_000_000, Side: 2048}

func (e *Editor) newImages() *Contributed[Image] {
	k := contributed(e, e.store.ImageRows(), e.store.Images(), listing.Rules[Image]{
		Prepare: func(_ access.Viewer, i *Image) {
			i.UUID, i.CreatedAt, i.UpdatedAt, i.Authors = e.opt.NewUUID(), e.opt.Now(), e.opt.Now(), joined(nil, i.Credit.Author)
		},
		References: func(i *Image) []listing.Reference {
			return []listing.Reference{{Field: "exercise", ID: i.Exercise, Find: e.store.Exercises().Owner}, {Field: "license", ID: i.Credit.License, Find: e.store.Licenses().Owner}}
		},
		Check: func(i *Image) error {
			var c listing.Check
			c.Choice("style", i.Style, "1", "2", "3", "4", "5")
			addCredit(&c, &i.Credit)
			return c.Err()
		},
	})
	k.touch = func(i *Image) { i.UpdatedAt, i.Authors = e.opt.Now(), joined(i.Authors, i.Credit.Author) }
	k.remove = func(ctx context.Context, id int64) error {
		hash, err := e.store.DeleteImage(ctx, id, e.opt.Now())
		if err != nil {
			return err
		}
		return e.opt.Files.Forget(ctx, []string{hash})
	}
	return k
}

// AddImage stores an image, upright and without what the camera wrote into it. Errors beyond those of Editor:
// fault.TooLarge "upload.too_large" with size and limit in Args; fault.Invalid "picture.invalid", "picture.dimensions".
func (e *Editor) AddImage(ctx context.Context, v access.Viewer, i Image, data []byte) (added *Image, err error) {
	if err := e.mayWrite(v); err != nil {
		return nil, err
	}
	clean, err := e.clean(ctx, data)
	if err != nil {
		return nil, err
	}
	i.Type, i.Width, i.Height, i.Size = clean.Type, int64(clean.Width), int64(clean.Height), int64(len(clean.Bytes))
	err = e.opt.Files.Keep(ctx, clean.Bytes, func(hash string) error {
		i.Hash = hash
		added, err = e.Images.Create(ctx, v, i)
		return err
	})
	return added, err
}

// clean waits for its turn to decode.
func (e *Editor) clean(ctx context.Context, data []byte) (*picture.Picture, error) {
	select {
	case e.decoding <- struct{}{}:
		defer func() { <-e.decoding }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return picture.Clean(data, imageLimits)
}

// ChangeImage changes an image and its file. change is called more than once and must do nothing else. Errors as of AddImage.
func (e *Editor) ChangeImage(ctx context.Context, v access.Viewer, id int64, change func(*Image) error, data []byte) (changed *Image, err error) {
	if err := e.mayWrite(v); err != nil {
		return nil, err
	}
	old, err := e.Images.Get(ctx, v, id)
	if err != nil {
		return nil, err
	}
	clean, err := e.clean(ctx, data)
	if err != nil {
		return nil, err
	}
	err = e.opt.Files.Keep(ctx, clean.Bytes, func(hash string) error {
		changed, err = e.Images.Update(ctx, v, id, func(i *Image) error {
			i.Hash, i.Type, i.Width, i.Height, i.Size = hash, clean.Type, int64(clean.Width), int64(clean.Height), int64(len(clean.Bytes))
			return change(i)
		})
		return err
	})
	if err != nil || changed.Hash == old.Hash {
		return changed, err
	}
	return changed, e.opt.Files.Forget(ctx, []string{old.Hash})
}

// Open reads the bytes of an image.
func (e *Editor) Open(i *Image) ([]byte, error) {
	f, err := e.opt.Files.Open(i.Hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxImage))
}

// Thumbnail is the image in a size: its longer side at most side pixels, or cut to a square of that many.
func (e *Editor) Thumbnail(ctx context.Context, i *Image, side int, square bool) (*picture.Picture, error) {
	data, err := e.Open(i)
	if err != nil {
		return nil, err
	}
	select {
	case e.decoding <- struct{}{}:
		defer func() { <-e.decoding }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	limits := imageLimits
	limits.Side = side
	if square {
		return picture.Square(data, limits)
	}
	return picture.Clean(data, limits)
}
