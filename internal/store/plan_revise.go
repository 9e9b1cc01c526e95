package store

import (
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// undoLife is how long a revision can be taken back.
const undoLife = 24 * time.Hour

// undoDocument is what it takes to take a revision back.
type undoDocument struct {
	// Made are IDs of trainings that go; Trainings are those that were changed or deleted, as they were.
	Made      []int64
	Trainings []plan.Training
	Pairings  []plan.Pairing
	Workouts  []keptWorkout
	Notes     []plan.Note
	Links     []keptLink
	// Plan was laid out for Linked, who were not on it before.
	Plan   int64   `json:",omitempty"`
	Linked []int64 `json:",omitempty"`
}

// keptWorkout is a workout whose content is in its stored form.
type keptWorkout struct {
	plan.Workout
	Content string
}

// keptLink is a place of a training that a session of the library had.
type keptLink struct{ Training, Position, Workout, Note int64 }

// Revise carries out what decide wants of the coach's trainings with these IDs and library, and remembers how to undo it.
func (s *Store) Revise(ctx context.Context, coach int64, ids []int64, at time.Time, decide func([]*plan.Training) (plan.Revision, error)) (undo int64, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, coach); err != nil {
			return err
		}
		now, err := c.ownTrainings(ctx, coach, ids)
		if err != nil {
			return err
		}
		r, err := decide(now)
		if err != nil {
			return err
		}
		d, err := c.revise(ctx, coach, &r)
		if err != nil {
			return err
		}
		text, err := json.Marshal(d)
		if err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM plan_undo WHERE owner_id = ? AND created_us < ?", coach, at.Add(-undoLife).UnixMicro()); err != nil {
			return err
		}
		_, err = c.one(ctx, "INSERT INTO plan_undo (owner_id, document, created_us) VALUES (?, ?, ?) RETURNING id", []any{coach, string(text), at.UnixMicro()}, (*whole)(&undo))
		return err
	})
	return undo, err
}

// ownTrainings reads the coach's by ID, in the order of ids.
func (c *session) ownTrainings(ctx context.Context, coach int64, ids []int64) ([]*plan.Training, error) {
	all := make([]*plan.Training, len(ids))
	for i, id := range ids {
		one, err := c.trainings(ctx, oneTraining, id, coach)
		if err != nil {
			return nil, err
		}
		if len(one) == 0 {
			return nil, fault.Missing("training")
		}
		all[i] = &one[0]
	}
	return all, nil
}

// revise changes things and gives what it takes to undo that.
func (c *session) revise(ctx context.Context, coach int64, r *plan.Revision) (*undoDocument, error) {
	d := &undoDocument{}
	former := append([]int64(nil), r.Delete...)
	for _, t := range r.Change {
		former = append(former, t.ID)
	}
	trainings, err := c.ownTrainings(ctx, coach, former)
	if err != nil {
		return nil, err
	}
	for _, t := range trainings {
		d.Trainings = append(d.Trainings, *t)
		if err := c.keepPairings(ctx, d, t.ID); err != nil {
			return nil, err
		}
	}
	for _, id := range r.Delete {
		if _, err := c.exec(ctx, "DELETE FROM training WHERE id = ? AND coach_id = ?", id, coach); err != nil {
			return nil, err
		}
	}
	for _, t := range r.Change {
		if err := c.rewriteTraining(ctx, t.ID, t); err != nil {
			return nil, err
		}
	}
	for _, t := range r.Create {
		t.ID = 0
		if err := c.createTraining(ctx, t); err != nil {
			return nil, err
		}
		d.Made = append(d.Made, t.ID)
	}
	if r.Plan != 0 {
		if err := c.linkLaidOut(ctx, coach, r, d); err != nil {
			return nil, err
		}
	}
	return d, c.unshelve(ctx, coach, r, d)
}

// linkLaidOut links athletes to the plan that was laid out for them.
func (c *session) linkLaidOut(ctx context.Context, coach int64, r *plan.Revision, d *undoDocument) error {
	if err := c.ownPlan(ctx, coach, r.Plan); err != nil {
		return err
	}
	d.Plan = r.Plan
	for _, athlete := range r.Athletes {
		n, err := c.linkPlan(ctx, r.Plan, athlete)
		if err != nil {
			return err
		}
		if n > 0 {
			d.Linked = append(d.Linked, athlete)
		}
	}
	return nil
}

