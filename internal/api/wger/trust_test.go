package wger_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/store/storetest"
)

// Who has been here for 22 days, and has a verified address, contributes.
func TestContributorsAreOldAndVerified(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	create := func(name, email string, age time.Duration) {
		at := w.now
		w.now = at.Add(-age)
		var err error
		w.people[name], err = w.auth.CreateAccount(context.Background(), auth.Registration{Username: name, Email: email, Password: password, PolicyAccepted: true})
		must(t, err)
		w.now = at
	}
	const day = 24 * time.Hour
	create("young", "young@example.org", 22*day-time.Second)
	create("grown", "grown@example.org", 22*day)
	create("unverified", "", 100*day)
	for name, want := range map[string]int{"young": http.StatusForbidden, "grown": http.StatusCreated, "unverified": http.StatusForbidden} {
		r := httptest.NewRequest(http.MethodPost, "/api/v2/exercise-base/", strings.NewReader(`{"category": 8}`))
		r.Header.Set("Content-Type", "application/json")
		must(t, w.sign(name, r))
		a := httptest.NewRecorder()
		if h.ServeHTTP(a, r); a.Code != want {
			t.Errorf("%s: %d %s, want %d", name, a.Code, a.Body, want)
		}
	}
}

// A permanent token that was revoked is none any more, and the next sign-in gives another one.
func TestRevokedTokens(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	token := func() string {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		must(t, w.sign("ana", r))
		return r.Header.Get("Authorization")
	}
	old := token()
	if a := get(t, h, "/api/v2/workout/", "Authorization", old); a.Code != http.StatusOK {
		t.Fatalf("%d: %s", a.Code, a.Body)
	}
	must(t, w.auth.RevokePermanent(context.Background(), w.people["ana"].ID))
	if a := get(t, h, "/api/v2/workout/", "Authorization", old); a.Code != http.StatusForbidden || a.Body.String() != `{"detail":"Invalid token."}` {
		t.Errorf("the revoked one: %d %s", a.Code, a.Body)
	}
	if a := get(t, h, "/api/v2/workout/", "Authorization", token()); a.Code != http.StatusOK {
		t.Errorf("the new one: %d %s", a.Code, a.Body)
	}
}
