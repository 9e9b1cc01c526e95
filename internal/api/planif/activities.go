package planif

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// usualLimit is the length of a page that nobody asked for.
const usualLimit = 20

// listActivities serves GET /api-athlete/activity/?limit=&page=: one's own, newest first.
func (d *Dialect) listActivities(r *http.Request, v access.Viewer) (wire.Reply, error) {
	limit, err := queryNumber(r, "limit", usualLimit, 1, activity.MaxPerPage)
	if err != nil {
		return wire.Reply{}, err
	}
	page, err := queryNumber(r, "page", 1, 1, 1_000_000)
	if err != nil {
		return wire.Reply{}, err
	}
	p, err := d.activities.List(r.Context(), v, activity.Filter{Page: page, PerPage: limit})
	return activitiesReply(p.Activities, err)
}

// monthActivities serves GET /api-athlete/activity-month/?month=&year=: one's own of a month where the athlete lives.
func (d *Dialect) monthActivities(r *http.Request, v access.Viewer) (wire.Reply, error) {
	now := d.now().In(v.Person.Location())
	month, err := queryNumber(r, "month", int(now.Month()), 1, 12)
	if err != nil {
		return wire.Reply{}, err
	}
	year, err := queryNumber(r, "year", now.Year(), 1970, 2199)
	if err != nil {
		return wire.Reply{}, err
	}
	from := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, v.Person.Location())
	all, err := d.allActivities(r.Context(), v, from, from.AddDate(0, 1, 0))
	return activitiesReply(all, err)
}

// allActivities are the viewer's own from one moment to before another, newest first.
func (d *Dialect) allActivities(ctx context.Context, v access.Viewer, from, to time.Time) ([]activity.Activity, error) {
	var all []activity.Activity
	for page := 1; ; page++ {
		p, err := d.activities.List(ctx, v, activity.Filter{Page: page, PerPage: activity.MaxPerPage, From: from, To: to})
		if err != nil {
			return nil, err
		}
		all = append(all, p.Activities...)
		if !p.HasNext() {
			return all, nil
		}
	}
}

// queryNumber reads a whole number of the query within bounds.
func queryNumber(r *http.Request, name string, usual, least, most int) (int, error) {
	word := r.URL.Query().Get(name)
	if word == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(word)
	switch {
	case err != nil:
		return 0, invalid(name, notInteger)
	case n < least:
		return 0, invalid(name, "Ensure this value is greater than or equal to "+strconv.Itoa(least)+".")
	case n > most:
		return 0, invalid(name, "Ensure this value is less than or equal to "+strconv.Itoa(most)+".")
	}
	return n, nil
}

func activitiesReply(all []activity.Activity, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for i := range all {
			j.Object()
			writeActivity(j, &all[i])
			j.EndObject()
		}
		j.EndArray()
	}), nil
}

var uuidPattern = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// ownActivity reads the {id} of a path: a UUID, or the short name; only one's own are there.
func (d *Dialect) ownActivity(r *http.Request, v access.Viewer) (*activity.Activity, error) {
	word := chi.URLParam(r, "id")
	if uuid, ok := uuidOf(word); ok {
		word = uuid
	}
	if !uuidPattern.MatchString(word) {
		return nil, fault.Missing("activity")
	}
	a, err := d.activities.Get(r.Context(), v, word)
	if fault.Is(err, fault.Forbidden) || err == nil && a.Owner != v.ID() {
		return nil, fault.Missing("activity")
	}
	return a, err
}

// getActivity serves GET /api-athlete/activity/<id>, with laps and the line on the map.
func (d *Dialect) getActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.ownActivity(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return d.activityReply(r, v, a)
}

// updateActivity serves PATCH: name, notes, sport and private.
func (d *Dialect) updateActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.ownActivity(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	c := f.activityChange(a)
	if err := f.err(); err != nil {
		return wire.Reply{}, err
	}
	if _, err = d.activities.Update(r.Context(), v, a.UUID, c); err != nil {
		return wire.Reply{}, err
	}
	if a, err = d.activities.Get(r.Context(), v, a.UUID); err != nil {
		return wire.Reply{}, err
	}
	return d.activityReply(r, v, a)
}

// activityChange reads an edit. What stops being private is for followers: the API knows no more than two levels, and nothing
// becomes public that nobody called so.
func (f *form) activityChange(a *activity.Activity) activity.Change {
	var c activity.Change
	if f.has("name") {
		name := f.text("name", false)
		f.notBlank("name", name)
		c.Title = &name
	}
	if f.has("notes") {
		notes := ""
		if f.o["notes"] != nil {
			notes = f.text("notes", false)
		}
		c.Notes = &notes
	}
	if id, _, ok := f.sport(false); ok {
		c.Sport = &id
	}
	if private, ok := f.boolean("private"); ok {
		level := a.Visibility
		if private {
			level = access.Private
		} else if level == access.Private {
			level = access.Followers
		}
		c.Visibility = &level
	}
	return c
}

// deleteActivity serves DELETE.
func (d *Dialect) deleteActivity(r *http.Request, v access.Viewer) (wire.Reply, error) {
	a, err := d.ownActivity(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.activities.Delete(r.Context(), v, a.UUID)
}

func (d *Dialect) activityReply(r *http.Request, v access.Viewer, a *activity.Activity) (wire.Reply, error) {
	points, err := d.activities.Points(r.Context(), v, a.UUID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		writeActivity(j, a)
		writeLaps(j, a.Laps)
		writeLine(j, points.Columns)
		j.EndObject()
	}), nil
}
