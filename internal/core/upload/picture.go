package upload

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"math/big"
	"path"
	"slices"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/picture"
)

// MaxPicture is the most bytes that an upload may have to become a picture.
const MaxPicture = 5 << 20

// Portraits are where the pictures of people are; *auth.Service has them.
type Portraits interface {
	DeletePicture(ctx context.Context, v access.Viewer) error
	Person(ctx context.Context, id int64) (*person.Person, error)
	Picture(ctx context.Context, username string) (io.ReadSeekCloser, person.Picture, error)
}

// Portrait is how somebody's picture is called: by the upload it came from, or by its content when it came another way.
type Portrait struct{ UploadID, Name string }

// PictureStore notes which upload a picture came from.
type PictureStore interface {
	// PictureOrigin is what was noted of a person, for a picture with this hash; false when nothing was.
	PictureOrigin(ctx context.Context, person int64, hash string) (Portrait, bool, error)
	// Grants lists those of an athlete to a coach, by ID.
	Grants(ctx context.Context, athlete, coach int64) ([]access.Grant, error)
}

// Portrait names somebody's picture; nil when there is none.
func (s *Service) Portrait(ctx context.Context, p *person.Person) (*Portrait, error) {
	if p.Picture.Hash == "" {
		return nil, nil
	}
	origin, known, err := s.store.PictureOrigin(ctx, p.ID, p.Picture.Hash)
	if err != nil {
		return nil, err
	}
	if !known {
		origin = Portrait{UploadID: nameOf(p.Picture.Hash), Name: PictureName("picture", p.Picture.Type)}
	}
	return &origin, nil
}

// DropPicture takes the viewer's picture away if it is the one of this name; fault.NotFound "picture.not_found" otherwise.
func (s *Service) DropPicture(ctx context.Context, v access.Viewer, id string) error {
	if !v.SignedIn() {
		return errSignedOut()
	}
	p, err := s.opt.Portraits.Person(ctx, v.ID())
	if err != nil {
		return err
	}
	portrait, err := s.Portrait(ctx, p)
	if err != nil {
		return err
	}
	if portrait == nil || portrait.UploadID != id {
		return fault.Missing("picture")
	}
	return s.opt.Portraits.DeletePicture(ctx, v)
}

// PictureBytes reads a person's picture under its name, for those who may see the person: themselves, and the two sides of a grant
// that holds now. Everything else is fault.NotFound.
func (s *Service) PictureBytes(ctx context.Context, v access.Viewer, owner int64, id string) (data []byte, kind string, err error) {
	if !v.SignedIn() {
		return nil, "", errSignedOut()
	}
	if err := s.maySee(ctx, v, owner); err != nil {
		return nil, "", err
	}
	p, err := s.opt.Portraits.Person(ctx, owner)
	if err != nil {
		return nil, "", err
	}
	portrait, err := s.Portrait(ctx, p)
	if err != nil {
		return nil, "", err
	}
	if portrait == nil || portrait.UploadID != id {
		return nil, "", fault.Missing("picture")
	}
	f, shown, err := s.opt.Portraits.Picture(ctx, p.Username)
	if err != nil {
		return nil, "", err
	}
	data, err = io.ReadAll(f)
	return data, shown.Type, errors.Join(err, f.Close())
}

func (s *Service) maySee(ctx context.Context, v access.Viewer, owner int64) error {
	if owner == v.ID() {
		return nil
	}
	given, err := s.store.Grants(ctx, owner, v.ID())
	if err != nil {
		return err
	}
	held, err := s.store.Grants(ctx, v.ID(), owner)
	if err != nil {
		return err
	}
	if now := s.opt.Now(); !slices.ContainsFunc(append(given, held...), func(g access.Grant) bool { return g.Covers(now) }) {
		return fault.Missing("picture")
	}
	return nil
}

// PictureName gives a name the ending of what the picture has become, a media type.
func PictureName(name, kind string) string {
	ending := ".png"
	if kind == picture.TypeJPEG {
		ending = ".jpg"
	}
	return strings.TrimSuffix(name, path.Ext(name)) + ending
}

// alphabet leaves out what can be taken for something else.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// nameLength in characters holds 16 bytes.
const nameLength = 22

// Name spells 16 bytes as a name of 22 characters.
func Name(b [16]byte) string {
	n, digit, base := new(big.Int).SetBytes(b[:]), new(big.Int), big.NewInt(int64(len(alphabet)))
	var out [nameLength]byte
	for i := nameLength - 1; i >= 0; i-- {
		n.DivMod(n, base, digit)
		out[i] = alphabet[digit.Int64()]
	}
	return string(out[:])
}

// nameOf names a picture by the beginning of its hash.
func nameOf(hash string) string {
	var b [16]byte
	if sum, err := hex.DecodeString(hash); err == nil {
		copy(b[:], sum)
	}
	return Name(b)
}
