package scenario

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// The weeks that coaches have planned: some that are over, this one, and the next.
const (
	plannedBefore = 4
	plannedAfter  = 1
)

// minutes is a step that lasts so long, without a target.
func minutes(i plan.Intensity, n float64) plan.Step {
	return plan.Step{Intensity: i, Target: plan.TargetOpen, Ends: plan.DurationTime, Length: count(n * 60)}
}

func count(n float64) plan.Number {
	return plan.Number{Text: strconv.FormatFloat(n, 'f', -1, 64)}
}

// beats holds a step within percents of the maximal heart rate, watts within percents of the threshold power.
func beats(s plan.Step, low, high float64) plan.Step {
	s.Target, s.Low, s.High, s.ValueType = plan.TargetHeartRate, count(low), count(high), plan.Percent
	return s
}

func watts(s plan.Step, low, high float64) plan.Step {
	s.Target, s.Low, s.High, s.ValueType = plan.TargetPower, count(low), count(high), plan.Percent
	return s
}

func times(n float64, steps ...plan.Step) plan.Step {
	return plan.Step{Repeat: count(n), RepeatType: "REPEAT_UNTIL_STEPS_CMPLT", Steps: steps}
}

func meters(i plan.Intensity, n float64) plan.Step {
	return plan.Step{Intensity: i, Target: plan.TargetOpen, Ends: plan.DurationDistance, Length: count(n)}
}

// prescription is a session of a coach's library, for some kinds of training.
type prescription struct {
	title string
	sport sport.ID
	tags  []string
	steps []plan.Step
	// easier is a second variant, nil for none.
	easier []plan.Step
	kinds  []kind
}

var prescriptions = []prescription{
	{"Easy run", sport.Running, []string{"easy", "base"}, []plan.Step{beats(minutes(plan.Active, 40), 65, 75)}, nil, []kind{easyRun}},
	{"Long run", sport.Running, []string{"base", "weekend"},
		[]plan.Step{minutes(plan.Warmup, 10), beats(minutes(plan.Active, 70), 68, 78), minutes(plan.Cooldown, 8)}, nil, []kind{longRun}},
	{"8 × 3 minutes", sport.Running, []string{"intervals", "hard"},
		[]plan.Step{minutes(plan.Warmup, 12), times(8, beats(minutes(plan.Interval, 3), 88, 94), minutes(plan.Recovery, 1.5)), minutes(plan.Cooldown, 6)},
		[]plan.Step{minutes(plan.Warmup, 12), times(6, beats(minutes(plan.Interval, 2), 86, 92), minutes(plan.Recovery, 2)), minutes(plan.Cooldown, 10)}, []kind{intervals}},
	{"Tempo in three blocks", sport.Running, []string{"tempo", "hard"},
		[]plan.Step{minutes(plan.Warmup, 10), times(3, beats(minutes(plan.Interval, 8), 84, 88), minutes(plan.Recovery, 2)), minutes(plan.Cooldown, 8)}, nil, []kind{tempoRun}},
	{"Short hills", sport.Running, []string{"hills", "hard"},
		[]plan.Step{minutes(plan.Warmup, 12), times(9, minutes(plan.Interval, 1.25), minutes(plan.Recovery, 2)), minutes(plan.Cooldown, 7)}, nil, []kind{hillRepeats}},
	{"Slow out, fast home", sport.Running, []string{"tempo"},
		[]plan.Step{beats(minutes(plan.Warmup, 20), 65, 72), beats(minutes(plan.Active, 20), 74, 80), beats(minutes(plan.Interval, 10), 84, 90)}, nil, []kind{progression}},
	{"Trails, by feel", sport.Trail, []string{"hills", "weekend"}, []plan.Step{minutes(plan.Active, 70)}, nil, []kind{trailRun}},
	{"Endurance ride", sport.CyclingSport, []string{"base", "weekend"},
		[]plan.Step{minutes(plan.Warmup, 15), watts(minutes(plan.Active, 60), 60, 72), minutes(plan.Cooldown, 10)}, nil, []kind{roadRide}},
	{"Long ride", sport.CyclingSport, []string{"base", "weekend"},
		[]plan.Step{minutes(plan.Warmup, 20), watts(minutes(plan.Active, 110), 58, 70), minutes(plan.Cooldown, 20)}, nil, []kind{longRide}},
	{"Woods", sport.MountainBiking, []string{"hills"}, []plan.Step{minutes(plan.Active, 75)}, nil, []kind{mountainRide}},
	{"Trainer, steady", sport.CyclingIndoor, []string{"base", "indoor"}, []plan.Step{minutes(plan.Warmup, 10), watts(minutes(plan.Active, 35), 65, 75), minutes(plan.Cooldown, 5)}, nil, []kind{trainerRide}},
	{"6 × 4 minutes", sport.CyclingIndoor, []string{"intervals", "indoor", "hard"},
		[]plan.Step{minutes(plan.Warmup, 10), times(6, watts(minutes(plan.Interval, 4), 98, 106), minutes(plan.Recovery, 3)), minutes(plan.Cooldown, 6)}, nil, []kind{trainerIntervals}},
	{"Swim: drills and hundreds", sport.PoolSwimming, []string{"technique"},
		[]plan.Step{meters(plan.Warmup, 300), times(6, meters(plan.Active, 50)), times(10, meters(plan.Interval, 100), minutes(plan.Rest, 0.5)), meters(plan.Cooldown, 200)}, nil, []kind{poolSwim}},
	{"Flat water", sport.Rowing, []string{"base"}, []plan.Step{minutes(plan.Warmup, 10), minutes(plan.Active, 40), minutes(plan.Cooldown, 5)}, nil, []kind{rowing}},
	{"Loipe", sport.SkiingCrossCountry, []string{"base"}, []plan.Step{minutes(plan.Active, 70)}, nil, []kind{ski}},
	{"Hike", sport.Hiking, []string{"easy", "weekend"}, []plan.Step{minutes(plan.Active, 120)}, nil, []kind{hike}},
	{"Walk", sport.Walking, []string{"easy"}, []plan.Step{minutes(plan.Active, 45)}, nil, []kind{walk, walkUnrecorded}},
	{"Race", sport.Running, []string{"race"}, []plan.Step{meters(plan.Interval, 21_097)}, nil, []kind{halfMarathon}},
	{"Trail race", sport.Trail, []string{"race"}, []plan.Step{meters(plan.Interval, 17_000)}, nil, []kind{ridgeRace}},
}

