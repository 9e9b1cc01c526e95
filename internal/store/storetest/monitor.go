package storetest

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/job"
	"palestra/internal/core/listing"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// squad is a coach who may read, plan for and share an athlete at all times, and the service that measures.
type squad struct {
	*world
	*monitor.Service
	coach   access.Viewer
	athlete *person.Person
	device  *monitor.Tracker
	clock   time.Time
}

func (w *world) squad() *squad {
	w.Helper()
	s := &squad{world: w, coach: w.coach("carl"), athlete: w.person("ana"), clock: noon.Add(24 * time.Hour)}
	now := func() time.Time { return s.clock }
	s.Service = monitor.New(w.Stores, monitor.Options{Now: now, NewUUID: w.uuid, Access: access.New(w.Stores, now)})
	w.mustUpdateRole(s.coach.Person)
	for _, p := range []access.Permission{access.PermissionRead, access.PermissionWrite, access.PermissionShare} {
		s.allow(s.athlete, s.coach, p, monitor.ManagedFrom, access.Forever)
	}
	var err error
	s.device, _, err = s.AddTracker(w.ctx, "SN-1", "", s.coach.ID())
	w.must(err)
	return s
}

// mustUpdateRole stores that somebody is a coach, which the world's coaches are only in the hands of tests.
func (w *world) mustUpdateRole(p *person.Person) {
	w.Helper()
	_, err := w.UpdatePerson(w.ctx, p.ID, func(stored *person.Person) error {
		stored.Role = person.Coach
		return nil
	})
	w.must(err)
}

func (s *squad) allow(athlete *person.Person, coach access.Viewer, p access.Permission, from, until time.Time) access.Grant {
	s.Helper()
	g := access.Grant{Athlete: athlete.ID, Coach: coach.ID(), Permission: p, From: from, Until: until, CreatedAt: noon}
	s.must(s.CreateGrant(s.ctx, &g))
	return g
}

// frame is from so many seconds after noon for so many seconds.
func (s *squad) frame(after, seconds int) monitor.TimeFrame {
	from := noon.Add(time.Duration(after) * time.Second)
	return monitor.TimeFrame{
		Athlete: s.athlete.ID, Device: s.device.ID, Schema: 9, From: from, Until: from.Add(time.Duration(seconds) * time.Second),
	}
}

func (s *squad) create(t monitor.TimeFrame) *monitor.TimeFrame {
	s.Helper()
	made, err := s.CreateTimeFrame(s.ctx, s.coach, t)
	s.must(err)
	return made
}

// second is what a device sends in a second at 10 Hz, going east at 4 m/s.
func second(after int) monitor.RawFrame {
	sent := &monitor.Samples{}
	start := noon.UnixMilli() + int64(after)*1000
	for i := range 10 {
		t := float64(after) + float64(i)/10
		sent.Time = append(sent.Time, start+int64(i)*100)
		sent.Lat = append(sent.Lat, 0)
		sent.Lon = append(sent.Lon, int32(t*4/111_195*1e7))
		sent.Speed = append(sent.Speed, 40_000)
		sent.HeartRate = append(sent.HeartRate, int32(120+after%20))
	}
	return monitor.RawFrame{
		Samples: sent, Time: sent.Time[9], Extra: json.RawMessage(`{"device":{"Bat_lvl":90}}`),
		JSON: json.RawMessage(fmt.Sprintf(`{"gnss":{"timestamp":[%d]}}`, start)),
	}
}

func (s *squad) send(from, to int) (all monitor.Received) {
	s.Helper()
	for n := from; n < to; n++ {
		r, err := s.Receive(s.ctx, s.device.ID, []monitor.RawFrame{second(n)})
		s.must(err)
		all.Accepted, all.Duplicates = all.Accepted+r.Accepted, all.Duplicates+r.Duplicates
	}
	return all
}

// work runs the jobs that are due at a time, and gives their subjects.
func (s *squad) work(at time.Time) (subjects []int64) {
	s.Helper()
	for {
		jobs, err := s.LeaseJobs(s.ctx, job.ComputeTimeFrame, at, at.Add(time.Minute), 10)
		s.must(err)
		if len(jobs) == 0 {
			return subjects
		}
		for i := range jobs {
			subjects = append(subjects, jobs[i].Subject)
			s.must(s.Compute(s.ctx, jobs[i].Subject, jobs[i].ID))
			s.must(s.FinishJob(s.ctx, &jobs[i], at))
		}
	}
}

