package fittrackee

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

var errNoUser = notFound("user does not exist")

// user is the account that the path names, for its owner and for administrators.
func (d *Dialect) user(r *http.Request, v access.Viewer) (*person.Person, error) {
	p, err := d.auth.PersonByName(r.Context(), wire.CleanText(chi.URLParam(r, "user")))
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, errNoUser
	case err != nil:
		return nil, err
	case p.ID != v.ID() && !v.Person.Admin:
		return nil, errPermission
	}
	return p, nil
}

// userOrders are the names that orders of the list of users have here.
var userOrders = map[string]auth.PeopleOrder{
	"": auth.ByUsername, "username": auth.ByUsername, "created_at": auth.ByCreation, "email": auth.ByEmail,
	"is_active": auth.ByActive, "admin": auth.ByAdmin, "workouts_count": auth.ByActivities,
}

const (
	usersPerPage    = 10
	maxUsersPerPage = 50
)

// listUsers serves GET /users, for administrators.
func (d *Dialect) listUsers(r *http.Request, v access.Viewer) (wire.Reply, error) {
	q := newQuery(r.URL.Query())
	page, err := pageOf(q.values)
	if err != nil {
		return wire.Reply{}, err
	}
	perPage := usersPerPage
	asked, err := q.whole("per_page")
	if err != nil {
		return wire.Reply{}, err
	}
	if asked != nil {
		perPage = wire.Clamp(*asked, usersPerPage, maxUsersPerPage)
	}
	order, ok := userOrders[q.text("order_by")]
	if !ok {
		return wire.Reply{}, errPayload
	}
	found, err := d.auth.Directory(r.Context(), v, auth.PeopleFilter{
		Query: q.text("q"), Order: order, Descending: q.text("order") == "desc", Offset: (page - 1) * perPage, Limit: perPage,
	})
	if err != nil {
		return wire.Reply{}, err
	}
	totals := make([][]activity.SportTotal, len(found.People))
	for i := range found.People {
		if totals[i], err = d.activities.Totals(r.Context(), v, found.People[i].ID); err != nil {
			return wire.Reply{}, err
		}
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("users").Array()
		for i := range found.People {
			writeUser(j, &found.People[i], totals[i])
		}
		j.EndArray()
		j.EndObject()
		writePagination(j, page, perPage, found.Total)
		j.Key("status").Plain("success")
		j.EndObject()
	}), nil
}

// getUser serves GET /users/{user}: oneself, or anybody for administrators.
func (d *Dialect) getUser(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := d.user(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.userReply(r, v, p)
}

func (d *Dialect) userReply(r *http.Request, v access.Viewer, p *person.Person) (wire.Reply, error) {
	view, err := d.profileView(r.Context(), v, p)
	if err != nil {
		return wire.Reply{}, err
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("users").Array()
		if p.ID == v.ID() {
			view.write(j)
		} else {
			writeUser(j, p, view.totals)
		}
		j.EndArray()
	}), nil
}

// updateUser serves PATCH /users/{user}, for administrators.
func (d *Dialect) updateUser(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if !v.Person.Admin {
		return wire.Reply{}, errPermission
	}
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	who, err := d.user(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	c, err := p.administration()
	if err != nil {
		return wire.Reply{}, err
	}
	changed, err := d.auth.Administer(r.Context(), v, who.ID, c)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.userReply(r, v, changed)
}

func (p payload) administration() (c auth.Administration, err error) {
	if c.Admin, err = p.flag("admin"); err != nil {
		return c, err
	}
	if c.Active, err = p.flag("activate"); err != nil {
		return c, err
	}
	reset, err := p.flag("reset_password")
	if err != nil {
		return c, err
	}
	c.ResetPassword = reset != nil && *reset
	c.Email, err = p.text("new_email")
	return c, err
}

// deleteUser serves DELETE /users/{user}: oneself, or anybody for administrators.
func (d *Dialect) deleteUser(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := d.user(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := d.auth.DeleteAccount(r.Context(), v, p.ID); err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, wire.TypeJSON), nil
}
