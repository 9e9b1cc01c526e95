package storetest

import (
	"errors"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/contact"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/core/profile"
	"palestra/internal/core/sport"
	"palestra/internal/core/upload"
)

// twoWeeks is a plan with a workout in its first week.
func twoWeeks(w *world, coach access.Viewer) plan.PlanDraft {
	variants := plan.Content{Variants: []plan.Variant{
		{Name: "short", Steps: tenMinutes("1").Steps}, {Name: "long", Steps: tenMinutes("6").Steps},
	}}
	made, err := w.planner().CreateWorkout(w.ctx, coach, plan.Workout{Sport: sport.Running, SportName: "run", Title: "x", Content: variants})
	w.must(err)
	entry := func(week, day int64) plan.EntryDraft {
		return plan.EntryDraft{Entry: plan.Entry{Week: week, Day: day, Morning: true, Title: "Run", Sport: sport.Running, SportName: "run"}}
	}
	second, first := entry(2, 3), entry(1, 1)
	first.Refs, second.Duration, second.DurationByHand = []plan.SessionRef{{Key: made.Key}}, 5400, true
	return plan.PlanDraft{Plan: plan.Plan{Name: "Two weeks", Weeks: pointer(int64(2))}, Drafts: []plan.EntryDraft{second, first}}
}

func trainingPlans(w *world) {
	coach, other, s := w.coach("carl"), w.coach("cleo"), w.planner()
	made, err := s.CreatePlan(w.ctx, coach, twoWeeks(w, coach))
	w.must(err)
	if len(made.Entries) != 2 || made.Entries[0].Week != 1 || made.Entries[0].Duration != 2100 || made.Entries[1].Duration != 5400 {
		w.Errorf("made %+v", made)
	}
	read, err := s.Plan(w.ctx, coach, made.ID)
	w.must(err)
	w.same(read, made, "read")
	changed, err := s.UpdatePlan(w.ctx, coach, made.ID, func(d *plan.PlanDraft) error { d.Weeks, d.Price = nil, pointer(int64(999)); return nil })
	w.must(err)
	if changed.Weeks != nil || *changed.Price != 999 || len(changed.Entries) != 2 {
		w.Errorf("changed %+v", changed)
	}
	_, err = s.UpdatePlan(w.ctx, coach, made.ID, func(d *plan.PlanDraft) error { d.Weeks = pointer(int64(1)); return nil })
	w.refused(err, fault.Invalid, "plan.invalid")
	_, err = s.Plan(w.ctx, other, made.ID)
	w.refused(err, fault.NotFound, "plan.not_found")
	w.refused(s.DeletePlan(w.ctx, other, made.ID), fault.NotFound, "plan.not_found")
	w.must(s.DeletePlan(w.ctx, coach, made.ID))
	all, err := s.Plans(w.ctx, coach)
	w.must(err)
	if len(all) != 0 {
		w.Errorf("left: %+v", all)
	}
}

