package fittrackee_test

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"palestra/internal/api/fittrackee"
	"palestra/internal/api/transcript"
	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/export"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/setting"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
	"palestra/internal/core/trackfile"
	"palestra/internal/store"
)

// world is a whole server for tests: a real database and real files, with a clock that stands still and ids that are the
// same in every run.
type world struct {
	t          testing.TB
	store      *store.Store
	blobs      activity.Blobs
	auth       *auth.Service
	activities *activity.Service
	rules      *setting.Service
	exports    *export.Service
	dialect    *fittrackee.Dialect
	now        time.Time
	mu         sync.Mutex
	random     *rand.Rand
	tokens     map[string]string
}

// setup is what worlds differ in.
type setup struct {
	maxFile, maxArchive int64
	maxMembers          int
	registering         auth.Registering
	tiles               fittrackee.Tiles
	mailer              auth.Mailer
	zone                string
}

func usual() setup {
	return setup{maxFile: 50 << 20, maxArchive: 500 << 20, maxMembers: 500, registering: auth.Open, zone: "Europe/Paris"}
}

const password = "correct horse"

func newWorld(t testing.TB, s *store.Store, opt setup) *world {
	blobs, err := blob.Open(t.TempDir())
	must(t, err)
	w := &world{
		t: t, store: s, blobs: blobs, now: time.Date(2026, 11, 22, 17, 26, 9, 0, time.UTC),
		random: rand.New(rand.NewPCG(1, 2)), tokens: map[string]string{},
	}
	keys, err := auth.NewKeys([]byte(strings.Repeat("secret", 8)))
	must(t, err)
	w.auth, err = auth.New(s, auth.Options{
		Keys: keys, Registering: opt.registering, TimeZone: opt.zone, Now: w.clock, NewUUID: w.newUUID,
		Mailer: opt.mailer, Files: kept{w}, MaxUsers: func() int { return w.rules.Now().MaxUsers },
		PasswordParams: &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32},
	})
	must(t, err)
	w.rules, err = setting.New(context.Background(), s, setting.Settings{
		AdminContact: "admin@example.org", MaxFileSize: opt.maxFile, MaxArchiveSize: opt.maxArchive, MaxArchiveFiles: opt.maxMembers,
		StatisticsLimit: 10000,
	}, w.clock)
	must(t, err)
	archive := trackfile.DefaultArchiveLimits()
	archive.MaxMembers, archive.MaxMemberSize = opt.maxMembers, opt.maxFile
	w.activities = activity.New(s, w.blobs, activity.Options{
		Limits: trackfile.DefaultLimits(), ArchiveLimits: archive, MaxFileSize: opt.maxFile, MaxArchiveSize: opt.maxArchive,
		Now: w.clock, NewUUID: w.newUUID, NewMapID: w.newMapID,
	})
	w.exports = export.New(s, w.auth, w.activities, w.clock, w.newUUID)
	w.dialect = fittrackee.New(fittrackee.Deps{
		Auth: w.auth, Activities: w.activities, Pictures: w, Tiles: opt.tiles, Counts: w.counts,
		Rules: w.rules, Exports: w.exports,
		Settings: fittrackee.Settings{
			Version: "1.0.0", MaxFileSize: opt.maxFile, MaxArchiveSize: opt.maxArchive,
		},
		Log: slog.New(slog.DiscardHandler),
	})
	// The first account is the administrator's.
	_, err = w.person("admin")
	must(t, err)
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

func (w *world) newUUID() string {
	id := w.newMapID()
	return id[:8] + "-" + id[8:12] + "-4" + id[13:16] + "-a" + id[17:20] + "-" + id[20:]
}

func (w *world) newMapID() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return fmt.Sprintf("%016x%016x", w.random.Uint64(), w.random.Uint64())
}

func (w *world) counts(ctx context.Context) (fittrackee.Counts, error) {
	c, err := w.store.Counts(ctx)
	return fittrackee.Counts{Activities: c.Activities, Sports: c.Sports, People: c.People, UploadBytes: c.FileBytes}, err
}

// Picture stands in for the one that draws: the beginning of every PNG. Titles say whether it is lost.
func (w *world) Picture(ctx context.Context, mapID string) ([]byte, error) {
	a, err := w.activities.ByMap(ctx, mapID)
	if err != nil {
		return nil, err
	}
	if a.Title == "lost" {
		return nil, fault.New(fault.NotFound, "activity.no_track", "no track")
	}
	return []byte("\x89PNG\r\n\x1a\n"), nil
}

