package storetest

import (
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// equip stores equipment of a label.
func (w *world) equip(owner *person.Person, label string, defaults ...sport.ID) *activity.Equipment {
	w.Helper()
	e := &activity.Equipment{UUID: w.uuid(), Owner: owner.ID, Label: label, Type: 1, Active: true, CreatedAt: noon, DefaultFor: defaults}
	w.must(w.CreateEquipment(w.ctx, e))
	return e
}

// worn reads equipment with its totals.
func (w *world) worn(e *activity.Equipment) (n int, distance float64, duration int64) {
	w.Helper()
	got, err := w.EquipmentByUUID(w.ctx, e.Owner, e.UUID)
	w.must(err)
	if got.Duration != got.Moving {
		w.Fatalf("moving %d of %d seconds", got.Moving, got.Duration)
	}
	return got.Activities, got.Distance, got.Duration
}

func (w *world) wants(e *activity.Equipment, activities int, distance float64, duration int64, when string) {
	w.Helper()
	if n, m, s := w.worn(e); n != activities || m != distance || s != duration {
		w.Fatalf("%s, %s: %d activities, %v m, %d s; want %d, %v, %d", when, e.Label, n, m, s, activities, distance, duration)
	}
}

func equipmentTotals(w *world) {
	ana := w.person("ana")
	old, fresh := w.equip(ana, "old"), w.equip(ana, "new", sport.Running, sport.Walking)
	fresh.Description = pointer("red")
	all, err := w.Equipment(w.ctx, ana.ID)
	w.must(err)
	fresh.Description = nil
	w.same(all, []activity.Equipment{*old, *fresh}, "equipment")

	a, b := w.run(ana, 0, 1000.001, 300), w.run(ana, 1, 2000.002, 600)
	a.EquipmentIDs, b.EquipmentIDs = []int64{old.ID, old.ID}, []int64{old.ID}
	w.create(a, b)
	w.wants(old, 2, 3000.003, 900, "attached")
	w.change(a, func(x *activity.Activity) { x.Distance, x.Duration, x.Moving = 500, 100, 100 })
	w.wants(old, 2, 2500.002, 700, "changed")
	_, err = w.UpdateActivity(w.ctx, a.UUID, func(x *activity.Activity) error { x.Distance = 700; return nil }, &[]int64{fresh.ID})
	w.must(err)
	w.wants(old, 1, 2000.002, 600, "replaced")
	w.wants(fresh, 1, 700, 100, "replaced")
	if got := w.read(a.UUID).Equipment; len(got) != 1 || got[0].ID != fresh.ID || got[0].Distance != 700 {
		w.Fatalf("attached: %+v", got)
	}
	_, err = w.UpdateActivity(w.ctx, b.UUID, func(*activity.Activity) error { return nil }, &[]int64{})
	w.must(err)
	w.wants(old, 0, 0, 0, "taken off")
	w.must(w.DeleteActivity(w.ctx, a.UUID))
	w.wants(fresh, 0, 0, 0, "deleted")
}

func equipmentDefaults(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	defaults := func(s sport.ID) []int64 {
		ids, err := w.DefaultEquipment(w.ctx, ana.ID, s)
		w.must(err)
		return ids
	}
	w.equip(ben, "his", sport.Running)
	w.same(defaults(sport.Running), []int64(nil), "none yet")
	first := w.equip(ana, "first", sport.Running, sport.Walking)
	w.same(defaults(sport.Running), []int64{first.ID}, "the first")
	second := w.equip(ana, "second", sport.Running)
	w.same(defaults(sport.Running), []int64{second.ID}, "the second took it over")
	w.same(defaults(sport.Walking), []int64{first.ID}, "the first keeps the other")
	got, err := w.EquipmentByUUID(w.ctx, ana.ID, first.UUID)
	w.must(err)
	w.same(got.DefaultFor, []sport.ID{sport.Walking}, "what the first is for")
	retired := &activity.Equipment{UUID: w.uuid(), Owner: ana.ID, Label: "retired", Type: 1, CreatedAt: noon, DefaultFor: []sport.ID{sport.Hiking}}
	w.must(w.CreateEquipment(w.ctx, retired))
	w.same(defaults(sport.Hiking), []int64(nil), "retired equipment")
}

func equipmentLabels(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	w.equip(ana, "Shoes")
	w.equip(ben, "Shoes")
	w.equip(ana, "shoes")
	again := &activity.Equipment{UUID: w.uuid(), Owner: ana.ID, Label: "Shoes", Type: 1, CreatedAt: noon}
	w.refused(w.CreateEquipment(w.ctx, again), fault.Conflict, "equipment.label_taken")
	again.Owner, again.Label = 99, "x"
	w.refused(w.CreateEquipment(w.ctx, again), fault.NotFound, "person.not_found")
}

func foreignEquipment(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	hers := w.equip(ana, "hers")
	_, err := w.EquipmentByUUID(w.ctx, ben.ID, hers.UUID)
	w.refused(err, fault.NotFound, "equipment.not_found")
	d := w.run(ben, 0, 1, 1)
	d.EquipmentIDs = []int64{hers.ID}
	w.refused(w.CreateActivities(w.ctx, []*activity.Draft{d}), fault.NotFound, "equipment.not_found")
	w.wants(hers, 0, 0, 0, "after somebody else's try")
}

func preferences(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	run := activity.SportPreference{Person: ana.ID, Sport: sport.Running, Color: "#abc", Active: true, StoppedSpeed: 0.1}
	walk := activity.SportPreference{Person: ana.ID, Sport: sport.Walking, StoppedSpeed: 2}
	w.must(w.SetSportPreference(w.ctx, walk))
	w.must(w.SetSportPreference(w.ctx, run))
	run.Color, run.StoppedSpeed = "", 1.5
	w.must(w.SetSportPreference(w.ctx, run))
	got, err := w.SportPreferences(w.ctx, ana.ID)
	w.must(err)
	w.same(got, []activity.SportPreference{run, walk}, "hers")
	got, err = w.SportPreferences(w.ctx, ben.ID)
	w.must(err)
	w.same(got, []activity.SportPreference(nil), "his")
}
