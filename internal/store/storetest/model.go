package storetest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// figures are what a model can say of a person without a database.
type figures struct {
	Records []string
	Totals  []activity.SportTotal
	Worn    []string
	Total   int64
}

// expected adds everything up from the activities that are there, in the order of storing.
func expected(alive []*activity.Activity, gear []*activity.Equipment) figures {
	f := figures{Total: int64(len(alive))}
	for _, s := range sport.All() {
		var of []*activity.Activity
		t := activity.SportTotal{Sport: s.ID}
		for _, a := range alive {
			if a.Sport == s.ID {
				of = append(of, a)
				addTo(&t, a)
			}
		}
		if t.Activities > 0 {
			t.Distance, t.Ascent, t.Descent = millis(t.Distance), millis(t.Ascent), millis(t.Descent)
			f.Totals = append(f.Totals, t)
		}
		for _, kind := range activity.RecordTypes {
			if best := bestOf(of, kind); best != nil {
				f.Records = append(f.Records, fmt.Sprint(s.ID, kind, activity.RecordValue(&best.Numbers, kind), best.UUID))
			}
		}
	}
	for _, e := range gear {
		n, m, sec := 0, 0.0, int64(0)
		for _, a := range alive {
			if slices.ContainsFunc(a.Equipment, func(x activity.Equipment) bool { return x.ID == e.ID }) {
				n, m, sec = n+1, m+a.Distance, sec+a.Duration
			}
		}
		f.Worn = append(f.Worn, fmt.Sprint(e.Label, n, millis(m), sec))
	}
	return f
}

func millis(v float64) float64 { return math.Round(v*1000) / 1000 }

func addTo(t *activity.SportTotal, a *activity.Activity) {
	t.Activities++
	t.Distance += a.Distance
	t.Duration += a.Duration
	t.Moving += a.Moving
	if a.Ascent == a.Ascent {
		t.Ascent += a.Ascent
	}
	if a.Descent == a.Descent {
		t.Descent += a.Descent
	}
}

// bestOf is the rule of records, one by one.
func bestOf(all []*activity.Activity, kind activity.RecordType) *activity.Activity {
	var best *activity.Activity
	for _, a := range all {
		v := activity.RecordValue(&a.Numbers, kind)
		if !(v > 0) {
			continue
		}
		if best == nil {
			best = a
			continue
		}
		b := activity.RecordValue(&best.Numbers, kind)
		if v > b || v == b && (a.Start.Before(best.Start) || a.Start.Equal(best.Start) && a.ID < best.ID) {
			best = a
		}
	}
	return best
}

// stored are the same figures as the database has them.
func (w *world) stored(p *person.Person, gear []*activity.Equipment) figures {
	w.Helper()
	f := figures{Total: w.list(p, activity.Filter{}).Total}
	records, err := w.Records(w.ctx, p.ID)
	w.must(err)
	for _, r := range records {
		f.Records = append(f.Records, fmt.Sprint(r.Sport, r.Type, r.Value, r.Activity))
	}
	f.Totals, err = w.Totals(w.ctx, p.ID)
	w.must(err)
	for _, e := range gear {
		n, m, s := w.worn(e)
		f.Worn = append(f.Worn, fmt.Sprint(e.Label, n, m, s))
	}
	return f
}

// history is a person's activities as a model keeps them.
type history struct {
	*world
	owner          *person.Person
	gear           []*activity.Equipment
	alive, trashed []*activity.Activity
}

var fewSports = []sport.ID{sport.Running, sport.Walking}

// draw makes numbers of which many are equal, and some absent.
func (h *history) draw(t *rapid.T) *activity.Draft {
	d := h.run(h.owner, rapid.IntRange(0, 3).Draw(t, "start"), float64(rapid.IntRange(0, 4).Draw(t, "distance"))/10, rapid.Int64Range(1, 3).Draw(t, "duration"))
	d.Sport = rapid.SampledFrom(fewSports).Draw(t, "sport")
	values := rapid.SampledFrom([]float64{math.NaN(), 0, 0.001, 0.7, 3})
	d.Ascent, d.AveSpeed, d.MaxSpeed = values.Draw(t, "ascent"), values.Draw(t, "average speed"), values.Draw(t, "maximum speed")
	for _, e := range h.gear {
		if rapid.Bool().Draw(t, e.Label) {
			d.EquipmentIDs = append(d.EquipmentIDs, e.ID)
		}
	}
	return d
}

func (h *history) create(t *rapid.T) {
	drafts := []*activity.Draft{h.draw(t)}
	if rapid.Bool().Draw(t, "two") {
		drafts = append(drafts, h.draw(t))
	}
	h.must(h.CreateActivities(h.ctx, drafts))
	for _, d := range drafts {
		h.alive = append(h.alive, &d.Activity)
	}
}

