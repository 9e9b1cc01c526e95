package storetest

import (
	"slices"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// everything is all that can be asked about a person's training.
type everything struct {
	Activities []activity.Activity
	Points     [][]byte
	Records    []activity.Record
	Totals     []activity.SportTotal
	Equipment  []activity.Equipment
}

func (w *world) everything(p *person.Person) everything {
	w.Helper()
	var e everything
	var err error
	for f := (activity.Filter{Page: 1, PerPage: 100}); ; f.Page++ {
		page := w.list(p, f)
		for i := range page.Activities {
			a := &page.Activities[i]
			e.Activities = append(e.Activities, *w.read(a.UUID))
			points, err := w.Track(w.ctx, a.ID)
			w.must(err)
			e.Points = append(e.Points, points)
		}
		if !page.HasNext() {
			break
		}
	}
	e.Records, err = w.Records(w.ctx, p.ID)
	w.must(err)
	e.Totals, err = w.Totals(w.ctx, p.ID)
	w.must(err)
	e.Equipment, err = w.Equipment(w.ctx, p.ID)
	w.must(err)
	return e
}

func trashRoundTrip(w *world) {
	ana := w.person("ana")
	d := w.whole(ana)
	other := w.run(ana, 4, 20000, 1000)
	w.create(d, other, w.run(ana, 9, 1, 1))
	before := w.everything(ana)
	w.must(w.TrashActivity(w.ctx, d.UUID, noon))

	without := w.everything(ana)
	for _, a := range without.Activities {
		if a.ID == d.ID || a.Previous == d.UUID || a.Next == d.UUID {
			w.Fatalf("trashed, and still in %+v", a)
		}
	}
	if len(without.Activities) != 2 || without.Totals[0].Activities != 2 || without.Equipment[0].Activities != 0 {
		w.Fatalf("without it: %+v", without)
	}
	_, err := w.Activity(w.ctx, d.UUID)
	w.refused(err, fault.NotFound, "activity.not_found")
	w.refused(w.TrashActivity(w.ctx, d.UUID, noon), fault.NotFound, "activity.not_found")
	used, err := w.HashInUse(w.ctx, d.File.Hash)
	w.must(err)
	if !used {
		w.Fatal("its file counts as unused")
	}
	_, err = w.RestoreActivity(w.ctx, w.person("ben").ID, d.UUID)
	w.refused(err, fault.NotFound, "activity.not_found")

	restored, err := w.RestoreActivity(w.ctx, ana.ID, d.UUID)
	w.must(err)
	w.same(w.everything(ana), before, "everything after the restoration")
	w.same(restored, w.read(d.UUID), "answer")
	_, err = w.RestoreActivity(w.ctx, ana.ID, d.UUID)
	w.refused(err, fault.NotFound, "activity.not_found")
}

func trashAndRecords(w *world) {
	ana := w.person("ana")
	a, b := w.run(ana, 0, 5000, 1000), w.run(ana, 1, 4000, 1000)
	a.Title, b.Title = "a", "b"
	w.create(a)
	ids, err := w.Records(w.ctx, ana.ID)
	w.must(err)
	w.same(w.held(ana, a), []string{"5 AS 18@a", "5 FD 5000@a", "5 LD 1000@a", "5 MS 18@a"}, "before")
	w.must(w.TrashActivity(w.ctx, a.UUID, noon))
	w.same(w.held(ana), []string{}, "the only one is trashed")
	w.create(b)
	b.Distance = 9000
	w.change(b, func(x *activity.Activity) { x.Distance = 9000 })
	_, err = w.RestoreActivity(w.ctx, ana.ID, a.UUID)
	w.must(err)
	w.same(w.held(ana, a, b), []string{"5 AS 18@a", "5 FD 9000@b", "5 LD 1000@a", "5 MS 18@a"}, "restored")

	w.must(w.TrashActivity(w.ctx, a.UUID, noon))
	w.must(w.DeleteActivity(w.ctx, b.UUID))
	_, err = w.RestoreActivity(w.ctx, ana.ID, a.UUID)
	w.must(err)
	again, err := w.Records(w.ctx, ana.ID)
	w.must(err)
	if len(again) != len(ids) {
		w.Fatalf("records %+v", again)
	}
}

func trashPurged(w *world) {
	ana := w.person("ana")
	filed := func(hash string) *activity.Draft {
		d := w.run(ana, 0, 1, 1)
		if hash != "" {
			d.File = &activity.File{Hash: hash, Name: "x.gpx", Format: "gpx"}
		}
		w.create(d)
		return d
	}
	kept := filed("shared")
	for i, d := range []*activity.Draft{filed("shared"), filed("own"), filed("own"), filed(""), filed("late")} {
		w.must(w.TrashActivity(w.ctx, d.UUID, noon.Add(time.Duration(i)*time.Minute)))
	}
	hashes, err := w.PurgeTrash(w.ctx, noon.Add(4*time.Minute))
	w.must(err)
	slices.Sort(hashes)
	w.same(hashes, []string{"own", "shared"}, "hashes")
	for hash, want := range map[string]bool{"shared": true, "own": false, "late": true} {
		used, err := w.HashInUse(w.ctx, hash)
		w.must(err)
		if used != want {
			w.Errorf("%s in use: %v", hash, used)
		}
	}
	w.read(kept.UUID)
	hashes, err = w.PurgeTrash(w.ctx, noon.Add(time.Hour))
	w.must(err)
	w.same(hashes, []string{"late"}, "hashes")
}
