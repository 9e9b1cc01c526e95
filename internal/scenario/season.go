package scenario

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/trackfile"
)

// Session is one training of the season, ready to be recorded.
type Session struct {
	Athlete *Person
	Sport   sport.ID
	Start   time.Time
	// Title is "" for somebody who leaves it to the platform; Notes may be "" too.
	Title, Notes string
	Visibility   access.Visibility
	// Format is the file that the recording comes as, "" for one told afterwards.
	Format trackfile.Format

	// interval is how many seconds lie between points.
	interval int
	seed     uint64
	name     string
	training *training
	load     float64
}

// Season is the cast's trainings up to now, oldest first: always the same number, the latest within a few days of now.
// Week by week the load grows, every fourth week is an easy one, and the week of a race is easier still.
func Season(seed uint64, now time.Time) []Session {
	var sessions []Session
	for i := range cast {
		if !cast[i].Coach {
			sessions = append(sessions, cast[i].season(seed, now)...)
		}
	}
	slices.SortStableFunc(sessions, func(a, b Session) int { return a.Start.Compare(b.Start) })
	return sessions
}

// longest is more than any training takes, so that none reaches into the future.
const longest = 5 * time.Hour

// season walks back through a person's weeks until all trainings have a day.
func (p *Person) season(seed uint64, now time.Time) []Session {
	sessions := make([]Session, 0, p.trainings)
	local := now.In(p.location())
	sinceMonday := (int(local.Weekday()) + 6) % 7
	for weeksAgo := 0; len(sessions) < p.trainings; weeksAgo++ {
		for i := len(p.week) - 1; i >= 0 && len(sessions) < p.trainings; i-- {
			h := &p.week[i]
			name := fmt.Sprintf("%s/%d/%d", p.Username, weeksAgo, i)
			rng := newRand(seed, name)
			wall := time.Date(local.Year(), local.Month(), local.Day()-sinceMonday-7*weeksAgo+(int(h.day)+6)%7, h.hour, h.minute+rng.IntN(25), rng.IntN(60), 0, time.UTC)
			start := person.InZone(wall, p.location())
			if start.Add(longest).After(now) {
				continue
			}
			sessions = append(sessions, p.session(rng, h, weeksAgo, start))
			last := &sessions[len(sessions)-1]
			last.seed, last.name = seed, name
		}
	}
	return sessions
}

// session decides what is trained and how it is told.
func (p *Person) session(rng *rand.Rand, h *habit, weeksAgo int, start time.Time) Session {
	k := h.trainings[weeksAgo%len(h.trainings)]
	for _, race := range p.races {
		if race.weeksAgo == weeksAgo && h.day == time.Sunday {
			k = race.race
		}
	}
	t := &trainings[k]
	s := Session{
		Athlete: p, Sport: t.sport, Start: start, Title: pick(rng, t.titles), Notes: pick(rng, t.notes), training: t,
		Visibility: visibility(rng, k), Format: format(rng, t), load: p.load(weeksAgo) * between(rng, 0.9, 1.12),
	}
	if k == ski && !snow(start) {
		s.Sport = sport.RollerSkiing
		s.Title = "Roller skis, " + pick(rng, []string{"dreaming of snow", "summer loipe", "double poling"})
	}
	if !k.isRace() && rng.IntN(9) == 0 {
		s.Title = ""
	}
	s.interval = 1 + rng.IntN(3)
	if s.Format != trackfile.FIT {
		s.interval += 2 // text is large, and its devices save
	}
	return s
}

// load is how much of a training's usual time is done in a week.
func (p *Person) load(weeksAgo int) float64 {
	for _, race := range p.races {
		switch weeksAgo {
		case race.weeksAgo, race.weeksAgo - 1:
			return 0.65
		}
	}
	grown := 1.05 - 0.008*float64(weeksAgo)
	return max(grown, 0.8) * [...]float64{1.08, 1, 0.92, 0.72}[weeksAgo%4]
}

// snow tells whether there is any on the tracks.
func snow(at time.Time) bool { return at.Month() <= time.March || at.Month() == time.December }

func visibility(rng *rand.Rand, k kind) access.Visibility {
	switch n := rng.IntN(20); {
	case k.isRace(), n == 0:
		return access.Public
	case n < 5:
		return access.Followers
	}
	return access.Private
}

// format spreads recordings over the formats that watches and services hand out; only some can do without positions.
func format(rng *rand.Rand, t *training) trackfile.Format {
	n := rng.IntN(20)
	switch {
	case t.told:
		return ""
	case t.sport == sport.PoolSwimming:
		return trackfile.FIT
	case n < 9:
		return trackfile.FIT
	case n < 13 || t.sport == sport.CyclingIndoor:
		return trackfile.TCX
	}
	return trackfile.GPX
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// Entry is what is told of a session without a recording.
func (s *Session) Entry() activity.Entry {
	rng := newRand(s.seed, s.name+"/told")
	minutes := s.training.minutes * s.load
	e := activity.Entry{
		Sport: s.Sport, Start: s.Start, Title: s.Title, Visibility: s.Visibility, Ascent: nan, Descent: nan,
		Duration: int64(minutes/5+0.5) * 300, Distance: 100 * float64(int(minutes*between(rng, 0.75, 0.9))),
	}
	if s.Notes != "" {
		e.Notes = &s.Notes
	}
	return e
}
