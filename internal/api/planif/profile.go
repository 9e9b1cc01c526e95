package planif

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/contact"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/profile"
)

// birthFormat is MM/DD/YYYY.
const birthFormat = "01/02/2006"

// The bounds of what a profile tells: meters and grams.
const (
	minHeight, maxHeight = 0.5, 2.8
	minWeight, maxWeight = 20_000, 400_000
)

// whole is what the API calls a profile, gathered from where the parts are kept.
type whole struct {
	person  *person.Person
	contact contact.Contact
	// height is in centimeters, nil when not told; weight is the latest, nil when there is none.
	height *int64
	weight *body.Weight
	url    string
}

// getProfile serves GET /api-shared/profile-coach/ and profile-athlete/. Whatever its query says is ignored.
func (d *Dialect) getProfile(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := d.profile(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) { p.write(j) }), nil
}

func (d *Dialect) profile(ctx context.Context, v access.Viewer) (*whole, error) {
	var p whole
	var err error
	if p.person, err = d.auth.Person(ctx, v.ID()); err != nil {
		return nil, err
	}
	if p.contact, err = d.contacts.Get(ctx, v); err != nil {
		return nil, err
	}
	about, err := d.bodies.Profile(ctx, v)
	if err != nil {
		return nil, err
	}
	p.height = about.Height
	if p.weight, err = d.bodies.LatestWeight(ctx, v); err != nil {
		return nil, err
	}
	p.url, err = d.pictureURL(ctx, p.person)
	return &p, err
}

// profileChange is what a PUT asks for; has tells which members came.
type profileChange struct {
	has     map[string]bool
	profile person.Profile
	contact contact.Contact
	height  *int64
	grams   int64
	// picture is an upload's name, "" for none.
	picture string
}

// putProfile serves PUT of one's own profile: any of its members, others are ignored. All of it is stored, or nothing.
func (d *Dialect) putProfile(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if !f.has("id") {
		if word := r.URL.Query().Get("id"); word != "" {
			f.o["id"] = word
		}
	}
	id, _ := f.integer("id", true)
	if err := f.err(); err != nil {
		return wire.Reply{}, err
	}
	if id != v.ID() {
		return wire.Reply{}, fault.Missing("profile")
	}
	change := profileChange{has: map[string]bool{}}
	f.profile(&change, d.now())
	if err := f.err(); err != nil {
		return wire.Reply{}, err
	}
	if err := d.change(r.Context(), v, &change); err != nil {
		return wire.Reply{}, err
	}
	after, err := d.profile(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) { after.write(j) }), nil
}

// change carries it out: the members that came, on whatever is known by then. The present picture's own name leaves it.
func (d *Dialect) change(ctx context.Context, v access.Viewer, c *profileChange) error {
	next := profile.Change{Grams: c.grams, Alter: c.alter}
	if c.has["profile_picture"] {
		p, err := d.auth.Person(ctx, v.ID())
		if err != nil {
			return err
		}
		portrait, err := d.uploads.Portrait(ctx, p)
		if err != nil {
			return err
		}
		switch {
		case c.picture == "":
			next.Picture = profile.NoPicture()
		case portrait == nil || portrait.UploadID != c.picture:
			next.Picture = profile.FromUpload(c.picture)
		}
	}
	err := d.profiles.Change(ctx, v, next)
	if fault.CodeOf(err) == "upload.not_found" {
		return invalid("profile_picture", "This upload does not exist.")
	}
	return pictureError("profile_picture", err)
}

func (c *profileChange) alter(w *profile.Whole) {
	about := &w.Person.Profile
	for name, member := range map[string]struct {
		into *string
		text string
	}{
		"first_name": {&about.FirstName, c.profile.FirstName}, "last_name": {&about.LastName, c.profile.LastName},
		"phone_number": {&w.Contact.Phone, c.contact.Phone}, "address": {&w.Contact.Address, c.contact.Address},
	} {
		if c.has[name] {
			*member.into = member.text
		}
	}
	if c.has["birth_date"] {
		about.BirthDate = c.profile.BirthDate
	}
	if c.has["height"] {
		w.Body.Height = c.height
	}
}

