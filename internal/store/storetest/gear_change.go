package storetest

import (
	"errors"
	"math"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
	"palestra/internal/core/trackfile"
)

// activityService is the service over the world's database, for what needs no files.
func (w *world) activityService() *activity.Service {
	return activity.New(w.Stores, nil, activity.Options{
		Limits: trackfile.DefaultLimits(), Now: func() time.Time { return noon }, NewUUID: w.uuid, NewMapID: w.uuid,
	})
}

func equipmentChanges(w *world) {
	ana := w.person("ana")
	old, fresh := w.equip(ana, "old", sport.Running, sport.Walking), w.equip(ana, "fresh", sport.Hiking)
	d := w.run(ana, 0, 1000, 300)
	d.EquipmentIDs = []int64{fresh.ID}
	w.create(d)
	got, err := w.UpdateEquipment(w.ctx, ana.ID, fresh.UUID, func(e *activity.Equipment) error {
		e.Label, e.Description, e.Active, e.DefaultFor = "Fresh", pointer("red"), false, []sport.ID{sport.Running}
		e.ID, e.UUID, e.Owner, e.CreatedAt, e.Activities = 99, "x", 99, noon.Add(time.Hour), 99 // not for a change
		return nil
	})
	w.must(err)
	want := *fresh
	want.Label, want.Description, want.Active, want.DefaultFor = "Fresh", pointer("red"), false, []sport.ID{sport.Running}
	want.Activities, want.Distance, want.Duration, want.Moving = 1, 1000, 300, 300
	w.same(got, &want, "changed")
	read, err := w.EquipmentByUUID(w.ctx, ana.ID, fresh.UUID)
	w.must(err)
	w.same(read, &want, "read again")
	read, err = w.EquipmentByUUID(w.ctx, ana.ID, old.UUID)
	w.must(err)
	w.same(read.DefaultFor, []sport.ID{sport.Walking}, "what the other is still for")

	stop := errors.New("stop")
	_, err = w.UpdateEquipment(w.ctx, ana.ID, fresh.UUID, func(e *activity.Equipment) error { e.Label = "lost"; return stop })
	if !errors.Is(err, stop) {
		w.Fatalf("got %v, want the error of change", err)
	}
	_, err = w.UpdateEquipment(w.ctx, ana.ID, fresh.UUID, func(e *activity.Equipment) error { e.Label, e.DefaultFor = "old", nil; return nil })
	w.refused(err, fault.Conflict, "equipment.label_taken")
	read, err = w.EquipmentByUUID(w.ctx, ana.ID, fresh.UUID)
	w.must(err)
	w.same(read, &want, "after two failures")

	got, err = w.UpdateEquipment(w.ctx, ana.ID, fresh.UUID, func(e *activity.Equipment) error { e.Type = 2; return nil })
	w.must(err)
	want.Type, want.Activities, want.Distance, want.Duration, want.Moving = 2, 0, 0, 0, 0
	w.same(got, &want, "of another type")
	if left := w.read(d.UUID).Equipment; len(left) != 0 {
		w.Fatalf("still on the activity: %v", left)
	}
}

func equipmentDeleted(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	e := w.equip(ana, "shoes", sport.Running)
	keep := func(*activity.Equipment) error { return nil }
	_, err := w.UpdateEquipment(w.ctx, ben.ID, e.UUID, keep)
	w.refused(err, fault.NotFound, "equipment.not_found")
	_, err = w.RefreshEquipment(w.ctx, ben.ID, e.UUID)
	w.refused(err, fault.NotFound, "equipment.not_found")
	w.refused(w.DeleteEquipment(w.ctx, ben.ID, e.UUID, true), fault.NotFound, "equipment.not_found")

	d := w.run(ana, 0, 1000.001, 300)
	d.EquipmentIDs = []int64{e.ID}
	w.create(d, w.run(ana, 1, 5, 5))
	got, err := w.RefreshEquipment(w.ctx, ana.ID, e.UUID)
	w.must(err)
	if got.Activities != 1 || got.Distance != 1000.001 || got.Moving != 300 {
		w.Fatalf("refreshed: %+v", got)
	}
	err = w.DeleteEquipment(w.ctx, ana.ID, e.UUID, false)
	w.refused(err, fault.Conflict, "equipment.in_use")
	var refusal *fault.Error
	if !errors.As(err, &refusal) || len(refusal.Args) != 1 || refusal.Args[0] != int64(1) {
		w.Fatalf("refused with %v", refusal.Args)
	}
	w.must(w.DeleteEquipment(w.ctx, ana.ID, e.UUID, true))
	if left := w.read(d.UUID).Equipment; len(left) != 0 {
		w.Fatalf("still on the activity: %v", left)
	}
	ids, err := w.DefaultEquipment(w.ctx, ana.ID, sport.Running)
	w.must(err)
	w.same(ids, []int64(nil), "defaults")
	w.refused(w.DeleteEquipment(w.ctx, ana.ID, e.UUID, true), fault.NotFound, "equipment.not_found")
}

