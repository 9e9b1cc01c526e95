package fittrackee

import (
	"errors"
	"testing"

	"palestra/internal/core/access"
)

func TestCredentialsReachOnlyTheirScopes(t *testing.T) {
	narrow := access.Viewer{Scopes: []string{readWorkouts}}
	for need, ok := range map[string]bool{anyone: true, guest: true, signedIn: true, readWorkouts: true, writeWorkouts: false, readProfile: false} {
		if err := reaches(narrow, need); (err == nil) != ok || err != nil && !errors.Is(err, errScope) {
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
