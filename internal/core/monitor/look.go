package monitor

import (
	"context"
	"sync"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// LookKind is what somebody looked at.
type LookKind string

// The kinds.
const (
	LookProfile  LookKind = "profile"
	LookComputed LookKind = "computed"
)

// Look is an entry of an athlete's access log: who looked at what, and when.
type Look struct {
	ID      int64
	Athlete int64
	// Viewer is who looked, ViewerName the username.
	Viewer     int64
	ViewerName string
	Kind       LookKind
	// TimeFrame is 0 for a profile; From and Until are its interval.
	TimeFrame   int64
	From, Until time.Time
	At          time.Time
}

// lookEvery is how often the same look of the same person is written down.
const lookEvery = 10 * time.Minute

// maxLooks bounds how many are remembered.
const maxLooks = 10_000

// looks remembers what was written down lately.
type looks struct {
	mu   sync.Mutex
	last map[lookKey]time.Time
}

type lookKey struct {
	viewer, athlete, frame int64
	kind                   LookKind
}

func newLooks() *looks { return &looks{last: map[lookKey]time.Time{}} }

// new reports whether a look is to be written down.
func (l *looks) new(k lookKey, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if last, ok := l.last[k]; ok && now.Sub(last) < lookEvery {
		return false
	}
	if len(l.last) >= maxLooks {
		clear(l.last)
	}
	l.last[k] = now
	return true
}

// looked writes down that the viewer looks at an athlete's time frame, nil for the profile.
func (s *Service) looked(ctx context.Context, v access.Viewer, kind LookKind, t *TimeFrame) error {
	return s.note(ctx, v, Look{Athlete: t.Athlete, Kind: kind, TimeFrame: t.ID, From: t.From, Until: t.Until})
}

func (s *Service) note(ctx context.Context, v access.Viewer, l Look) error {
	if l.Athlete == v.ID() {
		return nil
	}
	l.Viewer, l.At = v.ID(), s.opt.Now()
	if !s.seen.new(lookKey{l.Viewer, l.Athlete, l.TimeFrame, l.Kind}, l.At) {
		return nil
	}
	return s.store.NoteLook(ctx, &l)
}

// LookFilter is one page of an access log.
type LookFilter struct {
	// Viewer is 0 for everybody who looked.
	Viewer int64
	Paging
}

// Looks are who looked at what of the viewer's, newest first.
func (s *Service) Looks(ctx context.Context, v access.Viewer, f LookFilter) (Page[Look], error) {
	if !v.SignedIn() {
		return Page[Look]{}, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return s.store.Looks(ctx, v.ID(), f)
}
