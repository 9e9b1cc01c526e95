package auth

import (
	"context"
	"strconv"
	"testing"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// one is a store with one person, and tokens that may be revoked.
type one struct {
	Store
	p       person.Person
	revoked bool
}

func (o *one) PersonOfBearer(_ context.Context, id int64, _ string) (*person.Person, bool, error) {
	if id != o.p.ID {
		return nil, false, fault.Missing("person")
	}
	p := o.p
	return &p, o.revoked, nil
}

// TestARememberedTokenIsAskedAboutEachTime: that the signature has been checked once lets nobody in who may not.
func TestARememberedTokenIsAskedAboutEachTime(t *testing.T) {
	keys, err := NewKeys(make([]byte, MinSecretLength))
	if err != nil {
		t.Fatal(err)
	}
	ctx, now := context.Background(), time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	store := &one{p: person.Person{ID: 7, Active: true, Generation: 1}}
	s, err := New(store, Options{Keys: keys, Now: func() time.Time { return now }, NewUUID: func() string { return "x" }})
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.IssueBearer(&store.p)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what, code string) {
		t.Helper()
		if _, err := s.Bearer(ctx, token); fault.CodeOf(err) != code {
			t.Errorf("%s: %v, want %q", what, err, code)
		}
	}
	check("the first time", "")
	check("again", "")
	store.revoked = true
	check("revoked", "auth.token_invalid")
	store.revoked, store.p.Generation = false, 2
	check("signed out everywhere", "auth.token_invalid")
	store.p.Generation, store.p.Active = 1, false
	check("a closed account", "auth.account_closed")
	store.p.Active = true
	check("as before", "")
	now = now.Add(BearerLife)
	check("past its time", "auth.token_expired")
	if _, err := s.Bearer(ctx, token+"x"); err == nil {
		t.Error("another signature was taken")
	}
}

func TestRememberedTokensAreBounded(t *testing.T) {
	var v verified
	for i := range 2 * maxVerified {
		v.keep(strconv.Itoa(i), signed{person: int64(i)})
	}
	if len(v.tokens) > maxVerified {
		t.Errorf("%d tokens are remembered, at most %d may be", len(v.tokens), maxVerified)
	}
	if c, ok := v.find(strconv.Itoa(2*maxVerified - 1)); !ok || c.person != 2*maxVerified-1 {
		t.Error("the last one is not remembered")
	}
}