func equipmentRules(w *world) {
	s, ana := w.activityService(), access.Viewer{Person: w.person("ana")}
	for _, c := range []struct {
		e    activity.Equipment
		code string
	}{
		{activity.Equipment{Label: "", Type: 1}, "equipment.label"},
		{activity.Equipment{Label: strings.Repeat("é", 51), Type: 1}, "equipment.label"},
		{activity.Equipment{Label: "x", Type: 1, Description: pointer(strings.Repeat("é", 201))}, "equipment.description"},
		{activity.Equipment{Label: "x", Type: 99}, "equipment.type"},
		{activity.Equipment{Label: "x", Type: 1, DefaultFor: []sport.ID{99}}, "equipment.sport_unknown"},
		{activity.Equipment{Label: "x", Type: 1, DefaultFor: []sport.ID{sport.SkiingAlpine}}, "equipment.sport_unfit"},
	} {
		_, err := s.CreateEquipment(w.ctx, ana, c.e)
		w.refused(err, fault.Invalid, c.code)
	}
	shoes, err := s.CreateEquipment(w.ctx, ana, activity.Equipment{Label: strings.Repeat("é", 50), Type: 1, DefaultFor: []sport.ID{sport.Running, sport.Hiking}})
	w.must(err)
	w.must(s.OfferEquipmentType(w.ctx, ana, 5, false)) // she is the administrator
	_, err = s.CreateEquipment(w.ctx, ana, activity.Equipment{Label: "x", Type: 5})
	w.refused(err, fault.Invalid, "equipment.type_inactive")
	_, err = s.UpdateEquipment(w.ctx, ana, shoes.UUID, activity.EquipmentChange{Type: pointer(5)})
	w.refused(err, fault.Invalid, "equipment.type_inactive")
	_, err = s.UpdateEquipment(w.ctx, ana, shoes.UUID, activity.EquipmentChange{Type: pointer(99)})
	w.refused(err, fault.Invalid, "equipment.type")
	_, err = s.UpdateEquipment(w.ctx, ana, shoes.UUID, activity.EquipmentChange{Type: pointer(2), DefaultFor: &[]sport.ID{sport.Running}})
	w.refused(err, fault.Invalid, "equipment.sport_unfit")
	got, err := s.UpdateEquipment(w.ctx, ana, shoes.UUID, activity.EquipmentChange{Type: pointer(2), Label: pointer("bike")})
	w.must(err)
	if got.Type != 2 || got.Label != "bike" || len(got.DefaultFor) != 0 || !got.Active {
		w.Fatalf("now a bike: %+v", got)
	}
	_, err = s.OneEquipment(w.ctx, access.Viewer{Person: w.person("ben")}, shoes.UUID)
	w.refused(err, fault.NotFound, "equipment.not_found")
}

