package live_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/live"
)

type (
	hub    = live.Hub[int, int]
	reader = live.Reader[int, int]
	item   = live.Item[int, int]
)

func all(int) bool { return true }

func want(t *testing.T, r *reader, items ...item) {
	t.Helper()
	if items == nil {
		items = []item{}
	}
	if diff := cmp.Diff(items, r.Take(all)); diff != "" {
		t.Error(diff)
	}
}

func TestReadersGetTheNewestState(t *testing.T) {
	var h hub
	slow, other := h.Reader(), h.Reader()
	slow.Follow(2)
	slow.Follow(1)
	other.Follow(3)
	for i := range 1000 {
		h.Publish(item{1, i}, item{2, -i}, item{4, i})
	}
	want(t, slow, item{1, 999}, item{2, -999})
	want(t, slow)
	want(t, other)
	late := h.Reader()
	late.Follow(1)
	late.Follow(1)
	want(t, late, item{1, 999})
	slow.Drop(1)
	late.Close()
	if h.Followed(1) || !h.Followed(2) {
		t.Error("what nobody follows is kept, or what is followed is not")
	}
	h.Publish(item{1, 7})
	late.Follow(1)
	want(t, late)
}

// However publishing and reading interleave, a reader who keeps up to the end has the last state of all they follow.
func TestReadersEndWithTheLastState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h hub
		r := h.Reader()
		defer r.Close()
		last, seen, follows := map[int]int{}, map[int]int{}, map[int]bool{}
		take := func() {
			for _, i := range r.Take(all) {
				if !follows[i.Key] {
					t.Fatalf("told of %d, which isn't followed", i.Key)
				}
				seen[i.Key] = i.Value
			}
		}
		for n := range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := rapid.IntRange(0, 3).Draw(t, "key")
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				r.Follow(key)
				follows[key] = true
			case 1:
				r.Drop(key)
				delete(follows, key)
				delete(last, key)
				delete(seen, key)
			case 2:
				take()
			default:
				h.Publish(item{key, n})
				if follows[key] {
					last[key] = n
				}
			}
		}
		take()
		if diff := cmp.Diff(last, seen); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestHubIsSafeForManyAtOnce(t *testing.T) {
	var h hub
	const last = 2000
	var readers, writer sync.WaitGroup
	for range 8 {
		r := h.Reader()
		r.Follow(1)
		readers.Go(func() {
			defer r.Close()
			for before := -1; before < last; {
				<-r.Wake()
				for _, i := range r.Take(all) {
					if i.Value <= before {
						t.Errorf("%d after %d", i.Value, before)
					}
					before = i.Value
				}
			}
		})
	}
	writer.Go(func() {
		for n := range last + 1 {
			h.Publish(item{1, n})
		}
	})
	writer.Wait()
	readers.Wait()
	if h.Followed(1) {
		t.Error("followed by nobody")
	}
}