// unshelve takes workouts and notes out of the library.
func (c *session) unshelve(ctx context.Context, coach int64, r *plan.Revision, d *undoDocument) error {
	for _, id := range r.Workouts {
		w, err := c.workout(ctx, coach, plan.Ref{ID: id}, c.dialect.lock)
		if err != nil {
			return err
		}
		content, err := w.Content.Encode()
		if err != nil {
			return err
		}
		kept := keptWorkout{Workout: *w, Content: content}
		kept.Workout.Content = plan.Content{}
		d.Workouts = append(d.Workouts, kept)
		if err := c.keepLinks(ctx, d, "workout_id", id); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM workout WHERE id = ? AND owner_id = ?", id, coach); err != nil {
			return err
		}
	}
	for _, id := range r.Notes {
		n, err := c.note(ctx, coach, id, c.dialect.lock)
		if err != nil {
			return err
		}
		d.Notes = append(d.Notes, *n)
		if err := c.keepLinks(ctx, d, "note_id", id); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM note WHERE id = ? AND owner_id = ?", id, coach); err != nil {
			return err
		}
	}
	return nil
}

func (c *session) keepPairings(ctx context.Context, d *undoDocument, training int64) error {
	p := plan.Pairing{Training: training}
	return c.query(ctx, "SELECT athlete_id, activity_uuid, paired FROM training_pairing WHERE training_id = ?", []any{training},
		[]any{(*whole)(&p.Athlete), (*word)(&p.Activity), (*truth)(&p.Paired)}, func() error {
			d.Pairings = append(d.Pairings, p)
			return nil
		})
}

func (c *session) keepLinks(ctx context.Context, d *undoDocument, column string, id int64) error {
	var l keptLink
	return c.query(ctx, "SELECT training_id, position, workout_id, note_id FROM training_session WHERE "+column+" = ?", []any{id},
		[]any{(*whole)(&l.Training), (*whole)(&l.Position), (*whole)(&l.Workout), (*whole)(&l.Note)}, func() error {
			d.Links = append(d.Links, l)
			return nil
		})
}

// Undo takes a revision of the coach back, once.
func (s *Store) Undo(ctx context.Context, coach, undo int64) error {
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, coach); err != nil {
			return err
		}
		var text string
		found, err := c.one(ctx, "DELETE FROM plan_undo WHERE id = ? AND owner_id = ? RETURNING document", []any{undo, coach}, (*word)(&text))
		if err != nil {
			return err
		}
		if !found {
			return fault.Missing("undo")
		}
		var d undoDocument
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			return err
		}
		return c.undo(ctx, coach, &d)
	})
}

func (c *session) undo(ctx context.Context, coach int64, d *undoDocument) error {
	for _, id := range d.Made {
		if _, err := c.exec(ctx, "DELETE FROM training WHERE id = ? AND coach_id = ?", id, coach); err != nil {
			return err
		}
	}
	for _, athlete := range d.Linked {
		if _, err := c.exec(ctx, "DELETE FROM training_plan_athlete WHERE plan_id = ? AND athlete_id = ?", d.Plan, athlete); err != nil {
			return err
		}
	}
	for i := range d.Workouts {
		if err := c.restoreWorkout(ctx, &d.Workouts[i]); err != nil {
			return err
		}
	}
	for i := range d.Notes {
		if err := c.restoreNote(ctx, &d.Notes[i]); err != nil {
			return err
		}
	}
	for i := range d.Trainings {
		if err := c.restoreTraining(ctx, &d.Trainings[i]); err != nil {
			return err
		}
	}
	for _, p := range d.Pairings {
		_, err := c.exec(ctx, "INSERT INTO training_pairing (training_id, athlete_id, activity_uuid, paired) SELECT t.id, p.id, CAST(? AS TEXT), CAST(? AS BIGINT)"+
			" FROM training t, person p WHERE t.id = ? AND p.id = ? ON CONFLICT (training_id, athlete_id, activity_uuid) DO NOTHING", p.Activity, p.Paired, p.Training, p.Athlete)
		if err != nil {
			return err
		}
	}
	for _, l := range d.Links {
		if err := c.restoreLink(ctx, l); err != nil {
			return err
		}
	}
	return nil
}
