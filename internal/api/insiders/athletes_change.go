package insiders

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// pictureField says of a picture that can't be kept which field it was.
func pictureField(err error) error {
	switch fault.CodeOf(err) {
	case "upload.too_large", "picture.invalid", "picture.dimensions":
		return invalid("athlete_profile.profile_picture", "Upload a valid picture of at most 5 MiB: "+err.Error())
	}
	return err
}

// own reads the athlete of the path, who must be the one who asks; everybody else is not there.
func (d *Dialect) own(r *http.Request, v access.Viewer) (*monitor.Athlete, error) {
	a, err := d.filteredAthlete(r, v)
	if err == nil && a.ID != v.ID() {
		return nil, fault.Missing("athlete")
	}
	return a, err
}

// replaceAthlete serves PUT /athletes/{athlete}/, which answers 201. Members that are left out stay as they are.
func (d *Dialect) replaceAthlete(r *http.Request, v access.Viewer) (wire.Reply, error) {
	before, err := d.own(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	username, email := b.account()
	c := b.change()
	if username != "" && !auth.ValidUsername(username) {
		b.refuse("username", "Enter a valid username: 3 to 150 letters, digits and _ . @ + -")
	}
	if err := b.err(); err != nil {
		return wire.Reply{}, err
	}
	confirmed := email != before.Email && d.auth.MailOn()
	c.add(func(a *monitor.Athlete) {
		a.Username = username
		if !confirmed {
			a.Email = email
		}
	})
	ctx := r.Context()
	if confirmed { // first: an address that waits shows nowhere, should the rest be refused
		if _, err := d.auth.ChangeEmail(ctx, v, email); err != nil {
			return wire.Reply{}, err
		}
	}
	after, err := d.withPicture(ctx, c, func(change func(*monitor.Athlete)) (*monitor.Athlete, error) {
		return d.monitor.UpdateAccount(ctx, v, func(a *monitor.Athlete) error {
			change(a)
			return nil
		})
	})
	return d.athleteReply(http.StatusCreated, after, err)
}

// deleteAthlete serves DELETE /athletes/{athlete}/: the account goes with all it has, in every dialect.
func (d *Dialect) deleteAthlete(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.own(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.auth.DeleteAccount(r.Context(), v, a.ID))
}

// changePassword serves PUT and POST /athletes/{athlete}/change-password/. Every other credential of the athlete ends.
func (d *Dialect) changePassword(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if _, err := d.own(r, v); err != nil {
		return wire.Reply{}, err
	}
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var password string
	b.value("password", true, &password, notText)
	if err := b.err(); err != nil {
		return wire.Reply{}, err
	}
	return gone(d.auth.SetPassword(r.Context(), v, password, bearer(r)))
}
