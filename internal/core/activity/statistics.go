package activity

import (
	"context"
	"math"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/sport"
)

// Period is a stretch of the calendar that statistics are summed over.
type Period string

// The periods.
const (
	Day        Period = "day"
	WeekSunday Period = "week_sunday"
	WeekMonday Period = "week_monday"
	Month      Period = "month"
	Year       Period = "year"
)

// start is the first day of the period that t falls into, as a date at midnight UTC.
func (p Period) start(t time.Time) time.Time {
	year, month, day := t.Date()
	switch p {
	case Year:
		month, day = time.January, 1
	case Month:
		day = 1
	case WeekSunday:
		day -= int(t.Weekday())
	case WeekMonday:
		day -= (int(t.Weekday()) + 6) % 7
	}
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// PeriodSum is what somebody did in one sport in one period: meters, seconds, km/h.
type PeriodSum struct {
	// Start is the period's first day in the person's zone, at midnight UTC.
	Start      time.Time
	Sport      sport.ID
	Activities int
	Distance   float64
	Moving     int64
	// AveSpeeds is the sum of the activities' average speeds.
	AveSpeeds float64
	// Ascent and Descent are NaN when no activity has one; Climbed counts those that have.
	Ascent, Descent float64
	Climbed         int
}

// ByPeriod sums the viewer's activities with from <= start < to (zero is open) by period, in the viewer's time zone, and
// sport. The result is ordered by the first activity of each sum.
func (s *Service) ByPeriod(ctx context.Context, v access.Viewer, from, to time.Time, p Period) ([]PeriodSum, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	rows, err := s.store.StatisticRows(ctx, v.ID(), from, to, 0)
	if err != nil {
		return nil, err
	}
	return sumPeriods(rows, p, v.Person.Location()), nil
}

type periodKey struct {
	start int64
	sport sport.ID
}

func sumPeriods(rows []StatisticRow, p Period, loc *time.Location) []PeriodSum {
	var sums []PeriodSum
	at := make(map[periodKey]int)
	for i := range rows {
		start := p.start(rows[i].Start.In(loc))
		key := periodKey{start.Unix(), rows[i].Sport}
		n, ok := at[key]
		if !ok {
			n = len(sums)
			at[key] = n
			sums = append(sums, PeriodSum{Start: start, Sport: rows[i].Sport, Ascent: math.NaN(), Descent: math.NaN()})
		}
		sums[n].Add(&rows[i])
	}
	return sums
}

// Add adds one activity.
func (s *PeriodSum) Add(r *StatisticRow) {
	s.Activities++
	s.Distance += r.Distance
	s.Moving += r.Moving
	if !math.IsNaN(r.AveSpeed) {
		s.AveSpeeds += r.AveSpeed
	}
	if math.IsNaN(r.Ascent) || math.IsNaN(r.Descent) {
		return
	}
	if s.Climbed == 0 {
		s.Ascent, s.Descent = 0, 0
	}
	s.Climbed++
	s.Ascent += r.Ascent
	s.Descent += r.Descent
}

// SportRows are the plain numbers behind statistics by sport: the viewer's latest activities, oldest first, at most
// limit (0 is all); sport 0 is any.
func (s *Service) SportRows(ctx context.Context, v access.Viewer, sp sport.ID, limit int) ([]StatisticRow, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	rows, err := s.store.StatisticRows(ctx, v.ID(), time.Time{}, time.Time{}, sp)
	if err != nil {
		return nil, err
	}
	if limit > 0 && len(rows) > limit {
		rows = rows[len(rows)-limit:]
	}
	return rows, nil
}
