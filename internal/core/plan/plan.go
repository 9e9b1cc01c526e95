// Package plan is prescribed training: workouts made of steps, workouts written as text, the library they stand in, and
// the calendar they are put on.
//
//	w, err := plans.CreateWorkout(ctx, coach, plan.Workout{Title: "30/30", Sport: sport.Running, Content: content})
//	sum := plan.Sum(w.Content.Steps, w.Sport) // time, distance and load, repeats multiplied
//	all, err := plans.Schedule(ctx, coach, []plan.Training{{Day: day, Athletes: []int64{7}, …}})
//
// A coach's library is the coach's own. Planning for an athlete needs a grant of WRITE from them at that moment.
package plan

import (
	"time"

	"palestra/internal/core/sport"
)

// Workout is a prescribed session: one list of steps, or several variants of it.
type Workout struct {
	// ID counts up from 1; Key is the same thing's name of 24 hex digits. Both are given by CreateWorkout.
	ID  int64
	Key string
	// Owner is the coach who wrote it.
	Owner int64
	Sport sport.ID
	// SportName is the sport as it was written, for those who read it back.
	SportName string
	Title     string
	// Description is nil when never given.
	Description *string
	// Tags in the order they were given, spelled as they were first.
	Tags    []string
	Content Content
	// Estimate is a duration in seconds set by hand, nil for the computed one.
	Estimate  *int64
	CreatedAt time.Time
}

// Duration is the estimate in seconds: the one set by hand, or else the mean of its variants.
func (w *Workout) Duration() int64 {
	if w.Estimate != nil {
		return *w.Estimate
	}
	return w.Content.duration(w.Sport)
}

// Note is a session written as text.
type Note struct {
	// ID counts up from 1, apart from those of workouts.
	ID          int64
	Owner       int64
	Title       string
	Description string
	Tags        []string
	// HTML has been cleaned and is safe to show.
	HTML string
	// Sport is 0 and SportName "" when not told.
	Sport     sport.ID
	SportName string
	// Estimate is a duration in seconds, nil when not told.
	Estimate  *int64
	CreatedAt time.Time
}

// Tag is a word of a coach's library.
type Tag struct {
	ID    int64
	Label string
}

// Session names a workout or a note in a training: one of the two is set.
type Session struct {
	// Workout and Note are IDs.
	Workout, Note int64
	// Key is the workout's, for those who read it back.
	Key string
}

// Training is what is planned for a day.
type Training struct {
	ID          int64
	Coach       int64
	Title       string
	Description string
	Sport       sport.ID
	SportName   string
	// Day is midnight UTC of the date, wherever the athletes are.
	Day time.Time
	// Duration in seconds. It follows the sessions until DurationByHand.
	Duration       int64
	DurationByHand bool
	// Distance in meters is what is asked for when the sessions are told by distance alone and no duration was set by hand,
	// else 0.
	Distance int64
	Morning  bool
	// Athletes are people's IDs, without repetition; Sessions in the order they are done.
	Athletes []int64
	Sessions []Session
	// Picks are the variants that were picked for some of the athletes.
	Picks map[int64]Pick
	// ChangedAt is when it was last written, zero when not known.
	ChangedAt time.Time
}

// Pick is a variant of a training's sessions for one athlete, with what it comes to in seconds and meters; 0 stands for the
// training's own.
type Pick struct {
	Variant            string
	Duration, Distance int64
}

// SlotOf is the training as one athlete has it.
func (t *Training) SlotOf(athlete int64) Slot {
	s := Slot{Training: t.ID, Athlete: athlete, Coach: t.Coach, Day: t.Day, Morning: t.Morning, Sport: t.Sport, Duration: t.Duration, Distance: t.Distance}
	return s.With(t.Picks[athlete])
}

// With is the slot with what a variant comes to in place of what the training says; the zero Pick changes nothing.
func (s Slot) With(p Pick) Slot {
	s.Variant = p.Variant
	if p.Duration > 0 {
		s.Duration, s.Distance = p.Duration, p.Distance
	}
	return s
}
