package app

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"

	"palestra/internal/blob"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// opened makes an app on an empty folder, with one account more than the administrator's.
func opened(t *testing.T, url string) (a *App, admin, ana access.Viewer) {
	t.Helper()
	a, err := Open(t.Context(), testConfig(t.TempDir(), url))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a, account(t, a, "root"), account(t, a, "ana")
}

func account(t *testing.T, a *App, name string) access.Viewer {
	t.Helper()
	p, err := a.auth.CreateAccount(t.Context(), auth.Registration{Username: name, Password: "correct horse"})
	if err != nil {
		t.Fatal(err)
	}
	return access.Viewer{Person: p}
}

// square is a picture of one colour.
func square(t *testing.T, c color.Color) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		img.Set(i%8, i/8, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kept counts the files on disk.
func (a *App) kept(t *testing.T) int {
	t.Helper()
	n := 0
	if err := a.blobs.Walk(func(blob.Info) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPicturesAreKeptWhileSomebodyHasThem(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, url string) {
		a, admin, ana := opened(t, url)
		ctx := t.Context()
		red, blue := square(t, color.NRGBA{255, 0, 0, 255}), square(t, color.NRGBA{0, 0, 255, 255})
		set := func(v access.Viewer, data []byte, want int) {
			t.Helper()
			p, err := a.auth.SetPicture(ctx, v, data)
			if err != nil || p.Picture.Type != "image/png" || a.kept(t) != want {
				t.Fatalf("%+v, %v; %d files, want %d", p, err, a.kept(t), want)
			}
		}
		set(ana, red, 1)
		set(ana, red, 1)
		set(admin, red, 1)
		set(ana, blue, 2)
		f, kind, err := a.auth.Picture(ctx, "ANA")
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		if err != nil || f.Close() != nil || kind.Type != "image/png" {
			t.Fatalf("%v, %s", err, kind.Type)
		}
		img, err := png.Decode(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, b, _ := img.At(1, 1).RGBA(); r != 0 || b != 0xffff {
			t.Errorf("it shows %v, want the blue that was set last", img.At(1, 1))
		}
		if _, err := a.auth.SetPicture(ctx, ana, []byte("<svg/>")); fault.CodeOf(err) != "picture.invalid" || a.kept(t) != 2 {
			t.Errorf("no picture: %v", err)
		}
		if found := a.checkPictures(ctx); !found.OK || found.Detail != "2 pictures, 0 missing" {
			t.Errorf("doctor: %+v", found)
		}
		for range 2 {
			if err := a.auth.DeletePicture(ctx, ana); err != nil || a.kept(t) != 1 {
				t.Fatalf("deleted: %v, %d files", err, a.kept(t))
			}
		}
		for name, code := range map[string]string{"ana": "picture.not_found", "nobody": "person.not_found"} {
			if _, _, err := a.auth.Picture(ctx, name); fault.CodeOf(err) != code {
				t.Errorf("picture of %s: %v", name, err)
			}
		}
		if err := a.blobs.Remove(rootPicture(t, a)); err != nil {
			t.Fatal(err)
		}
		if found := a.checkPictures(ctx); found.OK || found.Detail != "1 pictures, 1 missing" {
			t.Errorf("doctor after a loss: %+v", found)
		}
		set(admin, red, 1)
		// The picture of somebody who is gone meanwhile is not left behind.
		if err := a.auth.DeleteAccount(ctx, admin, ana.ID()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.auth.SetPicture(ctx, ana, blue); !fault.Is(err, fault.NotFound) || a.kept(t) != 1 {
			t.Errorf("of a deleted account: %v, %d files", err, a.kept(t))
		}
	})
}

func (a *App) record(t *testing.T, v access.Viewer, name string, s sport.ID) *activity.Activity {
	t.Helper()
	f, err := os.Open(filepath.Join(recordings, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	staged, err := a.activities.Stage(f, name)
	if err != nil {
		t.Fatal(err)
	}
	defer staged.Discard()
	made, err := a.activities.Upload(t.Context(), v, activity.Upload{File: staged, Name: name, Sport: s})
	if err != nil {
		t.Fatal(err)
	}
	return made[0]
}

func TestADeletedAccountLeavesNoFiles(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, url string) {
		a, admin, ana := opened(t, url)
		shared := a.record(t, ana, "garmin-run.tcx", sport.Running)
		a.record(t, ana, "mapmyride-ride.tcx", sport.CyclingSport)
		trashed := a.record(t, ana, "garmin-fenix5-run.fit", sport.Running)
		if err := a.activities.Trash(t.Context(), ana, trashed.UUID); err != nil {
			t.Fatal(err)
		}
		hers := a.record(t, admin, "garmin-run.tcx", sport.Running)
		if shared.File.Hash != hers.File.Hash || a.kept(t) != 3 {
			t.Fatalf("%d files are kept", a.kept(t))
		}
		if err := a.auth.DeleteAccount(t.Context(), ana, ana.ID()); err != nil {
			t.Fatal(err)
		}
		if n := a.kept(t); n != 1 {
			t.Errorf("%d files are kept, want the one that somebody else has too", n)
		}
		if b, _, err := a.activities.Original(t.Context(), admin, hers.UUID); err != nil || b.Close() != nil {
			t.Errorf("the file of the other: %v", err)
		}
	})
}

func TestANewThresholdReachesThePastOfItsSport(t *testing.T) {
	a, _, ana := opened(t, "")
	run := a.record(t, ana, "garmin-run.tcx", sport.Running)
	walk := a.record(t, ana, "garmin-run.tcx", sport.Walking)
	fast := 12.0
	if _, err := a.activities.UpdatePreference(t.Context(), ana, sport.Running, activity.PreferenceChange{StoppedSpeed: &fast}); err != nil {
		t.Fatal(err)
	}
	again := func(of *activity.Activity) *activity.Activity {
		t.Helper()
		got, err := a.activities.Get(t.Context(), ana, of.UUID)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := again(run); got.Moving != run.Moving || got.StoppedSpeed != run.StoppedSpeed {
		t.Fatalf("before it is asked for: moving %d s, was %d", got.Moving, run.Moving)
	}
	done, kept, err := a.activities.RecomputeSport(t.Context(), ana, sport.Running)
	if err != nil || done != 1 || kept != 0 {
		t.Fatalf("%d done, %d kept, %v", done, kept, err)
	}
	if got := again(run); got.StoppedSpeed != fast || got.Moving >= run.Moving {
		t.Errorf("at %v km/h: moving %d s, was %d", got.StoppedSpeed, got.Moving, run.Moving)
	}
	if got := again(walk); got.Moving != walk.Moving || got.StoppedSpeed != walk.StoppedSpeed {
		t.Errorf("another sport: moving %d s, was %d", got.Moving, walk.Moving)
	}
}

// rootPicture is the hash of the administrator's picture.
func rootPicture(t *testing.T, a *App) string {
	t.Helper()
	p, err := a.auth.PersonByName(t.Context(), "root")
	if err != nil {
		t.Fatal(err)
	}
	return p.Picture.Hash
}
