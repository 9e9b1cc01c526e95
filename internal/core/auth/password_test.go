package auth

import (
	"context"
	"errors"
	"runtime"
	"testing"

	"github.com/alexedwards/argon2id"
)

// The made-up hash must be one that comparing works on, or an unknown name would answer faster than a known one.
func TestNobodysPasswordIsComparedLikeAnyOther(t *testing.T) {
	h := newHasher(passwordParams)
	if ok, err := h.matches(context.Background(), "no such person", ""); ok || err != nil {
		t.Errorf("an account without a password: %v, %v", ok, err)
	}
	stored, err := h.hash(context.Background(), "correct horse")
	if err != nil {
		t.Fatal(err)
	}
	if len(stored) != len(h.decoy) || stored[:30] != h.decoy[:30] {
		t.Errorf("the made-up hash %s is not like a real one %s", h.decoy, stored)
	}
	for password, want := range map[string]bool{"correct horse": true, "wrong horse": false, "": false} {
		if ok, err := h.matches(context.Background(), password, stored); ok != want || err != nil {
			t.Errorf("%q: %v, %v", password, ok, err)
		}
	}
}

// TestPasswordsAreHashedAFewAtATime: who comes while all places are taken waits, gives up with the request, and gets the
// place of whoever leaves.
func TestPasswordsAreHashedAFewAtATime(t *testing.T) {
	h := newHasher(&argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
	if places := cap(h.slots); places < 1 || places > max(1, runtime.NumCPU()/2) {
		t.Errorf("%d at a time on %d processors", places, runtime.NumCPU())
	}
	for range cap(h.slots) {
		if err := h.acquire(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := h.hash(gone, "correct horse"); !errors.Is(err, context.Canceled) {
		t.Errorf("a hash while all places are taken: %v", err)
	}
	if _, err := h.matches(gone, "correct horse", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("a comparison while all places are taken: %v", err)
	}
	hashed := make(chan error)
	go func() {
		_, err := h.hash(context.Background(), "correct horse")
		hashed <- err
	}()
	select {
	case err := <-hashed:
		t.Fatalf("hashed without a place: %v", err)
	default:
	}
	<-h.slots
	if err := <-hashed; err != nil {
		t.Error(err)
	}
	if len(h.slots) != cap(h.slots)-1 {
		t.Errorf("%d places are taken, want %d", len(h.slots), cap(h.slots)-1)
	}
}

// BenchmarkPassword is what a sign-in can't do without.
func BenchmarkPassword(b *testing.B) {
	h := newHasher(passwordParams)
	for b.Loop() {
		if _, err := h.matches(context.Background(), "correct horse", ""); err != nil {
			b.Fatal(err)
		}
	}
}
