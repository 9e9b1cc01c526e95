package auth

import (
	"context"
	"testing"
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
