package storetest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// coach signs up somebody who plans for others.
func (w *world) coach(name string) access.Viewer {
	w.Helper()
	p := w.person(name)
	p.Role = person.Coach
	return access.Viewer{Person: p}
}

// planner is the service that plans, on the world's clock.
func (w *world) planner() *plan.Service {
	return plan.New(w.Stores, plan.Options{
		Now:    func() time.Time { return noon },
		NewKey: func() string { return fmt.Sprintf("%024x", w.made.Add(1)) },
	})
}

// mayPlan lets the coach plan for somebody.
func (w *world) mayPlan(athlete *person.Person, coach access.Viewer, until time.Time) {
	w.Helper()
	w.must(w.CreateGrant(w.ctx, &access.Grant{
		Athlete: athlete.ID, Coach: coach.ID(), Permission: access.PermissionWrite, From: noon.Add(-time.Hour), Until: until, CreatedAt: noon,
	}))
}

func tenMinutes(times string) plan.Content {
	leaf := plan.Step{Intensity: plan.Interval, Target: plan.TargetOpen, Ends: plan.DurationTime, Length: plan.Number{Text: "600"}}
	return plan.Content{Steps: []plan.Step{{Repeat: plan.Number{Text: times}, Steps: []plan.Step{leaf}, Extra: map[string]any{"uuid-Comment": "x"}}}}
}

func workoutRoundTrip(w *world) {
	coach, other, s := w.coach("carl"), w.coach("cleo"), w.planner()
	made, err := s.CreateWorkout(w.ctx, coach, plan.Workout{
		Sport: sport.Running, SportName: "RUNNING", Title: "Tempo", Description: pointer("50% & more"), Tags: []string{" Easy ", "hill", "EASY"}, Content: tenMinutes("3"),
	})
	w.must(err)
	w.same(made.Tags, []string{"Easy", "hill"}, "tags")
	for _, ref := range []plan.Ref{{ID: made.ID}, {Key: made.Key}} {
		got, err := s.Workout(w.ctx, coach, ref)
		w.must(err)
		w.same(got, made, "read back")
		_, err = s.Workout(w.ctx, other, ref)
		w.refused(err, fault.NotFound, "workout.not_found")
		w.refused(s.DeleteWorkout(w.ctx, other, ref), fault.NotFound, "workout.not_found")
	}
	second, err := s.CreateWorkout(w.ctx, coach, plan.Workout{Sport: sport.Running, SportName: "run", Title: "Second", Tags: []string{"HILL"}, Content: tenMinutes("1")})
	w.must(err)
	w.same(second.Tags, []string{"hill"}, "a tag keeps its first spelling")
	for _, c := range []struct {
		f    plan.Filter
		want []string
	}{
		{plan.Filter{}, []string{"Tempo", "Second"}}, {plan.Filter{Search: "50%"}, []string{"Tempo"}}, {plan.Filter{Search: "SECOND"}, []string{"Second"}},
		{plan.Filter{Tag: "easy"}, []string{"Tempo"}}, {plan.Filter{Tag: "hill"}, []string{"Tempo", "Second"}}, {plan.Filter{Search: "_"}, nil},
	} {
		all, err := s.Workouts(w.ctx, coach, c.f)
		w.must(err)
		var titles []string
		for i := range all {
			titles = append(titles, all[i].Title)
		}
		w.same(titles, c.want, fmt.Sprintf("%+v", c.f))
	}
	changed, err := s.UpdateWorkout(w.ctx, coach, plan.Ref{ID: made.ID}, func(x *plan.Workout) error {
		x.Title, x.Tags, x.Estimate = "Threshold", []string{"hill"}, pointer(int64(99))
		return nil
	})
	w.must(err)
	got, err := s.Workout(w.ctx, coach, plan.Ref{Key: made.Key})
	w.must(err)
	w.same(got, changed, "after the change")
	_, err = s.UpdateWorkout(w.ctx, coach, plan.Ref{ID: made.ID}, func(x *plan.Workout) error { x.Title = ""; return nil })
	w.refused(err, fault.Invalid, "workout.invalid")
	w.must(s.DeleteWorkout(w.ctx, coach, plan.Ref{Key: made.Key}))
	w.must(s.DeleteWorkout(w.ctx, coach, plan.Ref{ID: second.ID}))
	_, err = s.Workout(w.ctx, coach, plan.Ref{ID: made.ID})
	w.refused(err, fault.NotFound, "workout.not_found")
}

