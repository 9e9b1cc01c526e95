package activity

import (
	"context"
	"io"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// Store keeps activities. Each method is one transaction: everything it says happens, or nothing.
//
// Every change of activities also brings the owner's records and totals of the sports concerned, and the totals of the
// equipment concerned, up to date. Unknown ids are fault.NotFound.
type Store interface {
	// CreateActivities stores drafts of one owner in this order and fills in their ids, Records, Equipment and neighbours.
	CreateActivities(ctx context.Context, drafts []*Draft) error
	// Activity reads one with its segments, laps, records, equipment and neighbours.
	//
	// Neighbours are among the same owner's other activities: Previous has the latest start not after this one's, Next the
	// earliest not before it; the one stored first wins a tie. With equal starts one activity may be both.
	Activity(ctx context.Context, uuid string) (*Activity, error)
	// Outline is Activity without OwnerName, Segments, Laps, Records, Equipment and neighbours, for a fraction of the cost.
	Outline(ctx context.Context, uuid string) (*Activity, error)
	// OutlineByMap is Outline of the activity whose map picture has this name.
	OutlineByMap(ctx context.Context, mapID string) (*Activity, error)
	// ListActivities gives one page of those in the filter's scope, complete like Activity but for the laps.
	ListActivities(ctx context.Context, f Filter) (Page, error)
	// SumActivities adds up all those in the filter, whatever its page.
	SumActivities(ctx context.Context, f Filter) (Sums, error)
	// UpdateActivity reads one under a lock, lets change alter it, and writes it back. Segments, laps and the track stay.
	// equipment nil leaves what is attached; otherwise it is replaced. An error of change undoes everything and is returned.
	UpdateActivity(ctx context.Context, uuid string, change func(*Activity) error, equipment *[]int64) (*Activity, error)
	// ReplaceNumbers stores newly computed numbers, bounds, segments, laps, track and formula version of an activity.
	ReplaceNumbers(ctx context.Context, d *Draft) error
	// DeleteActivity removes one with everything that hangs on it.
	DeleteActivity(ctx context.Context, uuid string) error
	// TrashActivity takes one out of every list and sum, to be restored until PurgeTrash.
	TrashActivity(ctx context.Context, uuid string, at time.Time) error
	// RestoreActivity puts one of the owner's trashed activities back as it was, with the same ids.
	RestoreActivity(ctx context.Context, owner int64, uuid string) (*Activity, error)
	// PurgeTrash forgets what was trashed before the moment and gives the hashes of the files it was made from, which other
	// activities may share.
	PurgeTrash(ctx context.Context, before time.Time) (hashes []string, err error)
	// Track is the encoded columns (see track.Decode), nil when there are none.
	Track(ctx context.Context, id int64) ([]byte, error)
	// Duplicate finds an activity of the owner made from the same bytes and recording, or, failing that, one of the
	// same sport and start whose duration differs by at most 2 %; "" when there is none.
	Duplicate(ctx context.Context, q DuplicateQuery) (uuid string, err error)
	// HashInUse reports whether these bytes are of use: the original of an activity, trashed ones included, somebody's
	// picture, or an archive to be fetched.
	HashInUse(ctx context.Context, hash string) (bool, error)
	// Records are a person's, by sport, then in the order of RecordTypes.
	Records(ctx context.Context, owner int64) ([]Record, error)
	// Totals are a person's sums by sport, sports without activities left out, by sport id.
	Totals(ctx context.Context, owner int64) ([]SportTotal, error)
	// StatisticRows are the plain numbers of the owner's activities with from <= start < to (zero is open), oldest first;
	// sport 0 is any. The caller must not change them.
	StatisticRows(ctx context.Context, owner int64, from, to time.Time, s sport.ID) ([]StatisticRow, error)
	// FileActivities calls fn for every activity made from a file (of one owner, or of all when owner is 0), by id, and
	// stops at its first error.
	FileActivities(ctx context.Context, owner int64, fn func(Activity) error) error

	// Preferences are how a person likes to see and measure things.
	Preferences(ctx context.Context, personID int64) (person.Preferences, error)

	Equipment(ctx context.Context, owner int64) ([]Equipment, error)
	EquipmentByUUID(ctx context.Context, owner int64, uuid string) (*Equipment, error)
	// CreateEquipment stores e and fills in its ID; a label the owner uses already is fault.Conflict "equipment.label_taken".
	CreateEquipment(ctx context.Context, e *Equipment) error
	// UpdateEquipment reads one of a person's under a lock, lets change alter it, and writes it back; it takes its default
	// sports from what had them. With another Type it is taken off all activities. Totals, ID and UUID stay what they are.
	// An error of change undoes everything and is returned; "equipment.label_taken" as CreateEquipment.
	UpdateEquipment(ctx context.Context, owner int64, uuid string, change func(*Equipment) error) (*Equipment, error)
	// DeleteEquipment removes one, and takes it off all activities. Unless forced, one that is on any is refused:
	// fault.Conflict "equipment.in_use", their number in Args.
	DeleteEquipment(ctx context.Context, owner int64, uuid string, force bool) error
	// RefreshEquipment adds its totals up anew.
	RefreshEquipment(ctx context.Context, owner int64, uuid string) (*Equipment, error)
	// DefaultEquipment are the ids of the person's active equipment that new activities of the sport get.
	DefaultEquipment(ctx context.Context, owner int64, s sport.ID) ([]int64, error)

	// Withdrawn are the sports and the types of equipment that an administrator has taken out of offer, by ID.
	Withdrawn(ctx context.Context) (sports []sport.ID, types []int, err error)
	// SetSportOffered and SetEquipmentTypeOffered take one out of offer, or put it back.
	SetSportOffered(ctx context.Context, s sport.ID, offered bool, at time.Time) error
	SetEquipmentTypeOffered(ctx context.Context, id int, offered bool, at time.Time) error
	// Used are the sports that anybody has activities of, and the types that anybody has equipment of, by ID.
	Used(ctx context.Context) (sports []sport.ID, types []int, err error)

	// SportPreferences are those a person has set, by sport id.
	SportPreferences(ctx context.Context, person int64) ([]SportPreference, error)
	SetSportPreference(ctx context.Context, p SportPreference) error
	// UpdateSportPreference reads the one that a person has set, or takes usual, lets change alter it, and stores it.
	// equipment nil leaves the sport's default equipment; otherwise it is replaced. All or nothing.
	UpdateSportPreference(ctx context.Context, usual SportPreference, change func(*SportPreference), equipment *[]int64) (SportPreference, error)
	// DeleteSportPreference forgets what a person has set, the sport's default equipment too; none is no error.
	DeleteSportPreference(ctx context.Context, person int64, s sport.ID) error

	// Relation is what the viewer is to the owner.
	Relation(ctx context.Context, viewer, owner int64) (access.Relation, error)
}

// DuplicateQuery is what makes two activities the same.
type DuplicateQuery struct {
	Owner    int64
	Hash     string
	Index    int
	Sport    sport.ID
	Start    time.Time
	Duration int64
}

// SportTotal is what somebody has done in one sport: meters and seconds.
type SportTotal struct {
	Sport            sport.ID
	Activities       int64
	Distance         float64
	Duration, Moving int64
	Ascent, Descent  float64
}

// StatisticRow is what statistics need of one activity; Ascent and Descent are NaN without elevations.
type StatisticRow struct {
	Start           time.Time
	Sport           sport.ID
	Distance        float64
	Moving          int64
	AveSpeed        float64
	Ascent, Descent float64
}

// Blobs keeps uploaded bytes by their content.
type Blobs interface {
	// Stage reads r to its end into a temporary place, at most limit bytes; more is fault.TooLarge, code "upload.too_large",
	// Args: bytes seen, limit.
	Stage(r io.Reader, limit int64) (Staged, error)
	// Open reads kept bytes; unknown ones are fault.NotFound.
	Open(hash string) (Blob, error)
	// Remove forgets kept bytes; unknown ones are no error.
	Remove(hash string) error
}

// Staged is an upload that has arrived and is not yet kept.
type Staged interface {
	io.ReaderAt
	Size() int64
	// Hash is the SHA-256 in hex.
	Hash() string
	// Keep makes it survive a power cut under its hash.
	Keep() error
	// Discard removes the temporary bytes; after Keep it does nothing.
	Discard()
}

// Blob is kept bytes being read.
type Blob interface {
	io.ReadSeekCloser
	io.ReaderAt
	Size() int64
}
