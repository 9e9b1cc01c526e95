package scenario

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// Today is the name of the match that is on when the demo starts.
const Today = "Training match"

// matchDay is a match or a training that is over, in the coach's zone: on the last such weekday, and so many weeks before.
type matchDay struct {
	name         string
	weekday      time.Weekday
	weeksAgo     int
	hour, minute int
	periods      []period
}

// period is a part of it, in minutes since it began.
type period struct {
	name        string
	from, until int
}

var halves = []period{{"First half", 0, 45}, {"Second half", 60, 105}}

var matchDays = []matchDay{
	{"Home match against Rivière", time.Saturday, 1, 15, 0, halves},
	{"Small-sided games", time.Wednesday, 0, 18, 30, []period{{"Six against six", 0, 40}}},
	{"Away match at Grandval", time.Saturday, 0, 17, 0, halves},
}

// start is when it was played: at least six hours before now, so that it is over and was looked at.
func (d *matchDay) start(now time.Time, zone *time.Location) time.Time {
	local := now.In(zone)
	for day := 0; ; day++ {
		date := time.Date(local.Year(), local.Month(), local.Day()-day, d.hour, d.minute, 0, 0, time.UTC)
		at := person.InZone(date, zone)
		if date.Weekday() == d.weekday && at.Add(6*time.Hour).Before(now) {
			return person.InZone(date.AddDate(0, 0, -7*d.weeksAgo), zone)
		}
	}
}

// season plays what is over.
func (t *team) season(ctx context.Context) error {
	for i := range matchDays {
		d := &matchDays[i]
		start := d.start(t.now, cast[coachCamille].location())
		frames, err := t.play(ctx, d, start, t.seed+uint64(i)+1)
		if err != nil {
			return err
		}
		if err := t.look(ctx, start.Add(3*time.Hour), frames); err != nil {
			return err
		}
	}
	return nil
}

// play stores what the devices measured, and then the occasion with a time frame for each player and period.
func (t *team) play(ctx context.Context, d *matchDay, start time.Time, seed uint64) ([]monitor.TimeFrame, error) {
	if err := t.record(ctx, d, start, seed); err != nil {
		return nil, err
	}
	m := t.at(start)
	o, err := m.CreateOccasion(ctx, t.coach, occasion(d.name, start, d.periods))
	if err != nil {
		return nil, err
	}
	var frames []monitor.TimeFrame
	for i := range t.players {
		for _, p := range d.periods {
			f := t.players[i].frame(o.ID, p.name, minute(start, p.from), minute(start, p.until))
			made, err := m.CreateTimeFrame(ctx, t.coach, f)
			if err != nil {
				return nil, err
			}
			frames = append(frames, *made)
		}
	}
	return frames, nil
}

// record lets all players play at once, each on a goroutine, and stores what comes together.
func (t *team) record(ctx context.Context, d *matchDay, start time.Time, seed uint64) error {
	m := t.at(minute(start, d.periods[len(d.periods)-1].until))
	var all sync.WaitGroup
	failed := make([]error, len(t.players))
	for i := range t.players {
		all.Go(func() {
			device := NewPlayer(seed, i, sampleRate)
			for _, p := range d.periods {
				// The player's time goes on from period to period; the pause is none of theirs.
				played := device.tick / sampleRate
				frames := device.Play(minute(start, p.from).Add(-time.Duration(played)*time.Second), 60*(p.until-p.from))
				if _, err := m.Receive(ctx, t.players[i].tracker.ID, frames); err != nil {
					failed[i] = err
					return
				}
			}
		})
	}
	all.Wait()
	for _, err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}

// sampleRate is how often the team's devices measure, a second.
const sampleRate = 10

func minute(start time.Time, n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }

// look writes down who looked at what after a match: the coach at what the guests did, the other coach of one of them at hers,
// and both at her profile.
func (t *team) look(ctx context.Context, at time.Time, frames []monitor.TimeFrame) error {
	p, err := t.Auth.PersonByName(ctx, cast[coachJonas].Username)
	if err != nil {
		return err
	}
	others, maya := access.Viewer{Person: p}, t.players[len(teammates)].athlete
	for _, coach := range []access.Viewer{t.coach, others} {
		for i := range frames {
			f := &frames[i]
			if f.Athlete != maya && (coach.ID() != t.coach.ID() || !t.guest(f.Athlete)) {
				continue
			}
			at = at.Add(2 * time.Minute)
			if err := t.at(at).NoteWatching(ctx, coach, f); err != nil {
				return err
			}
		}
		at = at.Add(time.Hour)
	}
	for _, coach := range []access.Viewer{t.coach, others} {
		at = at.Add(10 * time.Minute)
		if _, err := t.at(at).Athlete(ctx, coach, maya, monitor.AthleteFilter{}); err != nil {
			return err
		}
	}
	return nil
}

