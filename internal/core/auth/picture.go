package auth

import (
	"context"
	"io"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/picture"
)

// MaxPicture is the most bytes that a profile picture may have.
const MaxPicture = 10 << 20

// pictureLimits keep the memory that one decoding takes below some 350 MB, and pictures as large as anybody shows them.
var pictureLimits = picture.Limits{Bytes: MaxPicture, Pixels: 40_000_000, Side: 1024}

// SetPicture makes an upload the viewer's picture, upright and without what the camera wrote into it. Errors:
// fault.TooLarge "upload.too_large" with size and limit in Args; fault.Invalid "picture.invalid", "picture.dimensions".
func (s *Service) SetPicture(ctx context.Context, v access.Viewer, data []byte) (*person.Person, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	var p *person.Person
	var old string
	err := s.KeepPicture(ctx, data, func(next person.Picture) (err error) {
		p, old, err = s.replacePicture(ctx, v.ID(), next)
		return err
	})
	if err != nil {
		return nil, err
	}
	return p, s.forget(ctx, old)
}

// DeletePicture takes the viewer's picture away; none is no error.
func (s *Service) DeletePicture(ctx context.Context, v access.Viewer) error {
	if !v.SignedIn() {
		return errSignedOut()
	}
	_, old, err := s.replacePicture(ctx, v.ID(), person.Picture{})
	if err != nil {
		return err
	}
	return s.forget(ctx, old)
}

// replacePicture notes another picture, and gives the hash of the one before.
func (s *Service) replacePicture(ctx context.Context, id int64, next person.Picture) (p *person.Person, old string, err error) {
	p, err = s.store.UpdatePerson(ctx, id, func(p *person.Person) error {
		old, p.Picture = p.Picture.Hash, next
		return nil
	})
	if old == next.Hash {
		old = ""
	}
	return p, old, err
}

// Picture opens somebody's picture, which everybody may see; the caller closes it. Errors: fault.NotFound "person.not_found",
// or "picture.not_found" when there is none.
func (s *Service) Picture(ctx context.Context, username string) (io.ReadSeekCloser, person.Picture, error) {
	p, err := s.store.PersonByName(ctx, username)
	if err != nil {
		return nil, person.Picture{}, err
	}
	if p.Picture.Hash == "" {
		return nil, person.Picture{}, fault.Missing("picture")
	}
	f, err := s.opt.Files.Open(p.Picture.Hash)
	return f, p.Picture, err
}

// cleaned decodes one picture at a time: each may take much memory.
func (s *Service) cleaned(ctx context.Context, data []byte, l picture.Limits) (*picture.Picture, error) {
	select {
	case s.decoding <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-s.decoding }()
	return picture.Clean(data, l)
}
