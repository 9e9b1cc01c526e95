package scenario_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
	"palestra/internal/core/trackfile"
	"palestra/internal/scenario"
	"palestra/internal/store"
)

// world is a real database and real files with the services over them, empty.
func world(t testing.TB, now time.Time) scenario.Deps {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(dir, "test.db")})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	must(t, s.Migrate(t.Context()))
	blobs, err := blob.Open(filepath.Join(dir, "files"))
	must(t, err)
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	clock := func() time.Time { return now }
	people, err := auth.New(s, auth.Options{
		Keys: keys, Registering: auth.Closed, TimeZone: "UTC", Now: clock, NewUUID: uuid.NewString,
		PasswordParams: &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	must(t, err)
	var mu sync.Mutex
	random := rand.NewChaCha8([32]byte{})
	activities := activity.New(s, blobs, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: trackfile.DefaultArchiveLimits(), MaxFileSize: 50 << 20, MaxArchiveSize: 500 << 20,
		Now: clock, NewUUID: uuid.NewString,
		NewMapID: func() string {
			mu.Lock()
			defer mu.Unlock()
			b := make([]byte, 16)
			_, _ = random.Read(b)
			return hex.EncodeToString(b)
		},
	})
	return scenario.Deps{
		Auth: people, Activities: activities, Access: access.New(s, clock), Plans: plan.New(s, plan.Options{Now: clock, NewKey: planKeys()}),
		MonitorAt: func(clock func() time.Time) *monitor.Service {
			return monitor.New(s, monitor.Options{Now: clock, NewUUID: uuid.NewString, Access: access.New(s, clock)})
		},
	}
}

// planKeys makes names for sessions that count up.
func planKeys() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("%024x", n)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// squad is a filled server: its services, what Fill said, and its people by name.
type squad struct {
	scenario.Deps
	result scenario.Result
	people map[string]access.Viewer
}

// Filling takes a second or two, so the promises of one squad are looked at together.
func TestFillMakesASquadWithASeason(t *testing.T) {
	s := squad{Deps: world(t, winter), people: map[string]access.Viewer{}}
	var steps []int
	var err error
	s.result, err = scenario.Fill(t.Context(), s.Deps, scenario.Seed, winter, func(done, total int) {
		if total != 200 {
			t.Errorf("progress of %d", total)
		}
		steps = append(steps, done)
	})
	must(t, err)
	if s.result.Activities != 200 || len(steps) != 200 || steps[199] != 200 {
		t.Errorf("%d activities stored, %d steps of progress", s.result.Activities, len(steps))
	}
	if len(s.result.SignIns) != len(scenario.Cast()) {
		t.Errorf("%d sign-ins for a cast of %d", len(s.result.SignIns), len(scenario.Cast()))
	}
	t.Run("everybody can sign in", s.canSignIn)
	t.Run("lists hold believable activities", s.believable)
	t.Run("coaches see their athletes and nobody else", s.coaches)
	t.Run("equipment wears out", s.equipment)
	t.Run("planned weeks are done, mostly", s.plannedIsDone)
}

func (s *squad) canSignIn(t *testing.T) {
	for _, in := range s.result.SignIns {
		p, err := s.Auth.SignIn(t.Context(), in.Email, in.Password, "192.0.2.1")
		must(t, err)
		if p.Role != in.Role || p.Admin != in.Admin {
			t.Errorf("%s is %s (administrator %t), printed as %s (%t)", p.Username, p.Role, p.Admin, in.Role, in.Admin)
		}
		s.people[in.Username] = access.Viewer{Person: p}
	}
}

func (s *squad) believable(t *testing.T) {
	stored := 0
	for _, v := range s.people {
		stored += checkActivities(t, s.Deps, v)
	}
	if stored != 200 {
		t.Errorf("%d activities in the lists, want 200", stored)
	}
}