// profile reads the members of a profile; null empties one, but for a weight, which has no empty entry.
func (f *form) profile(c *profileChange, now time.Time) {
	for name, into := range map[string]*string{
		"first_name": &c.profile.FirstName, "last_name": &c.profile.LastName, "phone_number": &c.contact.Phone, "address": &c.contact.Address,
		"profile_picture": &c.picture,
	} {
		if !f.has(name) {
			continue
		}
		c.has[name] = true
		if *into = ""; f.o[name] != nil {
			*into = strings.TrimSpace(f.text(name, false))
		}
	}
	for _, name := range [...]string{"first_name", "last_name"} {
		text := c.profile.FirstName
		if name == "last_name" {
			text = c.profile.LastName
		}
		if len([]rune(text)) > auth.MaxName {
			f.refuse(name, "Ensure this field has no more than "+strconv.Itoa(auth.MaxName)+" characters.")
		}
	}
	if err := c.contact.Check(); err != nil {
		f.fields = append(f.fields, fieldsOf(err)...)
	}
	f.birthDate(c, now)
	if v, ok := f.measure("height", minHeight, maxHeight); f.has("height") {
		c.has["height"] = true
		if ok {
			cm := int64(math.Round(v * 100))
			c.height = &cm
		}
	}
	if v, ok := f.measure("weight", minWeight, maxWeight); ok {
		c.grams = int64(math.Round(v))
	}
}

func (f *form) birthDate(c *profileChange, now time.Time) {
	if !f.has("birth_date") {
		return
	}
	c.has["birth_date"], c.profile.BirthDate = true, time.Time{}
	if f.o["birth_date"] == nil || f.o["birth_date"] == "" {
		return
	}
	day, err := time.Parse(birthFormat, f.text("birth_date", false))
	switch {
	case err != nil:
		f.refuse("birth_date", "Date has wrong format. Use one of these formats instead: MM/DD/YYYY.")
	case day.After(now):
		f.refuse("birth_date", "This date lies in the future.")
	case day.Year() < 1900:
		f.refuse("birth_date", "This date lies before 1900.")
	}
	c.profile.BirthDate = day
}

// measure reads a number within bounds; null, and a missing one, is none.
func (f *form) measure(name string, least, most float64) (float64, bool) {
	if !f.has(name) || f.o[name] == nil {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(numberText(unextend(f.o[name]))), 64)
	switch {
	case err != nil || math.IsNaN(v):
		f.refuse(name, "A valid number is required.")
		return 0, false
	case v < least:
		f.refuse(name, "Ensure this value is greater than or equal to "+strconv.FormatFloat(least, 'f', -1, 64)+".")
		return 0, false
	case v > most:
		f.refuse(name, "Ensure this value is less than or equal to "+strconv.FormatFloat(most, 'f', -1, 64)+".")
		return 0, false
	}
	return v, true
}

func (p *whole) write(j *wire.Encoder) {
	about := &p.person.Profile
	j.Object()
	j.Key("id").Int(p.person.ID)
	orNull(j.Key("first_name"), about.FirstName)
	orNull(j.Key("last_name"), about.LastName)
	j.Key("birth_date")
	if about.BirthDate.IsZero() {
		j.Null()
	} else {
		j.Plain(about.BirthDate.Format(birthFormat))
	}
	orNull(j.Key("phone_number"), p.contact.Phone)
	j.Key("height")
	if p.height == nil {
		j.Null()
	} else {
		j.Float(float64(*p.height) / 100)
	}
	j.Key("weight")
	if p.weight == nil {
		j.Null()
	} else {
		j.Float(float64(p.weight.Milligrams) / 1000)
	}
	orNull(j.Key("address"), p.contact.Address)
	j.Key("profile_picture").String(p.url)
	j.EndObject()
}

func orNull(j *wire.Encoder, text string) {
	if text == "" {
		j.Null()
		return
	}
	j.String(text)
}

// pictureError turns what is wrong with a picture into the field's.
func pictureError(field string, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	switch f.Code {
	case "picture.invalid":
		return invalid(field, "Upload a valid image. The file you uploaded was either not an image or a corrupted image.")
	case "picture.dimensions":
		return invalid(field, "The image has too many pixels.")
	case "upload.too_large":
		return invalid(field, "The image is too large.")
	}
	return err
}
