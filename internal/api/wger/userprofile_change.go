package wger

import (
	"context"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
	"palestra/internal/core/reference"
)

// userProfileEndpoint answers with one object where others have a list, and with the caller's own whatever the id is.
func userProfileEndpoint() *endpoint {
	e := userProfile.endpoint()
	e.single = true
	e.list, e.get = (*Dialect).showProfile, (*Dialect).showProfile
	e.create, e.update = (*Dialect).changeProfile, (*Dialect).changeProfile
	e.actions = []action{{
		name: "verify-email", whole: true, about: "Mails the caller a link that shows that the address is theirs.", handle: (*Dialect).verifyEmail,
		schema: textObject("status", "message"),
	}}
	return e
}

// showProfile serves GET /userprofile/ and GET /userprofile/{id}/.
func (d *Dialect) showProfile(c *call) (answer, error) {
	row, err := d.profileOf(c, c.v.Person)
	if err != nil {
		return answer{}, err
	}
	return userProfile.one(c, http.StatusOK, row), nil
}

// profileOf puts together what the core keeps in different places.
func (d *Dialect) profileOf(c *call, p *person.Person) (*profileRow, error) {
	b, err := d.body.Profile(c.ctx(), c.v)
	if err != nil {
		return nil, err
	}
	row := &profileRow{Profile: *b, person: p, email: shownEmail(p), born: p.Profile.BirthDate, age: b.Age, verified: d.auth.EmailVerified(p), trusted: d.auth.Trusted(p)}
	row.verified = row.verified && p.PendingEmail == ""
	if !row.born.IsZero() {
		age := body.AgeOn(d.today(), row.born)
		row.age = &age
	}
	if row.language, err = d.languageOf(c.ctx(), p.Preferences.Language); err != nil {
		return nil, err
	}
	return row, nil
}

// languageOf is the id of the language that somebody reads, that of English for one that has none.
func (d *Dialect) languageOf(ctx context.Context, code string) (int64, error) {
	page, err := d.catalogue.Languages.List(ctx, 0, everything())
	if err != nil {
		return 0, err
	}
	code, _, _ = strings.Cut(strings.ReplaceAll(code, "_", "-"), "-")
	return languageID(page.Rows, code), nil
}

// changeProfile serves POST /userprofile/, and PUT and PATCH of the detail. What isn't sent stays as it is.
func (d *Dialect) changeProfile(c *call) (answer, error) {
	b, err := d.read(c)
	if err != nil {
		return answer{}, err
	}
	values, err := userProfile.decode(d, b, c.r.Method)
	if err != nil {
		return answer{}, err
	}
	next, err := d.profileOf(c, c.v.Person)
	if err != nil {
		return answer{}, err
	}
	userProfile.set(next, values)
	spoken, err := d.checkedProfile(c, next)
	if err != nil {
		return answer{}, err
	}
	p, err := d.storeProfile(c, next, spoken)
	if err != nil {
		return answer{}, profileError(err)
	}
	_, err = d.body.SetProfile(c.ctx(), c.v, func(p *body.Profile) error {
		row := profileRow{Profile: *p}
		userProfile.set(&row, values)
		*p = row.Profile
		return nil
	})
	if err != nil {
		return answer{}, userProfile.explain(err)
	}
	row, err := d.profileOf(c, p)
	if err != nil {
		return answer{}, err
	}
	return userProfile.one(c, http.StatusOK, row), nil
}

// checkedProfile looks at what the table of fields can't tell, and gives the language that was chosen, nil for none.
func (d *Dialect) checkedProfile(c *call, next *profileRow) (*reference.Language, error) {
	if !next.born.IsZero() && !next.born.Equal(next.person.Profile.BirthDate) {
		if age := body.AgeOn(d.today(), next.born); age < 10 || age > 100 {
			return nil, fieldErrors([]fault.Field{{Name: "birthdate", Message: "The age must be between 10 and 100 years."}})
		}
	}
	if !next.languageSet {
		return nil, nil
	}
	page, err := d.catalogue.Languages.List(c.ctx(), 0, listing.Query{Conditions: []listing.Condition{listing.Is("id", next.language)}, Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(page.Rows) == 0 {
		e := fault.InvalidField("language", "reference.unknown", "does not exist")
		e.Args = []any{next.language}
		return nil, userProfile.explain(e)
	}
	return &page.Rows[0], nil
}

// storeProfile stores what belongs to the account: address, date of birth, language.
func (d *Dialect) storeProfile(c *call, next *profileRow, spoken *reference.Language) (p *person.Person, err error) {
	p = c.v.Person
	if shown := shownEmail(p); next.emailSet && next.email != shown {
		if p, err = d.auth.ChangeEmail(c.ctx(), c.v, next.email); err != nil {
			return nil, err
		}
	}
	if !next.born.Equal(p.Profile.BirthDate) {
		told := p.Profile
		told.BirthDate = next.born
		if p, err = d.auth.SetProfile(c.ctx(), c.v, told); err != nil {
			return nil, err
		}
	}
	if spoken != nil && spoken.ShortName != p.Preferences.Language {
		liked := p.Preferences
		liked.Language = spoken.ShortName
		return d.auth.SetPreferences(c.ctx(), c.v, liked)
	}
	return p, nil
}

// shownEmail is the address that waits for its confirmation, or the one that holds.
func shownEmail(p *person.Person) string {
	if p.PendingEmail != "" {
		return p.PendingEmail
	}
	return p.Email
}

// profileError says what is wrong with an address in the API's words.
func profileError(err error) error {
	switch fault.CodeOf(err) {
	case "person.email_taken":
		return fieldErrors([]fault.Field{{Name: "email", Message: "This field must be unique."}})
	case "person.invalid":
		return userProfile.explain(err)
	}
	return err
}

// verifyEmail serves GET /userprofile/verify-email/.
func (d *Dialect) verifyEmail(c *call) (answer, error) {
	p := c.v.Person
	status, message := "verified", "This email is already verified"
	switch {
	case p.PendingEmail != "" && d.auth.MailOn():
		if _, err := d.auth.ChangeEmail(c.ctx(), c.v, p.PendingEmail); err != nil {
			return answer{}, err
		}
		status, message = "sent", "A verification email was sent to "+p.PendingEmail
	case !d.auth.EmailVerified(p):
		status, message = "unavailable", "This server sends no mail, or there is no address"
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("status").Plain(status)
		j.Key("message").String(message)
		j.EndObject()
	}), nil
}
