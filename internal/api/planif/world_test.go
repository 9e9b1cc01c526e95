package planif_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"palestra/internal/api/planif"
	"palestra/internal/api/transcript"
	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/contact"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/core/profile"
	"palestra/internal/core/sport"
	"palestra/internal/core/strength"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
	"palestra/internal/core/upload"
	"palestra/internal/store"
	"palestra/internal/store/storetest"
)

const password = "correct horse"

// world is a whole server for tests, with a clock that stands still and ids that are the same in every run.
type world struct {
	store      *store.Store
	auth       *auth.Service
	access     *access.Service
	dialect    *planif.Dialect
	activities *activity.Service
	plans      *plan.Service
	uploads    *upload.Service
	gym        *strength.Service
	now        time.Time
	mu         sync.Mutex
	random     *rand.Rand
	people     map[string]*person.Person
}

// cast are the people of every transcript, in the order of their ids; the first account administers.
var cast = []struct {
	name string
	role person.Role
}{
	{"admin", person.Athlete}, {"carl", person.Coach}, {"cleo", person.Coach}, {"ana", person.Athlete}, {"ben", person.Athlete}, {"eve", person.Athlete},
}

func newWorld(t testing.TB, s *store.Store) *world {
	w := &world{store: s, now: time.Date(2026, 11, 22, 17, 26, 9, 0, time.UTC), random: rand.New(rand.NewPCG(1, 2)), people: map[string]*person.Person{}}
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	files, err := blob.Open(t.TempDir())
	must(t, err)
	w.auth, err = auth.New(s, auth.Options{
		Files: keptFiles{w},
		Keys:  keys, Registering: auth.Open, TimeZone: "UTC", Now: w.clock, NewUUID: w.newUUID,
		PasswordParams: &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	must(t, err)
	w.access = access.New(s, w.clock)
	w.activities = activity.New(s, files, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: trackfile.DefaultArchiveLimits(), MaxFileSize: 10 << 20, MaxArchiveSize: 10 << 20,
		Now: w.clock, NewUUID: w.newUUID, NewMapID: w.hex,
	})
	w.plans = plan.New(s, plan.Options{Now: w.clock, NewKey: func() string { return w.hex()[:24] }, Recordings: w.activities})
	w.uploads = upload.New(s, upload.Options{Now: w.clock, NewID: w.newUpload, Portraits: w.auth})
	w.gym = strength.New(s, strength.Options{NewUUID: w.newUUID})
	w.dialect = planif.New(planif.Deps{
		Auth: w.auth, Plans: w.plans, Activities: w.activities, Bodies: body.New(s, body.Options{NewUUID: w.newUUID}), Contacts: contact.New(s),
		Uploads: w.uploads, Profiles: profile.New(s, profile.Options{Accounts: w.auth, Uploads: w.uploads, Now: w.clock}), Now: w.clock, Session: sessionOf, Log: slog.New(slog.DiscardHandler),
	})
	for _, c := range cast {
		ctx := context.Background()
		p, err := w.auth.Register(ctx, auth.Registration{Username: c.name, Email: c.name + "@example.org", Password: password, PolicyAccepted: true})
		must(t, err)
		p, err = w.auth.SetRole(ctx, p.ID, c.role, nil)
		must(t, err)
		p, err = w.auth.SetProfile(ctx, access.Viewer{Person: p}, person.Profile{FirstName: strings.ToUpper(c.name[:1]) + c.name[1:], LastName: "Doe"})
		must(t, err)
		w.people[c.name] = p
	}
	return w
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

func (w *world) hex() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return fmt.Sprintf("%016x%016x", w.random.Uint64(), w.random.Uint64())
}

func (w *world) newUUID() string {
	id := w.hex()
	return id[:8] + "-" + id[8:12] + "-4" + id[13:16] + "-a" + id[17:20] + "-" + id[20:]
}

// newUpload is the name of an upload.
func (w *world) newUpload() string {
	var b [16]byte
	copy(b[:], w.hex())
	return upload.Name(b)
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

func sessionOf(r *http.Request) string {
	c, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	return c.Value
}

// sign puts somebody's permanent token into a request; "jwt" and "pair" are carl with the signed ones of the other dialects.
func (w *world) sign(who string, r *http.Request) error {
	if who == "pair" {
		pair, err := w.auth.IssuePair(w.people["carl"])
		r.Header.Set("Authorization", "Bearer "+pair.Access)
		return err
	}
	if who == "jwt" {
		token, err := w.auth.IssueBearer(w.people["carl"])
		r.Header.Set("Authorization", "Bearer "+token)
		return err
	}
	p := w.people[who]
	if p == nil {
		return fmt.Errorf("nobody is called %q", who)
	}
	token, err := w.auth.Permanent(context.Background(), p)
	r.Header.Set("Authorization", "Token "+token)
	return err
}

func (w *world) runner() *transcript.Runner {
	return &transcript.Runner{
		Handler: w.dialect.Handler(),
		Sign:    w.sign,
		Kinds:   map[string]string{"oid": `[0-9a-f]{24}`, "token": `[0-9a-f]{40}`, "upload": `[2-9A-Za-z]{22}`, "feed": `/calendar/[0-9a-f]{40}.ics`},
		File:    file,
		Do: map[string]func([]string) (string, error){
			"clock": w.doClock, "grant": w.doGrant, "revoke": w.doRevoke, "session": w.doSession, "repeat": doRepeat, "nest": doNest, "many": doMany, "done": w.doDone,
			"run": w.doRun, "lift": w.doLift, "delete": w.doDelete,
		},
		Headers: []string{"Www-Authenticate", "Allow", "Location", "Upload-Offset", "Upload-Length", "Content-Disposition", "X-Content-Type-Options"},
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

// doGrant lets a coach in: "grant ana carl WRITE 24h"; its id is the result.
func (w *world) doGrant(args []string) (string, error) {
	g := access.Grant{Athlete: w.people[args[0]].ID, Coach: w.people[args[1]].ID, Permission: access.Permission(args[2])}
	if len(args) > 3 {
		d, err := time.ParseDuration(args[3])
		if err != nil {
			return "", err
		}
		g.Until = w.clock().Add(d)
	}
	g, err := w.access.Grant(context.Background(), g)
	return strconv.FormatInt(g.ID, 10), err
}

// doDone gives somebody an activity: "done ana 5 2026-11-20T08:00:00Z 50" is minutes of sport 5; its id is the result.
func (w *world) doDone(args []string) (string, error) {
	id, err := strconv.Atoi(args[1])
	if err != nil {
		return "", err
	}
	start, err := time.Parse(time.RFC3339, args[2])
	if err != nil {
		return "", err
	}
	minutes, err := strconv.ParseInt(args[3], 10, 64)
	if err != nil {
		return "", err
	}
	nan := math.NaN()
	d := activity.Draft{Activity: activity.Activity{
		UUID: w.newUUID(), Owner: w.people[args[0]].ID, OwnerName: args[0], Sport: sport.ID(id), Title: "x", Visibility: access.Private,
		Start: start, CreatedAt: w.clock(), Calories: track.None,
		Numbers: activity.Numbers{
			Duration: minutes * 60, Moving: minutes * 60, MinAlt: nan, MaxAlt: nan, Ascent: nan, Descent: nan, AveHeartRate: track.None,
			MaxHeartRate: track.None, AveCadence: track.None, MaxCadence: track.None, AvePower: track.None, MaxPower: track.None,
		},
	}}
	return planif.ShortID(d.UUID), w.store.CreateActivities(context.Background(), []*activity.Draft{&d})
}

// doRevoke ends a grant: "revoke 1".
func (w *world) doRevoke(args []string) (string, error) {
	id, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return "", err
	}
	return "", w.access.Revoke(context.Background(), id)
}

// doSession signs a browser in: "session carl" gives the secret of its cookie.
func (w *world) doSession(args []string) (string, error) {
	return w.auth.StartSession(context.Background(), w.people[args[0]], "test")
}

// doRepeat makes a long text: "repeat a 256".
func doRepeat(args []string) (string, error) {
	n, err := strconv.Atoi(args[1])
	return strings.Repeat(args[0], n), err
}

// doNest puts a leaf into so many repeats: "nest 6".
func doNest(args []string) (string, error) {
	n, err := strconv.Atoi(args[0])
	return strings.Repeat(`{"repeatValue":2,"steps":[`, n) + `{"intensity":"INTERVAL","targetType":"OPEN","durationType":"TIME","durationValue":1}` + strings.Repeat(`]}`, n), err
}

// doMany makes a list of so many equal trainings: "many 1001".
func doMany(args []string) (string, error) {
	n, err := strconv.Atoi(args[0])
	return "[" + strings.TrimSuffix(strings.Repeat(`{"title":"x","sport":"RUNNING","date":"2026-11-23"},`, n), ",") + "]", err
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
