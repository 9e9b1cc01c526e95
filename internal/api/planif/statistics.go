package planif

import (
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// sums are what somebody did: meters, seconds, kilocalories.
type sums struct {
	sport              sport.ID
	day                string
	count, duration    int64
	distance, calories float64
}

func (s *sums) add(a *activity.Activity) {
	s.count++
	s.duration += a.Duration
	s.distance += a.Distance
	if a.Calories != track.None {
		s.calories += float64(a.Calories)
	}
}

// statActivities serves GET /api-athlete/stats-activity/?start_date=&end_date=: sums of one's own between two days, both included,
// and of as many days before them.
func (d *Dialect) statActivities(r *http.Request, v access.Viewer) (wire.Reply, error) {
	first, last, err := span(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := plan.CheckSpan(first, last); err != nil {
		return wire.Reply{}, err
	}
	zone := v.Person.Location()
	midnight := func(day time.Time) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
	}
	days := int(last.Sub(first)/(24*time.Hour)) + 1
	from, to := midnight(first), midnight(last.AddDate(0, 0, 1))
	now, err := d.allActivities(r.Context(), v, from, to)
	if err != nil {
		return wire.Reply{}, err
	}
	before, err := d.allActivities(r.Context(), v, midnight(first.AddDate(0, 0, -days)), from)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) { writeStatistics(j, now, before, zone) }), nil
}

func writeStatistics(j *wire.Encoder, now, before []activity.Activity, zone *time.Location) {
	plain := func(*activity.Activity) string { return "" }
	j.Object()
	j.Key("total").Object()
	total(now).write(j, true)
	j.EndObject()
	j.Key("by_sport").Array()
	for _, s := range summed(now, plain) {
		s.writeSport(j, true)
	}
	j.EndArray()
	j.Key("by_sport_interval").Array()
	for _, s := range summed(now, func(a *activity.Activity) string { return a.Start.In(zone).Format(time.DateOnly) }) {
		s.writeSport(j, false)
	}
	j.EndArray()
	j.Key("by_sport_previous").Array()
	for _, s := range summed(before, plain) {
		s.writeSport(j, false)
	}
	j.EndArray()
	j.Key("total_previous").Object()
	total(before).write(j, false)
	j.EndObject()
	j.EndObject()
}

func total(all []activity.Activity) *sums {
	var t sums
	for i := range all {
		t.add(&all[i])
	}
	return &t
}

// summed adds up by sport and day, in the order of the first activity of each; lists are newest first.
func summed(all []activity.Activity, day func(*activity.Activity) string) []*sums {
	type key struct {
		sport sport.ID
		day   string
	}
	at := map[key]*sums{}
	var out []*sums
	for i := len(all) - 1; i >= 0; i-- {
		a := &all[i]
		k := key{a.Sport, day(a)}
		if at[k] == nil {
			at[k] = &sums{sport: k.sport, day: k.day}
			out = append(out, at[k])
		}
		at[k].add(a)
	}
	return out
}

func (s *sums) writeSport(j *wire.Encoder, whole bool) {
	known, _ := sport.ByID(s.sport)
	j.Object()
	j.Key("sport").Plain(sportName(known))
	if s.day != "" {
		j.Key("day").Plain(s.day)
	}
	s.write(j, whole)
	j.EndObject()
}

func (s *sums) write(j *wire.Encoder, whole bool) {
	j.Key("count").Int(s.count)
	if whole {
		decimal(j.Key("distance"), s.distance, 2)
	}
	j.Key("duration").Int(s.duration)
	if whole {
		j.Key("calories").Int(int64(s.calories))
	}
}
