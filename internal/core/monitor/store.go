package monitor

import (
	"context"
	"encoding/json"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/person"
)

// Store keeps devices, what they sent, occasions and time frames. Absence is fault.NotFound "<noun>.not_found" with the nouns
// device, occasion, time_frame and athlete. Whatever makes a time frame be measured anew writes the job for it in the same
// transaction.
type Store interface {
	TrackerStore
	RawStore
	AthleteStore

	// Occasions lists an owner's. Occasion reads one of an owner's that is in the filter.
	Occasions(ctx context.Context, owner int64, f OccasionFilter) (Page[Occasion], error)
	Occasion(ctx context.Context, owner, id int64, f OccasionFilter) (*Occasion, error)
	// CreateOccasion stores o and fills in its ID.
	CreateOccasion(ctx context.Context, o *Occasion) error
	// UpdateOccasion reads under a lock, lets change alter, writes back, and has all time frames of it measured.
	UpdateOccasion(ctx context.Context, owner, id int64, at time.Time, change func(*Occasion) error) (*Occasion, error)
	// DeleteOccasion removes one with its time frames.
	DeleteOccasion(ctx context.Context, owner, id int64, at time.Time) error

	// Outlines lists an owner's occasions by their time, which are over at now or not.
	Outlines(ctx context.Context, owner int64, now time.Time, f OutlineFilter) (Page[Outline], error)
	// Rearrange does all of it in one transaction and fills in the ID of a new occasion; fault.NotFound "occasion.not_found",
	// fault.Conflict "time_frame.changed" when a time frame is no longer as it was.
	Rearrange(ctx context.Context, r *Rearrangement) error

	// TimeFrames lists an owner's. TimeFrame reads one of an owner's that is in the filter, TimeFrameByID anybody's.
	TimeFrames(ctx context.Context, owner int64, f TimeFrameFilter) (Page[TimeFrame], error)
	TimeFrame(ctx context.Context, owner, id int64, f TimeFrameFilter) (*TimeFrame, error)
	TimeFrameByID(ctx context.Context, id int64) (*TimeFrame, error)
	// OccasionTimeFrames are all of an occasion by ID, with the owner of the occasion.
	OccasionTimeFrames(ctx context.Context, occasion int64) (owner int64, all []TimeFrame, err error)
	// CreateTimeFrame stores t and fills in its ID.
	CreateTimeFrame(ctx context.Context, t *TimeFrame, at time.Time) error
	// ReplaceTimeFrame stores after in place of before; fault.Conflict "time_frame.changed" when it is no longer as before was.
	ReplaceTimeFrame(ctx context.Context, before, after *TimeFrame, at time.Time) error
	DeleteTimeFrame(ctx context.Context, owner, id int64, at time.Time) error

	// BeginComputing reads a time frame under a Revision that no other measuring of it has: later ones have higher.
	BeginComputing(ctx context.Context, id int64) (*TimeFrame, error)
	// SaveComputed stores a result, unless one of a later revision is there or the time frame is gone, and announces it, once for
	// each Job.
	SaveComputed(ctx context.Context, c *Computed) error
	// Computed are the results of those of these time frames that have one, by time frame.
	Computed(ctx context.Context, timeFrames []int64) ([]Computed, error)
	// Recordings are an athlete's activities that overlap an interval, by start.
	Recordings(ctx context.Context, athlete int64, from, until time.Time) ([]Recording, error)

	// Grants lists those of an athlete, or to a coach, or of all (0 is any), by ID.
	Grants(ctx context.Context, athlete, coach int64) ([]access.Grant, error)
	Person(ctx context.Context, id int64) (*person.Person, error)
	// NoteLook stores an entry of an access log, Looks lists an athlete's, newest first.
	NoteLook(ctx context.Context, l *Look) error
	Looks(ctx context.Context, athlete int64, f LookFilter) (Page[Look], error)
}

// TrackerStore keeps devices and who held them when.
type TrackerStore interface {
	// CreateTracker stores t with the hash of its key and its first ownership, if it has one, and fills in its ID.
	// fault.Conflict "device.serial_taken" when there is one of this serial number.
	CreateTracker(ctx context.Context, t *Tracker, keyHash string) error
	Tracker(ctx context.Context, id int64) (*Tracker, error)
	TrackerByKey(ctx context.Context, keyHash string) (*Tracker, error)
	// TrackerBySerial reads without regard to case.
	TrackerBySerial(ctx context.Context, serial string) (*Tracker, error)
	// Trackers lists those that an owner holds at now, or ever held, by ID.
	Trackers(ctx context.Context, owner int64, now time.Time, f TrackerFilter) (Page[Tracker], error)
	// AllTrackers lists those with an ID above after, by ID.
	AllTrackers(ctx context.Context, after int64, limit int) ([]Tracker, error)
	// Ownerships are when an owner held a device, in order of time.
	Ownerships(ctx context.Context, device, owner int64) ([]Ownership, error)
	// TakeTracker begins an ownership; a device that somebody else holds is as if it were not there. ReleaseTracker ends one,
	// NameTracker names it; both want the owner to hold it at that time.
	TakeTracker(ctx context.Context, id, owner int64, at time.Time) (*Tracker, error)
	ReleaseTracker(ctx context.Context, id, owner int64, at time.Time) (*Tracker, error)
	NameTracker(ctx context.Context, id, owner int64, at time.Time, name string) (*Tracker, error)
}

// RawStore keeps what devices sent.
type RawStore interface {
	// StoreRaw stores arrivals together and tells of each what was new.
	StoreRaw(ctx context.Context, arrivals []*Arrival) ([]Received, error)
	// RawBlocks gives a device's blocks with a sample in [from, until), or near it, in order of time and as they are at one
	// moment. each must not use the store.
	RawBlocks(ctx context.Context, device, from, until int64, each func(*StoredBlock) error) error
	// LatestRaw is the newest frame with its time in milliseconds, nil when there is none.
	LatestRaw(ctx context.Context, device int64) (at int64, frame json.RawMessage, err error)
}
