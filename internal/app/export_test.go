package app

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"image/color"
	"io"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/export"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// members are the files of somebody's finished archive.
func (a *App) members(t *testing.T, v access.Viewer) map[string][]byte {
	t.Helper()
	r, err := a.exports.Get(t.Context(), v)
	if err != nil || r == nil || r.State != export.Successful {
		t.Fatalf("%+v, %v", r, err)
	}
	b, r, err := a.exports.Open(t.Context(), v, r.FileName)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if b.Size() != r.Size {
		t.Errorf("%d bytes, the request says %d", b.Size(), r.Size)
	}
	z, err := zip.NewReader(b, b.Size())
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string][]byte)
	for _, f := range z.File {
		m, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(m); err != nil {
			t.Fatal(err)
		}
		_ = m.Close()
	}
	return all
}

func (a *App) byHand(t *testing.T, v access.Viewer, title string, start time.Time) {
	t.Helper()
	nan := math.NaN()
	if _, err := a.activities.Record(t.Context(), v, activity.Entry{
		Sport: sport.Walking, Start: start, Duration: 60, Distance: 100, Ascent: nan, Descent: nan, Title: title,
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAnArchiveHoldsEverythingOfItsOwner(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, url string) {
		a, admin, ana := opened(t, url)
		if r, err := a.exports.Get(t.Context(), ana); r != nil || err != nil {
			t.Fatalf("before it is asked for: %v, %v", r, err)
		}
		run := a.record(t, ana, "garmin-run.tcx", sport.Running)
		a.record(t, admin, "mapmyride-ride.tcx", sport.CyclingSport)
		noon := time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)
		for range 205 {
			a.byHand(t, ana, `same "start" <b>`, noon)
		}
		a.byHand(t, ana, "later", noon.Add(time.Hour))
		if _, err := a.activities.CreateEquipment(t.Context(), ana, activity.Equipment{Label: "Shoes", Type: 1, DefaultFor: []sport.ID{sport.Running}}); err != nil {
			t.Fatal(err)
		}
		p, err := a.auth.SetPicture(t.Context(), ana, square(t, color.NRGBA{255, 0, 0, 255}))
		if err != nil {
			t.Fatal(err)
		}
		ana.Person = p
		if _, err := a.exports.Request(t.Context(), ana); err != nil {
			t.Fatal(err)
		}
		if _, err := a.exports.Request(t.Context(), ana); fault.CodeOf(err) != "export.ongoing" {
			t.Errorf("asked for twice: %v", err)
		}
		if err := a.exports.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.exports.Request(t.Context(), ana); fault.CodeOf(err) != "export.recent" {
			t.Errorf("asked for again on the same day: %v", err)
		}
		files := a.members(t, ana)
		original := "gpx/" + run.Start.Format("2006-01-02_15-04-05") + "_" + run.UUID + ".tcx"
		want, err := os.ReadFile(filepath.Join(recordings, "garmin-run.tcx"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(files[original], want) || len(files) != 5 || len(files["picture.png"]) == 0 {
			t.Errorf("%d files: %d bytes of the original, %d of the picture", len(files), len(files[original]), len(files["picture.png"]))
		}
		var workouts []struct {
			ID, Sport, Title string
			File             *string
			Distance         float64  `json:"distance_m"`
			Ascent           *float64 `json:"ascent_m"`
			Segments         []any
		}
		if err := json.Unmarshal(files["user_workouts_data.json"], &workouts); err != nil {
			t.Fatal(err)
		}
		seen := make(map[string]bool)
		for _, w := range workouts {
			seen[w.ID] = true
		}
		if len(workouts) != 207 || len(seen) != 207 {
			t.Fatalf("%d workouts, %d different ones, want 207", len(workouts), len(seen))
		}
		if w := workouts[0]; w.ID != run.UUID || w.File == nil || *w.File != original || w.Sport != "running" || w.Distance != run.Distance || len(w.Segments) == 0 {
			t.Errorf("the recorded one is %+v", w)
		}
		if w := workouts[206]; w.Title != "later" || w.File != nil || w.Ascent != nil {
			t.Errorf("the last one is %+v", w)
		}
		var user struct{ Username string }
		if err := json.Unmarshal(files["user_data.json"], &user); err != nil || user.Username != "ana" || bytes.Contains(files["user_data.json"], []byte("argon2")) {
			t.Errorf("user data: %s, %v", files["user_data.json"], err)
		}
		if !strings.Contains(string(files["user_equipments_data.json"]), `"label":"Shoes"`) {
			t.Errorf("equipment: %s", files["user_equipments_data.json"])
		}
	})
}

func TestAnArchiveIsForItsOwnerAlone(t *testing.T) {
	a, admin, ana := opened(t, "")
	if _, err := a.exports.Request(t.Context(), ana); err != nil {
		t.Fatal(err)
	}
	if err := a.exports.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	r, err := a.exports.Get(t.Context(), ana)
	if err != nil {
		t.Fatal(err)
	}
	files := a.members(t, ana)
	if string(files["user_workouts_data.json"]) != "[]\n" {
		t.Errorf("no workouts: %q", files["user_workouts_data.json"])
	}
	for _, v := range []access.Viewer{admin, {}, {Person: ana.Person, Scopes: []string{"profile:read"}}} {
		if _, _, err := a.exports.Open(t.Context(), v, r.FileName); !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("opened by %v: %v", v, err)
		}
	}
	if _, err := a.exports.Request(t.Context(), access.Viewer{Person: ana.Person, Scopes: []string{"profile:read"}}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("asked for by an application: %v", err)
	}
	for _, name := range []string{"", "../../palestra.db", r.FileName + "x"} {
		if _, _, err := a.exports.Open(t.Context(), ana, name); fault.CodeOf(err) != "export.not_found" {
			t.Errorf("opened as %q: %v", name, err)
		}
	}
	if err := a.auth.DeleteAccount(t.Context(), ana, ana.ID()); err != nil || a.kept(t) != 0 {
		t.Errorf("after the account: %d files, %v", a.kept(t), err)
	}
}

// A server that was stopped in the middle goes on when it starts again.
func TestArchivesAreMadeInTheBackground(t *testing.T) {
	a, _, ana := opened(t, "")
	if _, err := a.exports.Request(t.Context(), ana); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.exports.Work(ended); err == nil {
		t.Fatal("a context that has ended made an archive")
	}
	if n := a.kept(t); n != 0 {
		t.Fatalf("%d files are left of an archive that was not finished", n)
	}
	stop := a.background(t.Context(), slog.New(slog.DiscardHandler))
	defer stop()
	for {
		r, err := a.exports.Get(t.Context(), ana)
		if err != nil {
			t.Fatal(err)
		}
		if r.State != export.InProgress {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	a.members(t, ana)
}

func TestAnArchiveThatCannotBeMadeIsToldOf(t *testing.T) {
	a, _, ana := opened(t, "")
	run := a.record(t, ana, "garmin-run.tcx", sport.Running)
	original := filepath.Join(a.config.Data, "files", "objects", run.File.Hash[:2], run.File.Hash)
	if err := os.Remove(original); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(original, 0o700); err != nil { // it opens, and can't be read
		t.Fatal(err)
	}
	if _, err := a.exports.Request(t.Context(), ana); err != nil {
		t.Fatal(err)
	}
	if err := a.exports.Work(t.Context()); err == nil {
		t.Error("no error for the log")
	}
	if r, err := a.exports.Get(t.Context(), ana); err != nil || r.State != export.Errored || r.FileName != "" {
		t.Fatalf("%+v, %v", r, err)
	}
	// An original that is lost leaves the rest worth having.
	if err := os.Remove(original); err != nil {
		t.Fatal(err)
	}
	if _, err := a.exports.Request(t.Context(), ana); err != nil {
		t.Fatalf("another try: %v", err)
	}
	if err := a.exports.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	if files := a.members(t, ana); len(files) != 3 {
		t.Errorf("%d files without the lost one", len(files))
	}
}
