package storetest

import (
	"context"
	"fmt"
	"math"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// noon is when everything in the tests happens, unless said otherwise.
var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

// world is one database with what a promise needs at hand.
type world struct {
	*testing.T
	Stores
	ctx  context.Context
	made atomic.Int64
}

func newWorld(t *testing.T, s Stores) *world {
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	return &world{T: t, Stores: s, ctx: ctx}
}

// must ends the test on an error.
func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused wants an error of this kind and code.
func (w *world) refused(err error, kind fault.Kind, code string) {
	w.Helper()
	if !fault.Is(err, kind) || fault.CodeOf(err) != code {
		w.Fatalf("got error %v (%v, %q), want %v, %q", err, fault.KindOf(err), fault.CodeOf(err), kind, code)
	}
}

// same compares with NaN equal to NaN and nil to empty.
func (w *world) same(got, want any, what string) {
	w.Helper()
	if d := diff(got, want); d != "" {
		w.Fatalf("%s (-want +got):\n%s", what, d)
	}
}

func diff(got, want any) string {
	return cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty())
}

// uuid makes one that no other thing in this world has; services ask from several goroutines.
func (w *world) uuid() string {
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", w.made.Add(1))
}

func newPerson(uuid, name string) *person.Person {
	return &person.Person{UUID: uuid, Username: name, Role: person.Athlete, Active: true, CreatedAt: noon}
}

// person signs somebody up.
func (w *world) person(name string) *person.Person {
	w.Helper()
	p := newPerson(w.uuid(), name)
	w.must(w.CreatePerson(w.ctx, p, "hash of "+name, auth.Errand{}))
	return p
}

// run is a draft of a run without a track: distance in meters over duration in seconds, so many hours after noon.
func (w *world) run(owner *person.Person, hours int, distance float64, duration int64) *activity.Draft {
	n := activity.Numbers{
		Duration: duration, Moving: duration, Distance: distance,
		AveSpeed: math.Round(distance/float64(duration)*360) / 100, MaxSpeed: math.Round(distance/float64(duration)*360) / 100,
		MinAlt: math.NaN(), MaxAlt: math.NaN(), Ascent: math.NaN(), Descent: math.NaN(),
		AveHeartRate: track.None, MaxHeartRate: track.None, AveCadence: track.None, MaxCadence: track.None, AvePower: track.None, MaxPower: track.None,
	}
	return &activity.Draft{Activity: activity.Activity{
		UUID: w.uuid(), Owner: owner.ID, OwnerName: owner.Username, Sport: sport.Running, Title: fmt.Sprintf("Run %d", w.made.Load()),
		Visibility: access.Private, Start: noon.Add(time.Duration(hours) * time.Hour), CreatedAt: noon, Numbers: n, Calories: track.None,
	}}
}

// create stores drafts and ends the test if it can't.
func (w *world) create(drafts ...*activity.Draft) {
	w.Helper()
	w.must(w.CreateActivities(w.ctx, drafts))
}

// read gets an activity that must be there.
func (w *world) read(uuid string) *activity.Activity {
	w.Helper()
	a, err := w.Activity(w.ctx, uuid)
	w.must(err)
	return a
}

// own is the scope of somebody's own activities.
func own(p *person.Person) access.Scope { return access.Scope{Viewer: p.ID, Owner: p.ID} }

// list gets a page of the owner's activities.
func (w *world) list(owner *person.Person, f activity.Filter) activity.Page {
	w.Helper()
	f.Scope = own(owner)
	page, err := w.ListActivities(w.ctx, f)
	w.must(err)
	return page
}

// titles are those of a page, in order.
func titles(p activity.Page) []string {
	all := []string{}
	for i := range p.Activities {
		all = append(all, p.Activities[i].Title)
	}
	return all
}

func pointer[T any](v T) *T { return &v }