func devices(w *world) {
	s := w.squad()
	rival := w.coach("rita")
	w.mustUpdateRole(rival.Person)
	_, _, err := s.AddTracker(w.ctx, "sn-1", "", 0)
	w.refused(err, fault.Conflict, "device.serial_taken")
	spare, key, err := s.AddTracker(w.ctx, "SN-2", "spare", 0)
	w.must(err)
	found, err := s.TrackerByKey(w.ctx, key)
	w.must(err)
	w.same(found, spare, "by key")
	_, err = s.TrackerByKey(w.ctx, key+"x")
	w.refused(err, fault.Unauthenticated, "device.key")

	_, err = s.Tracker(w.ctx, s.coach, spare.ID)
	w.refused(err, fault.NotFound, "device.not_found")
	taken, err := s.TakeTracker(w.ctx, s.coach, spare.ID)
	w.must(err)
	if !taken.HeldAt(s.clock) || taken.HeldAt(s.clock.Add(-time.Second)) || taken.Owner != s.coach.ID() {
		w.Fatalf("taken: %+v", taken)
	}
	again, err := s.TakeTracker(w.ctx, s.coach, spare.ID)
	w.must(err)
	w.same(again, taken, "taken twice")
	_, err = s.TakeTracker(w.ctx, rival, spare.ID)
	w.refused(err, fault.NotFound, "device.not_found")
	_, err = s.NameTracker(w.ctx, rival, spare.ID, "mine")
	w.refused(err, fault.NotFound, "device.not_found")
	named, err := s.NameTracker(w.ctx, s.coach, spare.ID, "number ten")
	w.must(err)
	w.same(named.CustomName, "number ten", "name")

	_, err = s.TakeBySerial(w.ctx, rival, "SN-2")
	w.refused(err, fault.NotFound, "device.not_found")
	_, err = s.TakeBySerial(w.ctx, rival, "SN-3")
	w.refused(err, fault.NotFound, "device.not_found")

	since := s.clock
	s.clock = s.clock.Add(time.Hour)
	released, err := s.ReleaseTracker(w.ctx, s.coach, spare.ID)
	w.must(err)
	w.same(released.OwnedUntil, s.clock, "released")
	holds, err := s.Holds(w.ctx, s.coach, spare.ID)
	w.must(err)
	w.same(holds, []monitor.Interval{{From: since, Until: s.clock}}, "held")
	_, err = s.Holds(w.ctx, rival, spare.ID)
	w.refused(err, fault.NotFound, "device.not_found")
	_, err = s.ReleaseTracker(w.ctx, s.coach, spare.ID)
	w.refused(err, fault.NotFound, "device.not_found")
	next, err := s.TakeBySerial(w.ctx, rival, " sn-2 ")
	w.must(err)
	w.same(next.CustomName, "", "a new owner's name")
	for _, c := range []struct {
		v       access.Viewer
		current bool
		want    int64
	}{{s.coach, true, 1}, {s.coach, false, 2}, {rival, true, 1}, {rival, false, 1}} {
		page, err := s.Trackers(w.ctx, c.v, monitor.TrackerFilter{Current: c.current})
		w.must(err)
		if page.Total != c.want || len(page.Rows) != int(c.want) {
			w.Fatalf("%s, current %v: %+v", c.v.Person.Username, c.current, page)
		}
	}
	_, err = s.Trackers(w.ctx, access.Viewer{Person: s.athlete}, monitor.TrackerFilter{})
	w.refused(err, fault.Forbidden, "monitor.not_manager")
}

