package insiders

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// createManaged serves POST /athletes/create-managed/: an athlete whom nobody signs in as. The answer has no e-mail address.
func (d *Dialect) createManaged(r *http.Request, v access.Viewer) (wire.Reply, error) {
	c, err := managedOf(r)
	if err != nil {
		return wire.Reply{}, err
	}
	a, err := d.withPicture(r.Context(), c, func(change func(*monitor.Athlete)) (*monitor.Athlete, error) {
		var draft monitor.Athlete
		change(&draft)
		return d.monitor.CreateManaged(r.Context(), v, draft)
	})
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := toAthlete(a, d.portraits())
	if err != nil {
		return wire.Reply{}, err
	}
	w.Email = nil
	return reply(http.StatusCreated, w)
}

// managedOf reads a managed athlete, of whom managed_by must be told.
func managedOf(r *http.Request) (*athleteChange, error) {
	b, err := readBody(r)
	if err != nil {
		return nil, err
	}
	manager, _ := b.integer("managed_by", true)
	c := b.change()
	c.add(func(a *monitor.Athlete) { a.ManagedBy = manager })
	return c, b.err()
}

// replaceManaged serves PUT /athletes/{athlete}/managed/, which answers 201.
func (d *Dialect) replaceManaged(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r, "athlete")
	if err != nil {
		return wire.Reply{}, err
	}
	c, err := managedOf(r)
	if err != nil {
		return wire.Reply{}, err
	}
	after, err := d.withPicture(r.Context(), c, func(change func(*monitor.Athlete)) (*monitor.Athlete, error) {
		return d.monitor.UpdateManaged(r.Context(), v, id, func(a *monitor.Athlete) error {
			change(a)
			return nil
		})
	})
	return d.athleteReply(http.StatusCreated, after, err)
}

// deleteManaged serves DELETE /athletes/{athlete}/managed/.
func (d *Dialect) deleteManaged(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r, "athlete")
	if err != nil {
		return wire.Reply{}, err
	}
	a, err := d.monitor.Managed(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.auth.DeleteAccount(r.Context(), access.Viewer{Person: &a.Person}, a.ID))
}
