package activity

import (
	"context"
	"runtime"
	"sync"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
)

// Lengths in characters to which texts are cut.
const (
	MaxTitle       = 255
	MaxNotes       = 500
	MaxDescription = 10_000
)

// TrashLife is how long a trashed activity can be restored.
const TrashLife = time.Hour

// Options are what the service needs besides its stores.
type Options struct {
	// Limits bound what is read from a file, ArchiveLimits from an archive.
	Limits        trackfile.Limits
	ArchiveLimits trackfile.ArchiveLimits
	// MaxFileSize and MaxArchiveSize bound uploads, in bytes.
	MaxFileSize, MaxArchiveSize int64
	// Allowed tells the bounds of uploads that hold now, within those above; nil for just those.
	Allowed func() Allowance
	Now     func() time.Time
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
	// NewMapID makes unguessable names of 32 hex digits.
	NewMapID func() string
}

// Service records, lists and changes activities. It is safe for concurrent use.
type Service struct {
	store Store
	blobs Blobs
	opt   Options
	// parsing bounds how many files are in memory as points at once.
	parsing chan struct{}
	// keeping is held shared from keeping a file until its rows are stored, and alone while an unused file is looked for
	// and removed: an upload of the same bytes in between would lose them. It holds within one process; with several,
	// doctor finds what was lost.
	keeping sync.RWMutex
	// recomputings wait for RecomputeInTurn.
	recomputings chan recomputing
	// states tells how far they are.
	states states
}

// New makes the service.
func New(store Store, blobs Blobs, opt Options) *Service {
	return &Service{
		store: store, blobs: blobs, opt: opt, parsing: make(chan struct{}, runtime.GOMAXPROCS(0)),
		recomputings: make(chan recomputing, maxRecomputing),
	}
}

func errSignedOut() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
}

// errForbidden is for what is there but not the viewer's. Callers whose contract doesn't tell the two apart answer as
// for something that is not there.
func errForbidden() *fault.Error {
	return fault.New(fault.Forbidden, "activity.forbidden", "not yours")
}

// Get reads one activity the viewer may see. Notes are left out for everybody but the owner. Errors: fault.NotFound, or
// fault.Forbidden for one that the viewer may not see.
func (s *Service) Get(ctx context.Context, v access.Viewer, uuid string) (*Activity, error) {
	a, err := s.store.Activity(ctx, uuid)
	if err == nil {
		err = s.permit(ctx, v, a, access.Read)
	}
	if err != nil {
		return nil, err
	}
	if a.Owner != v.ID() {
		a.Notes, a.Previous, a.Next = nil, "", ""
	}
	return a, nil
}