func plansAreLaidOut(w *world) {
	coach, s := w.coach("carl"), w.planner()
	ana, ben := w.person("ana"), w.person("ben")
	w.mayPlan(ana, coach, access.Forever)
	made, err := s.CreatePlan(w.ctx, coach, twoWeeks(w, coach))
	w.must(err)
	start := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	_, _, err = s.LayOut(w.ctx, coach, plan.Layout{Plan: made.ID, Start: start, Athletes: []int64{ana.ID, ben.ID}})
	if err == nil {
		w.Error("ben lets nobody plan")
	}
	if none, err := s.Planned(w.ctx, coach, start, start.AddDate(0, 0, 20)); err != nil || len(none) != 0 {
		w.Fatalf("a part was laid out: %+v (%v)", none, err)
	}
	w.mayPlan(ben, coach, access.Forever)
	all, undo, err := s.LayOut(w.ctx, coach, plan.Layout{
		Plan: made.ID, Start: start, Athletes: []int64{ana.ID, ben.ID}, Variants: map[int64]string{ben.ID: "long"},
	})
	w.must(err)
	if len(all) != 2 || !all[0].Day.Equal(start) || !all[1].Day.Equal(start.AddDate(0, 0, 9)) {
		w.Fatalf("laid out: %+v", all)
	}
	stored, err := s.Training(w.ctx, coach, all[0].ID)
	w.must(err)
	w.same(stored, &all[0], "read")
	if slot := stored.SlotOf(ben.ID); slot.Duration != 3600 || slot.Variant != "long" || stored.SlotOf(ana.ID).Duration != 2100 {
		w.Errorf("ben does %+v, ana %+v", slot, stored.SlotOf(ana.ID))
	}
	picked, err := s.Pick(w.ctx, coach, all[0].ID, ana.ID, "short")
	w.must(err)
	if picked.SlotOf(ana.ID).Duration != 600 || picked.SlotOf(ben.ID).Duration != 3600 {
		w.Errorf("picked: %+v", picked.Picks)
	}
	linked, err := s.Plan(w.ctx, coach, made.ID)
	w.must(err)
	w.same(linked.Athletes, []int64{ana.ID, ben.ID}, "linked")
	w.must(s.Unlink(w.ctx, coach, made.ID, ben.ID))
	w.refused(s.Unlink(w.ctx, coach, made.ID, ben.ID), fault.NotFound, "plan.not_linked")

	w.must(s.Undo(w.ctx, coach, undo))
	if none, err := s.Planned(w.ctx, coach, start, start.AddDate(0, 0, 20)); err != nil || len(none) != 0 {
		w.Errorf("still there: %+v (%v)", none, err)
	}
	linked, err = s.Plan(w.ctx, coach, made.ID)
	w.must(err)
	if len(linked.Athletes) != 0 {
		w.Errorf("still linked: %v", linked.Athletes)
	}
}

func feeds(w *world) {
	s, ana := w.planner(), access.Viewer{Person: w.person("ana")}
	none, err := s.Feed(w.ctx, ana)
	w.must(err)
	if none.Made {
		w.Errorf("nobody made %+v", none)
	}
	first, err := s.MakeFeed(w.ctx, ana)
	w.must(err)
	second, err := s.MakeFeed(w.ctx, ana)
	w.must(err)
	_, _, err = s.FeedItems(w.ctx, first)
	w.refused(err, fault.NotFound, "feed.not_found")
	owner, _, err := s.FeedItems(w.ctx, second)
	w.must(err)
	w.same(owner.ID, ana.ID(), "owner")
	w.must(s.RevokeFeed(w.ctx, ana))
	w.must(s.RevokeFeed(w.ctx, ana))
	_, _, err = s.FeedItems(w.ctx, second)
	w.refused(err, fault.NotFound, "feed.not_found")
}