// person is an account by its name, made when it is not there yet.
func (w *world) person(name string) (*person.Person, error) {
	ctx := context.Background()
	p, err := w.auth.PersonByName(ctx, name)
	if fault.Is(err, fault.NotFound) {
		p, err = w.auth.CreateAccount(ctx, auth.Registration{Username: name, Email: name + "@example.org", Password: password, PolicyAccepted: true})
	}
	return p, err
}

func (w *world) viewer(name string) access.Viewer {
	p, err := w.person(name)
	must(w.t, err)
	return access.Viewer{Person: p}
}

// sign puts a token of somebody into a request; it is the same one throughout.
func (w *world) sign(who string, r *http.Request) error {
	token, ok := w.tokens[who]
	if !ok {
		p, err := w.person(who)
		if err != nil {
			return err
		}
		if token, err = w.auth.IssueBearer(p); err != nil {
			return err
		}
		w.tokens[who] = token
	}
	r.Header.Set("Authorization", "Bearer "+token)
	return nil
}

// runner replays transcripts in this world.
func (w *world) runner() *transcript.Runner {
	return &transcript.Runner{
		Handler: w.dialect.Handler(),
		Sign:    w.sign,
		Kinds:   map[string]string{"id": `[2-9A-HJ-NP-Za-km-z]{22}`, "map": `[0-9a-f]{32}`, "token": `[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}`, "word": `[0-9A-Za-z]{24,48}`},
		Do: map[string]func([]string) (string, error){
			"clock": w.doClock, "zone": w.doZone, "equipment": w.doEquipment, "threshold": w.doThreshold, "lose": w.doLose,
			"share": w.doShare, "color": w.doColor, "raw": w.doRaw, "repeat": doRepeat,
			"seven": w.doSeven, "ridden": w.doRidden, "mailed": w.doMailed, "exported": w.doExported, "recomputed": w.doRecomputed,
		},
		File:    fixture,
		Headers: []string{"Www-Authenticate", "Allow", "Content-Disposition", "Location", "Content-Encoding"},
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

// change alters somebody's preferences.
func (w *world) change(name string, change func(*person.Preferences)) (string, error) {
	v := w.viewer(name)
	next := v.Person.Preferences
	change(&next)
	_, err := w.auth.SetPreferences(context.Background(), v, next)
	return "", err
}

// doZone moves somebody: "zone ana Europe/Paris"; "-" is none.
func (w *world) doZone(args []string) (string, error) {
	return w.change(args[0], func(p *person.Preferences) { p.TimeZone = strings.TrimPrefix(args[1], "-") })
}

// doRaw has somebody's maximum speeds taken as they are: "raw ana".
func (w *world) doRaw(args []string) (string, error) {
	return w.change(args[0], func(p *person.Preferences) { p.RawMaxSpeed = true })
}

// doEquipment gives somebody a thing: "equipment ana 2 bike [inactive] [default=1]"; its id is the result.
func (w *world) doEquipment(args []string) (string, error) {
	kind, err := strconv.Atoi(args[1])
	if err != nil {
		return "", err
	}
	e := activity.Equipment{UUID: w.newUUID(), Owner: w.viewer(args[0]).ID(), Type: kind, Label: args[2], Active: true, CreatedAt: w.clock()}
	for _, a := range args[3:] {
		if a == "inactive" {
			e.Active = false
		}
		if n, ok := strings.CutPrefix(a, "default="); ok {
			id, err := strconv.Atoi(n)
			if err != nil {
				return "", err
			}
			e.DefaultFor = append(e.DefaultFor, sport.ID(id))
		}
	}
	if err := w.store.CreateEquipment(context.Background(), &e); err != nil {
		return "", err
	}
	return fittrackee.ShortID(e.UUID), nil
}

// prefer sets what somebody wants of a sport.
func (w *world) prefer(name, number string, change func(*activity.SportPreference)) (string, error) {
	n, err := strconv.Atoi(number)
	if err != nil {
		return "", err
	}
	s, _ := sport.ByID(sport.ID(n))
	p := activity.DefaultPreference(w.viewer(name).ID(), s)
	change(&p)
	return "", w.store.SetSportPreference(context.Background(), p)
}

// doThreshold sets somebody's own speed for standing still: "threshold ana 1 0.7".
func (w *world) doThreshold(args []string) (string, error) {
	kmh, err := strconv.ParseFloat(args[2], 64)
	if err != nil {
		return "", err
	}
	return w.prefer(args[0], args[1], func(p *activity.SportPreference) { p.StoppedSpeed = kmh })
}

// doColor sets somebody's colour of a sport and hides it: "color ana 5 #ff0000".
func (w *world) doColor(args []string) (string, error) {
	return w.prefer(args[0], args[1], func(p *activity.SportPreference) { p.Color, p.Active = args[2], false })
}

// doLose removes the stored bytes of all of somebody's files: "lose ana".
func (w *world) doLose(args []string) (string, error) {
	return "", w.store.FileActivities(context.Background(), w.viewer(args[0]).ID(), func(a activity.Activity) error {
		return w.blobs.Remove(a.File.Hash)
	})
}

// doShare shows all of somebody's activities to everybody: "share ana".
func (w *world) doShare(args []string) (string, error) {
	v, public := w.viewer(args[0]), access.Public
	page, err := w.activities.List(context.Background(), v, activity.Filter{PerPage: 100})
	for i := range page.Activities {
		if _, err := w.activities.Update(context.Background(), v, page.Activities[i].UUID, activity.Change{Visibility: &public}); err != nil {
			return "", err
		}
	}
	return "", err
}

// doSeven gives somebody seven rides, stored as they are: "seven ana".
func (w *world) doSeven(args []string) (string, error) {
	v := w.viewer(args[0])
	nan := math.NaN()
	var drafts []*activity.Draft
	for i, r := range []struct {
		start            string
		km               float64
		duration, moving int64
		speed, fastest   float64
		ascent, descent  float64
	}{
		{"2017-03-20 00:00", 5, 1024, 1024, 17.58, 17.58, 120, 200},
		{"2017-06-01 00:00", 10, 3456, 3456, 10.42, 10.42, 100, 80},
		{"2018-01-01 00:00", 10, 1024, 1024, 35.16, 35.16, 80, 100},
		{"2018-02-23 10:00", 1, 600, 600, 6, 6, 120, 180},
		{"2018-02-23 00:00", 10, 1000, 1000, 36, 36, 100, 200},
		{"2018-04-01 00:00", 8, 6000, 6000, 4.8, 4.8, 40, 20},
		{"2018-05-09 00:00", 10, 3600, 3000, 12, 17, nan, nan},
	} {
		start, err := time.Parse("2006-01-02 15:04", r.start)
		if err != nil {
			return "", err
		}
		drafts = append(drafts, &activity.Draft{Activity: activity.Activity{
			UUID: w.newUUID(), Owner: v.ID(), OwnerName: v.Person.Username, Sport: 1, Title: fmt.Sprintf("Workout %d of 7", i+1),
			Visibility: access.Private, Start: start, CreatedAt: w.clock(), Calories: track.None,
			Numbers: activity.Numbers{
				Duration: r.duration, Moving: r.moving, Pauses: r.duration - r.moving, Distance: r.km * 1000, AveSpeed: r.speed, MaxSpeed: r.fastest,
				MinAlt: nan, MaxAlt: nan, Ascent: r.ascent, Descent: r.descent, AveHeartRate: track.None, MaxHeartRate: track.None,
				AveCadence: track.None, MaxCadence: track.None, AvePower: track.None, MaxPower: track.None,
			},
		}})
	}
	return "", w.store.CreateActivities(context.Background(), drafts)
}

// doRidden gives somebody a ride with a thing that may have been retired since: "ridden ana ID"; the ride's id is the result.
func (w *world) doRidden(args []string) (string, error) {
	ctx, v := context.Background(), w.viewer(args[0])
	e := activity.Entry{Sport: 1, Start: w.clock(), Duration: 3600, Distance: 10000, Ascent: math.NaN(), Descent: math.NaN()}
	a, err := w.activities.Record(ctx, v, e)
	if err != nil {
		return "", err
	}
	all, err := w.activities.Equipment(ctx, v)
	if err != nil {
		return "", err
	}
	for i := range all {
		if fittrackee.ShortID(all[i].UUID) == args[1] {
			_, err := w.store.UpdateActivity(ctx, a.UUID, func(*activity.Activity) error { return nil }, &[]int64{all[i].ID})
			return fittrackee.ShortID(a.UUID), err
		}
	}
	return "", fault.Missing("equipment")
}

// doRepeat makes a long text: "repeat a 256".
func doRepeat(args []string) (string, error) {
	n, err := strconv.Atoi(args[1])
	return strings.Repeat(args[0], n), err
}
