package store

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// strengthDays adds the days from one to another on which somebody logged sets or said something of their session.
func (c *session) strengthDays(ctx context.Context, h *plan.History, list string, args []any, from, to time.Time) error {
	args = append(args[:len(args):len(args)], from.UnixMicro(), to.UnixMicro())
	type key struct {
		owner int64
		day   time.Time
	}
	seen := map[key]bool{}
	var owner int64
	var day time.Time
	var start, end *time.Duration
	add := func() error {
		if k := (key{owner, day}); !seen[k] {
			seen[k] = true
			h.Records = append(h.Records, strengthRecord(owner, day, start, end, h.Zones[owner]))
		}
		return nil
	}
	dest := []any{(*whole)(&owner), (*instant)(&day), timeOfDay{&start}, timeOfDay{&end}}
	err := c.query(ctx, "SELECT owner_id, day_us, time_start_s, time_end_s FROM strength_session WHERE owner_id IN "+list+" AND day_us BETWEEN ? AND ?", args, dest, add)
	if err != nil {
		return err
	}
	start, end = nil, nil
	return c.query(ctx, "SELECT DISTINCT owner_id, day_us FROM strength_log WHERE owner_id IN "+list+" AND day_us BETWEEN ? AND ?", args, dest[:2], add)
}

// strengthRecord is a day of logged sets, in the zone of who did them. Without times it stands at noon.
func strengthRecord(owner int64, day time.Time, start, end *time.Duration, zone *time.Location) plan.Record {
	if zone == nil {
		zone = time.UTC
	}
	r := plan.Record{
		UUID: plan.StrengthName(day), Owner: owner, Sport: sport.StrengthTraining, Visibility: access.Private, Strength: true,
		Untimed: start == nil || end == nil || *end <= *start,
	}
	at := 12 * time.Hour
	if start != nil {
		at = *start
	}
	if !r.Untimed {
		r.Moving = int64((*end - *start) / time.Second)
	}
	y, m, d := day.Date()
	r.Start = time.Date(y, m, d, int(at/time.Hour), int(at/time.Minute)%60, int(at/time.Second)%60, 0, zone).UTC()
	return r
}

// strengthRecord reads one day of an athlete.
func (s *Store) strengthRecord(ctx context.Context, athlete int64, day time.Time) (plan.Record, error) {
	h := plan.History{Zones: map[int64]*time.Location{}}
	err := s.snapshot(ctx, func(c *session) error {
		h.Records = nil
		var p person.Person
		if _, err := c.one(ctx, "SELECT time_zone FROM person WHERE id = ?", []any{athlete}, (*word)(&p.Preferences.TimeZone)); err != nil {
			return err
		}
		h.Zones[athlete] = p.Location()
		list, args := among([]int64{athlete})
		return c.strengthDays(ctx, &h, list, args, day, day)
	})
	if err == nil && len(h.Records) == 0 {
		err = fault.Missing("activity")
	}
	if err != nil {
		return plan.Record{}, err
	}
	return h.Records[0], nil
}