func noteRoundTrip(w *world) {
	coach, s := w.coach("carl"), w.planner()
	made, err := s.CreateNote(w.ctx, coach, plan.Note{
		Title: "Jog", HTML: `<p onclick="x()">easy<script>alert(1)</script></p>`, Tags: []string{"run"}, Estimate: pointer(int64(1800)),
	})
	w.must(err)
	w.same(made.HTML, "<p>easy</p>", "cleaned")
	got, err := s.Note(w.ctx, coach, made.ID)
	w.must(err)
	w.same(got, made, "read back")
	changed, err := s.UpdateNote(w.ctx, coach, made.ID, func(n *plan.Note) error { n.Title, n.Tags = "Jogging", nil; return nil })
	w.must(err)
	all, err := s.Notes(w.ctx, coach, plan.Filter{Search: "jogg"})
	w.must(err)
	w.same(all, []plan.Note{*changed}, "list")
	w.must(s.DeleteNote(w.ctx, coach, made.ID))
	w.refused(s.DeleteNote(w.ctx, coach, made.ID), fault.NotFound, "note.not_found")
}

func planTags(w *world) {
	coach, other, s := w.coach("carl"), w.coach("cleo"), w.planner()
	nice, created, err := s.CreateTag(w.ctx, coach, " A nice tag ! ")
	w.must(err)
	again, twice, err := s.CreateTag(w.ctx, coach, "a NICE tag !")
	w.must(err)
	if nice != again || !created || twice {
		w.Fatalf("%+v (%v), again %+v (%v)", nice, created, again, twice)
	}
	made, err := s.CreateWorkout(w.ctx, coach, plan.Workout{Sport: sport.Running, SportName: "run", Title: "x", Tags: []string{"a nice tag !", "Été"}, Content: tenMinutes("1")})
	w.must(err)
	found, err := s.Tags(w.ctx, coach, "éT")
	w.must(err)
	if len(found) != 1 || found[0].Label != "Été" {
		w.Fatalf("found %+v", found)
	}
	w.refused(s.DeleteTag(w.ctx, other, nice.ID), fault.NotFound, "tag.not_found")
	w.must(s.DeleteTag(w.ctx, coach, nice.ID))
	got, err := s.Workout(w.ctx, coach, plan.Ref{ID: made.ID})
	w.must(err)
	w.same(got.Tags, []string{"Été"}, "tags of the workout")
	_, _, err = s.CreateTag(w.ctx, coach, strings.Repeat("x", 101))
	w.refused(err, fault.Invalid, "tag.invalid")
}

func day(n int) time.Time { return time.Date(2024, 5, n, 0, 0, 0, 0, time.UTC) }

func draft(n int, morning bool, athletes ...int64) plan.Draft {
	return plan.Draft{Training: plan.Training{
		Title: fmt.Sprintf("day %d", n), Sport: sport.Running, SportName: "running", Day: day(n), Morning: morning, Athletes: athletes,
	}}
}

