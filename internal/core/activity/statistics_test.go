package activity

import (
	"math"
	"testing"
	"time"
)

func TestPeriodStarts(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		p          Period
		date, want string
	}{
		{Year, "2018-03-13", "2018-01-01"}, {Month, "2018-03-13", "2018-03-01"}, {Day, "2018-03-13", "2018-03-13"},
		{WeekSunday, "2018-03-13", "2018-03-11"}, {WeekMonday, "2018-03-13", "2018-03-12"},
		{WeekSunday, "2018-03-11", "2018-03-11"}, {WeekMonday, "2018-03-11", "2018-03-05"}, {WeekMonday, "2018-03-12", "2018-03-12"},
		// Weeks cross the year without a seam.
		{WeekMonday, "2019-01-01", "2018-12-31"}, {WeekSunday, "2022-01-01", "2021-12-26"}, {WeekMonday, "2021-01-03", "2020-12-28"},
	} {
		if got := c.p.start(day(c.date)); !got.Equal(day(c.want)) {
			t.Errorf("%s of %s starts %s, want %s", c.p, c.date, got.Format(time.DateOnly), c.want)
		}
	}
}

func TestSumsByPeriodAndSportInTheLocalZone(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	rows := []StatisticRow{
		{Start: time.Date(2018, 1, 31, 22, 59, 0, 0, time.UTC), Sport: 1, Distance: 1000, Moving: 9, AveSpeed: 10, Ascent: 5, Descent: 6},
		{Start: time.Date(2018, 1, 31, 23, 0, 0, 0, time.UTC), Sport: 1, Distance: 2000, Moving: 19, AveSpeed: 20, Ascent: nan, Descent: nan},
		{Start: time.Date(2018, 2, 5, 12, 0, 0, 0, time.UTC), Sport: 5, Distance: 3000, Moving: 29, AveSpeed: nan, Ascent: nan, Descent: nan},
		{Start: time.Date(2018, 2, 6, 12, 0, 0, 0, time.UTC), Sport: 1, Distance: 4000, Moving: 39, AveSpeed: 5, Ascent: 7, Descent: 8},
	}
	sums := sumPeriods(rows, Month, paris)
	if len(sums) != 3 {
		t.Fatalf("%d sums, want January and February of sport 1, February of sport 5: %+v", len(sums), sums)
	}
	jan, feb, run := sums[0], sums[1], sums[2]
	if jan.Start.Month() != time.January || jan.Activities != 1 || jan.Distance != 1000 || jan.Ascent != 5 || jan.Climbed != 1 {
		t.Errorf("January: %+v", jan)
	}
	if feb.Start.Month() != time.February || feb.Activities != 2 || feb.Distance != 6000 || feb.Moving != 58 || feb.AveSpeeds != 25 || feb.Ascent != 7 || feb.Descent != 8 {
		t.Errorf("February: %+v", feb)
	}
	if run.Sport != 5 || !math.IsNaN(run.Ascent) || run.Climbed != 0 || run.AveSpeeds != 0 {
		t.Errorf("running: %+v", run)
	}
}
