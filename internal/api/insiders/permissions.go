package insiders

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// permissionWire is a grant.
type permissionWire struct {
	ID         int64  `json:"id"`
	Manager    int64  `json:"manager"`
	Athlete    int64  `json:"athlete"`
	Start      string `json:"start_time"`
	Expiration string `json:"expiration_time"`
	Permission string `json:"permission"`
	Active     bool   `json:"is_active"`
}

func (d *Dialect) toPermission(g *access.Grant) permissionWire {
	return permissionWire{
		ID: g.ID, Manager: g.Coach, Athlete: g.Athlete, Start: d.moment(g.From), Expiration: d.moment(g.Until),
		Permission: string(g.Permission), Active: g.Covers(d.now()),
	}
}

// parties reads the athlete and the manager of a path; 0 stands for a manager that it doesn't name.
func parties(r *http.Request) (athlete, manager int64, err error) {
	if athlete, err = pathID(r, "athlete"); err == nil && chi.URLParam(r, "manager") != "" {
		manager, err = pathID(r, "manager")
	}
	return athlete, manager, err
}

// listPermissions serves GET /athletes/{athlete}/permissions/ and …/{manager}/: those that have ended too.
func (d *Dialect) listPermissions(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	athlete, manager, err := parties(r)
	if err != nil {
		return wire.Reply{}, err
	}
	all, err := d.monitor.Grants(r.Context(), v, athlete, manager)
	if err != nil {
		return wire.Reply{}, err
	}
	page := pageOf(p, all)
	rows := make([]permissionWire, len(page))
	for i := range page {
		rows[i] = d.toPermission(&page[i])
	}
	return listReply(p, int64(len(all)), rows)
}

// createPermission serves POST /athletes/{athlete}/permissions/{manager}/, which answers 200: by the athlete, or by a manager
// who passes on.
func (d *Dialect) createPermission(r *http.Request, v access.Viewer) (wire.Reply, error) {
	athlete, manager, err := parties(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if v.Person.Role == person.Athlete && athlete != v.ID() {
		return wire.Reply{}, fault.Missing("athlete")
	}
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	g := access.Grant{Athlete: athlete, Coach: manager}
	g.From, _ = b.moment("start_time", false)
	g.Until, _ = b.moment("expiration_time", true)
	word, _ := b.text("permission", true)
	if g.Permission = access.Permission(word); word != "" && !g.Permission.Valid() {
		b.refuse("permission", `"`+word+`" is not a valid choice.`)
	}
	if err := b.err(); err != nil {
		return wire.Reply{}, err
	}
	g, err = d.monitor.Grant(r.Context(), v, g)
	if fault.CodeOf(err) == "grant.interval" {
		err = invalid("expiration_time", "must be after the start")
	}
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(http.StatusOK, d.toPermission(&g))
}

// revokePermissions serves DELETE /athletes/{athlete}/permissions/{manager}/: all that hold.
func (d *Dialect) revokePermissions(r *http.Request, v access.Viewer) (wire.Reply, error) {
	athlete, manager, err := parties(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.monitor.RevokeGrants(r.Context(), v, athlete, manager, 0))
}

// revokePermission serves DELETE /athletes/{athlete}/permissions/{manager}/{permission}/.
func (d *Dialect) revokePermission(r *http.Request, v access.Viewer) (wire.Reply, error) {
	athlete, manager, err := parties(r)
	if err != nil {
		return wire.Reply{}, err
	}
	id, err := pathID(r, "permission")
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.monitor.RevokeGrants(r.Context(), v, athlete, manager, id))
}
