package scenario_test

import (
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/scenario"
)

// club is a server with those of the cast whom the team needs, and their grants.
type club struct {
	scenario.Deps
	t             *testing.T
	camille, maya access.Viewer
}

func newClub(t *testing.T, now time.Time) *club {
	t.Helper()
	c := &club{Deps: world(t, now), t: t}
	account := func(name string, role person.Role) access.Viewer {
		p, err := c.Auth.CreateAccount(t.Context(), auth.Registration{Username: name, Password: "eight characters", Role: role})
		must(t, err)
		return access.Viewer{Person: p}
	}
	var jonas access.Viewer
	c.camille, jonas, c.maya = account("camille", person.Coach), account("jonas", person.Coach), account("maya", person.Athlete)
	theo := account("theo", person.Athlete)
	for _, g := range []access.Grant{
		{Athlete: c.maya.ID(), Coach: c.camille.ID(), Permission: access.PermissionRead}, {Athlete: c.maya.ID(), Coach: c.camille.ID(), Permission: access.PermissionWrite},
		{Athlete: theo.ID(), Coach: c.camille.ID(), Permission: access.PermissionRead}, {Athlete: theo.ID(), Coach: c.camille.ID(), Permission: access.PermissionWrite},
		{Athlete: c.maya.ID(), Coach: jonas.ID(), Permission: access.PermissionRead},
	} {
		g.From = now.AddDate(-1, 0, 0)
		_, err := c.Access.Grant(t.Context(), g)
		must(t, err)
	}
	return c
}

// as is the service as of a moment.
func (c *club) as(at time.Time) *monitor.Service {
	return c.MonitorAt(func() time.Time { return at })
}

// occasions are the coach's, oldest first.
func (c *club) occasions() []monitor.Occasion {
	c.t.Helper()
	page, err := c.as(winter).Occasions(c.t.Context(), c.camille, monitor.OccasionFilter{})
	must(c.t, err)
	return page.Rows
}

func (c *club) frames(occasion int64) []monitor.TimeFrame {
	c.t.Helper()
	page, err := c.as(winter).TimeFrames(c.t.Context(), c.camille, monitor.TimeFrameFilter{Occasion: occasion})
	must(c.t, err)
	return page.Rows
}

func TestTheTeamHasPlayed(t *testing.T) {
	c := newClub(t, winter)
	trackers, err := scenario.FillTeam(t.Context(), c.Deps, scenario.Seed, winter)
	must(t, err)
	m := c.as(winter)
	for _, tracker := range trackers {
		found, err := m.TrackerByKey(t.Context(), tracker.Key)
		must(t, err)
		if found.ID != tracker.ID || found.CustomName != tracker.Name || !found.HeldAt(winter) || found.LastSeen.After(winter) {
			t.Errorf("%+v has the key of %+v", tracker, found)
		}
	}
	occasions := c.occasions()
	if len(trackers) != 12 || len(occasions) != 4 {
		t.Fatalf("%d devices, %d occasions", len(trackers), len(occasions))
	}
	for _, o := range occasions[:3] {
		frames := c.frames(o.ID)
		if len(frames) < len(trackers) {
			t.Errorf("%s has %d time frames", o.Name, len(frames))
		}
		for i := range frames[:3] {
			c.believable(o.Name, &frames[i])
		}
	}
	c.isOn(occasions[3].ID, winter)
	c.looked()
}

// believable measures a time frame of a match that is over.
func (c *club) believable(name string, f *monitor.TimeFrame) {
	c.t.Helper()
	m := c.as(winter)
	must(c.t, m.Compute(c.t.Context(), f.ID, 0))
	got, err := m.Computed(c.t.Context(), c.camille, f.ID)
	must(c.t, err)
	r := &got.Result
	minutes := f.Until.Sub(f.From).Minutes()
	if perMinute := r.TotalDistance / minutes; !f.Until.Before(winter) || perMinute < 70 || perMinute > 160 || len(r.TimePerHRZone) == 0 || r.Explain.Counts.Used != int(minutes)*600 {
		c.t.Errorf("%s: %.0f m in %.0f minutes, %d zones, %+v", name, r.TotalDistance, minutes, len(r.TimePerHRZone), r.Explain.Counts)
	}
}