func uploads(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	since := noon.Add(-upload.Life)
	u := &upload.Upload{ID: "one", Owner: ana.ID, Name: "a", Size: 6, CreatedAt: noon}
	w.must(w.CreateUpload(w.ctx, u, since, 1))
	w.refused(w.CreateUpload(w.ctx, &upload.Upload{ID: "two", Owner: ana.ID, Size: 1, CreatedAt: noon}, since, 1), fault.Limited, "upload.too_many")
	add := func(owner, offset int64, text string) error {
		_, err := w.AppendUpload(w.ctx, owner, "one", since, upload.Chunk{Offset: offset, Bytes: []byte(text), Name: "b"})
		return err
	}
	w.must(add(ana.ID, 0, "abc"))
	w.must(add(ana.ID, 0, "abc"))
	w.refused(add(ana.ID, 4, "ef"), fault.Conflict, "upload.offset")
	w.refused(add(ana.ID, 2, "cde"), fault.Conflict, "upload.offset")
	w.refused(add(ana.ID, 3, "defg"), fault.TooLarge, "upload.too_large")
	w.refused(add(ben.ID, 3, "def"), fault.NotFound, "upload.not_found")
	w.must(add(ana.ID, 3, "def"))
	got, data, err := w.UploadBytes(w.ctx, ana.ID, "one", since)
	w.must(err)
	if string(data) != "abcdef" || !got.Complete() || got.Name != "b" {
		w.Errorf("%q of %+v", data, got)
	}
	_, err = w.Upload(w.ctx, ana.ID, "one", noon.Add(time.Second))
	w.refused(err, fault.NotFound, "upload.not_found")
	w.must(w.ChangeWhole(w.ctx, ana.ID, func(p *profile.Whole) error {
		p.Person.Picture, p.Origin = person.Picture{Hash: "hash", Type: "image/png"}, &upload.Portrait{UploadID: "one", Name: "b.png"}
		return nil
	}))
	origin, known, err := w.PictureOrigin(w.ctx, ana.ID, "hash")
	w.must(err)
	if !known || origin.UploadID != "one" {
		w.Errorf("%v %+v", known, origin)
	}
	if _, known, err := w.PictureOrigin(w.ctx, ana.ID, "other"); err != nil || known {
		w.Errorf("another picture came from nowhere: %v %v", known, err)
	}
	w.refused(w.DeleteUpload(w.ctx, ana.ID, "one"), fault.NotFound, "upload.not_found")
	w.must(w.CreateUpload(w.ctx, &upload.Upload{ID: "three", Owner: ana.ID, Size: 1, CreatedAt: noon}, since, 9))
	w.must(w.SweepUploads(w.ctx, noon.Add(time.Second)))
	w.refused(w.DeleteUpload(w.ctx, ana.ID, "three"), fault.NotFound, "upload.not_found")
}

// wholes changes all that is known of a person at once, or nothing of it.
func wholes(w *world) {
	ana := w.person("ana")
	none, err := w.Contact(w.ctx, ana.ID)
	w.must(err)
	w.same(none, contact.Contact{}, "nothing told")
	height := int64(171)
	told := contact.Contact{Phone: "+33123456789", Address: "x"}
	change := func(p *profile.Whole) error {
		p.Person.Profile.FirstName, p.Contact, p.Body.Height = "Ana", told, &height
		p.Weight = &body.Weight{Owner: ana.ID, Day: noon.Truncate(24 * time.Hour), Figure: 71_30, Unit: body.Kilogram, Milligrams: 71_300_000}
		return nil
	}
	refusal := fault.InvalidField("height", "fields.invalid", "too high")
	w.refused(w.ChangeWhole(w.ctx, ana.ID, func(p *profile.Whole) error { return errors.Join(change(p), refusal) }), fault.Invalid, "fields.invalid")
	read := func() (string, contact.Contact, *int64, int) {
		p, err := w.Person(w.ctx, ana.ID)
		w.must(err)
		k, err := w.Contact(w.ctx, ana.ID)
		w.must(err)
		b, err := w.BodyProfile(w.ctx, ana.ID)
		w.must(err)
		weights, err := w.Weights().List(w.ctx, ana.ID, listing.Query{Limit: 10})
		w.must(err)
		return p.Profile.FirstName, k, b.Height, len(weights.Rows)
	}
	if name, k, h, n := read(); name != "" || k != none || h != nil || n != 0 {
		w.Errorf("a refused change left %q %+v %v and %d weights", name, k, h, n)
	}
	for range 2 {
		w.must(w.ChangeWhole(w.ctx, ana.ID, change))
	}
	if name, k, h, n := read(); name != "Ana" || k != told || h == nil || *h != height || n != 1 {
		w.Errorf("a change left %q %+v %v and %d weights", name, k, h, n)
	}
	w.refused(w.ChangeWhole(w.ctx, 1<<40, change), fault.NotFound, "person.not_found")
}

