package plan

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/person"
)

// Store keeps libraries and calendars. Each method is one transaction: all of it happens, or nothing. Things of another
// owner are as unknown as those that are not there: fault.NotFound "workout.not_found", "note.not_found",
// "training.not_found" or "tag.not_found".
type Store interface {
	// CreateWorkout stores w with its tags, fills in its ID, and spells its tags as they are known. A library that holds
	// limit of them already is fault.Limited "library.full".
	CreateWorkout(ctx context.Context, w *Workout, limit int64) error
	Workout(ctx context.Context, owner int64, ref Ref) (*Workout, error)
	// Workouts lists an owner's by ID.
	Workouts(ctx context.Context, owner int64, f Filter) ([]Workout, error)
	// UpdateWorkout reads one under a lock, lets change alter it, and writes it back. An error of change undoes everything.
	UpdateWorkout(ctx context.Context, owner int64, ref Ref, change func(*Workout) error) (*Workout, error)
	// DeleteWorkout takes it off the trainings, too.
	DeleteWorkout(ctx context.Context, owner int64, ref Ref) error

	// The same of notes.
	CreateNote(ctx context.Context, n *Note, limit int64) error
	Note(ctx context.Context, owner, id int64) (*Note, error)
	Notes(ctx context.Context, owner int64, f Filter) ([]Note, error)
	UpdateNote(ctx context.Context, owner, id int64, change func(*Note) error) (*Note, error)
	DeleteNote(ctx context.Context, owner, id int64) error

	// Tags lists an owner's by ID, those that contain the text without regard to case.
	Tags(ctx context.Context, owner int64, contains string) ([]Tag, error)
	// CreateTag stores a tag, or gives the one that is spelled so without regard to case; created tells which.
	CreateTag(ctx context.Context, owner int64, label string) (t Tag, created bool, err error)
	// DeleteTag takes it off everything.
	DeleteTag(ctx context.Context, owner, id int64) error

	// CreateTrainings stores those of one coach in this order and fills in their IDs.
	CreateTrainings(ctx context.Context, all []*Training) error
	Training(ctx context.Context, coach, id int64) (*Training, error)
	// Trainings lists those with from <= day <= to, by day, then morning first, then ID.
	Trainings(ctx context.Context, q TrainingQuery) ([]Training, error)
	// UpdateTrainings reads those of the coach under a lock in the order of ids, lets change alter them, and writes them back.
	UpdateTrainings(ctx context.Context, coach int64, ids []int64, change func([]*Training) error) ([]Training, error)
	DeleteTraining(ctx context.Context, coach, id int64) error
	// FindSessions finds workouts and notes of a coach by what is told of them (ID or Key), in the same order; one that is not
	// there comes back as the zero Found.
	FindSessions(ctx context.Context, owner int64, refs []SessionRef) ([]Found, error)

	// Grants lists those of an athlete, or to a coach, or of all (0 is any), by ID.
	Grants(ctx context.Context, athlete, coach int64) ([]access.Grant, error)
	HistoryStore
	PlanStore
	FeedStore
	ReviseStore

	// Athletes are the people from whom the coach holds a grant that covers the moment, by ID.
	Athletes(ctx context.Context, coach int64, at time.Time) ([]person.Person, error)
	// PeopleByID reads those with these IDs, by ID; unknown ones are left out.
	PeopleByID(ctx context.Context, ids []int64) ([]person.Person, error)
}

// Ref names a workout by ID or by Key.
type Ref struct {
	ID  int64
	Key string
}

// SessionRef names a session as somebody wrote it. A plain ID is a note if there is one, and else a workout, unless Built.
type SessionRef struct {
	ID    int64
	Key   string
	Built bool
}

// Filter chooses from a library. Search is looked for in titles and descriptions, Tag is one of the tags; both without
// regard to case, "" is no condition.
type Filter struct{ Search, Tag string }

// TrainingQuery chooses trainings: a coach's, or those of an athlete (the other is 0), both days included.
type TrainingQuery struct {
	Coach, Athlete int64
	From, To       time.Time
}
