package activity

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// Recomputed is what became of one request of RecomputeSportLater.
type Recomputed struct {
	Person int64
	Sport  sport.ID
	// Done were measured anew, Kept could not be: their files are lost or unreadable.
	Done, Kept int
	// Err is what ended it early.
	Err error
}

// recomputing is somebody's wish that waits.
type recomputing struct {
	viewer access.Viewer
	sport  sport.ID
}

// maxRecomputing bounds how many wishes wait.
const maxRecomputing = 32

// RecomputeSportLater has RecomputeSport done in the background, by RecomputeInTurn. A server that stops before forgets it;
// asking again does no harm. Errors: fault.Invalid "sport.unknown", fault.Unavailable "activity.recompute_busy".
func (s *Service) RecomputeSportLater(v access.Viewer, id sport.ID) error {
	if !v.SignedIn() {
		return errSignedOut()
	}
	if _, ok := sport.ByID(id); !ok {
		return errSport(id)
	}
	key := recomputeKey{v.ID(), id}
	before, known := s.states.get(key)
	s.states.change(key, func(state *RecomputeState) { *state = RecomputeState{} })
	select {
	case s.recomputings <- recomputing{v, id}:
		return nil
	default:
		s.states.restore(key, before, known)
		return fault.New(fault.Unavailable, "activity.recompute_busy", "too much is being recomputed, try again later")
	}
}

// RecomputeInTurn does what RecomputeSportLater was asked for, one after the other, until the context ends, and reports each.
func (s *Service) RecomputeInTurn(ctx context.Context, report func(Recomputed)) {
	for {
		select {
		case <-ctx.Done():
			return
		case r := <-s.recomputings:
			done, kept, err := s.recomputeInSight(ctx, r)
			if ctx.Err() == nil {
				report(Recomputed{Person: r.viewer.ID(), Sport: r.sport, Done: done, Kept: kept, Err: err})
			}
		}
	}
}