func boards(w *world) {
	coach, s := w.coach("carl"), w.planner()
	ana := w.person("ana")
	w.mayPlan(ana, coach, access.Forever)
	_, err := s.Schedule(w.ctx, coach, []plan.Draft{draft(1, true, ana.ID)})
	w.must(err)
	run, other := w.run(ana, 0, 10000, 3500), w.run(ana, 3, 5000, 900)
	w.create(run, other)
	day := time.Date(noon.Year(), noon.Month(), noon.Day(), 0, 0, 0, 0, time.UTC)
	shown, err := s.Calendar(w.ctx, access.Viewer{Person: ana}, day.AddDate(0, 0, -3), day.AddDate(0, 0, 3))
	w.must(err)
	if len(shown.Trainings) != 1 || len(shown.Outcomes[shown.Trainings[0].ID]) != 1 {
		w.Fatalf("ana's calendar: %+v", shown)
	}
	done := shown.Outcomes[shown.Trainings[0].ID][0]
	if len(done.Activities) != 1 || shown.Records[ana.ID][done.Activities[0]].UUID != done.Activities[0] {
		w.Errorf("done: %+v of %+v", done, shown.Records)
	}
	if left := shown.Unplanned[ana.ID]; len(left) != 1 || left[0].UUID == done.Activities[0] {
		w.Errorf("unplanned: %+v", left)
	}
	blind, err := s.Board(w.ctx, coach, day.AddDate(0, 0, -3), day.AddDate(0, 0, 3))
	w.must(err)
	if len(blind.Athletes) != 1 || len(blind.Trainings) != 1 || len(blind.Outcomes) != 0 || len(blind.Unplanned) != 0 {
		w.Errorf("without READ the coach sees %+v", blind)
	}
	read := access.Grant{Athlete: ana.ID, Coach: coach.ID(), Permission: access.PermissionRead, From: noon.AddDate(0, 0, -9), Until: access.Forever, CreatedAt: noon}
	w.must(w.CreateGrant(w.ctx, &read))
	seeing, err := s.Board(w.ctx, coach, day.AddDate(0, 0, -3), day.AddDate(0, 0, 3))
	w.must(err)
	if len(seeing.Outcomes[seeing.Trainings[0].ID]) != 1 || len(seeing.Unplanned[ana.ID]) != 1 {
		w.Errorf("with READ the coach sees %+v", seeing)
	}
	besides(w, coach, ana, seeing.Unplanned[ana.ID][0].UUID, day)
}

// besides lets another coach plan what the first sees as done besides: it stays so for the first, who is told nothing of that plan,
// and is no longer so for the other and for the athlete.
func besides(w *world, first access.Viewer, ana *person.Person, run string, day time.Time) {
	other, s := w.coach("cleo"), w.planner()
	w.mayPlan(ana, other, access.Forever)
	read := access.Grant{Athlete: ana.ID, Coach: other.ID(), Permission: access.PermissionRead, From: noon.AddDate(0, 0, -9), Until: access.Forever, CreatedAt: noon}
	w.must(w.CreateGrant(w.ctx, &read))
	made, err := s.Schedule(w.ctx, other, []plan.Draft{draft(1, true, ana.ID)})
	w.must(err)
	w.must(s.Pair(w.ctx, other, plan.Pairing{Training: made[0].ID, Athlete: ana.ID, Activity: run, Paired: true}))
	for _, viewer := range []access.Viewer{first, other} {
		b, err := s.Board(w.ctx, viewer, day.AddDate(0, 0, -3), day.AddDate(0, 0, 3))
		w.must(err)
		left := b.Unplanned[ana.ID]
		if len(b.Trainings) != 1 || len(left) != 1 {
			w.Fatalf("%s sees %d trainings and besides %+v", viewer.Person.Username, len(b.Trainings), left)
		}
		if (left[0].UUID == run) != (viewer.ID() == first.ID()) {
			w.Errorf("%s sees %s besides", viewer.Person.Username, left[0].UUID)
		}
	}
	mine, err := s.Calendar(w.ctx, access.Viewer{Person: ana}, day.AddDate(0, 0, -3), day.AddDate(0, 0, 3))
	w.must(err)
	if len(mine.Trainings) != 2 || len(mine.Unplanned[ana.ID]) != 0 {
		w.Errorf("ana has %d trainings and besides %+v", len(mine.Trainings), mine.Unplanned[ana.ID])
	}
}
