package fittrackee

import (
	"errors"
	"testing"

	"palestra/internal/core/access"
)

func TestCredentialsReachOnlyTheirScopes(t *testing.T) {
	narrow := access.Viewer{Scopes: []string{readWorkouts}}
	for need, ok := range map[string]bool{anyone: true, guest: true, signedIn: false, readWorkouts: true, writeWorkouts: false, readProfile: false} {
		want := errScope
		if need == signedIn {
			want = errNoToken
		}
		if err := reaches(narrow, need); (err == nil) != ok || err != nil && !errors.Is(err, want) {
			t.Errorf("a credential for %s at %q: %v", readWorkouts, need, err)
		}
		if err := reaches(access.Viewer{}, need); err != nil {
			t.Errorf("a sign-in at %q: %v", need, err)
		}
	}
}

func TestEveryRouteSaysWhoMayUseIt(t *testing.T) {
	open := map[string]bool{
		"GET /workouts/map/{map}": true, "GET /workouts/map_tile/{s}/{z}/{x}/{y}.png": true, "POST /auth/login": true,
		"POST /auth/register": true, "GET /ping": true, "GET /config": true,
		"POST /auth/password/reset-request": true, "POST /auth/password/update": true, "POST /auth/email/update": true,
		"POST /auth/account/confirm": true, "POST /auth/account/resend-confirmation": true, "GET /users/{user}/picture": true,
		"POST /oauth/token": true, "POST /oauth/revoke": true,
	}
	for _, row := range routes {
		name := row.method + " " + row.path
		if open[name] != (row.need == anyone) {
			t.Errorf("%s is open to anybody: %v", name, row.need == anyone)
		}
		if (row.handle == nil) == (row.stream == nil) {
			t.Errorf("%s needs one way to answer", name)
		}
		if row.rank < 'A' || row.rank > 'C' {
			t.Errorf("%s has no rank", name)
		}
	}
}