func preferenceChanges(w *world) {
	s := w.activityService()
	ana, ben := access.Viewer{Person: w.person("ana")}, access.Viewer{Person: w.person("ben")}
	shoes, err := s.CreateEquipment(w.ctx, ana, activity.Equipment{Label: "shoes", Type: 1})
	w.must(err)
	set := func(c activity.PreferenceChange) (*activity.SportPreference, error) {
		return s.UpdatePreference(w.ctx, ana, sport.Running, c)
	}
	got, err := set(activity.PreferenceChange{Color: pointer("#aBc")})
	w.must(err)
	w.same(got, &activity.SportPreference{Person: ana.ID(), Sport: sport.Running, Color: "#aBc", Active: true, StoppedSpeed: 1}, "a colour, the rest as usual")
	got, err = set(activity.PreferenceChange{Active: pointer(false), StoppedSpeed: pointer(0.5), Equipment: &[]string{shoes.UUID}})
	w.must(err)
	want := activity.SportPreference{Person: ana.ID(), Sport: sport.Running, Color: "#aBc", StoppedSpeed: 0.5}
	w.same(got, &want, "changed")
	defaults := func(when string, want ...int64) {
		ids, err := w.DefaultEquipment(w.ctx, ana.ID(), sport.Running)
		w.must(err)
		w.same(ids, want, when)
	}
	defaults("given", shoes.ID)
	for _, c := range []struct {
		change activity.PreferenceChange
		code   string
	}{
		{activity.PreferenceChange{Color: pointer("red")}, "preference.color"},
		{activity.PreferenceChange{Color: pointer("#12345")}, "preference.color"},
		{activity.PreferenceChange{StoppedSpeed: pointer(0.0)}, "preference.threshold"},
		{activity.PreferenceChange{StoppedSpeed: pointer(-1.0)}, "preference.threshold"},
		{activity.PreferenceChange{StoppedSpeed: pointer(math.NaN())}, "preference.threshold"},
		{activity.PreferenceChange{StoppedSpeed: pointer(math.Inf(1))}, "preference.threshold"},
		{activity.PreferenceChange{Color: pointer("#fff"), Equipment: &[]string{"nothing"}}, "equipment.unknown"},
		{activity.PreferenceChange{Equipment: &[]string{shoes.UUID, shoes.UUID}}, "equipment.too_many"},
	} {
		_, err := set(c.change)
		w.refused(err, fault.Invalid, c.code)
	}
	_, err = s.UpdatePreference(w.ctx, ana, 99, activity.PreferenceChange{})
	w.refused(err, fault.Invalid, "sport.unknown")
	_, err = s.UpdatePreference(w.ctx, ben, sport.Running, activity.PreferenceChange{Equipment: &[]string{shoes.UUID}})
	w.refused(err, fault.Invalid, "equipment.unknown")
	_, err = s.UpdatePreference(w.ctx, ana, sport.SkiingAlpine, activity.PreferenceChange{Equipment: &[]string{shoes.UUID}})
	w.refused(err, fault.Invalid, "equipment.wrong_type")
	all, err := s.Preferences(w.ctx, ana)
	w.must(err)
	w.same(all, []activity.SportPreference{want}, "after refusals")

	_, err = set(activity.PreferenceChange{Equipment: &[]string{}})
	w.must(err)
	defaults("taken off")
	_, err = set(activity.PreferenceChange{Equipment: &[]string{shoes.UUID}})
	w.must(err)
	w.must(s.ResetPreference(w.ctx, ben, sport.Running))
	defaults("somebody else's reset", shoes.ID)
	w.must(s.ResetPreference(w.ctx, ana, sport.Running))
	w.must(s.ResetPreference(w.ctx, ana, sport.Running))
	defaults("reset")
	all, err = s.Preferences(w.ctx, ana)
	w.must(err)
	w.same(all, []activity.SportPreference(nil), "reset")
	w.refused(s.ResetPreference(w.ctx, ana, 99), fault.Invalid, "sport.unknown")
}

func offers(w *world) {
	s := w.activityService()
	ana, ben := access.Viewer{Person: w.person("ana")}, access.Viewer{Person: w.person("ben")}
	w.refused(s.OfferSport(w.ctx, ben, sport.Running, false), fault.Forbidden, "auth.admin_only")
	w.refused(s.OfferEquipmentType(w.ctx, ben, 1, false), fault.Forbidden, "auth.admin_only")
	w.refused(s.OfferSport(w.ctx, access.Viewer{}, sport.Running, false), fault.Unauthenticated, "auth.session")
	w.refused(s.OfferSport(w.ctx, ana, 99, false), fault.Invalid, "sport.unknown")
	w.refused(s.OfferEquipmentType(w.ctx, ana, 99, false), fault.Invalid, "equipment.type")
	for range 2 {
		w.must(s.OfferSport(w.ctx, ana, sport.Walking, false))
		w.must(s.OfferSport(w.ctx, ana, sport.Running, false))
		w.must(s.OfferEquipmentType(w.ctx, ana, 6, false))
	}
	w.must(s.OfferSport(w.ctx, ana, sport.Walking, true))
	o, err := s.Offer(w.ctx)
	w.must(err)
	w.same(o, activity.Offer{WithdrawnSports: []sport.ID{sport.Running}, WithdrawnTypes: []int{6}}, "offer")
	if o.Sport(sport.Running) || !o.Sport(sport.Walking) || o.Type(6) || !o.Type(1) {
		w.Fatalf("offered: %+v", o)
	}
	w.create(w.run(ben.Person, 0, 1, 1))
	w.equip(ben.Person, "shoes")
	u, err := s.Use(w.ctx, ana)
	w.must(err)
	w.same(u, activity.Use{Sports: []sport.ID{sport.Running}, Types: []int{1}}, "in use")
	_, err = s.Use(w.ctx, ben)
	w.refused(err, fault.Forbidden, "auth.admin_only")
}