// pick takes one of the activities, or nil when there is none.
func pick(t *rapid.T, from []*activity.Activity) *activity.Activity {
	if len(from) == 0 {
		return nil
	}
	return from[rapid.IntRange(0, len(from)-1).Draw(t, "which")]
}

func without(all []*activity.Activity, a *activity.Activity) []*activity.Activity {
	return slices.DeleteFunc(slices.Clone(all), func(x *activity.Activity) bool { return x == a })
}

func (h *history) update(t *rapid.T) {
	a := pick(t, h.alive)
	if a == nil {
		return
	}
	d := h.draw(t)
	var equipment *[]int64
	if rapid.Bool().Draw(t, "equip") {
		equipment = &d.EquipmentIDs
	}
	got, err := h.UpdateActivity(h.ctx, a.UUID, func(x *activity.Activity) error {
		x.Numbers, x.Sport, x.Start = d.Numbers, d.Sport, d.Start
		return nil
	}, equipment)
	h.must(err)
	*a = *got
}

func (h *history) replace(t *rapid.T) {
	a := pick(t, h.alive)
	if a == nil {
		return
	}
	d := h.draw(t)
	d.UUID = a.UUID
	h.must(h.ReplaceNumbers(h.ctx, d))
	a.Numbers = d.Numbers
}

func (h *history) delete(t *rapid.T) {
	if a := pick(t, h.alive); a != nil {
		h.must(h.DeleteActivity(h.ctx, a.UUID))
		h.alive = without(h.alive, a)
	}
}

func (h *history) trash(t *rapid.T) {
	if a := pick(t, h.alive); a != nil {
		h.must(h.TrashActivity(h.ctx, a.UUID, noon))
		h.alive, h.trashed = without(h.alive, a), append(h.trashed, a)
	}
}

func (h *history) restore(t *rapid.T) {
	if a := pick(t, h.trashed); a != nil {
		got, err := h.RestoreActivity(h.ctx, h.owner.ID, a.UUID)
		h.must(err)
		h.trashed, h.alive = without(h.trashed, a), append(h.alive, got)
	}
}

// anyHistory compares with the model after each of many random changes.
func anyHistory(w *world) {
	runs := 0
	rapid.Check(w.T, func(t *rapid.T) {
		runs++
		h := &history{world: w, owner: w.person(fmt.Sprintf("p%d", runs))}
		h.gear = []*activity.Equipment{w.equip(h.owner, "a"), w.equip(h.owner, "b")}
		steps := []func(*rapid.T){h.create, h.create, h.create, h.update, h.update, h.replace, h.delete, h.trash, h.restore}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			steps[rapid.IntRange(0, len(steps)-1).Draw(t, "step")](t)
			if d := diff(w.stored(h.owner, h.gear), expected(h.alive, h.gear)); d != "" {
				t.Fatalf("database and model differ (-model +database):\n%s", d)
			}
		}
	})
}

// parallelChanges lets several goroutines work on one person's activities, and compares with the model in the end.
func parallelChanges(w *world) {
	ana := w.person("ana")
	gear := []*activity.Equipment{w.equip(ana, "a")}
	const workers, each = 6, 10
	drafts := make([][]*activity.Draft, workers)
	for i := range drafts {
		for j := range each {
			d := w.run(ana, (i*7+j*3)%11, float64(1000*((i+j)%5)), int64(100+(i*j)%7))
			d.EquipmentIDs = []int64{gear[0].ID}
			drafts[i] = append(drafts[i], d)
		}
	}
	errs := make([]error, workers)
	var all sync.WaitGroup
	for i := range workers {
		all.Go(func() { errs[i] = w.work(drafts[i]) })
	}
	all.Wait()
	w.must(errors.Join(errs...))

	var alive []*activity.Activity
	for _, a := range w.everyPage(activity.Filter{Scope: own(ana)}) {
		alive = append(alive, &a)
	}
	if len(alive) != workers*each/2 {
		w.Fatalf("%d activities are left", len(alive))
	}
	w.same(w.stored(ana, gear), expected(alive, gear), "after parallel changes")
}

// work stores each draft, changes it, and removes every second one.
func (w *world) work(drafts []*activity.Draft) error {
	for i, d := range drafts {
		if err := w.CreateActivities(w.ctx, []*activity.Draft{d}); err != nil {
			return err
		}
		_, err := w.UpdateActivity(w.ctx, d.UUID, func(a *activity.Activity) error {
			a.Distance += float64(i)
			a.Start = a.Start.Add(time.Minute)
			return nil
		}, nil)
		if err != nil {
			return err
		}
		if i%2 == 0 {
			if err := w.DeleteActivity(w.ctx, d.UUID); err != nil {
				return err
			}
		}
	}
	return nil
}
