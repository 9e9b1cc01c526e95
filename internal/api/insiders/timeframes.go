package insiders

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// timeFrames reads which are asked for.
func (q *query) timeFrames() monitor.TimeFrameFilter {
	return monitor.TimeFrameFilter{
		Device: q.id("device"), Athlete: q.id("athlete"), Owner: q.id("owner"), Occasion: q.id("activity"),
		FromAfter: q.moment("start_time_from"), FromBefore: q.moment("start_time_to"),
		UntilAfter: q.moment("end_time_from"), UntilBefore: q.moment("end_time_to"),
		Order: q.order("start_time", "end_time", "device", "athlete", "activity"),
	}
}

// listTimeFrames serves GET /timeframes/: the manager's own.
func (d *Dialect) listTimeFrames(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	q := queryOf(r)
	f, e := q.timeFrames(), d.embedding(q, v)
	if err := q.err(); err != nil {
		return wire.Reply{}, err
	}
	f.Paging = p.rows()
	page, err := d.monitor.TimeFrames(r.Context(), v, f)
	if err != nil {
		return wire.Reply{}, err
	}
	rows := make([]timeFrameWire, len(page.Rows))
	for i := range page.Rows {
		if rows[i], err = e.timeFrame(r.Context(), &page.Rows[i]); err != nil {
			return wire.Reply{}, err
		}
	}
	return listReply(p, page.Total, rows)
}

// frameAsked is what every operation on one time frame takes: the id of the path, filters, and how to write it.
type frameAsked struct {
	id     int64
	filter monitor.TimeFrameFilter
	as     *embedding
}

func (d *Dialect) frameAsked(r *http.Request, v access.Viewer) (a frameAsked, err error) {
	q := queryOf(r)
	a.filter, a.as = q.timeFrames(), d.embedding(q, v)
	if err = q.err(); err == nil {
		a.id, err = pathID(r, "timeframe")
	}
	return a, err
}

func (a *frameAsked) reply(r *http.Request, status int, t *monitor.TimeFrame, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := a.as.timeFrame(r.Context(), t)
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(status, w)
}

// timeFrame reads what a body says of a time frame: all of it, or with partial what is to change. Params become {} when a
// whole one leaves them out, and device and activity none.
func (b *body) timeFrame(partial bool) func(*monitor.TimeFrame) error {
	from, hasFrom := b.moment("start_time", !partial)
	until, hasUntil := b.moment("end_time", !partial)
	params, hasParams := b.document("params", false)
	device, hasDevice := b.idOr("device")
	activity, hasActivity := b.idOr("activity")
	athlete, hasAthlete := b.integer("athlete", !partial)
	owner, hasOwner := b.integer("owner", false)
	schema, hasSchema := b.integer("json_schema", !partial)
	return func(t *monitor.TimeFrame) error {
		if !partial {
			t.Params, t.Device, t.Occasion = nil, 0, 0
		}
		put(&t.From, from, hasFrom)
		put(&t.Until, until, hasUntil)
		put(&t.Params, params, hasParams)
		put(&t.Device, device, hasDevice)
		put(&t.Occasion, activity, hasActivity)
		put(&t.Athlete, athlete, hasAthlete)
		put(&t.Owner, someID(owner), hasOwner)
		put(&t.Schema, schema, hasSchema)
		return nil
	}
}

func put[T any](to *T, v T, given bool) {
	if given {
		*to = v
	}
}

// createTimeFrame serves POST /timeframes/.
func (d *Dialect) createTimeFrame(r *http.Request, v access.Viewer) (wire.Reply, error) {
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var t monitor.TimeFrame
	fill := b.timeFrame(false)
	if err := b.err(); err != nil {
		return wire.Reply{}, err
	}
	if err := fill(&t); err != nil {
		return wire.Reply{}, err
	}
	a := frameAsked{as: d.embedding(&query{}, v)}
	made, err := d.monitor.CreateTimeFrame(r.Context(), v, t)
	return a.reply(r, http.StatusCreated, made, err)
}

// getTimeFrame serves GET /timeframes/{timeframe}/.
func (d *Dialect) getTimeFrame(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.frameAsked(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	t, err := d.monitor.TimeFrame(r.Context(), v, a.id, a.filter)
	return a.reply(r, http.StatusOK, t, err)
}

// replaceTimeFrame serves PUT /timeframes/{timeframe}/.
func (d *Dialect) replaceTimeFrame(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.changeTimeFrame(r, v, false)
}

// updateTimeFrame serves PATCH /timeframes/{timeframe}/: what the body leaves out stays as it is.
func (d *Dialect) updateTimeFrame(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.changeTimeFrame(r, v, true)
}

func (d *Dialect) changeTimeFrame(r *http.Request, v access.Viewer, partial bool) (wire.Reply, error) {
	a, err := d.frameAsked(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	if _, err := d.monitor.TimeFrame(r.Context(), v, a.id, a.filter); err != nil {
		return wire.Reply{}, err
	}
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	change := b.timeFrame(partial)
	if err := b.err(); err != nil {
		return wire.Reply{}, err
	}
	t, err := d.monitor.UpdateTimeFrame(r.Context(), v, a.id, a.filter, change)
	return a.reply(r, http.StatusOK, t, err)
}

// deleteTimeFrame serves DELETE /timeframes/{timeframe}/.
func (d *Dialect) deleteTimeFrame(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.frameAsked(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return gone(d.monitor.DeleteTimeFrame(r.Context(), v, a.id, a.filter))
}
