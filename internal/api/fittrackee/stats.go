package fittrackee

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// ownStatistics lets nobody ask for another's: 404 for a name nobody has, 403 for another person's.
func (d *Dialect) ownStatistics(r *http.Request, v access.Viewer) error {
	name, err := url.PathUnescape(chi.URLParam(r, "user"))
	if err != nil {
		name = chi.URLParam(r, "user")
	}
	if strings.EqualFold(name, v.Person.Username) {
		return nil
	}
	p, err := d.auth.PersonByName(r.Context(), wire.CleanText(name))
	switch {
	case fault.Is(err, fault.NotFound):
		return errNoUser
	case err != nil:
		return err
	case p.ID != v.ID():
		return errPermission
	}
	return nil
}

// period is a way of cutting up time, with the layout that names its first day.
type period struct {
	period activity.Period
	layout string
}

var periods = map[string]period{
	"": {activity.Year, "2006"}, "year": {activity.Year, "2006"}, "month": {activity.Month, "2006-01"},
	"week": {activity.WeekSunday, time.DateOnly}, "weekm": {activity.WeekMonday, time.DateOnly}, "day": {activity.Day, time.DateOnly},
}

// statisticsByTime serves GET /stats/{user}/by_time: sums or averages by period and sport.
func (d *Dialect) statisticsByTime(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if err := d.ownStatistics(r, v); err != nil {
		return wire.Reply{}, err
	}
	q := newQuery(r.URL.Query())
	p, ok := periods[q.text("time")]
	if !ok {
		return wire.Reply{}, invalid("fail", "invalid time period")
	}
	kind := q.text("type")
	if kind != "" && kind != "total" && kind != "average" {
		return wire.Reply{}, invalid("fail", "invalid stats type")
	}
	loc := v.Person.Location()
	from, err := q.day("from", loc, 0)
	if err != nil {
		return wire.Reply{}, err
	}
	to, err := q.day("to", loc, 1)
	if err != nil {
		return wire.Reply{}, err
	}
	sums, err := d.activities.ByPeriod(r.Context(), v, from, to, p.period)
	if err != nil {
		return wire.Reply{}, err
	}
	slices.SortStableFunc(sums, func(a, b activity.PeriodSum) int {
		if c := a.Start.Compare(b.Start); c != 0 {
			return c
		}
		return int(a.Sport - b.Sport)
	})
	return dataReply(func(j *wire.Encoder) { writePeriods(j, sums, p.layout, kind == "average") }), nil
}

// statisticsBySport serves GET /stats/{user}/by_sport: sums and averages over the latest workouts, by sport.
func (d *Dialect) statisticsBySport(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if err := d.ownStatistics(r, v); err != nil {
		return wire.Reply{}, err
	}
	p := filterParser{query: newQuery(r.URL.Query())}
	s := p.sport()
	if s < 0 || p.err != nil {
		return wire.Reply{}, errNoSport
	}
	rows, err := d.activities.SportRows(r.Context(), v, s, 0)
	if err != nil {
		return wire.Reply{}, err
	}
	total := len(rows)
	if limit := d.rules.Now().StatisticsLimit; limit > 0 && total > limit {
		rows = rows[total-limit:] // the latest stand last
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("statistics").Object()
		writeSportStatistics(j, rows)
		j.EndObject()
		j.Key("total_workouts").Int(int64(total))
	}), nil
}

// serverStatistics serves GET /stats/all, for administrators.
func (d *Dialect) serverStatistics(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if !v.Person.Admin {
		return wire.Reply{}, errPermission
	}
	c, err := d.counts(r.Context())
	if err != nil {
		return wire.Reply{}, err
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("sports").Int(c.Sports)
		j.Key("uploads_dir_size").Int(c.UploadBytes)
		j.Key("users").Int(c.People)
		j.Key("workouts").Int(c.Activities)
	}), nil
}