func trainingRoundTrip(w *world) {
	coach, other, s := w.coach("carl"), w.coach("cleo"), w.planner()
	ana, ben := w.person("ana"), w.person("ben")
	w.mayPlan(ana, coach, access.Forever)
	w.mayPlan(ben, coach, access.Forever)
	note, err := s.CreateNote(w.ctx, coach, plan.Note{Title: "Jog", HTML: "easy", Estimate: pointer(int64(1800))})
	w.must(err)
	built, err := s.CreateWorkout(w.ctx, coach, plan.Workout{Sport: sport.Running, SportName: "run", Title: "x", Content: tenMinutes("2")})
	w.must(err)
	evening, early := draft(2, false, ana.ID, ben.ID, ana.ID), draft(2, true, ben.ID)
	evening.Refs = []plan.SessionRef{{ID: note.ID}, {Key: built.Key}, {ID: built.ID, Built: true}}
	made, err := s.Schedule(w.ctx, coach, []plan.Draft{evening, early, draft(1, true, ana.ID)})
	w.must(err)
	if made[0].Duration != 1800+1200+1200 || len(made[0].Athletes) != 2 || made[0].Sessions[0].Note != note.ID || made[0].Sessions[1].Workout != built.ID {
		w.Fatalf("made %+v", made[0])
	}
	all, err := s.Planned(w.ctx, coach, day(1), day(2))
	w.must(err)
	w.same(all, []plan.Training{made[2], made[1], made[0]}, "in order")
	mine, err := s.PlannedFor(w.ctx, access.Viewer{Person: ana}, day(1), day(2))
	w.must(err)
	if len(mine) != 2 || mine[0].ID != made[2].ID || len(mine[1].Athletes) != 1 {
		w.Fatalf("ana's: %+v", mine)
	}
	_, err = s.Training(w.ctx, other, made[0].ID)
	w.refused(err, fault.NotFound, "training.not_found")
	moved, err := s.Reschedule(w.ctx, coach, []int64{made[0].ID}, func(_ int, d *plan.Draft) error {
		d.Day, d.Athletes, d.Refs = day(3), []int64{ben.ID}, []plan.SessionRef{{ID: note.ID}}
		return nil
	})
	w.must(err)
	got, err := s.Training(w.ctx, coach, made[0].ID)
	w.must(err)
	w.same(*got, moved[0], "moved")
	if got.Duration != 1800 {
		w.Fatalf("duration %d", got.Duration)
	}
	w.must(s.DeleteNote(w.ctx, coach, note.ID))
	got, err = s.Training(w.ctx, coach, made[0].ID)
	w.must(err)
	if len(got.Sessions) != 0 || got.Duration != 1800 {
		w.Fatalf("without its session: %+v", got)
	}
	w.must(s.Unschedule(w.ctx, coach, made[0].ID))
	w.refused(s.Unschedule(w.ctx, coach, made[0].ID), fault.NotFound, "training.not_found")
}

func trainingsAllOrNone(w *world) {
	coach, s := w.coach("carl"), w.planner()
	ana, ben, eve := w.person("ana"), w.person("ben"), w.person("eve")
	w.mayPlan(ana, coach, access.Forever)
	w.mayPlan(ben, coach, noon) // over at noon, which is now
	w.must(w.CreateGrant(w.ctx, &access.Grant{Athlete: eve.ID, Coach: coach.ID(), Permission: access.PermissionRead, From: noon, Until: access.Forever, CreatedAt: noon}))
	for _, stranger := range []int64{ben.ID, eve.ID, 999} {
		_, err := s.Schedule(w.ctx, coach, []plan.Draft{draft(1, true, ana.ID), draft(1, true, stranger)})
		var batch *plan.BatchError
		if !errors.As(err, &batch) || batch.Errors[0] != nil {
			w.Fatalf("athlete %d: %v", stranger, err)
		}
		w.refused(batch.Errors[1], fault.Invalid, "training.invalid")
	}
	all, err := s.Planned(w.ctx, coach, day(1), day(31))
	w.must(err)
	if len(all) != 0 {
		w.Fatalf("%d were stored", len(all))
	}
	made, err := s.Schedule(w.ctx, coach, []plan.Draft{draft(1, true, ana.ID), draft(2, true, ana.ID)})
	w.must(err)
	_, err = s.Reschedule(w.ctx, coach, []int64{made[0].ID, 999}, func(_ int, d *plan.Draft) error { d.Title = "changed"; return nil })
	w.refused(err, fault.NotFound, "training.not_found")
	got, err := s.Training(w.ctx, coach, made[0].ID)
	w.must(err)
	w.same(*got, made[0], "untouched")
	people, err := s.Athletes(w.ctx, coach)
	w.must(err)
	if len(people) != 2 || people[0].ID != ana.ID || people[1].ID != eve.ID {
		w.Fatalf("athletes %+v", people)
	}
	_, err = s.Athletes(w.ctx, access.Viewer{Person: ana})
	w.refused(err, fault.Forbidden, "plan.not_coach")
}

