package store

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

func sportID(n int64) sport.ID { return sport.ID(n) }

const trainingColumns = "t.id, t.coach_id, t.day, t.morning, t.title, t.description, t.sport_id, t.sport_name, t.duration_s, t.duration_by_hand, t.distance_m, t.changed_us"

// trainingRow is a training as it is stored.
type trainingRow struct {
	t          plan.Training
	day, sport int64
}

func (r *trainingRow) dest() []any {
	t := &r.t
	return []any{
		(*whole)(&t.ID), (*whole)(&t.Coach), (*whole)(&r.day), (*truth)(&t.Morning), (*word)(&t.Title), (*word)(&t.Description), (*whole)(&r.sport),
		(*word)(&t.SportName), (*whole)(&t.Duration), (*truth)(&t.DurationByHand), (*whole)(&t.Distance), (*instant)(&t.ChangedAt),
	}
}

func (r *trainingRow) training() plan.Training {
	t := r.t
	t.Day, t.Sport = dayOf(r.day), sportID(r.sport)
	if t.ChangedAt.UnixMicro() == 0 {
		t.ChangedAt = time.Time{}
	}
	return t
}

// CreateTrainings stores those of one coach in this order and fills in their IDs.
func (s *Store) CreateTrainings(ctx context.Context, all []*plan.Training) error {
	return s.change(ctx, func(c *session) error {
		for _, t := range all {
			if err := c.createTraining(ctx, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// written is when a training was changed, 0 when it isn't known.
func written(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func (c *session) createTraining(ctx context.Context, t *plan.Training) error {
	_, err := c.one(ctx, "INSERT INTO training (coach_id, day, morning, title, description, sport_id, sport_name, duration_s, duration_by_hand, distance_m, changed_us)"+
		" VALUES "+places(11)+" RETURNING id", append([]any{t.Coach}, trainingArgs(t)...), (*whole)(&t.ID))
	if err != nil {
		return err
	}
	return c.writeLinks(ctx, t)
}

func trainingArgs(t *plan.Training) []any {
	return []any{dayNumber(t.Day), t.Morning, t.Title, t.Description, int64(t.Sport), t.SportName, t.Duration, t.DurationByHand, t.Distance, written(t.ChangedAt)}
}

// writeLinks stores who does a training and what is done in it.
func (c *session) writeLinks(ctx context.Context, t *plan.Training) error {
	for _, athlete := range t.Athletes {
		p := t.Picks[athlete]
		_, err := c.exec(ctx, "INSERT INTO training_athlete (training_id, athlete_id, day, variant, duration_s, distance_m) VALUES "+places(6),
			t.ID, athlete, dayNumber(t.Day), p.Variant, p.Duration, p.Distance)
		if err != nil {
			return err
		}
	}
	for i, session := range t.Sessions {
		_, err := c.exec(ctx, "INSERT INTO training_session (training_id, position, workout_id, note_id) VALUES (?, ?, ?, ?)",
			t.ID, int64(i), idOrNull(session.Workout), idOrNull(session.Note))
		if err != nil {
			return err
		}
	}
	return nil
}

func idOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// Training reads one of the coach's.
func (s *Store) Training(ctx context.Context, coach, id int64) (*plan.Training, error) {
	var all []plan.Training
	err := s.snapshot(ctx, func(c *session) (err error) {
		all, err = c.trainings(ctx, oneTraining, id, coach)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, fault.Missing("training")
	}
	return &all[0], nil
}

// trainingChoice chooses trainings t: tables to read them from, a condition, and an order.
type trainingChoice struct{ tables, where, order string }

// oneTraining takes an ID and its coach's.
var oneTraining = trainingChoice{tables: "training t", where: "t.id = ? AND t.coach_id = ?"}

// Trainings lists those with from <= day <= to, by day, then morning first, then ID.
func (s *Store) Trainings(ctx context.Context, q plan.TrainingQuery) (all []plan.Training, err error) {
	choice := trainingChoice{"training t", "t.coach_id = ? AND t.day BETWEEN ? AND ?", " ORDER BY t.day, t.morning DESC, t.id"}
	whose := q.Coach
	if q.Athlete != 0 {
		choice.tables, choice.where = "training_athlete a JOIN training t ON t.id = a.training_id", "a.athlete_id = ? AND a.day BETWEEN ? AND ?"
		whose = q.Athlete
	}
	err = s.snapshot(ctx, func(c *session) error {
		all, err = c.trainings(ctx, choice, whose, dayNumber(q.From), dayNumber(q.To))
		return err
	})
	return all, err
}

// trainings reads rows, and then who does them and what is done.
func (c *session) trainings(ctx context.Context, choice trainingChoice, args ...any) ([]plan.Training, error) {
	var all []plan.Training
	var r trainingRow
	err := c.query(ctx, "SELECT "+trainingColumns+" FROM "+choice.tables+" WHERE "+choice.where+choice.order, args, r.dest(), func() error {
		all = append(doubled(all), r.training())
		return nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all, c.loadLinks(ctx, all, choice, args)
}

// doubled makes room for one more, and for as many again when there is none: append alone grows long lists of large things in
// small steps, and copies them each time.
func doubled[T any](all []T) []T {
	if len(all) == cap(all) {
		return slices.Grow(all, max(len(all), 16))
	}
	return all
}

// loadLinks reads who does the trainings of a choice, and what is done in them.
func (c *session) loadLinks(ctx context.Context, all []plan.Training, choice trainingChoice, args []any) error {
	at := make(map[int64]*plan.Training, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
	}
	var id, athlete int64
	var p plan.Pick
	err := c.query(ctx, "SELECT l.training_id, l.athlete_id, l.variant, l.duration_s, l.distance_m FROM "+choice.tables+
		" JOIN training_athlete l ON l.training_id = t.id WHERE "+choice.where,
		args, []any{(*whole)(&id), (*whole)(&athlete), (*word)(&p.Variant), (*whole)(&p.Duration), (*whole)(&p.Distance)}, func() error {
			t := at[id]
			t.Athletes = append(t.Athletes, athlete)
			if p.Variant != "" {
				if t.Picks == nil {
					t.Picks = map[int64]plan.Pick{}
				}
				t.Picks[athlete] = p
			}
			return nil
		})
	if err != nil {
		return err
	}
	for i := range all {
		slices.Sort(all[i].Athletes) // cheaper here than in the database, where all of them would be sorted together
	}
	var n plan.Session
	return c.query(ctx, "SELECT s.training_id, s.workout_id, s.note_id, w.code FROM "+choice.tables+
		" JOIN training_session s ON s.training_id = t.id LEFT JOIN workout w ON w.id = s.workout_id WHERE "+choice.where+" ORDER BY s.training_id, s.position",
		args, []any{(*whole)(&id), (*whole)(&n.Workout), (*whole)(&n.Note), (*word)(&n.Key)}, func() error {
			at[id].Sessions = append(at[id].Sessions, n)
			return nil
		})
}

// UpdateTrainings reads those of the coach under a lock in the order of ids, lets change alter them, and writes them back.
func (s *Store) UpdateTrainings(ctx context.Context, coach int64, ids []int64, change func([]*plan.Training) error) ([]plan.Training, error) {
	var out []plan.Training
	err := s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, coach); err != nil {
			return err
		}
		all := make([]*plan.Training, len(ids))
		for i, id := range ids {
			one, err := c.trainings(ctx, oneTraining, id, coach)
			if err != nil {
				return err
			}
			if len(one) == 0 {
				return fault.Missing("training")
			}
			all[i] = &one[0]
		}
		if err := change(all); err != nil {
			return err
		}
		out = nil
		for i, t := range all {
			if err := c.rewriteTraining(ctx, ids[i], t); err != nil {
				return err
			}
			out = append(out, *t)
		}
		return nil
	})
	return out, err
}

func (c *session) rewriteTraining(ctx context.Context, id int64, t *plan.Training) error {
	t.ID = id
	_, err := c.exec(ctx, "UPDATE training SET day = ?, morning = ?, title = ?, description = ?, sport_id = ?, sport_name = ?, duration_s = ?, duration_by_hand = ?,"+
		" distance_m = ?, changed_us = ?"+
		" WHERE id = ?", append(trainingArgs(t), id)...)
	if err != nil {
		return err
	}
	for _, table := range [...]string{"training_athlete", "training_session"} {
		if _, err := c.exec(ctx, "DELETE FROM "+table+" WHERE training_id = ?", id); err != nil {
			return err
		}
	}
	return c.writeLinks(ctx, t)
}

// DeleteTraining takes one off the calendar.
func (s *Store) DeleteTraining(ctx context.Context, coach, id int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM training WHERE id = ? AND coach_id = ?", id, coach)
		if err == nil && n == 0 {
			return fault.Missing("training")
		}
		return err
	})
}
