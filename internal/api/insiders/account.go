package insiders

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// managerWire is a manager.
type managerWire struct {
	ID         int64       `json:"id"`
	Username   string      `json:"username"`
	ExternalID *string     `json:"external_id"`
	Email      string      `json:"email"`
	Profile    managerName `json:"manager_profile"`
}

type managerName struct {
	ID        int64   `json:"id"`
	FirstName *string `json:"first_name"`
	LastName  *string `json:"last_name"`
}

func toManager(a *monitor.Athlete) managerWire {
	return managerWire{ID: a.ID, Username: a.Username, ExternalID: textOrNull(a.ExternalID), Email: a.Email, Profile: toManagerName(a)}
}

func toManagerName(a *monitor.Athlete) managerName {
	return managerName{a.ID, textOrNull(a.Profile.FirstName), textOrNull(a.Profile.LastName)}
}

// accountWire is the one who asks, with the profile of their role.
type accountWire struct {
	ID         int64        `json:"id"`
	Username   string       `json:"username"`
	ExternalID *string      `json:"external_id"`
	Email      string       `json:"email"`
	Role       string       `json:"role"`
	Manager    *managerName `json:"manager_profile"`
	Athlete    *profileWire `json:"athlete_profile"`
	Extra      []string     `json:"extra_permissions"`
}

// account serves GET /account/.
func (d *Dialect) account(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.monitor.Account(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	extra, err := d.monitor.Permitted(r.Context(), a.ID)
	if err != nil {
		return wire.Reply{}, err
	}
	w := accountWire{ID: a.ID, Username: a.Username, ExternalID: textOrNull(a.ExternalID), Email: a.Email, Extra: append([]string{}, extra...)}
	if a.Role == person.Coach {
		name := toManagerName(a)
		w.Role, w.Manager = "MANAGER", &name
		return reply(http.StatusOK, w)
	}
	athlete, err := toAthlete(a, d.portraits())
	if err != nil {
		return wire.Reply{}, err
	}
	w.Role, w.Athlete = "ATHLETE", &athlete.Profile
	return reply(http.StatusOK, w)
}

// createManager serves POST /managers/: a new account whose password is mailed.
func (d *Dialect) createManager(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	username, email := b.account()
	c := &athleteChange{}
	if s, ok := b.textOr("external_id"); ok {
		c.add(func(a *monitor.Athlete) { a.ExternalID = s })
	}
	if p := b.object("manager_profile"); p != nil {
		first, _ := p.textOr("first_name")
		last, _ := p.textOr("last_name")
		c.add(func(a *monitor.Athlete) { a.Profile.FirstName, a.Profile.LastName = first, last })
	}
	a, err := d.register(r.Context(), b, c, auth.Registration{Username: username, Email: email, Role: person.Coach})
	if err != nil {
		return wire.Reply{}, managerFields(err)
	}
	return reply(http.StatusCreated, toManager(a))
}

// managerByExternalID serves GET /managers/by-external-id/?external-id=.
func (d *Dialect) managerByExternalID(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := externalID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	a, err := d.monitor.ManagerByExternalID(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(http.StatusOK, toManager(a))
}

// managerFields calls the members of a profile by the names that managers have for them.
func managerFields(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	named := *f
	named.Fields = slices.Clone(f.Fields)
	for i := range named.Fields {
		if name, ok := strings.CutPrefix(named.Fields[i].Name, "athlete_profile."); ok {
			named.Fields[i].Name = "manager_profile." + name
		}
	}
	return &named
}
