package store

import (
	"context"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

const matchColumns = "uuid, owner_id, sport_id, visibility, start_us, moving_s, distance_m"

func matchDest(r *plan.Record, sp *int64) []any {
	return []any{(*word)(&r.UUID), (*whole)(&r.Owner), (*whole)(sp), (*word)(&r.Visibility), (*instant)(&r.Start), (*whole)(&r.Moving), (*real)(&r.Distance)}
}

// History reads the slots with from <= day <= to of these athletes, their activities from a day before to a day after, and
// all that was said of them by hand.
func (s *Store) History(ctx context.Context, athletes []int64, from, to time.Time) (plan.History, error) {
	var h plan.History
	err := s.snapshot(ctx, func(c *session) error {
		h = plan.History{Zones: map[int64]*time.Location{}}
		for start := 0; start < len(athletes); start += most {
			list, args := among(athletes[start:min(start+most, len(athletes))])
			if err := c.history(ctx, &h, list, args, from, to); err != nil {
				return err
			}
		}
		return nil
	})
	return h, err
}

func (c *session) history(ctx context.Context, h *plan.History, list string, args []any, from, to time.Time) error {
	var p person.Person
	err := c.query(ctx, "SELECT id, time_zone FROM person WHERE id IN "+list, args, []any{(*whole)(&p.ID), (*word)(&p.Preferences.TimeZone)}, func() error {
		h.Zones[p.ID] = p.Location()
		return nil
	})
	if err != nil {
		return err
	}
	var slot plan.Slot
	var pick plan.Pick
	var day, sp int64
	err = c.query(ctx, "SELECT a.athlete_id, t.id, t.coach_id, a.day, t.morning, t.sport_id, t.duration_s, t.distance_m, a.variant, a.duration_s, a.distance_m FROM training_athlete a JOIN training t ON t.id = a.training_id"+
		" WHERE a.athlete_id IN "+list+" AND a.day BETWEEN ? AND ?", append(args[:len(args):len(args)], dayNumber(from), dayNumber(to)),
		[]any{(*whole)(&slot.Athlete), (*whole)(&slot.Training), (*whole)(&slot.Coach), (*whole)(&day), (*truth)(&slot.Morning), (*whole)(&sp), (*whole)(&slot.Duration),
			(*whole)(&slot.Distance), (*word)(&pick.Variant), (*whole)(&pick.Duration), (*whole)(&pick.Distance)}, func() error {
			slot.Day, slot.Sport = dayOf(day), sportID(sp)
			h.Slots = append(doubled(h.Slots), slot.With(pick))
			return nil
		})
	if err != nil {
		return err
	}
	var r plan.Record
	err = c.query(ctx, "SELECT "+matchColumns+" FROM activity WHERE owner_id IN "+list+" AND start_us BETWEEN ? AND ?",
		append(args[:len(args):len(args)], from.AddDate(0, 0, -1).UnixMicro(), to.AddDate(0, 0, 2).UnixMicro()), matchDest(&r, &sp), func() error {
			r.Sport = sportID(sp)
			h.Records = append(doubled(h.Records), r)
			return nil
		})
	if err != nil {
		return err
	}
	if err := c.strengthDays(ctx, h, list, args, from.AddDate(0, 0, -1), to.AddDate(0, 0, 1)); err != nil {
		return err
	}
	var n plan.Pairing
	return c.query(ctx, "SELECT training_id, athlete_id, activity_uuid, paired FROM training_pairing WHERE athlete_id IN "+list, args,
		[]any{(*whole)(&n.Training), (*whole)(&n.Athlete), (*word)(&n.Activity), (*truth)(&n.Paired)}, func() error {
			h.Pairings = append(h.Pairings, n)
			return nil
		})
}

// SetPairing stores what was said by hand, in place of what was said before.
func (s *Store) SetPairing(ctx context.Context, p plan.Pairing) error {
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, p.Athlete); err != nil {
			return err
		}
		if p.Paired {
			_, err := c.exec(ctx, "DELETE FROM training_pairing WHERE athlete_id = ? AND activity_uuid = ? AND paired = 1", p.Athlete, p.Activity)
			if err != nil {
				return err
			}
		}
		_, err := c.exec(ctx, "INSERT INTO training_pairing (training_id, athlete_id, activity_uuid, paired) VALUES (?, ?, ?, ?)"+
			" ON CONFLICT (training_id, athlete_id, activity_uuid) DO UPDATE SET paired = excluded.paired", p.Training, p.Athlete, p.Activity, p.Paired)
		return err
	})
}

// Record reads an activity of an athlete, or a day of their logged sets; fault.NotFound when there is none of that name.
func (s *Store) Record(ctx context.Context, athlete int64, name string) (r plan.Record, err error) {
	if day, ok := plan.StrengthDay(name); ok {
		return s.strengthRecord(ctx, athlete, day)
	}
	err = s.view(ctx, func(c *session) error {
		var sp int64
		found, err := c.one(ctx, "SELECT "+matchColumns+" FROM activity WHERE uuid = ? AND owner_id = ?", []any{name, athlete}, matchDest(&r, &sp)...)
		r.Sport = sportID(sp)
		if err == nil && !found {
			return fault.Missing("activity")
		}
		return err
	})
	return r, err
}

// OnTraining reports whether an athlete is on a training, and whose it is (0 when there is none).
func (s *Store) OnTraining(ctx context.Context, training, athlete int64) (coach int64, on bool, err error) {
	err = s.view(ctx, func(c *session) error {
		on, err = c.one(ctx, "SELECT t.coach_id FROM training_athlete a JOIN training t ON t.id = a.training_id WHERE a.training_id = ? AND a.athlete_id = ?",
			[]any{training, athlete}, (*whole)(&coach))
		return err
	})
	return coach, on, err
}

// MaxHeartRate is the highest that an athlete's activities have, 0 when none has one.
func (s *Store) MaxHeartRate(ctx context.Context, athlete int64) (bpm int64, err error) {
	err = s.view(ctx, func(c *session) error {
		_, err := c.one(ctx, "SELECT MAX(max_hr_bpm) FROM activity WHERE owner_id = ?", []any{athlete}, (*whole)(&bpm))
		return err
	})
	return bpm, err
}
