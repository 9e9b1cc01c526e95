package store

import (
	"context"

	"palestra/internal/core/plan"
)

// restoreWorkout puts a deleted workout back under its former ID and name.
func (c *session) restoreWorkout(ctx context.Context, kept *keptWorkout) error {
	w := kept.Workout
	var err error
	if w.Content, err = plan.DecodeContent(kept.Content); err != nil {
		return err
	}
	args, err := workoutArgs(&w)
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, "INSERT INTO workout (sport_id, sport_name, title, description, search_fold, content, estimate_s, computed_s, code, owner_id, created_us, id)"+
		" VALUES "+places(12), append(args[:8:8], w.Key, w.Owner, w.CreatedAt.UnixMicro(), w.ID)...)
	if err != nil {
		return err
	}
	_, err = workoutTags.write(ctx, c, w.Owner, w.ID, w.Tags)
	return err
}

// restoreNote is restoreWorkout for notes.
func (c *session) restoreNote(ctx context.Context, n *plan.Note) error {
	_, err := c.exec(ctx, "INSERT INTO note (sport_id, sport_name, title, description, search_fold, html, estimate_s, owner_id, created_us, id)"+
		" VALUES "+places(10), append(noteArgs(n), n.Owner, n.CreatedAt.UnixMicro(), n.ID)...)
	if err != nil {
		return err
	}
	_, err = noteTags.write(ctx, c, n.Owner, n.ID, n.Tags)
	return err
}

// restoreTraining makes a training what it was, whether it is still there or not. People and sessions that are gone
// meanwhile stay gone.
func (c *session) restoreTraining(ctx context.Context, t *plan.Training) error {
	_, err := c.exec(ctx, "INSERT INTO training (id, coach_id, day, morning, title, description, sport_id, sport_name, duration_s, duration_by_hand)"+
		" VALUES (?, ?, 0, 0, '', '', 1, '', 0, 0) ON CONFLICT (id) DO NOTHING", t.ID, t.Coach)
	if err != nil {
		return err
	}
	there := func(table string) func(id int64) (bool, error) {
		return func(id int64) (bool, error) {
			return c.one(ctx, "SELECT id FROM "+table+" WHERE id = ?", []any{id}, new(whole))
		}
	}
	person, workout, note := there("person"), there("workout"), there("note")
	kept := *t
	kept.Athletes, kept.Sessions = nil, nil
	for _, id := range t.Athletes {
		ok, err := person(id)
		if err != nil {
			return err
		}
		if ok {
			kept.Athletes = append(kept.Athletes, id)
		}
	}
	for _, one := range t.Sessions {
		find, id := workout, one.Workout
		if one.Note != 0 {
			find, id = note, one.Note
		}
		ok, err := find(id)
		if err != nil {
			return err
		}
		if ok {
			kept.Sessions = append(kept.Sessions, one)
		}
	}
	return c.rewriteTraining(ctx, t.ID, &kept)
}

// restoreLink puts a session of the library back into its place of a training, if both are there and the place is free.
func (c *session) restoreLink(ctx context.Context, l keptLink) error {
	table, id := "workout", l.Workout
	if l.Note != 0 {
		table, id = "note", l.Note
	}
	_, err := c.exec(ctx, "INSERT INTO training_session (training_id, position, "+table+"_id) SELECT t.id, CAST(? AS BIGINT), l.id FROM training t, "+table+" l"+
		" WHERE t.id = ? AND l.id = ? ON CONFLICT (training_id, position) DO NOTHING", l.Position, l.Training, id)
	return err
}
