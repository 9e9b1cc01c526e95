package scenario

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// build is a coach's training plan: weeks without dates, which begin on a Monday.
type build struct {
	name, description string
	weeks             int
	// days are what is done on which weekday, the trainings taking turns from week to week.
	days []habit
	// strength is the weekday of the session that is told in words.
	strength time.Weekday
	athletes []int
}

var builds = map[int]build{
	coachCamille: {"Four weeks of hills", "Two hard days a week, the third week the hardest, the last one easy.", 4, []habit{
		{day: time.Tuesday, trainings: []kind{hillRepeats, tempoRun, intervals, easyRun}},
		{day: time.Thursday, trainings: []kind{easyRun}},
		{day: time.Saturday, trainings: []kind{roadRide, roadRide, longRide, roadRide}},
		{day: time.Sunday, hour: 18, trainings: []kind{longRun, trailRun, longRun, easyRun}},
	}, time.Friday, []int{athleteMaya, athleteTheo}},
	coachJonas: {"Half marathon, the last four weeks", "Speed stays, kilometres go down, and the race is on the last Sunday.", 4, []habit{
		{day: time.Tuesday, hour: 18, trainings: []kind{intervals, intervals, tempoRun, easyRun}},
		{day: time.Friday, hour: 18, trainings: []kind{easyRun}},
		{day: time.Sunday, trainings: []kind{longRun, progression, longRun, halfMarathon}},
	}, time.Wednesday, []int{athleteFinn, athleteInes}},
}

// layOut writes the coach's training plan and puts it onto calendars, after the weeks that are planned one by one.
func (f *filling) layOut(ctx context.Context, v access.Viewer, coach int, now time.Time, by map[kind]*plan.Workout, note *plan.Note) error {
	b := builds[coach]
	weeks := int64(b.weeks)
	d := plan.PlanDraft{Plan: plan.Plan{Name: b.name, Description: b.description, Weeks: &weeks}, Drafts: b.entries(by, note)}
	made, err := f.Plans.CreatePlan(ctx, v, d)
	if err != nil {
		return err
	}
	today := dateIn(now, cast[coach].location())
	l := plan.Layout{Plan: made.ID, Start: today.AddDate(0, 0, 7*(plannedAfter+1)-(int(today.Weekday())+6)%7)}
	for _, i := range b.athletes {
		l.Athletes = append(l.Athletes, f.id(i))
	}
	_, _, err = f.Plans.LayOut(ctx, v, l)
	return err
}

// entries are the trainings of the plan, week by week.
func (b *build) entries(by map[kind]*plan.Workout, note *plan.Note) []plan.EntryDraft {
	var all []plan.EntryDraft
	for week := range b.weeks {
		for _, h := range b.days {
			w := by[h.trainings[week%len(h.trainings)]]
			all = append(all, plan.EntryDraft{
				Entry: plan.Entry{Week: int64(week + 1), Day: dayOf(h.day), Morning: h.hour < 12, Title: w.Title, Sport: w.Sport, SportName: w.SportName},
				Refs:  []plan.SessionRef{{ID: w.ID, Built: true}},
			})
		}
		all = append(all, plan.EntryDraft{
			Entry: plan.Entry{Week: int64(week + 1), Day: dayOf(b.strength), Title: note.Title, Sport: sport.StrengthTraining, SportName: note.SportName},
			Refs:  []plan.SessionRef{{ID: note.ID}},
		})
	}
	return all
}

// dayOf is a weekday's number in a plan that begins on a Monday, from 1.
func dayOf(d time.Weekday) int64 { return (int64(d)+6)%7 + 1 }
