// Package export makes archives of everything that somebody has here, for them to take away.
//
//	r, err := exports.Request(ctx, viewer)       // noted, to be made in the background
//	err = exports.Work(ctx)                      // makes what was asked for, by whomever
//	b, r, err := exports.Open(ctx, viewer, r.FileName)
//
// An archive is a zip with user_data.json, user_workouts_data.json, user_equipments_data.json, the profile picture, and the
// originals of recordings under gpx/, in whatever format they were uploaded. A request is a row: a server that stops in the
// middle begins anew at its next start.
package export

import (
	"context"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
)

// State is how far an archive is.
type State string

// The states.
const (
	InProgress State = "in_progress"
	Successful State = "successful"
	Errored    State = "errored"
)

// Request is somebody's latest archive.
type Request struct {
	Person    int64
	State     State
	CreatedAt time.Time
	// FinishedAt is zero in progress.
	FinishedAt time.Time
	// FileName, Hash (SHA-256 in hex) and Size in bytes are those of a successful one, else empty.
	FileName, Hash string
	Size           int64
}

const (
	// Pause is how long after a successful archive the next can be asked for.
	Pause = 24 * time.Hour
	// Life is how long an archive can be fetched.
	Life = 7 * 24 * time.Hour
	// maxSize bounds one archive, in bytes: far more than anybody's season, and less than a disk.
	maxSize = 64 << 30
)

// Store keeps requests, one a person.
type Store interface {
	// CreateExport stores r in place of the person's last one, and gives the hash of that one's file, "" for none. While one
	// is in progress it is fault.Conflict "export.ongoing", after a successful one since the moment "export.recent".
	CreateExport(ctx context.Context, r Request, since time.Time) (old string, err error)
	// Export reads a person's; fault.NotFound "export.not_found".
	Export(ctx context.Context, personID int64) (*Request, error)
	// PendingExports are those in progress, oldest first.
	PendingExports(ctx context.Context) ([]Request, error)
	// FinishExport stores how r ended. Unless the very request is still in progress it is fault.NotFound "export.not_found".
	FinishExport(ctx context.Context, r Request) error
	// DropExports forgets those made before the moment, and gives the hashes of their files.
	DropExports(ctx context.Context, before time.Time) (hashes []string, err error)
}

// People finds accounts.
type People interface {
	Person(ctx context.Context, id int64) (*person.Person, error)
}

// Service takes requests and makes archives. It is safe for concurrent use.
type Service struct {
	store      Store
	people     People
	activities *activity.Service
	now        func() time.Time
	newUUID    func() string
	wake       chan struct{}
}

// New makes the service; now is the clock, newUUID makes random version-4 UUIDs.
func New(store Store, people People, activities *activity.Service, now func() time.Time, newUUID func() string) *Service {
	return &Service{store: store, people: people, activities: activities, now: now, newUUID: newUUID, wake: make(chan struct{}, 1)}
}

// Wanted tells that there may be something for Work to do.
func (s *Service) Wanted() <-chan struct{} { return s.wake }
