package storetest

import (
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// requests are asked, accepted on the athlete's terms, refused and withdrawn, by nobody but the two they are between.
func requests(w *world) {
	coach, ana, eve := w.coach("carl"), access.Viewer{Person: w.person("ana")}, access.Viewer{Person: w.person("eve")}
	s := access.New(w.Stores, func() time.Time { return noon })
	both := []access.Permission{access.PermissionWrite, access.PermissionRead, access.PermissionRead}
	first, err := s.Ask(w.ctx, coach, ana.ID(), both, time.Time{})
	w.must(err)
	again, err := s.Ask(w.ctx, coach, ana.ID(), both[:1], noon.Add(time.Hour))
	w.must(err)
	if first.ID != again.ID {
		w.Fatal("asking twice makes two requests")
	}
	received, _, err := s.Requests(w.ctx, ana)
	w.must(err)
	_, made, err := s.Requests(w.ctx, coach)
	w.must(err)
	want := []access.Request{{ID: first.ID, Athlete: ana.ID(), Coach: coach.ID(), Permissions: both[:1], Until: noon.Add(time.Hour), CreatedAt: noon}}
	w.same(received, want, "received")
	w.same(made, want, "made")

	_, err = s.Ask(w.ctx, ana, eve.ID(), both, time.Time{})
	w.refused(err, fault.Forbidden, "request.not_coach")
	_, err = s.Ask(w.ctx, coach, coach.ID(), both, time.Time{})
	w.refused(err, fault.Invalid, "request.self")
	_, err = s.Ask(w.ctx, coach, eve.ID(), nil, time.Time{})
	w.refused(err, fault.Invalid, "request.permissions")
	_, err = s.Ask(w.ctx, coach, eve.ID(), both, noon)
	w.refused(err, fault.Invalid, "request.until")
	if _, err = s.Ask(w.ctx, coach, 99, both, time.Time{}); !fault.Is(err, fault.NotFound) {
		w.Fatalf("asked nobody: %v", err)
	}
	w.refused(s.Accept(w.ctx, eve, first.ID, access.Terms{Permissions: both}), fault.NotFound, "request.not_found")
	w.refused(s.Decline(w.ctx, eve, first.ID), fault.NotFound, "request.not_found")

	w.must(s.Accept(w.ctx, ana, first.ID, access.Terms{Permissions: both, Before: true}))
	w.refused(s.Accept(w.ctx, ana, first.ID, access.Terms{Permissions: both}), fault.NotFound, "request.not_found")
	grants, err := s.Grants(w.ctx, ana.ID(), coach.ID())
	w.must(err)
	if len(grants) != 2 || grants[0].Permission != access.PermissionRead || grants[0].From.Year() != 1970 || !grants[1].Until.Equal(access.Forever) {
		w.Fatalf("accepted: %+v", grants)
	}
	// New terms take the place of the old ones.
	next, err := s.Ask(w.ctx, coach, ana.ID(), both[1:], time.Time{})
	w.must(err)
	w.must(s.Accept(w.ctx, ana, next.ID, access.Terms{Permissions: both[1:], Until: noon.Add(time.Hour)}))
	grants, err = s.Grants(w.ctx, ana.ID(), coach.ID())
	w.must(err)
	if len(grants) != 3 || grants[0].RevokedAt.IsZero() || !grants[2].Until.Equal(noon.Add(time.Hour)) {
		w.Fatalf("accepted anew: %+v", grants)
	}
	w.refused(s.End(w.ctx, eve, ana.ID(), coach.ID()), fault.NotFound, "grant.not_found")
	w.must(s.End(w.ctx, coach, ana.ID(), coach.ID()))
	w.refused(s.End(w.ctx, ana, ana.ID(), coach.ID()), fault.NotFound, "grant.not_found")

	refused, err := s.Ask(w.ctx, coach, eve.ID(), both, time.Time{})
	w.must(err)
	w.must(s.Decline(w.ctx, eve, refused.ID))
	withdrawn, err := s.Ask(w.ctx, coach, eve.ID(), both, time.Time{})
	w.must(err)
	w.must(s.Decline(w.ctx, coach, withdrawn.ID))
	received, _, err = s.Requests(w.ctx, eve)
	w.must(err)
	w.same(received, []access.Request(nil), "after refusing and withdrawing")
	w.refused(w.PutRequest(w.ctx, &access.Request{Athlete: eve.ID(), Coach: coach.ID(), Until: noon, CreatedAt: noon}, 0), fault.Limited, "request.limit")
}

// revisions move, copy, withdraw and discard, and are taken back whole.
func revisions(w *world) {
	coach, other, s := w.coach("carl"), w.coach("cleo"), w.planner()
	ana, ben := w.person("ana"), w.person("ben")
	for _, p := range []*person.Person{ana, ben} {
		w.mayPlan(p, coach, noon.AddDate(1, 0, 0))
	}
	workout, err := s.CreateWorkout(w.ctx, coach, plan.Workout{Sport: sport.Running, SportName: "run", Title: "Tempo", Tags: []string{"hard"}, Content: tenMinutes("3")})
	w.must(err)
	note, err := s.CreateNote(w.ctx, coach, plan.Note{Title: "Jog", HTML: "<p>easy</p>", Tags: []string{"hard"}})
	w.must(err)
	day := func(n int) time.Time { return time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC) }
	planned, err := s.Schedule(w.ctx, coach, []plan.Draft{{
		Training: plan.Training{Title: "Both", Sport: sport.Running, SportName: "run", Day: day(6), Athletes: []int64{ana.ID, ben.ID}},
		Refs:     []plan.SessionRef{{ID: workout.ID, Built: true}, {ID: note.ID}},
	}})
	w.must(err)
	id := planned[0].ID
	w.must(w.SetPairing(w.ctx, plan.Pairing{Training: id, Athlete: ana.ID, Activity: w.uuid(), Paired: true}))
	calendar := func() []plan.Training {
		all, err := s.Planned(w.ctx, coach, day(1), day(30))
		w.must(err)
		return all
	}
	before := calendar()
	back := func(undo int64, err error, changed int) {
		w.Helper()
		w.must(err)
		if got := len(calendar()); got != changed {
			w.Fatalf("%d trainings, want %d", got, changed)
		}
		w.refused(s.Undo(w.ctx, other, undo), fault.NotFound, "undo.not_found")
		w.must(s.Undo(w.ctx, coach, undo))
		w.same(calendar(), before, "taken back")
		w.refused(s.Undo(w.ctx, coach, undo), fault.NotFound, "undo.not_found")
	}
	undo, err := s.Move(w.ctx, coach, plan.Move{Training: id, From: ana.ID, To: ana.ID, Day: day(8)})
	back(undo, err, 2)
	undo, err = s.Move(w.ctx, coach, plan.Move{Training: id, Day: day(8)})
	back(undo, err, 1)
	undo, err = s.Move(w.ctx, coach, plan.Move{Training: id, From: ana.ID, To: ben.ID, Day: day(8), Copy: true})
	back(undo, err, 2)
	undo, err = s.Withdraw(w.ctx, coach, id, ben.ID)
	back(undo, err, 1)
	undo, err = s.Withdraw(w.ctx, coach, id, 0)
	back(undo, err, 0)
	made, undo, err := s.CopyWeek(w.ctx, coach, day(6), day(13), ben.ID)
	if made != 1 {
		w.Fatalf("copied %d", made)
	}
	back(undo, err, 2)

	_, err = s.Move(w.ctx, other, plan.Move{Training: id, Day: day(8)})
	w.refused(err, fault.NotFound, "training.not_found")
	_, err = s.Move(w.ctx, coach, plan.Move{Training: id, From: ana.ID, To: other.ID(), Day: day(8)})
	w.refused(err, fault.Invalid, "training.invalid")
	_, err = s.Withdraw(w.ctx, coach, id, other.ID())
	w.refused(err, fault.NotFound, "training.not_found")

	undo, err = s.DiscardWorkout(w.ctx, coach, workout.ID)
	w.must(err)
	undoNote, err := s.DiscardNote(w.ctx, coach, note.ID)
	w.must(err)
	if n := len(calendar()[0].Sessions); n != 0 {
		w.Fatalf("%d sessions are left", n)
	}
	w.must(s.Undo(w.ctx, coach, undoNote))
	w.must(s.Undo(w.ctx, coach, undo))
	w.same(calendar(), before, "sessions are back in their places")
	restored, err := s.Workout(w.ctx, coach, plan.Ref{Key: workout.Key})
	w.must(err)
	w.same(restored, workout, "the workout is back")
	_, err = s.DiscardNote(w.ctx, other, note.ID)
	w.refused(err, fault.NotFound, "note.not_found")
	h, err := w.History(w.ctx, []int64{ana.ID}, day(1), day(30))
	w.must(err)
	if len(h.Pairings) != 1 || h.Pairings[0].Training != id {
		w.Fatalf("what was said by hand: %+v", h.Pairings)
	}
}