// isOn wants a match to go on at a moment, and long enough to be played.
func (c *club) isOn(occasion int64, at time.Time) {
	c.t.Helper()
	frames := c.frames(occasion)
	if len(frames) != 12 {
		c.t.Errorf("%d play today", len(frames))
	}
	for _, f := range frames {
		if f.From.After(at) || f.Until.Before(at.Add(90*time.Minute)) || f.Device == 0 {
			c.t.Errorf("from %s until %s with device %d", f.From, f.Until, f.Device)
		}
	}
}

// looked wants both coaches in the athlete's log, the latest first.
func (c *club) looked() {
	c.t.Helper()
	looks, err := c.as(winter).Looks(c.t.Context(), c.maya, monitor.LookFilter{})
	must(c.t, err)
	who := map[string]map[monitor.LookKind]int{"camille": {}, "jonas": {}}
	last := winter
	for _, l := range looks.Rows {
		if l.At.After(last) {
			c.t.Errorf("%s at %s is after the one before it", l.ViewerName, l.At)
		}
		last = l.At
		who[l.ViewerName][l.Kind]++
	}
	for name, kinds := range who {
		if kinds[monitor.LookProfile] != 3 || kinds[monitor.LookComputed] != 5 {
			c.t.Errorf("%s looked at %v", name, kinds)
		}
	}
}

func TestThereIsAMatchAtEveryStart(t *testing.T) {
	c := newClub(t, winter)
	_, err := scenario.FillTeam(t.Context(), c.Deps, scenario.Seed, winter)
	must(t, err)
	starts := func(at time.Time) int64 {
		must(t, scenario.Kickoff(t.Context(), c.Deps, at))
		all := c.occasions()
		last := all[len(all)-1].ID
		return last
	}
	first := c.occasions()[3].ID
	if again := starts(winter.Add(10 * time.Minute)); again != first {
		t.Error("a match that is on was begun anew")
	}
	tomorrow := winter.AddDate(0, 0, 1)
	second := starts(tomorrow)
	if second == first || len(c.occasions()) != 4 {
		t.Errorf("a match that nobody played was not replaced: %d occasions", len(c.occasions()))
	}
	c.isOn(second, tomorrow)

	device := c.frames(second)[0].Device
	kickedOff := tomorrow.Add(time.Minute)
	_, err = c.as(kickedOff).Receive(t.Context(), device, scenario.NewPlayer(1, 0, 10).Play(kickedOff, 60))
	must(t, err)
	if starts(tomorrow.Add(time.Hour)) != second {
		t.Error("a match was begun while another was being played")
	}
	later := tomorrow.AddDate(0, 0, 1)
	third := starts(later)
	if len(c.occasions()) != 5 {
		t.Errorf("a match that was played is gone: %d occasions", len(c.occasions()))
	}
	c.isOn(third, later)

	must(t, c.as(later).DeleteOccasion(t.Context(), c.camille, third, monitor.OccasionFilter{}))
	must(t, c.as(later).DeleteOccasion(t.Context(), c.camille, second, monitor.OccasionFilter{}))
	starts(later)
	if len(c.occasions()) != 3 {
		t.Error("the coach deleted the matches, and there is one again")
	}
}

func BenchmarkFillTeam(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		d := world(b, summer)
		_, err := scenario.Fill(b.Context(), d, scenario.Seed, summer, nil)
		must(b, err)
		b.StartTimer()
		_, err = scenario.FillTeam(b.Context(), d, scenario.Seed, summer)
		must(b, err)
	}
}
