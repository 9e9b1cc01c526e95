package storetest

import (
	"encoding/json"
	"errors"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/job"
	"palestra/internal/core/listing"
	"palestra/internal/core/metric"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/core/track"
)

// fieldsOf are the names of the fields that were refused.
func fieldsOf(err error) (names []string) {
	var f *fault.Error
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			names = append(names, field.Name)
		}
	}
	return names
}

func timeFrames(w *world) {
	s := w.squad()
	first, second := s.create(s.frame(0, 60)), s.create(s.frame(30, 60))
	got, err := s.TimeFrame(w.ctx, s.coach, first.ID, monitor.TimeFrameFilter{})
	w.must(err)
	w.same(got, first, "read back")
	w.same(string(got.Params), "{}", "params")
	for want, f := range map[int64]monitor.TimeFrameFilter{
		2: {Device: s.device.ID, Athlete: s.athlete.ID, Owner: s.coach.ID()},
		0: {Occasion: -1},
		1: {FromAfter: noon.Add(30 * time.Second), UntilBefore: noon.Add(90 * time.Second), Order: []listing.Key{{Field: "device", Descending: true}}},
	} {
		page, err := s.TimeFrames(w.ctx, s.coach, f)
		w.must(err)
		w.same(page.Total, want, "in the filter")
	}
	for _, c := range []struct {
		field  string
		change func(*monitor.TimeFrame)
	}{
		{"end_time", func(t *monitor.TimeFrame) { t.Until = t.From }},
		{"end_time", func(t *monitor.TimeFrame) { t.Until = t.From.Add(24*time.Hour + 1) }},
		{"start_time", func(t *monitor.TimeFrame) { t.From = time.Time{} }},
		{"owner", func(t *monitor.TimeFrame) { t.Owner = s.athlete.ID }},
		{"json_schema", func(t *monitor.TimeFrame) { t.Schema = 3 }},
		{"params", func(t *monitor.TimeFrame) { t.Params = json.RawMessage(`{"max_hr":-1}`) }},
		{"params", func(t *monitor.TimeFrame) {
			t.Params = json.RawMessage(`{"accelerations":{"threshold_1":5,"threshold_2":4}}`)
		}},
		{"activity", func(t *monitor.TimeFrame) { t.Occasion = 99 }},
		{"device", func(t *monitor.TimeFrame) { t.Device = 99 }},
		{"athlete", func(t *monitor.TimeFrame) { t.Athlete = 99 }},
	} {
		t := s.frame(0, 60)
		c.change(&t)
		_, err := s.CreateTimeFrame(w.ctx, s.coach, t)
		w.refused(err, fault.Invalid, "time_frame.invalid")
		w.same(fieldsOf(err), []string{c.field}, "fields")
	}
	stranger := w.person("stan")
	t := s.frame(0, 60)
	t.Athlete = stranger.ID
	_, err = s.CreateTimeFrame(w.ctx, s.coach, t)
	w.refused(err, fault.Forbidden, "monitor.no_write")
	s.allow(stranger, s.coach, access.PermissionWrite, noon, noon.Add(59*time.Second))
	_, err = s.CreateTimeFrame(w.ctx, s.coach, t)
	w.refused(err, fault.Forbidden, "monitor.no_write")
	moved, err := s.UpdateTimeFrame(w.ctx, s.coach, second.ID, monitor.TimeFrameFilter{}, func(t *monitor.TimeFrame) error {
		t.Until = t.Until.Add(time.Second)
		return nil
	})
	w.must(err)
	got, err = s.TimeFrame(w.ctx, s.coach, second.ID, monitor.TimeFrameFilter{})
	w.must(err)
	w.same(got, moved, "moved")
	w.must(s.DeleteTimeFrame(w.ctx, s.coach, first.ID, monitor.TimeFrameFilter{}))
	w.refused(s.DeleteTimeFrame(w.ctx, s.coach, first.ID, monitor.TimeFrameFilter{}), fault.NotFound, "time_frame.not_found")
}

