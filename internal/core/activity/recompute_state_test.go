package activity

import (
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

func TestRequestsThatWaitAreBoundedAndForgottenWhenRefused(t *testing.T) {
	s := New(nil, nil, Options{})
	v := access.Viewer{Person: &person.Person{ID: 7}}
	for range maxRecomputing {
		if err := s.RecomputeSportLater(v, sport.Running); err != nil {
			t.Fatal(err)
		}
	}
	if state, ok := s.Recomputation(v, sport.Running); !ok || state.Finished || state.Total != 0 {
		t.Errorf("a request that waits is told as %+v, %v", state, ok)
	}
	if err := s.RecomputeSportLater(v, sport.Hiking); fault.CodeOf(err) != "activity.recompute_busy" {
		t.Errorf("one more is answered by %v", err)
	}
	if _, ok := s.Recomputation(v, sport.Hiking); ok {
		t.Error("a request that was refused is told as if it waited")
	}
	if _, ok := s.Recomputation(v, sport.Running); !ok {
		t.Error("a refusal made the ones before forgotten")
	}
	if _, ok := s.Recomputation(access.Viewer{Person: &person.Person{ID: 8}}, sport.Running); ok {
		t.Error("somebody else's request is told")
	}
	if _, ok := s.Recomputation(access.Viewer{}, sport.Running); ok {
		t.Error("a stranger is told something")
	}
}

func TestFinishedRequestsMakeRoom(t *testing.T) {
	var s states
	running := recomputeKey{person: 1, sport: sport.Running}
	s.change(running, func(*RecomputeState) {})
	for i := range 3 * maxStates {
		s.change(recomputeKey{person: int64(i + 2), sport: sport.Running}, func(state *RecomputeState) { state.Finished = true })
	}
	if n := len(s.all); n > maxStates {
		t.Errorf("%d are remembered", n)
	}
	if _, ok := s.get(running); !ok {
		t.Error("the one that runs is forgotten")
	}
}