// rawData sends two minutes in a muddle and twice: what is read back is in order and whole.
func rawData(w *world) {
	s := w.squad()
	w.same(s.send(100, 200), monitor.Received{Accepted: 1000}, "in order")
	w.same(s.send(40, 50), monitor.Received{Accepted: 100}, "late")
	w.same(s.send(45, 105), monitor.Received{Accepted: 500, Duplicates: 100}, "again, and what was missing")
	w.same(s.send(0, 40), monitor.Received{Accepted: 400}, "the beginning, last")
	w.same(s.send(600, 601), monitor.Received{Accepted: 10}, "after a long gap")

	day := monitor.Interval{From: noon, Until: noon.Add(24 * time.Hour)}
	whole, err := s.Raw(w.ctx, s.coach, s.device.ID, day, 0, 0)
	w.must(err)
	if whole.Total != 2010 || whole.Samples.Len() != 2010 {
		w.Fatalf("%d samples of %d", whole.Samples.Len(), whole.Total)
	}
	for i, at := range whole.Samples.Time[:2000] {
		if at != noon.UnixMilli()+int64(i)*100 || whole.Samples.Speed[i] != 40_000 {
			w.Fatalf("sample %d is of %d", i, at)
		}
	}
	if len(whole.Extras) != 201 || string(whole.Extras[0].JSON) != `{"device":{"Bat_lvl":90}}` {
		w.Fatalf("%d extras", len(whole.Extras))
	}
	page, err := s.Raw(w.ctx, s.coach, s.device.ID, day, 1234, 5)
	w.must(err)
	w.same(page.Samples.Time, whole.Samples.Time[1234:1239], "a page")
	w.same(page.Total, 2010, "of")
	part, err := s.Raw(w.ctx, s.coach, s.device.ID, monitor.Interval{From: noon.Add(time.Second), Until: noon.Add(2 * time.Second)}, 0, 0)
	w.must(err)
	w.same(part.Samples.Time, whole.Samples.Time[10:20], "a second")
	ranges, err := s.RawRanges(w.ctx, s.coach, s.device.ID, day)
	w.must(err)
	at := func(ms int64) time.Time { return noon.Add(time.Duration(ms) * time.Millisecond) }
	w.same(ranges, []monitor.Interval{{From: at(0), Until: at(199_900)}, {From: at(600_000), Until: at(600_900)}}, "ranges")
	latest, err := s.LatestRaw(w.ctx, s.coach, s.device.ID)
	w.must(err)
	w.same(string(latest), string(second(600).JSON), "latest")
	stored := 0
	w.must(s.RawBlocks(w.ctx, s.device.ID, 0, math.MaxInt64, func(b *monitor.StoredBlock) error {
		stored++
		return nil
	}))
	if stored > 70 {
		w.Fatalf("%d blocks for 200 frames", stored)
	}
	rival := w.coach("rita")
	_, err = s.Raw(w.ctx, rival, s.device.ID, day, 0, 0)
	w.refused(err, fault.NotFound, "device.not_found")
	day.Until = day.From.Add(monitor.MaxRawInterval + 1)
	_, err = s.Raw(w.ctx, s.coach, s.device.ID, day, 0, 0)
	w.refused(err, fault.Invalid, "raw.interval")
	_, err = s.Receive(w.ctx, 999, []monitor.RawFrame{second(1)})
	w.refused(err, fault.NotFound, "device.not_found")
}

// rawOwnership splits a device's data between two owners.
func rawOwnership(w *world) {
	s := w.squad()
	rival := w.coach("rita")
	s.clock = noon.Add(10 * time.Second)
	_, err := s.ReleaseTracker(w.ctx, s.coach, s.device.ID)
	w.must(err)
	_, err = s.TakeTracker(w.ctx, rival, s.device.ID)
	w.must(err)
	s.send(0, 30)
	for v, want := range map[*access.Viewer][2]int{&s.coach: {100, 0}, &rival: {200, 100}} {
		page, err := s.Raw(w.ctx, *v, s.device.ID, monitor.Interval{From: noon, Until: noon.Add(time.Hour)}, 0, 0)
		w.must(err)
		if page.Total != want[0] || page.Samples.Time[0] != noon.UnixMilli()+int64(want[1])*100 {
			w.Fatalf("%s: %d from %d", v.Person.Username, page.Total, page.Samples.Time[0])
		}
	}
	_, err = s.LatestRaw(w.ctx, s.coach, s.device.ID)
	w.refused(err, fault.NotFound, "raw.not_found")
	t := s.frame(0, 30)
	_, err = s.CreateTimeFrame(w.ctx, s.coach, t)
	w.refused(err, fault.Invalid, "time_frame.invalid")
	t.Until = noon.Add(10 * time.Second)
	made := s.create(t)
	s.work(s.clock)
	got, err := s.Computed(w.ctx, s.coach, made.ID)
	w.must(err)
	w.same(got.Result.Explain.Counts.Used, 100, "samples")
}