// measured goes from samples to numbers, which follow what comes late.
func measured(w *world) {
	s := w.squad()
	s.send(0, 60)
	t := s.create(s.frame(0, 120))
	_, err := s.Computed(w.ctx, s.coach, t.ID)
	w.refused(err, fault.NotFound, "computed.not_found")
	w.same(s.work(s.clock), []int64{t.ID}, "measured once")
	got, err := s.Computed(w.ctx, s.coach, t.ID)
	w.must(err)
	if r := &got.Result; r.Explain.Source != monitor.SourceDevice || r.TotalDistance < 239 || r.TotalDistance > 241 || r.MaxSpeed != 4 || got.At != s.clock {
		w.Fatalf("%+v at %v", r, got.At)
	}
	w.same(len(s.work(s.clock.Add(time.Hour))), 0, "nothing more to do")

	s.send(60, 120)
	w.same(len(s.work(s.clock)), 0, "it waits for more")
	w.same(s.work(s.clock.Add(time.Minute)), []int64{t.ID}, "measured anew, once")
	got, err = s.Computed(w.ctx, s.coach, t.ID)
	w.must(err)
	if d := got.Result.TotalDistance; d < 479 || d > 481 {
		w.Fatalf("%v m", d)
	}
	s.send(60, 70)
	w.same(len(s.work(s.clock.Add(time.Hour))), 0, "what is sent again changes nothing")

	old := *got
	old.Revision--
	w.must(s.SaveComputed(w.ctx, &old))
	again, err := s.Computed(w.ctx, s.coach, t.ID)
	w.must(err)
	w.same(again, got, "what was begun earlier doesn't replace it")
	w.must(s.DeleteTimeFrame(w.ctx, s.coach, t.ID, monitor.TimeFrameFilter{}))
	w.must(s.Compute(w.ctx, t.ID, 0))
	w.must(s.SaveComputed(w.ctx, got))
}

// computedAccess shows results to those who may read the athlete over the whole time frame.
func computedAccess(w *world) {
	s := w.squad()
	s.send(0, 10)
	o, err := s.CreateOccasion(w.ctx, s.coach, monitor.Occasion{Name: "Match", Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)})
	w.must(err)
	t := s.frame(0, 10)
	t.Occasion = o.ID
	made := s.create(t)
	rita := w.coach("rita")
	s.work(s.clock)
	_, err = s.Computed(w.ctx, rita, made.ID)
	w.refused(err, fault.NotFound, "time_frame.not_found")
	_, err = s.OccasionComputed(w.ctx, rita, o.ID)
	w.refused(err, fault.NotFound, "occasion.not_found")
	s.allow(s.athlete, rita, access.PermissionRead, noon.Add(-time.Hour), noon.Add(5*time.Second))
	_, err = s.Computed(w.ctx, rita, made.ID)
	w.refused(err, fault.NotFound, "time_frame.not_found")
	rest := s.allow(s.athlete, rita, access.PermissionRead, noon.Add(5*time.Second), noon.Add(time.Minute))
	for _, v := range []access.Viewer{rita, s.coach, {Person: s.athlete}} {
		_, err := s.Computed(w.ctx, v, made.ID)
		w.must(err)
		all, err := s.OccasionComputed(w.ctx, v, o.ID)
		w.must(err)
		if len(all) != 1 || all[0].TimeFrame != made.ID {
			w.Fatalf("%s: %+v", v.Person.Username, all)
		}
	}
	w.must(w.RevokeGrant(w.ctx, rest.ID, noon))
	_, err = s.Computed(w.ctx, rita, made.ID)
	w.refused(err, fault.NotFound, "time_frame.not_found")

	looks, err := s.Looks(w.ctx, access.Viewer{Person: s.athlete}, monitor.LookFilter{})
	w.must(err)
	if looks.Total != 2 || looks.Rows[0].ViewerName != "carl" || looks.Rows[1].Viewer != rita.ID() || looks.Rows[1].TimeFrame != made.ID ||
		looks.Rows[1].From != made.From || looks.Rows[1].Kind != monitor.LookComputed {
		w.Fatalf("looks %+v", looks)
	}
	hers, err := s.Looks(w.ctx, access.Viewer{Person: s.athlete}, monitor.LookFilter{Viewer: rita.ID(), Paging: monitor.Paging{Limit: 1}})
	w.must(err)
	w.same(hers.Rows, looks.Rows[1:], "what one coach looked at")
	mine, err := w.Grants(w.ctx, s.athlete.ID, s.coach.ID())
	w.must(err)
	for _, g := range mine {
		w.must(w.RevokeGrant(w.ctx, g.ID, noon))
	}
	_, err = s.Computed(w.ctx, s.coach, made.ID)
	w.refused(err, fault.Forbidden, "monitor.no_read")
	all, err := s.OccasionComputed(w.ctx, s.coach, o.ID)
	w.must(err)
	w.same(len(all), 0, "what the owner may not read")
}