func planAgainstDone(w *world) {
	coach, s := w.coach("carl"), w.planner()
	ana, ben := w.person("ana"), w.person("ben")
	w.mayPlan(ana, coach, access.Forever)
	w.must(w.CreateGrant(w.ctx, &access.Grant{
		Athlete: ana.ID, Coach: coach.ID(), Permission: access.PermissionRead, From: day(1), Until: access.Forever, CreatedAt: noon,
	}))
	planned := draft(1, true, ana.ID)
	planned.Duration, planned.DurationByHand = 3600, true
	made, err := s.Schedule(w.ctx, coach, []plan.Draft{planned})
	w.must(err)
	outcome := func(want plan.Outcome) {
		w.Helper()
		want.Athlete = ana.ID
		for _, v := range []access.Viewer{coach, {Person: ana}} {
			got, err := s.Outcomes(w.ctx, v, made)
			w.must(err)
			for i := range got[made[0].ID] { // the words and figures behind it are told elsewhere
				o := &got[made[0].ID][i]
				o.Planned, o.Done, o.By, o.Reasons = 0, 0, plan.Untold, nil
			}
			w.same(got[made[0].ID], []plan.Outcome{want}, "outcome")
		}
		seen, err := s.Outcomes(w.ctx, access.Viewer{Person: ben}, made)
		w.must(err)
		w.same(seen[made[0].ID], []plan.Outcome{}, "what a stranger sees")
	}
	outcome(plan.Outcome{Status: plan.StatusPlanned})
	run, other := w.run(ana, 0, 10000, 3500), w.run(ana, 30, 10000, 3400)
	w.create(other)
	outcome(plan.Outcome{Status: plan.StatusMoved, Activities: []string{other.UUID}, Score: 94})
	w.create(run)
	outcome(plan.Outcome{Status: plan.StatusDone, Activities: []string{run.UUID}, Score: 97})

	hand := plan.Pairing{Training: made[0].ID, Athlete: ana.ID, Activity: other.UUID, Paired: true}
	w.must(s.Pair(w.ctx, coach, hand))
	w.must(s.Pair(w.ctx, access.Viewer{Person: ana}, hand))
	outcome(plan.Outcome{Status: plan.StatusMoved, Activities: []string{other.UUID}, Score: 94})
	hand.Paired = false
	w.must(s.Pair(w.ctx, coach, hand))
	outcome(plan.Outcome{Status: plan.StatusDone, Activities: []string{run.UUID}, Score: 97})
	w.must(w.DeleteActivity(w.ctx, run.UUID))
	outcome(plan.Outcome{Status: plan.StatusPlanned})

	w.refused(s.Pair(w.ctx, access.Viewer{Person: ben}, hand), fault.NotFound, "training.not_found")
	hand.Activity = w.uuid()
	w.refused(s.Pair(w.ctx, coach, hand), fault.NotFound, "activity.not_found")
	foreign := w.run(ben, 0, 1, 1)
	w.create(foreign)
	hand.Activity = foreign.UUID
	w.refused(s.Pair(w.ctx, access.Viewer{Person: ana}, hand), fault.NotFound, "activity.not_found")
}
