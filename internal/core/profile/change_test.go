package profile

import (
	"context"
	"errors"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/upload"
)

// kept is a store, accounts and uploads of one person, ana, who has a picture.
type kept struct {
	whole     Whole
	refuse    error
	forgotten []string
}

func (k *kept) ChangeWhole(_ context.Context, id int64, change func(*Whole) error) error {
	about := body.DefaultProfile(id)
	w := Whole{Person: &person.Person{ID: id, Picture: person.Picture{Hash: "old"}, Preferences: person.Preferences{TimeZone: "Pacific/Auckland"}}, Body: &about}
	if err := change(&w); err != nil {
		return err
	}
	if k.refuse == nil {
		k.whole = w
	}
	return k.refuse
}

func (k *kept) CheckProfile(p *person.Profile) error {
	if p.FirstName == "" {
		return fault.InvalidField("first_name", "person.invalid", "needed")
	}
	return nil
}

func (k *kept) KeepPicture(_ context.Context, _ []byte, commit func(person.Picture) error) error {
	return commit(person.Picture{Hash: "new", Type: "image/png"})
}

func (k *kept) ForgetPortrait(_ context.Context, p person.Picture) error {
	k.forgotten = append(k.forgotten, p.Hash)
	return nil
}

func (k *kept) Bytes(_ context.Context, _ access.Viewer, id string) (*upload.Upload, []byte, error) {
	if id == "large" {
		return &upload.Upload{ID: id, Size: upload.MaxPicture + 1}, nil, nil
	}
	return &upload.Upload{ID: id, Name: "me.gif", Size: 1}, []byte("x"), nil
}

// change is tried at 20:00 in London, which is the next morning in Auckland.
func (k *kept) change(t *testing.T, c Change) error {
	t.Helper()
	s := New(k, Options{Accounts: k, Uploads: k, Now: func() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }})
	return s.Change(t.Context(), access.Viewer{Person: &person.Person{ID: 7}}, c)
}

func named(w *Whole) { w.Person.Profile.FirstName = "Ana" }

func TestAPictureComesWithTheRest(t *testing.T) {
	k := &kept{}
	if err := k.change(t, Change{Alter: named, Grams: 71_304, Picture: FromUpload("u")}); err != nil {
		t.Fatal(err)
	}
	w := k.whole
	if w.Person.Picture.Hash != "new" || *w.Origin != (upload.Portrait{UploadID: "u", Name: "me.png"}) || w.Person.Profile.FirstName != "Ana" {
		t.Errorf("kept %+v from %+v", w.Person, w.Origin)
	}
	if w.Weight.Figure != 71_30 || w.Weight.Milligrams != 71_300_000 || w.Weight.Day.Day() != 23 {
		t.Errorf("weighs %+v", w.Weight)
	}
	if len(k.forgotten) != 1 || k.forgotten[0] != "old" {
		t.Errorf("forgot %q", k.forgotten)
	}
}

func TestNothingIsForgottenOfWhatStays(t *testing.T) {
	broken := errors.New("the disk is full")
	for name, c := range map[string]struct {
		change Change
		refuse error
		code   string
	}{
		"refused":     {Change{Picture: FromUpload("u")}, nil, "person.invalid"},
		"too large":   {Change{Alter: named, Picture: FromUpload("large")}, nil, "upload.too_large"},
		"not written": {Change{Alter: named, Picture: NoPicture()}, broken, ""},
		"untouched":   {Change{Alter: named}, nil, ""},
	} {
		k := &kept{refuse: c.refuse}
		err := k.change(t, c.change)
		if c.code != "" && fault.CodeOf(err) != c.code || c.refuse != nil && !errors.Is(err, c.refuse) {
			t.Errorf("%s: %v", name, err)
		}
		if len(k.forgotten) > 0 {
			t.Errorf("%s: forgot %q", name, k.forgotten)
		}
	}
}

func TestAllThatIsWrongIsTold(t *testing.T) {
	k := &kept{}
	err := k.change(t, Change{Grams: 1, Alter: func(w *Whole) {
		height := int64(3)
		w.Contact.Phone, w.Body.Height = "call me", &height
	}})
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) != 4 {
		t.Fatalf("%v", err)
	}
	if k.whole.Person != nil {
		t.Error("something was kept")
	}
	s := New(k, Options{Accounts: k, Uploads: k, Now: time.Now})
	if err := s.Change(t.Context(), access.Viewer{}, Change{}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("signed out: %v", err)
	}
}