// bridge measures what was uploaded, and again when it changes.
func bridge(w *world) {
	s := w.squad()
	t := s.frame(0, 3600)
	t.Device = 0
	made := s.create(t)
	s.work(s.clock)
	distance := func() (float64, monitor.SourceKind) {
		got, err := s.Computed(w.ctx, s.coach, made.ID)
		w.must(err)
		return got.Result.TotalDistance, got.Result.Explain.Source
	}
	if d, source := distance(); d != 0 || source != monitor.SourceNone {
		w.Fatalf("%v m from %s", d, source)
	}
	walk := &track.Track{Segments: make([]track.Segment, 1), Totals: track.NewTotals()}
	for i := range 600 {
		p := track.NewPoint()
		p.Time, p.Lat, p.Lon = noon.Add(time.Duration(i)*time.Second).UnixMicro(), 46.5, 6.6+float64(i)*0.00004
		walk.Segments[0].Points = append(walk.Segments[0].Points, p)
	}
	summary := metric.Summarize(walk, metric.Options{})
	d := w.run(s.athlete, 0, summary.Distance, 600)
	var err error
	d.Track, err = metric.Columns(walk).Encode()
	w.must(err)
	w.create(d)
	soon := time.Now().Add(time.Hour) // activities have no time of their change that every change would have
	w.same(s.work(soon), []int64{made.ID}, "measured when it came")
	got, source := distance()
	if source != monitor.SourceRecorded || got < summary.Distance*0.995 || got > summary.Distance*1.005 {
		w.Fatalf("%v m from %s, the activity has %v", got, source, summary.Distance)
	}
	w.must(w.DeleteActivity(w.ctx, d.UUID))
	w.same(s.work(soon), []int64{made.ID}, "measured when it went")
	if d, _ := distance(); d != 0 {
		w.Fatalf("%v m after it went", d)
	}
	far := w.run(s.athlete, 2, 1000, 300)
	w.create(far)
	w.same(len(s.work(soon)), 0, "what doesn't overlap")
}

// athletes are what monitoring asks of people.
func athletes(w *world) {
	s := w.squad()
	ana := access.Viewer{Person: s.athlete}
	weight, height := 61.5, 1.68
	changed, err := s.UpdateAccount(w.ctx, ana, func(a *monitor.Athlete) error {
		a.ExternalID, a.ProfileExternalID, a.Gender, a.Nationality, a.Weight, a.Height = "club-7", "p-7", "f", "Switzerland", &weight, &height
		a.Profile.FirstName = "Ana"
		return nil
	})
	w.must(err)
	if changed.Gender != "F" || *changed.Weight != 61.5 || *changed.Height != 1.68 || changed.Profile.FirstName != "Ana" {
		w.Fatalf("changed %+v", changed)
	}
	weight = 9
	_, err = s.UpdateAccount(w.ctx, ana, func(a *monitor.Athlete) error { a.Weight, a.Gender = &weight, "X"; return nil })
	w.refused(err, fault.Invalid, "athlete.invalid")
	w.same(fieldsOf(err), []string{"athlete_profile.gender", "athlete_profile.weight"}, "fields")
	for _, f := range []monitor.AthleteFilter{{}, {Gender: "f", ExternalID: "CLUB", FirstName: "an"}, {Search: []string{"club", "ana"}}, {Managed: pointer(false)}} {
		page, err := s.Athletes(w.ctx, s.coach, f)
		w.must(err)
		if page.Total != 1 {
			w.Fatalf("%+v: %+v", f, page)
		}
	}
	for _, f := range []monitor.AthleteFilter{{Gender: "M"}, {ManagedBy: 99}, {BornFrom: noon}, {Search: []string{"club", "x"}}} {
		_, err := s.Athlete(w.ctx, s.coach, s.athlete.ID, f)
		w.refused(err, fault.NotFound, "athlete.not_found")
	}
	found, err := s.AthleteByExternalID(w.ctx, s.coach, "club-7")
	w.must(err)
	w.same(found, changed, "by external id")
	_, err = s.Athlete(w.ctx, w.coach("rita"), s.athlete.ID, monitor.AthleteFilter{})
	w.refused(err, fault.NotFound, "athlete.not_found")
}

