package activity

import (
	"context"
	"sync"

	"palestra/internal/core/access"
	"palestra/internal/core/sport"
)

// RecomputeState is how far a request of RecomputeSportLater is.
type RecomputeState struct {
	// Total is how many activities there are to measure, 0 while the request waits for its turn.
	Total int
	// Done and Kept are as in Recomputed.
	Done, Kept int
	// Finished is true once it has ended, Failed when something ended it early.
	Finished, Failed bool
}

// recomputeKey names a request: asking again for the same continues the same.
type recomputeKey struct {
	person int64
	sport  sport.ID
}

// maxStates bounds how many requests are remembered after their end.
const maxStates = 1000

// states remembers requests of this process.
type states struct {
	mu  sync.Mutex
	all map[recomputeKey]RecomputeState
}

func (s *states) get(k recomputeKey) (RecomputeState, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	state, ok := s.all[k]
	return state, ok
}

// change alters one, making room first when there are too many.
func (s *states) change(k recomputeKey, change func(*RecomputeState)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil || len(s.all) >= maxStates {
		s.all = s.unfinished()
	}
	state := s.all[k]
	change(&state)
	s.all[k] = state
}

// restore puts one back as it was before, if it was.
func (s *states) restore(k recomputeKey, before RecomputeState, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known {
		s.all[k] = before
	} else {
		delete(s.all, k)
	}
}

func (s *states) unfinished() map[recomputeKey]RecomputeState {
	kept := make(map[recomputeKey]RecomputeState)
	for k, state := range s.all {
		if !state.Finished {
			kept[k] = state
		}
	}
	return kept
}

// Recomputation is how far the viewer's latest request for a sport is; ok is false when there was none since the start of
// this process.
func (s *Service) Recomputation(v access.Viewer, id sport.ID) (state RecomputeState, ok bool) {
	if !v.SignedIn() {
		return state, false
	}
	return s.states.get(recomputeKey{v.ID(), id})
}

// recomputeInSight is RecomputeSport with its state kept up to date.
func (s *Service) recomputeInSight(ctx context.Context, r recomputing) (done, kept int, err error) {
	key := recomputeKey{r.viewer.ID(), r.sport}
	total := 0
	err = s.store.FileActivities(ctx, r.viewer.ID(), func(a Activity) error {
		if a.Sport == r.sport {
			total++
		}
		return nil
	})
	s.states.change(key, func(state *RecomputeState) { *state = RecomputeState{Total: total} })
	if err == nil {
		done, kept, err = s.recomputeSport(ctx, r.viewer, r.sport, func(done, kept int) {
			s.states.change(key, func(state *RecomputeState) { state.Done, state.Kept = done, kept })
		})
	}
	s.states.change(key, func(state *RecomputeState) { state.Finished, state.Failed = true, err != nil })
	return done, kept, err
}