// guest tells those who have accounts of their own.
func (t *team) guest(athlete int64) bool {
	for i := len(teammates); i < len(t.players); i++ {
		if t.players[i].athlete == athlete {
			return true
		}
	}
	return false
}

// frame is the player's time in an occasion, with a name unless that is "".
func (p *player) frame(occasion int64, name string, from, until time.Time) monitor.TimeFrame {
	said := map[string]any{"max_hr": p.top}
	if name != "" {
		said["splitName"] = name
	}
	params, err := json.Marshal(said)
	if err != nil {
		panic(err) // a text and a number
	}
	return monitor.TimeFrame{
		Occasion: occasion, Athlete: p.athlete, Device: p.tracker.ID, From: from, Until: until, Schema: schemaOf("timeframe_soccer"), Params: params,
	}
}

func schemaOf(name string) int64 {
	for _, s := range monitor.Schemas() {
		if s.Name == name {
			return s.ID
		}
	}
	panic("no schema " + name) // they are part of the program
}

// occasion is a match on the pitch of Player, with its periods.
func occasion(name string, start time.Time, periods []period) monitor.Occasion {
	type position struct {
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
	}
	type span struct {
		Name  string    `json:"name"`
		Start time.Time `json:"start_time"`
		End   time.Time `json:"end_time"`
	}
	var document struct {
		Sport   string     `json:"sport"`
		Pitch   []position `json:"pitch"`
		Periods []span     `json:"periods"`
	}
	document.Sport = "soccer"
	for _, corner := range [][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
		lat, lon := stadium.locate(corner[1]*PitchWidth/2, corner[0]*PitchLength/2)
		document.Pitch = append(document.Pitch, position{lat, lon})
	}
	for _, p := range periods {
		document.Periods = append(document.Periods, span{p.name, minute(start, p.from).UTC(), minute(start, p.until).UTC()})
	}
	text, err := json.Marshal(document)
	if err != nil {
		panic(err) // texts, numbers and times of ours
	}
	return monitor.Occasion{Name: name, Schema: schemaOf("activity_soccer"), Document: text}
}

// How long the match of today goes, and how much of it must be left for it not to be begun anew: so much that all of it can
// still be played, or a little when somebody plays already.
const (
	todayMinutes = 120
	todayLeft    = 100 * time.Minute
	playedLeft   = 10 * time.Minute
)

// Kickoff has the team's match be on now: when the last one is over, the next begins, with the same players and devices. One
// that nobody has played is replaced. A server whose coach has deleted it, or never had a team, is left as it is.
func Kickoff(ctx context.Context, d Deps, now time.Time) error {
	t, err := teamOf(ctx, d, 0, now)
	if err != nil {
		return err
	}
	m := t.at(now)
	page, err := m.Occasions(ctx, t.coach, monitor.OccasionFilter{Name: Today, Order: []listing.Key{{Field: "id", Descending: true}}, Paging: monitor.Paging{Limit: 1}})
	if err != nil || len(page.Rows) == 0 {
		return err
	}
	last := &page.Rows[0]
	frames, err := m.TimeFrames(ctx, t.coach, monitor.TimeFrameFilter{Occasion: last.ID})
	if err != nil || len(frames.Rows) == 0 {
		return err
	}
	played := false
	for i := range frames.Rows {
		f := &frames.Rows[i]
		params, err := monitor.ParseParams(f.Params)
		if err != nil {
			return err
		}
		tracker, err := m.Tracker(ctx, t.coach, f.Device)
		if err != nil {
			return err
		}
		played = played || tracker.LastSeen.After(f.From)
		t.players = append(t.players, player{athlete: f.Athlete, top: int(params.MaxHR), tracker: Tracker{ID: f.Device}})
	}
	left := frames.Rows[0].Until.Sub(now)
	switch {
	case left > todayLeft, played && left > playedLeft:
		return nil
	case !played:
		if err := m.DeleteOccasion(ctx, t.coach, last.ID, monitor.OccasionFilter{}); err != nil {
			return err
		}
	}
	return t.kickOff(ctx)
}

// kickOff makes the match of today.
func (t *team) kickOff(ctx context.Context) error {
	m := t.at(t.now)
	start := t.now.Truncate(time.Minute)
	o, err := m.CreateOccasion(ctx, t.coach, occasion(Today, start, []period{{Today, 0, todayMinutes}}))
	if err != nil {
		return err
	}
	for i := range t.players {
		f := t.players[i].frame(o.ID, "", start, minute(start, todayMinutes))
		if _, err := m.CreateTimeFrame(ctx, t.coach, f); err != nil {
			return err
		}
	}
	return nil
}
