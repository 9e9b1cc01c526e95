package profile

import (
	"context"
	"errors"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/unit"
	"palestra/internal/core/upload"
)

// Change is what somebody wants changed of themselves.
type Change struct {
	// Alter changes the profile, the contact and the body's height; nil changes none. It may be called twice.
	Alter func(*Whole)
	// Grams are today's weight where the person lives; 0 writes none.
	Grams int64
	// Picture is what becomes of the picture; the zero Picture leaves it.
	Picture Picture
}

// Picture is what becomes of a picture.
type Picture struct {
	upload string
	remove bool
}

// FromUpload makes an upload the picture.
func FromUpload(id string) Picture { return Picture{upload: id} }

// NoPicture takes the picture away.
func NoPicture() Picture { return Picture{remove: true} }

// Change carries out a change, all of it or nothing. Errors: fault.Unauthenticated "auth.session"; fault.Invalid with fields,
// "person.invalid", "contact.invalid" or "fields.invalid"; those of an upload and a picture: fault.NotFound "upload.not_found",
// fault.TooLarge "upload.too_large", fault.Invalid "picture.invalid" and "picture.dimensions".
func (s *Service) Change(ctx context.Context, v access.Viewer, c Change) error {
	if !v.SignedIn() {
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	given, err := s.given(ctx, v, c.Picture.upload)
	if err != nil {
		return err
	}
	var old person.Picture
	commit := func(next person.Picture) error {
		return s.store.ChangeWhole(ctx, v.ID(), func(w *Whole) error {
			old = w.Person.Picture
			if given != nil {
				w.Person.Picture = next
				w.Origin = &upload.Portrait{UploadID: given.id, Name: upload.PictureName(given.name, next.Type)}
			} else if c.Picture.remove {
				w.Person.Picture = person.Picture{}
			}
			return s.alter(w, &c)
		})
	}
	if given == nil {
		err = commit(person.Picture{})
	} else {
		err = s.opt.Accounts.KeepPicture(ctx, given.data, commit)
	}
	if err != nil || given == nil && !c.Picture.remove {
		return err
	}
	return s.opt.Accounts.ForgetPortrait(ctx, old)
}

// givenPicture is an upload that is to become the picture.
type givenPicture struct {
	id, name string
	data     []byte
}

// given reads the upload of a change; nil when there is none.
func (s *Service) given(ctx context.Context, v access.Viewer, id string) (*givenPicture, error) {
	if id == "" {
		return nil, nil
	}
	u, data, err := s.opt.Uploads.Bytes(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if u.Size > upload.MaxPicture {
		return nil, upload.TooLarge()
	}
	return &givenPicture{id, u.Name, data}, nil
}

// alter applies what is wanted and checks the result.
func (s *Service) alter(w *Whole, c *Change) error {
	if c.Alter != nil {
		c.Alter(w)
	}
	errs := []error{s.opt.Accounts.CheckProfile(&w.Person.Profile), w.Contact.Check(), body.CheckProfile(w.Body)}
	if c.Grams > 0 {
		year, month, day := s.opt.Now().In(w.Person.Location()).Date()
		w.Weight = &body.Weight{Owner: w.Person.ID, Day: time.Date(year, month, day, 0, 0, 0, 0, time.UTC), Figure: unit.Hundredths((c.Grams + 5) / 10), Unit: body.Kilogram}
		errs = append(errs, body.CheckWeight(w.Weight))
	}
	return together(errs)
}

// together is one fault with the fields of all, nil when nothing is wrong.
func together(errs []error) error {
	var all []fault.Field
	var first *fault.Error
	for _, err := range errs {
		var f *fault.Error
		switch {
		case err == nil:
		case !errors.As(err, &f) || f.Kind != fault.Invalid:
			return err
		default:
			all = append(all, f.Fields...)
			if first == nil {
				first = f
			}
		}
	}
	if first == nil {
		return nil
	}
	return fault.New(fault.Invalid, first.Code, first.Message, all...)
}