func occasions(w *world) {
	s := w.squad()
	match := monitor.Occasion{Name: "Finale à Genève", Schema: 3, Document: json.RawMessage(`{"sport":"soccer"}`)}
	made, err := s.CreateOccasion(w.ctx, s.coach, match)
	w.must(err)
	match.Name = "Training 50%"
	second, err := s.CreateOccasion(w.ctx, s.coach, match)
	w.must(err)
	got, err := s.Occasion(w.ctx, s.coach, made.ID, monitor.OccasionFilter{})
	w.must(err)
	w.same(got, made, "read back")
	for _, c := range []struct {
		f    monitor.OccasionFilter
		want []int64
	}{
		{monitor.OccasionFilter{}, []int64{made.ID, second.ID}}, {monitor.OccasionFilter{Name: "GENÈVE"}, []int64{made.ID}},
		{monitor.OccasionFilter{Search: []string{"fin", "gen"}}, []int64{made.ID}}, {monitor.OccasionFilter{Name: "50%"}, []int64{second.ID}},
		{monitor.OccasionFilter{Owner: -1}, nil}, {monitor.OccasionFilter{Paging: monitor.Paging{Offset: 1, Limit: 1}}, []int64{second.ID}},
		{monitor.OccasionFilter{Order: []listing.Key{{Field: "name", Descending: true}}}, []int64{second.ID, made.ID}},
	} {
		page, err := s.Occasions(w.ctx, s.coach, c.f)
		w.must(err)
		var ids []int64
		for i := range page.Rows {
			ids = append(ids, page.Rows[i].ID)
		}
		w.same(ids, c.want, fmt.Sprintf("%+v", c.f))
	}
	_, err = s.Occasions(w.ctx, s.coach, monitor.OccasionFilter{Order: []listing.Key{{Field: "owner"}}})
	w.refused(err, fault.Invalid, "listing.field")
	rival := w.coach("rita")
	for _, refused := range []error{
		s.DeleteOccasion(w.ctx, rival, made.ID, monitor.OccasionFilter{}), s.DeleteOccasion(w.ctx, s.coach, made.ID, monitor.OccasionFilter{Name: "other"}),
	} {
		w.refused(refused, fault.NotFound, "occasion.not_found")
	}
	for name, bad := range map[string]monitor.Occasion{
		"name":        {Schema: 3, Document: match.Document},
		"json":        {Name: "x", Schema: 3, Document: json.RawMessage(`{"sport":"biking"}`)},
		"json_schema": {Name: "x", Schema: 9, Document: match.Document},
		"owner":       {Name: "x", Schema: 3, Document: match.Document, Owner: s.athlete.ID},
	} {
		_, err := s.CreateOccasion(w.ctx, s.coach, bad)
		w.refused(err, fault.Invalid, "occasion.invalid")
		w.same(fieldsOf(err), []string{name}, "fields")
	}
	t := s.frame(0, 10)
	t.Occasion = made.ID
	frame := s.create(t)
	w.same(s.work(s.clock), []int64{frame.ID}, "measured")
	changed, err := s.UpdateOccasion(w.ctx, s.coach, made.ID, monitor.OccasionFilter{}, func(o *monitor.Occasion) error { o.Name = "Final"; return nil })
	w.must(err)
	w.same(changed.Name, "Final", "changed")
	w.same(s.work(s.clock), []int64{frame.ID}, "measured anew")
	w.must(s.DeleteOccasion(w.ctx, s.coach, made.ID, monitor.OccasionFilter{}))
	_, err = s.TimeFrame(w.ctx, s.coach, frame.ID, monitor.TimeFrameFilter{})
	w.refused(err, fault.NotFound, "time_frame.not_found")
}
