package body

import (
	"context"
	"io"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/picture"
)

// Picture is one that somebody took of their progress.
type Picture struct {
	ID, Owner int64
	UUID      string
	// Day is a date at midnight UTC.
	Day         time.Time
	Description string
	// Name is a random UUID, another one for each file: who knows it may see the picture.
	Name string
	File File
}

// File is an encoded picture among the kept files.
type File struct {
	// Hash is the SHA-256 of its bytes in hex, Type "image/jpeg" or "image/png".
	Hash, Type string
	// Width and Height are in pixels, Size in bytes.
	Width, Height, Size int64
}

// Files keeps bytes under the hash of their content, beside those of recordings.
type Files interface {
	// Keep makes data survive a power cut and then calls commit with its hash, which stores who uses it.
	Keep(ctx context.Context, data []byte, commit func(hash string) error) error
	// Open reads kept bytes; unknown ones are fault.NotFound.
	Open(hash string) (io.ReadSeekCloser, error)
	// Forget removes those of these that nobody uses any more.
	Forget(ctx context.Context, hashes []string) error
}

// MaxPicture is the most bytes that a picture may have.
const MaxPicture = 20 << 20

// pictureLimits take what telephones make; what is kept fills a large screen.
var pictureLimits = picture.Limits{Bytes: MaxPicture, Pixels: 50_000_000, Side: 2048}

// Gallery is people's pictures of their progress. Pictures are kept upright, and without what the camera wrote into them.
// It is safe for concurrent use.
type Gallery struct {
	rows  *listing.Own[Picture]
	store Store
	files Files
	// decoding lets one picture at a time take the memory that it needs.
	decoding chan struct{}
	newUUID  func() string
}

func newGallery(s Store, opt Options) *Gallery {
	g := &Gallery{store: s, files: opt.Files, decoding: make(chan struct{}, 1), newUUID: opt.NewUUID}
	g.rows = listing.NewOwn(s.ProgressPictures(), listing.Rules[Picture]{
		Prepare: func(v access.Viewer, p *Picture) { p.Owner, p.UUID = v.ID(), opt.NewUUID() },
		Check:   checkPicture,
	})
	return g
}

func checkPicture(p *Picture) error {
	var c listing.Check
	c.Length("description", p.Description, 0, 1000)
	p.Day = date(p.Day)
	return c.Err()
}

// List gives a page of the viewer's pictures.
func (g *Gallery) List(ctx context.Context, v access.Viewer, q listing.Query) (listing.Page[Picture], error) {
	return g.rows.List(ctx, v, q)
}

// Get reads one of the viewer's pictures.
func (g *Gallery) Get(ctx context.Context, v access.Viewer, id int64) (*Picture, error) {
	return g.rows.Get(ctx, v, id)
}

// Add stores a picture: day and description as they are given, the rest from the upload. Errors beyond those of listing.Own:
// fault.TooLarge "upload.too_large" with size and limit in Args; fault.Invalid "picture.invalid", "picture.dimensions".
func (g *Gallery) Add(ctx context.Context, v access.Viewer, p Picture, data []byte) (added *Picture, err error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	if err := checkPicture(&p); err != nil {
		return nil, err
	}
	err = g.keep(ctx, data, func(f File) error {
		p.Name, p.File = g.newUUID(), f
		added, err = g.rows.Create(ctx, v, p)
		return err
	})
	return added, err
}

// Change changes one of the viewer's pictures; data nil keeps the file. change is called more than once, each time on what
// is stored. Errors as of Add.
func (g *Gallery) Change(ctx context.Context, v access.Viewer, id int64, change func(*Picture) error, data []byte) (p *Picture, err error) {
	if data == nil {
		return g.rows.Update(ctx, v, id, change)
	}
	old, err := g.rows.Get(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if err := change(old); err != nil {
		return nil, err
	}
	replaced := ""
	err = g.keep(ctx, data, func(f File) error {
		name := g.newUUID()
		p, err = g.rows.Update(ctx, v, id, func(p *Picture) error {
			replaced = p.File.Hash
			if err := change(p); err != nil {
				return err
			}
			p.Name, p.File = name, f
			return nil
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	if replaced == p.File.Hash {
		return p, nil
	}
	return p, g.files.Forget(ctx, []string{replaced})
}

// Delete removes one of the viewer's pictures with its file.
func (g *Gallery) Delete(ctx context.Context, v access.Viewer, id int64) error {
	p, err := g.rows.Get(ctx, v, id)
	if err != nil {
		return err
	}
	if err := g.rows.Delete(ctx, v, id); err != nil {
		return err
	}
	return g.files.Forget(ctx, []string{p.File.Hash})
}

// Open opens the file of the picture with this name for whoever knows it, signed in or not; the caller closes it. Errors:
// fault.NotFound "picture.not_found".
func (g *Gallery) Open(ctx context.Context, name string) (io.ReadSeekCloser, *Picture, error) {
	p, err := g.store.PictureByName(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	f, err := g.files.Open(p.File.Hash)
	if fault.Is(err, fault.NotFound) {
		return nil, nil, fault.Missing("picture")
	}
	return f, p, err
}

// keep makes an upload fit to be kept, and keeps it.
func (g *Gallery) keep(ctx context.Context, data []byte, commit func(File) error) error {
	clean, err := g.clean(ctx, data)
	if err != nil {
		return err
	}
	return g.files.Keep(ctx, clean.Bytes, func(hash string) error {
		return commit(File{Hash: hash, Type: clean.Type, Width: int64(clean.Width), Height: int64(clean.Height), Size: int64(len(clean.Bytes))})
	})
}

func (g *Gallery) clean(ctx context.Context, data []byte) (*picture.Picture, error) {
	select {
	case g.decoding <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-g.decoding }()
	return picture.Clean(data, pictureLimits)
}
