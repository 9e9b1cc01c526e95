package insiders_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"palestra/internal/api/insiders"
	"palestra/internal/api/transcript"
	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/core/trackfile"
	"palestra/internal/core/webhook"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

const password = "correct horse"

// world is a whole server for tests, with a clock that stands still and ids that are the same in every run.
type world struct {
	store      *store.Store
	auth       *auth.Service
	access     *access.Service
	activities *activity.Service
	monitor    *monitor.Service
	deps       insiders.Deps
	dialect    *insiders.Dialect
	now        time.Time
	mu         sync.Mutex
	random     *rand.Rand
	people     map[string]*person.Person
	// app and shared are applications with every grant; shared has no scope that this API knows.
	app, shared  *auth.App
	appSecret    string
	sharedSecret string
	tokens       map[string]string
	keys         map[string]string
}

// cast are the people of every transcript, in the order of their ids; the first account administers.
var cast = []struct {
	name string
	role person.Role
}{
	{"admin", person.Athlete}, {"mia", person.Coach}, {"max", person.Coach}, {"ana", person.Athlete}, {"ben", person.Athlete},
}

// newWorld makes one; each of otherwise may change how accounts work.
func newWorld(t testing.TB, s *store.Store, otherwise ...func(*auth.Options)) *world {
	w := &world{
		store: s, now: time.Date(2026, 11, 22, 17, 26, 9, 0, time.UTC), random: rand.New(rand.NewPCG(1, 2)),
		people: map[string]*person.Person{}, tokens: map[string]string{}, keys: map[string]string{},
	}
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	files, err := blob.Open(t.TempDir())
	must(t, err)
	accounts := auth.Options{
		Files: keptFiles{w}, Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: w.clock, NewUUID: w.newUUID,
		PasswordParams: &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	}
	for _, change := range otherwise {
		change(&accounts)
	}
	w.auth, err = auth.New(s, accounts)
	must(t, err)
	w.access = access.New(s, w.clock)
	w.activities = activity.New(s, files, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: trackfile.DefaultArchiveLimits(), MaxFileSize: 10 << 20, MaxArchiveSize: 10 << 20,
		Now: w.clock, NewUUID: w.newUUID, NewMapID: func() string { return strings.ReplaceAll(w.newUUID(), "-", "") },
	})
	w.monitor = monitor.New(s, monitor.Options{Now: w.clock, NewUUID: w.newUUID, Access: w.access})
	zone, err := time.LoadLocation("Europe/Zurich")
	must(t, err)
	w.deps = insiders.Deps{
		Auth: w.auth, Monitor: w.monitor, Webhooks: webhook.New(s, w.monitor, nobody{}, w.clock), Now: w.clock, Zone: zone,
		Log: slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelError})),
	}
	w.dialect = insiders.New(w.deps)
	w.fill(t)
	return w
}

// fill makes the people and the applications.
func (w *world) fill(t testing.TB) {
	ctx := context.Background()
	for _, c := range cast {
		p, err := w.auth.CreateAccount(ctx, auth.Registration{Username: c.name, Email: c.name + "@example.org", Password: password, PolicyAccepted: true, Role: c.role})
		must(t, err)
		name := strings.ToUpper(c.name[:1]) + c.name[1:]
		p, err = w.auth.SetProfile(ctx, access.Viewer{Person: p}, person.Profile{FirstName: name, LastName: "Doe"})
		must(t, err)
		w.people[c.name] = p
	}
	var err error
	owner := access.Viewer{Person: w.people["admin"]}
	grants := []auth.Grant{auth.AuthorizationCode, auth.PasswordGrant}
	w.app, w.appSecret, err = w.auth.CreateApp(ctx, owner, auth.AppDraft{
		Name: "Squad", RedirectURIs: []string{"https://squad.example/back"}, Scopes: []string{"all", "workouts:read"}, Grants: grants,
	})
	must(t, err)
	w.shared, w.sharedSecret, err = w.auth.CreateApp(ctx, owner, auth.AppDraft{
		Name: "Other", RedirectURIs: []string{"https://other.example/back"}, Scopes: []string{"workouts:read"}, Grants: grants,
	})
	must(t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

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

// nobody answers no webhook: their delivery is tested elsewhere.
type nobody struct{}

func (nobody) Send(context.Context, webhook.Call) (int, error) { return http.StatusOK, nil }

// testLog shows defects in the log of the test.
type testLog struct{ t testing.TB }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Logf("%s", b)
	return len(b), nil
}

// keptFiles lets accounts keep pictures among the files of recordings.
type keptFiles struct{ w *world }

func (f keptFiles) Keep(ctx context.Context, data []byte, commit func(hash string) error) error {
	return f.w.activities.KeepFile(ctx, bytes.NewReader(data), int64(len(data)), func(hash string, _ int64) error { return commit(hash) })
}

func (f keptFiles) Open(hash string) (io.ReadSeekCloser, error) { return f.w.activities.OpenFile(hash) }

func (f keptFiles) Forget(ctx context.Context, hashes []string) error {
	return f.w.activities.ForgetFiles(ctx, hashes)
}

// token gives somebody an access token of an application, the same one each time.
func (w *world) token(who string, app *auth.App, secret, scope string) (string, error) {
	key := who + "\x00" + app.ClientID
	if w.tokens[key] != "" {
		return w.tokens[key], nil
	}
	issued, err := w.auth.Exchange(context.Background(), auth.Exchange{
		Grant: auth.PasswordGrant, ClientID: app.ClientID, ClientSecret: secret, Username: who, Password: password, Scope: scope,
	})
	if err != nil {
		return "", err
	}
	w.tokens[key] = issued.Access
	return issued.Access, nil
}

// sign puts a credential into a request: somebody's access token, "narrow" for one of ana's without the scope all, "jwt" for
// mia's signed token, "forged" for none that was ever given, and "device1" for the key of a device.
func (w *world) sign(who string, r *http.Request) error {
	if id, ok := strings.CutPrefix(who, "device"); ok {
		r.Header.Set("Authorization", "Device "+w.keys[id])
		return nil
	}
	var token string
	var err error
	switch who {
	case "narrow":
		token, err = w.token("ana", w.shared, w.sharedSecret, "")
	case "jwt":
		token, err = w.auth.IssueBearer(w.people["mia"])
	case "forged":
		token = strings.Repeat("x", 42)
	case "app":
		r.SetBasicAuth(w.app.ClientID, w.appSecret)
		return nil
	default:
		token, err = w.token(who, w.app, w.appSecret, "all")
	}
	r.Header.Set("Authorization", "Bearer "+token)
	return err
}

func (w *world) runner() *transcript.Runner {
	return &transcript.Runner{
		Handler: w.dialect.Handler(),
		Sign:    w.sign,
		Kinds: map[string]string{
			"access": `[0-9A-Za-z]{42}`, "refresh": `[0-9A-Za-z]{48}`, "managed": `MANAGED-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`,
		},
		Do:      w.words(),
		Headers: []string{"Www-Authenticate", "Allow", "Location", "Retry-After"},
	}
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
