package wger_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"palestra/internal/api/transcript"
	"palestra/internal/api/wger"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/person"
	"palestra/internal/core/strength"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

const password = "correct horse"

// world is a whole server for tests, with a clock that stands still and ids that are the same in every run.
type world struct {
	store   *store.Store
	auth    *auth.Service
	dialect *wger.Dialect
	now     time.Time
	mu      sync.Mutex
	random  *rand.Rand
	people  map[string]*person.Person
	files   memory
}

// cast are the people of every transcript, in the order of their ids; the first account administers. ted has been here for
// long enough to contribute.
var cast = []string{"admin", "ana", "ben", "eve", "ted"}

func newWorld(t testing.TB, s *store.Store) *world {
	w := &world{store: s, now: time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC), random: rand.New(rand.NewPCG(1, 2)), people: map[string]*person.Person{}, files: memory{}}
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	w.auth, err = auth.New(s, auth.Options{
		Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: w.clock, NewUUID: w.newUUID, Mailer: silent{},
		PasswordParams: &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	must(t, err)
	fill(t, s)
	illustrate(t, s, w.files)
	w.dialect = wger.New(w.deps())
	for _, name := range cast {
		if name == "ana" {
			w.now = time.Date(2026, 11, 22, 17, 26, 9, 0, time.UTC)
		}
		at := w.now
		if name == "ted" {
			w.now = w.now.AddDate(0, 0, -22)
		}
		w.people[name], err = w.auth.CreateAccount(context.Background(), auth.Registration{Username: name, Email: name + "@example.org", Password: password, PolicyAccepted: true})
		must(t, err)
		w.now = at
	}
	return w
}

// deps are what the dialect of this world stands on.
func (w *world) deps() wger.Deps {
	return wger.Deps{
		Auth: w.auth, Catalogue: strength.NewCatalogue(w.store), Training: strength.New(w.store, strength.Options{NewUUID: w.newUUID}),
		Foods: nutrition.NewCatalogue(w.store), Eating: nutrition.New(w.store, nutrition.Options{NewUUID: w.newUUID}),
		Body: body.New(w.store, body.Options{NewUUID: w.newUUID, Files: w.files}), Files: w.files, Session: sessionOf, BaseURL: "https://gym.example.org",
		Editor: strength.NewEditor(w.store, strength.EditOptions{Trusted: w.auth.Trusted, Now: w.clock, NewUUID: w.newUUID, Files: w.files}),
		Now:    w.clock, Log: slog.New(slog.DiscardHandler),
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// silent is a mailer that sends nothing.
type silent struct{}

func (silent) Send(context.Context, auth.Mail) error { return nil }

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) newUUID() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	id := fmt.Sprintf("%016x%016x", w.random.Uint64(), w.random.Uint64())
	return id[:8] + "-" + id[8:12] + "-4" + id[13:16] + "-a" + id[17:20] + "-" + id[20:]
}

func sessionOf(r *http.Request) string {
	c, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	return c.Value
}

// sign puts somebody's permanent token into a request; "jwt-ana" is ana with an access token.
func (w *world) sign(who string, r *http.Request) error {
	name, jwt := strings.CutPrefix(who, "jwt-")
	p := w.people[name]
	if p == nil {
		return fmt.Errorf("nobody is called %q", who)
	}
	if jwt {
		pair, err := w.auth.IssuePair(p)
		r.Header.Set("Authorization", "Bearer "+pair.Access)
		return err
	}
	token, err := w.auth.Permanent(context.Background(), p)
	r.Header.Set("Authorization", "Token "+token)
	return err
}

func (w *world) runner() *transcript.Runner {
	return &transcript.Runner{
		Handler: w.dialect.Handler(),
		Sign:    w.sign,
		Kinds: map[string]string{
			"token": `[0-9a-f]{40}`, "jwt": `eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+`, "uuid": `[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`, "csrf": `[0-9a-f]{32}`,
		},
		Do: map[string]func([]string) (string, error){
			"clock": w.doClock, "session": w.doSession, "pair": w.doPair, "repeat": doRepeat, "close": w.doClose, "drop": w.doDrop, "template": w.doTemplate,
		},
		File:    picture,
		Headers: []string{"Www-Authenticate", "Location", "Retry-After", "Deprecation", "Cache-Control", "Set-Cookie"},
	}
}

// doClock moves the clock on: "clock 48h".
func (w *world) doClock(args []string) (string, error) {
	d, err := time.ParseDuration(args[0])
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
	return "", err
}

// doSession signs a browser in: "session ana" gives the secret of its cookie.
func (w *world) doSession(args []string) (string, error) {
	return w.auth.StartSession(context.Background(), w.people[args[0]], "test")
}

// doPair signs a pair of tokens: "pair ana refresh" gives one of them.
func (w *world) doPair(args []string) (string, error) {
	pair, err := w.auth.IssuePair(w.people[args[0]])
	if args[1] == "refresh" {
		return pair.Refresh, err
	}
	return pair.Access, err
}

// doClose closes somebody's account behind the scenes, tokens staying as they are: "close eve".
func (w *world) doClose(args []string) (string, error) {
	p, err := w.store.UpdatePerson(context.Background(), w.people[args[0]].ID, func(p *person.Person) error {
		p.Active = false
		return nil
	})
	w.people[args[0]] = p
	return "", err
}

// doDrop deletes somebody's account: "drop eve".
func (w *world) doDrop(args []string) (string, error) {
	_, err := w.store.DeletePerson(context.Background(), w.people[args[0]].ID)
	return "", err
}

// doRepeat makes a long text: "repeat a 256".
func doRepeat(args []string) (string, error) {
	n, err := strconv.Atoi(args[1])
	return strings.Repeat(args[0], n), err
}

func TestTranscripts(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.Store{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			if name == "postgres" && os.Getenv(storetest.PostgresURL) == "" {
				t.Skip("PostgreSQL is left out: " + storetest.PostgresURL + " is not set")
			}
			storetest.KeepTemplate(t)
			transcript.Dir(t, "testdata/*.txtar", func(t *testing.T) *transcript.Runner { return newWorld(t, open(t)).runner() })
		})
	}
}
