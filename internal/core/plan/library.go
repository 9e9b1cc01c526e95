package plan

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (w *Workout) check() error {
	var c checks
	c.text("title", w.Title, 1, maxTitle)
	if w.Description != nil {
		c.text("description", *w.Description, 0, maxDescription)
	}
	c.sport(w.Sport)
	c.duration("estimated_duration", w.Estimate)
	w.Tags = c.tidyTags(w.Tags)
	if len(w.Content.Steps) == 0 && len(w.Content.Variants) == 0 {
		c.refuse("steps", required)
	}
	return c.err("workout.invalid")
}

// CreateWorkout puts a workout into the viewer's library. Errors: fault.Invalid "workout.invalid" with fields,
// fault.Forbidden "plan.not_coach", fault.Limited "library.full".
func (s *Service) CreateWorkout(ctx context.Context, v access.Viewer, w Workout) (*Workout, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	w.Owner, w.Key, w.CreatedAt = id, s.opt.NewKey(), s.opt.Now()
	return &w, s.store.CreateWorkout(ctx, &w, maxLibrary)
}

// Workout reads one of the viewer's; fault.NotFound when there is none.
func (s *Service) Workout(ctx context.Context, v access.Viewer, ref Ref) (*Workout, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Workout(ctx, id, ref)
}

// Workouts lists the viewer's, by ID.
func (s *Service) Workouts(ctx context.Context, v access.Viewer, f Filter) ([]Workout, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Workouts(ctx, id, f)
}

// UpdateWorkout lets change alter one of the viewer's; errors as CreateWorkout, and those of change.
func (s *Service) UpdateWorkout(ctx context.Context, v access.Viewer, ref Ref, change func(*Workout) error) (*Workout, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.UpdateWorkout(ctx, id, ref, func(w *Workout) error {
		if err := change(w); err != nil {
			return err
		}
		return w.check()
	})
}

// DeleteWorkout takes one out of the library and off every training; those keep their own title, sport and duration.
func (s *Service) DeleteWorkout(ctx context.Context, v access.Viewer, ref Ref) error {
	id, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.DeleteWorkout(ctx, id, ref)
}

// check also cleans the text.
func (n *Note) check() error {
	var c checks
	c.text("title", n.Title, 1, maxTitle)
	c.text("description", n.Description, 0, maxDescription)
	if n.SportName != "" {
		c.sport(n.Sport)
	}
	c.duration("estimated_duration", n.Estimate)
	n.Tags = c.tidyTags(n.Tags)
	if strings.TrimSpace(n.HTML) == "" {
		c.refuse("session", mayBeBlank)
	}
	if err := c.err("note.invalid"); err != nil {
		return err
	}
	clean, err := cleanHTML(n.HTML)
	n.HTML = clean
	return err
}

// CreateNote puts a note into the viewer's library; its HTML is cleaned. Errors: fault.Invalid with fields,
// fault.Forbidden "plan.not_coach", fault.Limited "library.full".
func (s *Service) CreateNote(ctx context.Context, v access.Viewer, n Note) (*Note, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	if err := n.check(); err != nil {
		return nil, err
	}
	n.Owner, n.CreatedAt = id, s.opt.Now()
	return &n, s.store.CreateNote(ctx, &n, maxLibrary)
}

// Note reads one of the viewer's; fault.NotFound when there is none.
func (s *Service) Note(ctx context.Context, v access.Viewer, id int64) (*Note, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Note(ctx, owner, id)
}

// Notes lists the viewer's, by ID.
func (s *Service) Notes(ctx context.Context, v access.Viewer, f Filter) ([]Note, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Notes(ctx, owner, f)
}

// UpdateNote lets change alter one of the viewer's; errors as CreateNote, and those of change.
func (s *Service) UpdateNote(ctx context.Context, v access.Viewer, id int64, change func(*Note) error) (*Note, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.UpdateNote(ctx, owner, id, func(n *Note) error {
		if err := change(n); err != nil {
			return err
		}
		return n.check()
	})
}

// DeleteNote is DeleteWorkout for notes.
func (s *Service) DeleteNote(ctx context.Context, v access.Viewer, id int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.DeleteNote(ctx, owner, id)
}

// Tags lists the viewer's by ID, those that contain the text without regard to case.
func (s *Service) Tags(ctx context.Context, v access.Viewer, contains string) ([]Tag, error) {
	owner, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Tags(ctx, owner, contains)
}

// CreateTag makes a tag, or gives the one that is there, whatever its case. Errors: fault.Invalid "tag.invalid" on "metadata".
func (s *Service) CreateTag(ctx context.Context, v access.Viewer, label string) (Tag, bool, error) {
	owner, err := coach(v)
	if err != nil {
		return Tag{}, false, err
	}
	label = strings.TrimSpace(label)
	switch {
	case label == "":
		return Tag{}, false, fault.InvalidField("metadata", "tag.invalid", mayBeBlank)
	case utf8.RuneCountInString(label) > maxTag:
		return Tag{}, false, fault.InvalidField("metadata", "tag.invalid", noMore(maxTag))
	}
	return s.store.CreateTag(ctx, owner, label)
}

// DeleteTag takes a tag off everything in the library.
func (s *Service) DeleteTag(ctx context.Context, v access.Viewer, id int64) error {
	owner, err := coach(v)
	if err != nil {
		return err
	}
	return s.store.DeleteTag(ctx, owner, id)
}