func managedAthletes(w *world) {
	s := w.squad()
	a := monitor.Athlete{ManagedBy: s.coach.ID(), ExternalID: "7", Gender: "M"}
	_, err := s.CreateManaged(w.ctx, s.coach, a)
	w.refused(err, fault.Forbidden, "monitor.not_permitted")
	w.must(s.Permit(w.ctx, s.coach.ID(), monitor.MayManage, true))
	w.must(s.Permit(w.ctx, s.coach.ID(), monitor.MayManage, true))
	w.refused(s.Permit(w.ctx, s.coach.ID(), "can_fly", true), fault.Invalid, "permission.unknown")
	made, err := s.CreateManaged(w.ctx, s.coach, a)
	w.must(err)
	got, err := s.Athlete(w.ctx, s.coach, made.ID, monitor.AthleteFilter{Managed: pointer(true)})
	w.must(err)
	if got.Email != "" || got.Active || got.ManagedBy != s.coach.ID() || got.Username[:8] != "MANAGED-" || got.Role != person.Athlete {
		w.Fatalf("%+v", got)
	}
	grants, err := w.Grants(w.ctx, made.ID, s.coach.ID())
	w.must(err)
	if len(grants) != 3 || !grants[0].From.Equal(monitor.ManagedFrom) || !grants[2].Until.Equal(access.Forever) {
		w.Fatalf("%+v", grants)
	}
	_, err = s.CreateManaged(w.ctx, s.coach, a)
	w.refused(err, fault.Conflict, "athlete.external_id_taken")
	all, err := s.Athletes(w.ctx, s.coach, monitor.AthleteFilter{Order: []listing.Key{{Field: "external_id", Descending: true}}})
	w.must(err)
	if all.Total != 2 || all.Rows[0].ID != made.ID {
		w.Fatalf("%+v", all)
	}
	renamed, err := s.UpdateManaged(w.ctx, s.coach, made.ID, func(a *monitor.Athlete) error { a.ExternalID, a.Username = "8", "x"; return nil })
	w.must(err)
	if renamed.ExternalID != "8" || renamed.Username != made.Username {
		w.Fatalf("%+v", renamed)
	}
	_, err = s.Managed(w.ctx, s.coach, s.athlete.ID)
	w.refused(err, fault.NotFound, "athlete.not_found")
	_, err = s.CreateManaged(w.ctx, s.coach, monitor.Athlete{ManagedBy: s.athlete.ID})
	w.refused(err, fault.Invalid, "athlete.invalid")
}

// sharing passes on what one holds, within its bounds.
func sharing(w *world) {
	s := w.squad()
	rita := w.coach("rita")
	w.mustUpdateRole(rita.Person)
	next := w.coach("nick")
	w.mustUpdateRole(next.Person)
	s.allow(s.athlete, rita, access.PermissionShare, noon, s.clock.Add(time.Hour))
	grant := func(v access.Viewer, p access.Permission, until time.Time) error {
		_, err := s.Grant(w.ctx, v, access.Grant{Athlete: s.athlete.ID, Coach: next.ID(), Permission: p, From: noon, Until: until})
		return err
	}
	w.must(grant(rita, access.PermissionRead, s.clock.Add(time.Hour)))
	w.refused(grant(rita, access.PermissionRead, s.clock.Add(2*time.Hour)), fault.Forbidden, "monitor.not_yours")
	w.refused(grant(rita, access.PermissionShare, s.clock), fault.Forbidden, "monitor.not_yours")
	w.refused(grant(next, access.PermissionWrite, s.clock), fault.Forbidden, "monitor.not_yours")
	ana := access.Viewer{Person: s.athlete}
	_, err := s.Service.Grant(w.ctx, ana, access.Grant{Athlete: s.athlete.ID, Coach: s.athlete.ID + 99, Permission: access.PermissionRead})
	w.refused(err, fault.NotFound, "manager.not_found")
	mine, err := s.Service.Grants(w.ctx, ana, s.athlete.ID, next.ID())
	w.must(err)
	if len(mine) != 1 {
		w.Fatalf("%+v", mine)
	}
	w.refused(s.RevokeGrants(w.ctx, ana, s.athlete.ID, next.ID(), 999), fault.NotFound, "grant.not_found")
	w.must(s.RevokeGrants(w.ctx, ana, s.athlete.ID, next.ID(), 0))
	mine, err = s.Service.Grants(w.ctx, ana, s.athlete.ID, next.ID())
	w.must(err)
	if mine[0].RevokedAt.IsZero() {
		w.Fatal("still there")
	}
	_, err = s.Service.Grants(w.ctx, rita, s.athlete.ID, 0)
	w.refused(err, fault.Forbidden, "monitor.not_athlete")
}

