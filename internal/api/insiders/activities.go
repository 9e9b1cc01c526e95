package insiders

import (
	"encoding/json"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// activityWire is an occasion.
type activityWire struct {
	ID     int64           `json:"id"`
	Name   string          `json:"name"`
	JSON   json.RawMessage `json:"json"`
	Schema int64           `json:"json_schema"`
	Owner  int64           `json:"owner"`
}

func toActivity(o *monitor.Occasion) activityWire {
	return activityWire{o.ID, o.Name, o.Document, o.Schema, o.Owner}
}

// activities reads which are asked for.
func (q *query) activities() monitor.OccasionFilter {
	return monitor.OccasionFilter{Owner: q.id("owner"), Name: q.text("name"), Search: q.search(), Order: q.order("name")}
}

// listActivities serves GET /activities/: the manager's own.
func (d *Dialect) listActivities(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	q := queryOf(r)
	f := q.activities()
	if err := q.err(); err != nil {
		return wire.Reply{}, err
	}
	f.Paging = p.rows()
	page, err := d.monitor.Occasions(r.Context(), v, f)
	if err != nil {
		return wire.Reply{}, err
	}
	rows := make([]activityWire, len(page.Rows))
	for i := range page.Rows {
		rows[i] = toActivity(&page.Rows[i])
	}
	return listReply(p, page.Total, rows)
}

func activityReply(status int, o *monitor.Occasion, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(status, toActivity(o))
}

// activity reads an activity, of which everything must be told.
func (b *body) activity() (o monitor.Occasion, err error) {
	o.Name = b.filled("name")
	o.Document, _ = b.document("json", true)
	o.Schema, _ = b.integer("json_schema", true)
	if owner, ok := b.integer("owner", true); ok {
		o.Owner = someID(owner)
	}
	return o, b.err()
}

// someID keeps ids that nothing has from standing for none told.
func someID(id int64) int64 {
	if id < 1 {
		return -1
	}
	return id
}

// createActivity serves POST /activities/.
func (d *Dialect) createActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	draft, err := b.activity()
	if err != nil {
		return wire.Reply{}, err
	}
	o, err := d.monitor.CreateOccasion(r.Context(), v, draft)
	return activityReply(http.StatusCreated, o, err)
}

// activityAsked is the id of the path and the filter that every operation on one takes.
func activityAsked(r *http.Request) (id int64, f monitor.OccasionFilter, err error) {
	q := queryOf(r)
	f = q.activities()
	if err = q.err(); err == nil {
		id, err = pathID(r, "activity")
	}
	return id, f, err
}

// getActivity serves GET /activities/{activity}/.
func (d *Dialect) getActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, f, err := activityAsked(r)
	if err != nil {
		return wire.Reply{}, err
	}
	o, err := d.monitor.Occasion(r.Context(), v, id, f)
	return activityReply(http.StatusOK, o, err)
}

// replaceActivity serves PUT /activities/{activity}/: all its time frames are measured anew.
func (d *Dialect) replaceActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, f, err := activityAsked(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if _, err := d.monitor.Occasion(r.Context(), v, id, f); err != nil {
		return wire.Reply{}, err
	}
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	next, err := b.activity()
	if err != nil {
		return wire.Reply{}, err
	}
	o, err := d.monitor.UpdateOccasion(r.Context(), v, id, f, func(o *monitor.Occasion) error {
		o.Name, o.Document, o.Schema, o.Owner = next.Name, next.Document, next.Schema, next.Owner
		return nil
	})
	return activityReply(http.StatusOK, o, err)
}

// ownActivity is the id of the path, of an activity that is the viewer's.
func (d *Dialect) ownActivity(r *http.Request, v access.Viewer) (int64, error) {
	id, err := pathID(r, "activity")
	if err == nil {
		_, err = d.monitor.Occasion(r.Context(), v, id, monitor.OccasionFilter{})
	}
	return id, err
}

// deleteActivity serves DELETE /activities/{activity}/: its time frames go too.
func (d *Dialect) deleteActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, f, err := activityAsked(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.monitor.DeleteOccasion(r.Context(), v, id, f))
}