// strengthNote is a session that is told in words.
const strengthNote = `<p>Three rounds, slowly. Stop two repetitions before you have to.</p>` +
	`<ul><li>10 squats, as deep as is comfortable</li><li>8 push-ups</li><li>12 lunges, each side</li><li>40 seconds plank</li></ul>` +
	`<p>Five minutes of easy mobility afterwards.</p>`

// library gives a coach the sessions, and their IDs by kind of training.
func (f *filling) library(ctx context.Context, coach access.Viewer) (map[kind]*plan.Workout, *plan.Note, error) {
	by := map[kind]*plan.Workout{}
	for i := range prescriptions {
		p := &prescriptions[i]
		sp, _ := sport.ByID(p.sport)
		w := plan.Workout{Title: p.title, Sport: p.sport, SportName: sp.Label, Tags: p.tags, Content: plan.Content{Steps: p.steps}}
		if p.easier != nil {
			w.Content = plan.Content{Variants: []plan.Variant{{Name: "Full", Steps: p.steps}, {Name: "Shorter", Steps: p.easier}}}
		}
		made, err := f.Plans.CreateWorkout(ctx, coach, w)
		if err != nil {
			return nil, nil, err
		}
		for _, k := range p.kinds {
			by[k] = made
		}
	}
	half := int64(1800)
	note, err := f.Plans.CreateNote(ctx, coach, plan.Note{
		Title: "Strength at home", Description: "No equipment.", Sport: sport.StrengthTraining, SportName: "STRENGTH_TRAINING", Tags: []string{"strength", "indoor"}, HTML: strengthNote, Estimate: &half,
	})
	return by, note, err
}

