package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

const workoutColumns = "id, code, owner_id, sport_id, sport_name, title, description, content, estimate_s, created_us"

// workoutRow is a workout as it is stored.
type workoutRow struct {
	w       plan.Workout
	sport   int64
	content string
}

func (r *workoutRow) dest() []any {
	w := &r.w
	return []any{
		(*whole)(&w.ID), (*word)(&w.Key), (*whole)(&w.Owner), (*whole)(&r.sport), (*word)(&w.SportName), (*word)(&w.Title), maybe{&w.Description},
		(*word)(&r.content), maybeWhole{&w.Estimate}, (*instant)(&w.CreatedAt),
	}
}

func (r *workoutRow) workout() (w plan.Workout, err error) {
	w = r.w
	w.Sport = sport.ID(r.sport)
	w.Content, err = plan.DecodeContent(r.content)
	return w, err
}

// workoutArgs are the columns that change, in the order of workoutSet.
func workoutArgs(w *plan.Workout) ([]any, error) {
	content, err := w.Content.Encode()
	if err != nil {
		return nil, err
	}
	description := ""
	if w.Description != nil {
		description = *w.Description
	}
	computed := *w
	computed.Estimate = nil
	return []any{
		int64(w.Sport), w.SportName, w.Title, text(w.Description), searched(w.Title, description), content, perhaps(w.Estimate), computed.Duration(),
	}, nil
}

// CreateWorkout stores w with its tags, fills in its ID, and spells its tags as they are known.
func (s *Store) CreateWorkout(ctx context.Context, w *plan.Workout, limit int64) error {
	args, err := workoutArgs(w)
	if err != nil {
		return err
	}
	tags := w.Tags
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, w.Owner); err != nil {
			return err
		}
		if err := c.room(ctx, "workout", w.Owner, limit); err != nil {
			return err
		}
		_, err := c.one(ctx, "INSERT INTO workout (sport_id, sport_name, title, description, search_fold, content, estimate_s, computed_s, code, owner_id, created_us)"+
			" VALUES "+places(11)+" RETURNING id", append(args[:8:8], w.Key, w.Owner, w.CreatedAt.UnixMicro()), (*whole)(&w.ID))
		if err != nil {
			return err
		}
		w.Tags, err = workoutTags.write(ctx, c, w.Owner, w.ID, tags)
		return err
	})
}

// Workout reads one of the owner's.
func (s *Store) Workout(ctx context.Context, owner int64, ref plan.Ref) (w *plan.Workout, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		w, err = c.workout(ctx, owner, ref, "")
		return err
	})
	return w, err
}

func (c *session) workout(ctx context.Context, owner int64, ref plan.Ref, lock string) (*plan.Workout, error) {
	var r workoutRow
	condition, arg := "id = ?", any(ref.ID)
	if ref.Key != "" {
		condition, arg = "code = ?", ref.Key
	}
	found, err := c.one(ctx, "SELECT "+workoutColumns+" FROM workout WHERE "+condition+" AND owner_id = ?"+lock, []any{arg, owner}, r.dest()...)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, fault.Missing("workout")
	}
	w, err := r.workout()
	if err != nil {
		return nil, err
	}
	w.Tags, err = workoutTags.ofOne(ctx, c, w.ID)
	return &w, err
}

// Workouts lists an owner's by ID.
func (s *Store) Workouts(ctx context.Context, owner int64, f plan.Filter) ([]plan.Workout, error) {
	var w where
	workoutTags.filter(&w, owner, f.Search, f.Tag, "workout")
	var all []plan.Workout
	err := s.snapshot(ctx, func(c *session) error {
		all = nil
		at := map[int64]int{}
		var r workoutRow
		err := c.query(ctx, "SELECT "+workoutColumns+" FROM workout"+w.sql()+" ORDER BY id", w.args, r.dest(), func() error {
			one, err := r.workout()
			at[one.ID] = len(all)
			all = append(all, one)
			return err
		})
		if err != nil {
			return err
		}
		return workoutTags.ofOwner(ctx, c, owner, func(id int64, label string) {
			if i, ok := at[id]; ok {
				all[i].Tags = append(all[i].Tags, label)
			}
		})
	})
	return all, err
}

// UpdateWorkout reads one under a lock, lets change alter it, and writes it back.
func (s *Store) UpdateWorkout(ctx context.Context, owner int64, ref plan.Ref, change func(*plan.Workout) error) (w *plan.Workout, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, owner); err != nil {
			return err
		}
		if w, err = c.workout(ctx, owner, ref, c.dialect.lock); err != nil {
			return err
		}
		id := w.ID
		if err := change(w); err != nil {
			return err
		}
		args, err := workoutArgs(w)
		if err != nil {
			return err
		}
		_, err = c.exec(ctx, "UPDATE workout SET sport_id = ?, sport_name = ?, title = ?, description = ?, search_fold = ?, content = ?, estimate_s = ?, computed_s = ?"+
			" WHERE id = ?", append(args, id)...)
		if err != nil {
			return err
		}
		w.Tags, err = workoutTags.write(ctx, c, owner, id, w.Tags)
		return err
	})
	if err != nil {
		return nil, err
	}
	return w, nil
}

// DeleteWorkout takes it off the trainings, too.
func (s *Store) DeleteWorkout(ctx context.Context, owner int64, ref plan.Ref) error {
	if ref.Key == "" {
		return s.deleteOwn(ctx, "workout", "workout", owner, ref.ID)
	}
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM workout WHERE code = ? AND owner_id = ?", ref.Key, owner)
		if err == nil && n == 0 {
			return fault.Missing("workout")
		}
		return err
	})
}
