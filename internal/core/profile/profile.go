// Package profile changes what is known of one person as a whole: names and picture, contact, body and weight are kept by the
// packages of their own that read them, and are written together here, all of it or nothing.
//
//	err := profiles.Change(ctx, viewer, profile.Change{
//		Alter:   func(w *profile.Whole) { w.Person.Profile.FirstName, w.Contact.Phone = "Ana", "+33123456789" },
//		Picture: profile.FromUpload(id),
//	})
package profile

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/contact"
	"palestra/internal/core/person"
	"palestra/internal/core/upload"
)

// Whole is what can be changed of a person at once.
type Whole struct {
	// Person is changed in its profile alone.
	Person  *person.Person
	Contact contact.Contact
	Body    *body.Profile
	// Weight becomes the entry of its day; nil writes none.
	Weight *body.Weight
	// Origin is the upload that the picture has become of, which is forgotten; nil when the picture stays or goes.
	Origin *upload.Portrait
}

// Store keeps the parts.
type Store interface {
	// ChangeWhole reads a person under a lock (Weight and Origin are nil), lets change alter them, and writes all of it back in
	// one transaction. An error of change undoes everything; it may be called again when others got in the way.
	ChangeWhole(ctx context.Context, person int64, change func(*Whole) error) error
}

// Accounts check and keep what belongs to accounts; *auth.Service does.
type Accounts interface {
	CheckProfile(p *person.Profile) error
	// KeepPicture keeps a picture and calls commit, which stores whose it is.
	KeepPicture(ctx context.Context, data []byte, commit func(person.Picture) error) error
	// ForgetPortrait removes the bytes of a picture that nobody has any more.
	ForgetPortrait(ctx context.Context, p person.Picture) error
}

// Uploads are where pictures come from; *upload.Service has them.
type Uploads interface {
	// Bytes reads one of the viewer's that is complete.
	Bytes(ctx context.Context, v access.Viewer, id string) (*upload.Upload, []byte, error)
}

// Options are what the service needs besides its store.
type Options struct {
	Accounts Accounts
	Uploads  Uploads
	Now      func() time.Time
}

// Service is for people's own. It is safe for concurrent use.
type Service struct {
	store Store
	opt   Options
}

// New makes the service.
func New(store Store, opt Options) *Service { return &Service{store: store, opt: opt} }