// plan lets the coaches put weeks on their athletes' calendars, of which the season then shows what became.
func (f *filling) plan(ctx context.Context, seed uint64, now time.Time, sessions []Session) error {
	for _, coach := range []int{coachCamille, coachJonas} {
		v := f.people[cast[coach].Username]
		by, note, err := f.library(ctx, v)
		if err != nil {
			return err
		}
		var drafts []plan.Draft
		for i := range cast {
			if who := &cast[i]; !who.Coach && leads(coach, i) {
				drafts = append(drafts, f.weeks(seed, now, sessions, who, by, note)...)
			}
		}
		if _, err := f.Plans.Schedule(ctx, v, drafts); err != nil {
			return err
		}
		if err := f.layOut(ctx, v, coach, now, by, note); err != nil {
			return err
		}
	}
	return nil
}

// leads tells who plans for whom: the busiest athlete has two coaches, of whom the first plans.
func leads(coach, athlete int) bool {
	if athlete <= athleteTheo {
		return coach == coachCamille
	}
	return coach == coachJonas
}

// weeks are somebody's planned trainings: what was done, as it was meant before, and what lies ahead.
func (f *filling) weeks(seed uint64, now time.Time, sessions []Session, who *Person, by map[kind]*plan.Workout, note *plan.Note) []plan.Draft {
	rng := newRand(seed, "planned/"+who.Username)
	today := dateIn(now, who.location())
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	first, last := monday.AddDate(0, 0, -7*plannedBefore), monday.AddDate(0, 0, 7*plannedAfter+6)
	id := f.people[who.Username].ID()
	var drafts []plan.Draft
	add := func(day time.Time, morning bool, k kind) {
		w := by[k]
		if w == nil || day.Before(first) || day.After(last) {
			return
		}
		d := plan.Draft{Refs: []plan.SessionRef{{ID: w.ID, Built: true}}}
		d.Title, d.Sport, d.SportName, d.Day, d.Morning, d.Athletes = w.Title, w.Sport, w.SportName, day, morning, []int64{id}
		drafts = append(drafts, d)
	}
	for i := range sessions {
		s := &sessions[i]
		if s.Athlete.Username != who.Username || s.Start.After(now) {
			continue
		}
		local := s.Start.In(who.location())
		day := dateIn(s.Start, who.location())
		if rng.IntN(9) == 0 {
			day = day.AddDate(0, 0, -1) // it was meant for the day before
		}
		add(day, local.Hour() < 12, s.training.kind())
	}
	for week := 0; week <= plannedAfter; week++ {
		for i, h := range who.week {
			day := monday.AddDate(0, 0, 7*week+(int(h.day)+6)%7)
			if day.After(today) {
				add(day, h.hour < 12, h.trainings[(i+week)%len(h.trainings)])
			}
		}
	}
	// An evening of the week is for strength; who lifts anyway does it on the second of those days.
	evening := strengthEvening
	if slices.ContainsFunc(lifters, func(i int) bool { return cast[i].Username == who.Username }) {
		evening = twiceAWeek.days[1].weekday
	}
	for day := first.AddDate(0, 0, (int(evening)+6)%7); !day.After(last); day = day.AddDate(0, 0, 7) {
		d := plan.Draft{Refs: []plan.SessionRef{{ID: note.ID}}}
		d.Title, d.Sport, d.SportName, d.Day, d.Athletes = note.Title, note.Sport, note.SportName, day, []int64{id}
		drafts = append(drafts, d)
	}
	return drafts
}

// kind is which row of the catalogue a training is.
func (t *training) kind() kind {
	for k := range trainings {
		if &trainings[k] == t {
			return kind(k)
		}
	}
	panic(fmt.Sprintf("no training %v", t.titles))
}

// dateIn is the date of a moment in a zone, as midnight UTC.
func dateIn(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// ask leaves an athlete with a request to answer.
func (f *filling) ask(ctx context.Context) error {
	both := []access.Permission{access.PermissionRead, access.PermissionWrite}
	_, err := f.Access.Ask(ctx, f.people[cast[coachCamille].Username], f.id(athleteOwen), both, time.Time{})
	return err
}
