package auth

import (
	"context"
	"io"

	"palestra/internal/core/person"
	"palestra/internal/core/picture"
)

// portraitLimits are those of pictures that travel inside JSON.
var portraitLimits = picture.Limits{Bytes: MaxPortrait, Pixels: 40_000_000, Side: 512}

// MaxPortrait is the most bytes that such a picture may have.
const MaxPortrait = 5 << 20

// KeepPortrait keeps a picture, upright, at most 512 pixels wide and high, and without what the camera wrote into it, and
// calls commit, which stores whose it is. Errors as SetPicture, and those of commit.
func (s *Service) KeepPortrait(ctx context.Context, data []byte, commit func(person.Picture) error) error {
	return s.keep(ctx, data, portraitLimits, commit)
}

// KeepPicture is KeepPortrait for a picture that is as large as those that SetPicture makes.
func (s *Service) KeepPicture(ctx context.Context, data []byte, commit func(person.Picture) error) error {
	return s.keep(ctx, data, pictureLimits, commit)
}

func (s *Service) keep(ctx context.Context, data []byte, l picture.Limits, commit func(person.Picture) error) error {
	clean, err := s.cleaned(ctx, data, l)
	if err != nil {
		return err
	}
	return s.opt.Files.Keep(ctx, clean.Bytes, func(hash string) error {
		return commit(person.Picture{Hash: hash, Type: clean.Type})
	})
}

// ForgetPortrait removes the bytes of a picture that somebody had, unless they are somebody's still.
func (s *Service) ForgetPortrait(ctx context.Context, p person.Picture) error {
	return s.forget(ctx, p.Hash)
}

// Portrait is the bytes of a picture, nil when there is none or it has more than limit.
func (s *Service) Portrait(p person.Picture, limit int64) ([]byte, error) {
	if p.Hash == "" || s.opt.Files == nil {
		return nil, nil
	}
	f, err := s.opt.Files.Open(p.Hash)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil || int64(len(data)) > limit {
		return nil, err
	}
	return data, nil
}