// allowed reads the outline of an activity and asks the rule.
func (s *Service) allowed(ctx context.Context, v access.Viewer, uuid string, action access.Action) (*Activity, error) {
	a, err := s.store.Outline(ctx, uuid)
	if err == nil {
		err = s.permit(ctx, v, a, action)
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// permit asks the rule.
func (s *Service) permit(ctx context.Context, v access.Viewer, a *Activity, action access.Action) error {
	if a.Owner == v.ID() {
		return nil
	}
	var rel access.Relation
	if v.SignedIn() {
		var err error
		if rel, err = s.store.Relation(ctx, v.ID(), a.Owner); err != nil {
			return err
		}
	}
	subject := access.Subject{Owner: a.Owner, Visibility: a.Visibility, At: a.Start}
	if !access.Decide(v, subject, action, rel) {
		return errForbidden()
	}
	return nil
}

// ByMap finds the outline of the activity whose map picture has this name; knowing the name is the permission.
func (s *Service) ByMap(ctx context.Context, mapID string) (*Activity, error) {
	return s.store.OutlineByMap(ctx, mapID)
}

// List gives a page of the viewer's own activities; a filter whose Scope names another owner gives those of that owner
// which the viewer may see.
func (s *Service) List(ctx context.Context, v access.Viewer, f Filter) (Page, error) {
	f.Scope = access.Scope{Viewer: v.ID(), Owner: f.Scope.Owner}
	if f.Scope.Owner == 0 {
		if !v.SignedIn() {
			return Page{}, errSignedOut()
		}
		f.Scope.Owner = v.ID()
	}
	page, err := s.store.ListActivities(ctx, f)
	if err != nil || f.Scope.IsOwn() {
		return page, err
	}
	for i := range page.Activities {
		a := &page.Activities[i]
		a.Notes, a.Previous, a.Next = nil, "", ""
	}
	return page, nil
}

// Sum adds up the viewer's own activities in the filter, whatever its page.
func (s *Service) Sum(ctx context.Context, v access.Viewer, f Filter) (Sums, error) {
	if !v.SignedIn() {
		return Sums{}, errSignedOut()
	}
	f.Scope = access.Own(v)
	return s.store.SumActivities(ctx, f)
}

// Records are the viewer's personal records, by sport, then in the order of RecordTypes.
func (s *Service) Records(ctx context.Context, v access.Viewer) ([]Record, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.Records(ctx, v.ID())
}

// Totals are a person's sums by sport; those of somebody else are an administrator's business.
func (s *Service) Totals(ctx context.Context, v access.Viewer, owner int64) ([]SportTotal, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	if owner != v.ID() && !v.Person.Admin {
		return nil, errForbidden()
	}
	return s.store.Totals(ctx, owner)
}

// Equipment lists the viewer's own, by id.
func (s *Service) Equipment(ctx context.Context, v access.Viewer) ([]Equipment, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.Equipment(ctx, v.ID())
}

// Preferences are how the viewer wants sports treated, one for every sport that has a row.
func (s *Service) Preferences(ctx context.Context, v access.Viewer) ([]SportPreference, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.SportPreferences(ctx, v.ID())
}

// stoppedSpeed is the threshold of a person for a sport, in km/h.
func (s *Service) stoppedSpeed(ctx context.Context, owner int64, sp sport.Sport) (float64, error) {
	prefs, err := s.store.SportPreferences(ctx, owner)
	if err != nil {
		return 0, err
	}
	for _, p := range prefs {
		if p.Sport == sp.ID {
			return p.StoppedSpeed, nil
		}
	}
	return sp.StoppedSpeed, nil
}

// defaultTitle is the sport's name and the local date and time.
func defaultTitle(sp sport.Sport, start time.Time, p *person.Person) string {
	return sp.Label + " - " + start.In(p.Location()).Format("2006-01-02 15:04:05")
}

// cut shortens s to n characters.
func cut(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}

func cutPtr(s *string, n int) *string {
	if s == nil {
		return nil
	}
	t := cut(*s, n)
	return &t
}

// Points are the stored points of one activity, of which there is only the outline: no segments, laps, records or equipment.
type Points struct {
	Activity *Activity
	Columns  *track.Columns
}

// Points reads the points of an activity that the viewer may see. Errors as Get; fault.NotFound with code
// "activity.no_track" when it has no positions.
func (s *Service) Points(ctx context.Context, v access.Viewer, uuid string) (Points, error) {
	a, err := s.allowed(ctx, v, uuid, access.Read)
	if err != nil {
		return Points{}, err
	}
	if !a.HasTrack() {
		return Points{}, fault.New(fault.NotFound, "activity.no_track", "no track for this activity")
	}
	return s.points(ctx, a)
}

// Samples is Points for activities without positions as well: trainers and pools have heart rate to show.
func (s *Service) Samples(ctx context.Context, v access.Viewer, uuid string) (Points, error) {
	a, err := s.allowed(ctx, v, uuid, access.Read)
	if err != nil {
		return Points{}, err
	}
	return s.points(ctx, a)
}

// MapPoints reads the points of an activity found by ByMap, for drawing its picture.
func (s *Service) MapPoints(ctx context.Context, a *Activity) (*track.Columns, error) {
	p, err := s.points(ctx, a)
	return p.Columns, err
}

func (s *Service) points(ctx context.Context, a *Activity) (Points, error) {
	blob, err := s.store.Track(ctx, a.ID)
	if err != nil {
		return Points{}, err
	}
	if blob == nil {
		return Points{}, fault.New(fault.NotFound, "activity.no_track", "no track for this activity")
	}
	columns, err := track.Decode(blob)
	return Points{Activity: a, Columns: columns}, err
}
