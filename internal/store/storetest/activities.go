package storetest

import (
	"context"
	"errors"
	"math"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// whole is a draft with everything set.
func (w *world) whole(owner *person.Person) *activity.Draft {
	w.Helper()
	shoes := &activity.Equipment{UUID: w.uuid(), Owner: owner.ID, Label: "Shoes " + w.uuid(), Type: 1, Active: true, CreatedAt: noon}
	w.must(w.CreateEquipment(w.ctx, shoes))
	d := w.run(owner, 0, 10123.457, 3600)
	d.Start = d.Start.Add(time.Microsecond)
	d.Notes, d.Description = pointer(""), pointer("Über den Berg 🏔")
	d.Visibility, d.ModifiedAt = access.Followers, noon.Add(time.Hour)
	d.Moving, d.Pauses, d.MaxSpeed = 3500, 100, 21.37
	d.MinAlt, d.MaxAlt, d.Ascent, d.Descent = -3.25, 812.5, 43.976, 0.001
	d.AveHeartRate, d.MaxHeartRate, d.AveCadence, d.MaxCadence, d.AvePower, d.MaxPower = 141, 182, 0, 99, 201, 650
	d.Calories = 789
	d.Bounds = &activity.Bounds{MinLat: -33.8567844, MinLon: 151.213108, MaxLat: -33.1, MaxLon: 151.9}
	d.MapID = "0123456789abcdef0123456789abcdef"
	d.File = &activity.File{Hash: "ab12", Name: "Morning run.gpx", Format: "gpx", Gzipped: true, Size: 123456, Index: 2}
	d.Device, d.Software, d.Formula, d.StoppedSpeed = "Watch", "Firmware 7", 3, 0.1
	first, second := activity.Segment{Index: 0, Numbers: d.Numbers}, activity.Segment{Index: 1, Numbers: w.run(owner, 0, 5, 60).Numbers}
	d.Segments = []activity.Segment{first, second}
	lap := track.NewLap()
	lap.Start, lap.Trigger, lap.Distance, lap.AvgHeartRate, lap.MaxPower, lap.Calories = noon.UnixMicro(), "manual", 1000.25, 140, 400, 50
	d.Laps = []track.Lap{lap, track.NewLap()}
	d.Track = []byte{0, 1, 2, 255}
	d.EquipmentIDs = []int64{shoes.ID}
	return d
}

func activityRoundTrip(w *world) {
	ana := w.person("ana")
	d := w.whole(ana)
	w.create(d)
	if len(d.Records) != 5 || len(d.Equipment) != 1 || d.Equipment[0].Distance != 10123.457 || d.Equipment[0].Activities != 1 {
		w.Fatalf("records %+v, equipment %+v", d.Records, d.Equipment)
	}
	w.same(w.read(d.UUID), &d.Activity, "read by uuid")
	outline := d.Activity
	outline.OwnerName, outline.Segments, outline.Laps, outline.Records, outline.Equipment = "", nil, nil, nil, nil
	byMap, err := w.OutlineByMap(w.ctx, d.MapID)
	w.must(err)
	w.same(byMap, &outline, "outline by map")
	byUUID, err := w.Outline(w.ctx, d.UUID)
	w.must(err)
	w.same(byUUID, &outline, "outline by uuid")
	points, err := w.Track(w.ctx, d.ID)
	w.must(err)
	w.same(points, d.Track, "track")

	w.same(w.list(ana, activity.Filter{}).Activities, []activity.Activity{d.Activity}, "listed")
}

func bareRoundTrip(w *world) {
	d := w.run(w.person("ana"), 0, 0, 60)
	d.AveSpeed, d.MaxSpeed = math.NaN(), math.NaN()
	w.create(d)
	w.same(w.read(d.UUID), &d.Activity, "read by uuid")
	points, err := w.Track(w.ctx, d.ID)
	w.must(err)
	if points != nil {
		w.Fatalf("track %v of an activity without one", points)
	}
	// Any number of activities have no map.
	w.create(w.run(&person.Person{ID: d.Owner, Username: "ana"}, 1, 5, 60))
	_, err = w.OutlineByMap(w.ctx, "")
	w.refused(err, fault.NotFound, "activity.not_found")
}

func createAllOrNone(w *world) {
	ana := w.person("ana")
	good, bad := w.run(ana, 0, 1000, 300), w.run(ana, 1, 1000, 300)
	bad.EquipmentIDs = []int64{77}
	w.refused(w.CreateActivities(w.ctx, []*activity.Draft{good, bad}), fault.NotFound, "equipment.not_found")
	if good.ID != 0 {
		w.Errorf("id %d of an activity that wasn't stored", good.ID)
	}
	if page := w.list(ana, activity.Filter{}); page.Total != 0 || len(page.Activities) != 0 {
		w.Fatalf("%d activities are left", page.Total)
	}
	totals, err := w.Totals(w.ctx, ana.ID)
	w.must(err)
	records, err := w.Records(w.ctx, ana.ID)
	w.must(err)
	if len(totals) != 0 || len(records) != 0 {
		w.Fatalf("totals %+v, records %+v", totals, records)
	}
	nobody := w.run(&person.Person{ID: 42}, 0, 1, 1)
	w.refused(w.CreateActivities(w.ctx, []*activity.Draft{nobody}), fault.NotFound, "person.not_found")
	w.must(w.CreateActivities(w.ctx, nil))
}

func idsCountUp(w *world) {
	ana := w.person("ana")
	drafts := []*activity.Draft{w.run(ana, 2, 1, 1), w.run(ana, 1, 1, 1), w.run(ana, 0, 1, 1)}
	w.create(drafts...)
	last := int64(0)
	for _, d := range drafts {
		if d.ID <= last {
			w.Fatalf("id %d after %d", d.ID, last)
		}
		last = d.ID
	}
	w.must(w.DeleteActivity(w.ctx, drafts[2].UUID))
	next := w.run(ana, 0, 1, 1)
	w.create(next)
	if next.ID <= last {
		w.Fatalf("id %d is used again", next.ID)
	}
}

func updateRollsBack(w *world) {
	d := w.whole(w.person("ana"))
	w.create(d)
	stop := errors.New("stop")
	_, err := w.UpdateActivity(w.ctx, d.UUID, func(a *activity.Activity) error {
		w.same(a, &d.Activity, "what change is given")
		a.Title, a.Distance = "lost", 1
		return stop
	}, &[]int64{})
	if !errors.Is(err, stop) {
		w.Fatalf("got %v, want the error of change", err)
	}
	w.same(w.read(d.UUID), &d.Activity, "after a failed change")
	_, err = w.UpdateActivity(w.ctx, d.UUID, func(a *activity.Activity) error { a.Distance = 1; return nil }, &[]int64{99})
	w.refused(err, fault.NotFound, "equipment.not_found")
	w.same(w.read(d.UUID), &d.Activity, "after unknown equipment")
}

// readersOwn spoils all that hangs on an activity that was read.
func readersOwn(w *world) {
	ana := w.person("ana")
	d := w.whole(ana)
	d.Notes = pointer("notes")
	w.create(d)
	for range 2 {
		read := w.read(d.UUID)
		w.same(read, &d.Activity, "read")
		page := w.list(ana, activity.Filter{})
		for _, a := range []*activity.Activity{read, &page.Activities[0]} {
			*a.Notes, *a.Description = "spoilt", "spoilt"
			a.Bounds.MinLat, a.File.Name, a.Segments[0].Distance = 0, "spoilt", 0
			a.Records[0].Value, a.Equipment[0].Label = 0, "spoilt"
		}
	}
}

func updatePanics(w *world) {
	d := w.whole(w.person("ana"))
	w.create(d)
	for range 20 { // more often than there are connections
		func() {
			defer func() {
				if recover() == nil {
					w.Error("the panic was lost")
				}
			}()
			_, _ = w.UpdateActivity(w.ctx, d.UUID, func(a *activity.Activity) error { panic("oops") }, nil)
		}()
	}
	w.same(w.read(d.UUID), &d.Activity, "after the panics")
	w.change(d, func(a *activity.Activity) { a.Title = "New" })
}

func updateKeepsIdentity(w *world) {
	d := w.whole(w.person("ana"))
	w.create(d)
	want := d.Activity
	want.Title, want.Notes, want.Visibility, want.Start = "New", pointer("n"), access.Public, noon.Add(-time.Hour)
	want.Bounds, want.Calories, want.ModifiedAt = nil, track.None, noon.Add(2*time.Hour)
	for i := range want.Records {
		want.Records[i].Start = want.Start
	}
	got, err := w.UpdateActivity(w.ctx, d.UUID, func(a *activity.Activity) error {
		a.Title, a.Notes, a.Visibility, a.Start = want.Title, want.Notes, want.Visibility, want.Start
		a.Bounds, a.Calories, a.ModifiedAt = nil, track.None, want.ModifiedAt
		a.ID, a.UUID, a.Owner, a.Segments, a.Laps = 5, "x", 6, nil, nil
		return nil
	}, nil)
	w.must(err)
	w.same(got, &want, "answer")
	w.same(w.read(d.UUID), &want, "read after the change")
	points, err := w.Track(w.ctx, d.ID)
	w.must(err)
	w.same(points, d.Track, "track")
	if !want.Start.Equal(got.Start) || got.Equipment[0].Distance != d.Distance {
		w.Fatalf("start %v, equipment %+v", got.Start, got.Equipment)
	}
}

func badTexts(w *world) {
	ana := w.person("ana")
	for _, text := range []string{"a\x00b", "a\xffb"} {
		d := w.run(ana, 0, 1, 1)
		d.Title = text
		w.refused(w.CreateActivities(w.ctx, []*activity.Draft{d}), fault.Invalid, "text.encoding")
		f := activity.Filter{Scope: own(ana), Title: text}
		_, err := w.ListActivities(w.ctx, f)
		w.refused(err, fault.Invalid, "text.encoding")
	}
	d := w.run(ana, 0, math.Inf(1), 1)
	w.refused(w.CreateActivities(w.ctx, []*activity.Draft{d}), fault.Invalid, "number.range")
	for _, distance := range []float64{-1, math.NaN(), 1e12} {
		d := w.run(ana, 0, 1, 1)
		d.Distance = distance
		w.refused(w.CreateActivities(w.ctx, []*activity.Draft{d}), fault.Invalid, "store.range")
	}
}

func replaceNumbers(w *world) {
	ana := w.person("ana")
	d := w.whole(ana)
	w.create(d)
	fresh := w.run(ana, 0, 9000, 3000)
	fresh.UUID = d.UUID
	fresh.Segments = []activity.Segment{{Index: 0, Numbers: fresh.Numbers}}
	fresh.Track, fresh.Formula, fresh.StoppedSpeed = []byte("new"), 4, 1
	w.must(w.ReplaceNumbers(w.ctx, fresh))

	want := d.Activity
	want.Numbers, want.Bounds, want.Segments, want.Laps = fresh.Numbers, nil, fresh.Segments, nil
	want.Formula, want.StoppedSpeed = 4, 1
	want.Equipment[0].Distance, want.Equipment[0].Duration, want.Equipment[0].Moving = 9000, 3000, 3000
	got := w.read(d.UUID)
	if len(got.Records) != 4 || got.Records[0].Value != 10.8 || got.Records[0].ID != d.Records[0].ID {
		w.Fatalf("records %+v", got.Records)
	}
	want.Records = got.Records
	w.same(got, &want, "activity")
	points, err := w.Track(w.ctx, d.ID)
	w.must(err)
	w.same(points, fresh.Track, "track")
	totals, err := w.Totals(w.ctx, ana.ID)
	w.must(err)
	w.same(totals, []activity.SportTotal{{Sport: sport.Running, Activities: 1, Distance: 9000, Duration: 3000, Moving: 3000}}, "totals")
}

func deleteLeavesNothing(w *world) {
	ana := w.person("ana")
	d := w.whole(ana)
	w.create(d)
	w.must(w.DeleteActivity(w.ctx, d.UUID))
	_, err := w.Activity(w.ctx, d.UUID)
	w.refused(err, fault.NotFound, "activity.not_found")
	if points, err := w.Track(w.ctx, d.ID); err != nil || points != nil {
		w.Fatalf("track %v, %v", points, err)
	}
	totals, err := w.Totals(w.ctx, ana.ID)
	w.must(err)
	records, err := w.Records(w.ctx, ana.ID)
	w.must(err)
	used, err := w.HashInUse(w.ctx, d.File.Hash)
	w.must(err)
	if len(totals) != 0 || len(records) != 0 || used {
		w.Fatalf("totals %+v, records %+v, file in use: %v", totals, records, used)
	}
	shoes, err := w.Equipment(w.ctx, ana.ID)
	w.must(err)
	if e := shoes[0]; e.Activities != 0 || e.Distance != 0 || e.Duration != 0 || e.Moving != 0 {
		w.Fatalf("equipment %+v", e)
	}
	w.refused(w.DeleteActivity(w.ctx, d.UUID), fault.NotFound, "activity.not_found")
}

func unknownActivities(w *world) {
	ana := w.person("ana")
	same := func(*activity.Activity) error { return nil }
	_, err := w.Activity(w.ctx, "x")
	w.refused(err, fault.NotFound, "activity.not_found")
	_, err = w.UpdateActivity(w.ctx, "x", same, nil)
	w.refused(err, fault.NotFound, "activity.not_found")
	w.refused(w.ReplaceNumbers(w.ctx, w.run(ana, 0, 1, 1)), fault.NotFound, "activity.not_found")
	w.refused(w.TrashActivity(w.ctx, "x", noon), fault.NotFound, "activity.not_found")
	_, err = w.RestoreActivity(w.ctx, ana.ID, "x")
	w.refused(err, fault.NotFound, "activity.not_found")
	if points, err := w.Track(w.ctx, 7); err != nil || points != nil {
		w.Fatalf("track %v, %v", points, err)
	}
}

func duplicates(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	d := w.whole(ana)
	w.create(d)
	base := activity.DuplicateQuery{Owner: ana.ID, Hash: d.File.Hash, Index: d.File.Index, Sport: d.Sport, Start: d.Start, Duration: d.Duration}
	for _, c := range []struct {
		name   string
		change func(*activity.DuplicateQuery)
		found  bool
	}{
		{"the same bytes", func(q *activity.DuplicateQuery) { q.Sport, q.Start = sport.Walking, noon.Add(time.Hour) }, true},
		{"another recording of the file", func(q *activity.DuplicateQuery) { q.Index, q.Start = 1, noon.Add(time.Hour) }, false},
		{"the same ride", func(q *activity.DuplicateQuery) { q.Hash = "cd" }, true},
		{"nearly the same ride", func(q *activity.DuplicateQuery) { q.Hash, q.Duration = "cd", 3528 }, true},
		{"longer, nearly the same", func(q *activity.DuplicateQuery) { q.Hash, q.Duration = "cd", 3673 }, true},
		{"too short", func(q *activity.DuplicateQuery) { q.Hash, q.Duration = "cd", 3527 }, false},
		{"too long", func(q *activity.DuplicateQuery) { q.Hash, q.Duration = "cd", 3674 }, false},
		{"another sport", func(q *activity.DuplicateQuery) { q.Hash, q.Sport = "cd", sport.Walking }, false},
		{"another start", func(q *activity.DuplicateQuery) { q.Hash, q.Start = "cd", d.Start.Add(time.Second) }, false},
		{"another owner", func(q *activity.DuplicateQuery) { q.Owner = ben.ID }, false},
		{"without a file", func(q *activity.DuplicateQuery) { q.Hash, q.Start = "", noon.Add(time.Hour) }, false},
	} {
		q := base
		c.change(&q)
		uuid, err := w.Duplicate(w.ctx, q)
		w.must(err)
		if want := map[bool]string{true: d.UUID}[c.found]; uuid != want {
			w.Errorf("%s: found %q, want %q", c.name, uuid, want)
		}
	}
}

func fileActivities(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	var want []activity.Activity
	for i := range 205 {
		d := w.run(ana, 300-i, 1000, 300)
		if i%5 == 0 {
			d.Owner, d.OwnerName = ben.ID, ben.Username
		}
		d.File = &activity.File{Hash: "h", Name: "x.gpx", Format: "gpx", Size: 1, Index: i}
		w.create(d, w.run(&person.Person{ID: d.Owner, Username: d.OwnerName}, i, 1, 1))
		a := d.Activity
		a.Previous, a.Next, a.Records = "", "", nil
		want = append(want, a)
	}
	collect := func(owner int64) (all []activity.Activity) {
		w.must(w.FileActivities(w.ctx, owner, func(a activity.Activity) error {
			a.Records = nil
			all = append(all, a)
			return w.DeleteActivity(w.ctx, a.UUID) // fn may change activities
		}))
		return all
	}
	var bens []activity.Activity
	for _, a := range want {
		if a.Owner == ben.ID {
			bens = append(bens, a)
		}
	}
	stop := errors.New("stop")
	calls := 0
	if err := w.FileActivities(w.ctx, 0, func(activity.Activity) error { calls++; return stop }); !errors.Is(err, stop) || calls != 1 {
		w.Fatalf("got %v after %d calls", err, calls)
	}
	w.same(collect(ben.ID), bens, "of one owner")
	if got := len(collect(0)); got != len(want)-len(bens) {
		w.Fatalf("%d of everybody, want %d", got, len(want)-len(bens))
	}
}

func endedContext(w *world) {
	ana := w.person("ana")
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	_, err := w.ListActivities(ctx, activity.Filter{Scope: own(ana)})
	if !errors.Is(err, context.Canceled) {
		w.Errorf("list: %v", err)
	}
	d := w.run(ana, 0, 1, 1)
	if err := w.CreateActivities(ctx, []*activity.Draft{d}); !errors.Is(err, context.Canceled) {
		w.Errorf("create: %v", err)
	}
	ctx, cancel = context.WithCancel(w.ctx)
	w.create(d)
	_, err = w.UpdateActivity(ctx, d.UUID, func(a *activity.Activity) error { a.Title = "lost"; cancel(); return nil }, nil)
	if !errors.Is(err, context.Canceled) {
		w.Errorf("update: %v", err)
	}
	w.same(w.read(d.UUID), &d.Activity, "after an update whose context ended")
}
