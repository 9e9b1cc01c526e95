package insiders

import (
	"context"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// listAthletes serves GET /athletes/: those who grant the manager READ now.
func (d *Dialect) listAthletes(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	q := queryOf(r)
	f := q.athletes()
	if err := q.err(); err != nil {
		return wire.Reply{}, err
	}
	f.Paging = p.rows()
	page, err := d.monitor.Athletes(r.Context(), v, f)
	if err != nil {
		return wire.Reply{}, err
	}
	pictures := d.portraits()
	rows := make([]athleteWire, len(page.Rows))
	for i := range page.Rows {
		if rows[i], err = toAthlete(&page.Rows[i], pictures); err != nil {
			return wire.Reply{}, err
		}
	}
	return listReply(p, page.Total, rows)
}

func (d *Dialect) athleteReply(status int, a *monitor.Athlete, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := toAthlete(a, d.portraits())
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(status, w)
}

// filteredAthlete reads the athlete of the path, if it is in the filter that every operation on one takes.
func (d *Dialect) filteredAthlete(r *http.Request, v access.Viewer) (*monitor.Athlete, error) {
	id, err := pathID(r, "athlete")
	if err != nil {
		return nil, err
	}
	q := queryOf(r)
	f := q.athletes()
	if err := q.err(); err != nil {
		return nil, err
	}
	return d.monitor.Athlete(r.Context(), v, id, f)
}

// getAthlete serves GET /athletes/{athlete}/.
func (d *Dialect) getAthlete(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.filteredAthlete(r, v)
	return d.athleteReply(http.StatusOK, a, err)
}

// athleteByExternalID serves GET /athletes/by-external-id/?external-id=.
func (d *Dialect) athleteByExternalID(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := externalID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	a, err := d.monitor.AthleteByExternalID(r.Context(), v, id)
	return d.athleteReply(http.StatusOK, a, err)
}

func externalID(r *http.Request) (string, error) {
	id := queryOf(r).text("external-id")
	if id == "" {
		return "", invalid("external-id", required)
	}
	return id, nil
}

// createAthlete serves POST /athletes/: a new account whose password is mailed.
func (d *Dialect) createAthlete(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	username, email := b.account()
	c := b.change()
	a, err := d.register(r.Context(), b, c, auth.Registration{Username: username, Email: email, Role: person.Athlete})
	return d.athleteReply(http.StatusCreated, a, err)
}

// register makes an account with all that a body says of it. Everything is looked at before anything is stored.
func (d *Dialect) register(ctx context.Context, b *body, c *athleteChange, who auth.Registration) (*monitor.Athlete, error) {
	if err := b.err(); err != nil {
		return nil, err
	}
	var draft monitor.Athlete
	c.apply(&draft)
	if err := d.monitor.CheckAthlete(&draft); err != nil {
		return nil, err
	}
	return d.withPicture(ctx, c, func(change func(*monitor.Athlete)) (*monitor.Athlete, error) {
		p, err := d.auth.RegisterMailed(ctx, who)
		if err != nil {
			return nil, err
		}
		return d.monitor.CompleteAccount(ctx, p.ID, func(a *monitor.Athlete) error {
			change(a)
			return nil
		})
	})
}

// withPicture keeps the picture of a change, if it has one, while write stores who has it, together with the rest of the
// change. Pictures that nobody has any more go afterwards.
func (d *Dialect) withPicture(ctx context.Context, c *athleteChange, write func(change func(*monitor.Athlete)) (*monitor.Athlete, error)) (*monitor.Athlete, error) {
	var out *monitor.Athlete
	var old person.Picture
	store := func(next person.Picture) (err error) {
		out, err = write(func(a *monitor.Athlete) {
			c.apply(a)
			if c.noPicture || c.picture != nil {
				old, a.Picture = a.Picture, next
			}
		})
		return err
	}
	var err error
	if c.picture == nil {
		err = store(person.Picture{})
	} else {
		err = pictureField(d.auth.KeepPortrait(ctx, c.picture, store))
	}
	if err == nil && old.Hash != out.Picture.Hash {
		err = d.auth.ForgetPortrait(ctx, old)
	}
	return out, err
}
