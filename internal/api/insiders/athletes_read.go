package insiders

import (
	"encoding/base64"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
)

// athleteChange is what a body says of an athlete. What it leaves out stays as it is.
type athleteChange struct {
	set []func(*monitor.Athlete)
	// picture is a new one; nil keeps it or, with noPicture, takes it away.
	picture   []byte
	noPicture bool
}

// change reads external_id and athlete_profile.
func (b *body) change() *athleteChange {
	c := &athleteChange{}
	if s, ok := b.textOr("external_id"); ok {
		c.add(func(a *monitor.Athlete) { a.ExternalID = s })
	}
	if p := b.object("athlete_profile"); p != nil {
		p.profile(c)
		c.readPicture(p)
	}
	return c
}

func (c *athleteChange) add(set func(*monitor.Athlete)) { c.set = append(c.set, set) }

// profile reads the members of a profile. A weight is an entry in a series, so that null takes none away.
func (b *body) profile(c *athleteChange) {
	for name, member := range map[string]func(*monitor.Athlete) *string{
		"external_id": func(a *monitor.Athlete) *string { return &a.ProfileExternalID },
		"first_name":  func(a *monitor.Athlete) *string { return &a.Profile.FirstName },
		"last_name":   func(a *monitor.Athlete) *string { return &a.Profile.LastName },
		"gender":      func(a *monitor.Athlete) *string { return &a.Gender },
		"nationality": func(a *monitor.Athlete) *string { return &a.Nationality },
	} {
		if s, ok := b.textOr(name); ok {
			c.add(func(a *monitor.Athlete) { *member(a) = s })
		}
	}
	if kg, ok := b.numberOr("weight"); ok && kg != nil {
		c.add(func(a *monitor.Athlete) { a.Weight = kg })
	}
	if m, ok := b.numberOr("height"); ok {
		c.add(func(a *monitor.Athlete) { a.Height = m })
	}
	if day, ok := b.dayOr("birth_date"); ok {
		c.add(func(a *monitor.Athlete) { a.Profile.BirthDate = day })
	}
}

// readPicture reads a picture in base 64, with or without the beginning of a data URI. "" and null take it away.
func (c *athleteChange) readPicture(b *body) {
	const name = "profile_picture"
	raw, ok := b.members[name]
	if !ok {
		return
	}
	if isNull(raw) || string(raw) == `""` {
		c.noPicture = true
		return
	}
	var text string
	if !b.value(name, false, &text, notText) {
		return
	}
	if head, rest, found := strings.Cut(text, ","); found && strings.HasPrefix(head, "data:") {
		text = rest
	}
	if len(text) > base64.StdEncoding.EncodedLen(auth.MaxPortrait) {
		b.refuse(name, "The picture has more than 5 MiB.")
		return
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(data) == 0 {
		b.refuse(name, "Upload a valid picture in base 64.")
		return
	}
	c.picture = data
}

// apply does what the body says, but for the picture.
func (c *athleteChange) apply(a *monitor.Athlete) {
	for _, set := range c.set {
		set(a)
	}
}

// account reads what somebody registers with: username and email.
func (b *body) account() (username, email string) {
	username, email = b.filled("username"), b.filled("email")
	if email != "" && !auth.ValidEmail(email) {
		b.refuse("email", "Enter a valid email address.")
	}
	return username, email
}

// athletes reads which athletes are asked for.
func (q *query) athletes() monitor.AthleteFilter {
	return monitor.AthleteFilter{
		Email: q.text("email"), Username: q.text("username"), ExternalID: q.text("external_id"),
		FirstName: q.text("first_name"), LastName: q.text("last_name"), Gender: q.gender(),
		ManagedBy: q.id("managed_by"), Managed: q.flag("is_managed"),
		BornFrom: q.day("birthdate_from"), BornTo: q.day("birthdate_to"),
		Search: q.search(),
		Order:  q.order("username", "email", "external_id", "first_name", "last_name", "gender", "birthdate", "managed_by"),
	}
}

func (q *query) gender() string {
	g := strings.ToUpper(q.text("gender"))
	if g != "" && g != "M" && g != "F" {
		q.refuse("gender", "Select a valid choice: M or F.")
	}
	return g
}