// queue is the life of jobs.
func queue(w *world) {
	s := w.squad()
	t := s.create(s.frame(0, 10))
	lease := func(at time.Time) []job.Job {
		jobs, err := w.LeaseJobs(w.ctx, job.ComputeTimeFrame, at, at.Add(time.Minute), 5)
		w.must(err)
		return jobs
	}
	first := lease(s.clock)
	if len(first) != 1 || first[0].Subject != t.ID || first[0].Attempts != 1 || first[0].State != job.Running {
		w.Fatalf("leased %+v", first)
	}
	w.same(len(lease(s.clock.Add(59*time.Second))), 0, "while the lease holds")
	second := lease(s.clock.Add(time.Minute))
	if len(second) != 1 || second[0].ID != first[0].ID || second[0].Attempts != 2 {
		w.Fatalf("leased again %+v", second)
	}
	w.must(w.FinishJob(w.ctx, &first[0], s.clock))
	state := func() job.Job {
		all, total, err := w.Jobs(w.ctx, job.Filter{Kind: job.ComputeTimeFrame, Limit: 10})
		w.must(err)
		if total != 1 {
			w.Fatalf("%d jobs: %+v", total, all)
		}
		return all[0]
	}
	w.same(state().State, job.Running, "who lost the lease can't end it")
	w.must(w.FailJob(w.ctx, &second[0], "no luck", s.clock, s.clock.Add(time.Hour)))
	w.same(len(lease(s.clock.Add(59*time.Minute))), 0, "it waits")
	third := lease(s.clock.Add(time.Hour))
	if len(third) != 1 || third[0].Error != "no luck" {
		w.Fatalf("third %+v", third)
	}
	w.must(w.FailJob(w.ctx, &third[0], "no use", s.clock, time.Time{}))
	w.same(state().State, job.GivenUp, "given up")
	w.must(w.RunJob(w.ctx, third[0].ID, s.clock))
	again := lease(s.clock)
	if len(again) != 1 || again[0].Attempts != 1 {
		w.Fatalf("by hand %+v", again)
	}
	w.refused(w.RunJob(w.ctx, third[0].ID, s.clock), fault.NotFound, "job.not_found")

	// A change while it runs makes another job; when the running one fails, that one stands for both.
	_, err := s.UpdateTimeFrame(w.ctx, s.coach, t.ID, monitor.TimeFrameFilter{}, func(t *monitor.TimeFrame) error { t.Schema = 8; return nil })
	w.must(err)
	other := lease(s.clock)
	w.must(w.FailJob(w.ctx, &other[0], "no luck", s.clock, s.clock.Add(time.Hour)))
	w.must(w.FailJob(w.ctx, &again[0], "cut short", s.clock, s.clock))
	waiting, total, err := w.Jobs(w.ctx, job.Filter{State: job.Waiting, Limit: 10})
	w.must(err)
	if total != 1 || waiting[0].ID != other[0].ID || !waiting[0].At.Equal(s.clock) {
		w.Fatalf("waiting: %+v", waiting)
	}
	w.must(w.SweepJobs(w.ctx, s.clock.Add(time.Hour)))
	_, total, err = w.Jobs(w.ctx, job.Filter{Limit: 10})
	w.must(err)
	w.same(total, int64(1), "after the sweep")
}

// jobsAndRollback leaves no job of a change that was undone.
func jobsAndRollback(w *world) {
	s := w.squad()
	t := s.frame(0, 10)
	t.Params, t.Occasion = json.RawMessage("{}"), 4711
	if err := w.Stores.CreateTimeFrame(w.ctx, &monitor.TimeFrame{Owner: s.coach.ID(), Athlete: s.athlete.ID, From: t.From, Until: t.From}, noon); err == nil {
		w.Fatal("an empty interval was stored")
	}
	o, err := s.CreateOccasion(w.ctx, s.coach, monitor.Occasion{Name: "Match", Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)})
	w.must(err)
	t.Occasion = o.ID
	s.create(t)
	s.work(s.clock)
	undone := errors.New("undone")
	draft := w.run(s.athlete, 0, 10, 10)
	w.create(draft)
	s.work(time.Now().Add(time.Hour))
	_, err = w.UpdateOccasion(w.ctx, s.coach.ID(), o.ID, noon, func(*monitor.Occasion) error { return undone })
	if !errors.Is(err, undone) {
		w.Fatal(err)
	}
	other := w.run(s.athlete, 0, 10, 10)
	other.UUID = draft.UUID
	if err := w.CreateActivities(w.ctx, []*activity.Draft{w.run(s.athlete, 0, 10, 10), other}); err == nil {
		w.Fatal("one id was stored twice")
	}
	_, total, err := w.Jobs(w.ctx, job.Filter{State: job.Waiting, Limit: 10})
	w.must(err)
	w.same(total, int64(0), "jobs of changes that were undone")
}