// checkActivities reads all activities of somebody, says what can't be believed of them, and counts them.
func checkActivities(t *testing.T, d scenario.Deps, v access.Viewer) int {
	t.Helper()
	n := 0
	for number := 1; ; number++ {
		page, err := d.Activities.List(t.Context(), v, activity.Filter{Page: number, PerPage: activity.MaxPerPage})
		must(t, err)
		for i := range page.Activities {
			n++
			a := &page.Activities[i]
			b := believable[a.Sport]
			if a.Distance < b.shortest || a.Distance > b.longest || a.AveSpeed < b.slowest || a.AveSpeed > b.quickest {
				t.Errorf("%s: %s of %.0f m at %.1f km/h", v.Person.Username, a.Title, a.Distance, a.AveSpeed)
			}
			if a.File != nil && a.HasTrack() == (a.Sport == sport.PoolSwimming || a.Sport == sport.CyclingIndoor) {
				t.Errorf("%s: %s has a map: %t", v.Person.Username, a.Title, a.HasTrack())
			}
			if a.Title == "" {
				t.Errorf("%s: the activity of %s has no title", v.Person.Username, a.Start)
			}
		}
		if !page.HasNext() {
			return n
		}
	}
}

// sees counts the activities of an owner that a viewer gets to see.
func (s *squad) sees(t *testing.T, viewer, owner string) int64 {
	t.Helper()
	theirs := s.people[owner]
	page, err := s.Activities.List(t.Context(), s.people[viewer], activity.Filter{Scope: access.Scope{Owner: theirs.ID()}})
	must(t, err)
	return page.Total
}

func (s *squad) coaches(t *testing.T) {
	maya, camille := s.people["maya"], s.people["camille"]
	grants, err := s.Access.Grants(t.Context(), maya.ID(), camille.ID())
	must(t, err)
	for _, g := range grants {
		if !g.CreatedAt.Equal(g.From) || !g.From.Before(winter.AddDate(0, -3, 0)) {
			t.Errorf("what holds from %s on was given at %s", g.From, g.CreatedAt)
		}
	}
	if len(grants) != 2 {
		t.Errorf("maya grants camille %v", grants)
	}
	all := s.sees(t, "maya", "maya")
	if camille, jonas := s.sees(t, "camille", "maya"), s.sees(t, "jonas", "maya"); camille != all || jonas != all {
		t.Errorf("of %d activities the coaches see %d and %d", all, camille, jonas)
	}
	if others := s.sees(t, "finn", "maya"); others == 0 || others >= all/2 {
		t.Errorf("somebody else sees %d of %d; only races and a few more are public", others, all)
	}
	if camille, jonas := s.sees(t, "camille", "finn"), s.sees(t, "jonas", "finn"); camille >= jonas {
		t.Errorf("the other coach sees %d activities, the own one %d", camille, jonas)
	}
}

func (s *squad) equipment(t *testing.T) {
	equipment, err := s.Activities.Equipment(t.Context(), s.people["maya"])
	must(t, err)
	if len(equipment) != 3 {
		t.Fatalf("%d pieces of equipment, want shoes, shoes and a bike", len(equipment))
	}
	for _, e := range equipment {
		if e.Activities == 0 || e.Distance < 50_000 {
			t.Errorf("%s: %d activities, %.0f m", e.Label, e.Activities, e.Distance)
		}
	}
}

func TestFillRefusesAServerWithTheSamePeople(t *testing.T) {
	ctx, d := t.Context(), world(t, summer)
	_, err := d.Auth.CreateAccount(ctx, auth.Registration{Username: "MAYA", Password: "eight characters"})
	must(t, err)
	if _, err := scenario.Fill(ctx, d, scenario.Seed, summer, nil); err == nil || !strings.Contains(err.Error(), "maya") {
		t.Errorf("filled all the same: %v", err)
	}
}

func TestFillStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result, err := scenario.Fill(ctx, world(t, summer), scenario.Seed, summer, func(done, _ int) {
		if done == 3 {
			cancel()
		}
	})
	if err == nil || result.Activities != 3 {
		t.Errorf("%d activities, error %v", result.Activities, err)
	}
}

func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := world(b, summer)
		b.StartTimer()
		if _, err := scenario.Fill(b.Context(), d, scenario.Seed, summer, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRecord(b *testing.B) {
	sessions := scenario.Season(scenario.Seed, summer)
	points := 0
	for i := 0; b.Loop(); i++ {
		if t := sessions[i%len(sessions)].Record(); t != nil {
			points += t.Points()
		}
	}
	b.ReportMetric(float64(points)/float64(b.N), "points/op")
}
