package fittrackee

import (
	"math"
	"slices"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// writePeriods writes sums that are ordered by period and sport: {"2018-03": {"1": {…}}}.
func writePeriods(j *wire.Encoder, sums []activity.PeriodSum, layout string, average bool) {
	j.Key("statistics").Object()
	for i := range sums {
		s := &sums[i]
		if i == 0 || !s.Start.Equal(sums[i-1].Start) {
			if i > 0 {
				j.EndObject()
			}
			j.Key(s.Start.Format(layout)).Object()
		}
		j.Key(sportKey(s.Sport))
		if average {
			writeAverages(j, s)
		} else {
			writeTotals(j, s)
		}
	}
	if len(sums) > 0 {
		j.EndObject()
	}
	j.EndObject()
}

func sportKey(id sport.ID) string { return strconv.FormatInt(sportID(id), 10) }

func writeTotals(j *wire.Encoder, s *activity.PeriodSum) {
	j.Object()
	j.Key("total_ascent").Float(round2(s.Ascent))
	j.Key("total_descent").Float(round2(s.Descent))
	j.Key("total_distance").Float(round2(s.Distance / 1000))
	j.Key("total_duration").Int(s.Moving)
	j.Key("total_workouts").Int(int64(s.Activities))
	j.EndObject()
}

// writeAverages writes means; those of ascent and descent are over the workouts that have them.
func writeAverages(j *wire.Encoder, s *activity.PeriodSum) {
	n, climbed := float64(s.Activities), float64(s.Climbed)
	j.Object()
	j.Key("average_ascent").Float(round2(s.Ascent / climbed))
	j.Key("average_descent").Float(round2(s.Descent / climbed))
	j.Key("average_distance").Float(round2(s.Distance / 1000 / n))
	j.Key("average_duration").Int(s.Moving / int64(s.Activities))
	j.Key("average_speed").Float(round2(s.AveSpeeds / n))
	j.Key("total_workouts").Int(int64(s.Activities))
	j.EndObject()
}

// writeSportStatistics writes one member for each sport that rows have, by its number.
func writeSportStatistics(j *wire.Encoder, rows []activity.StatisticRow) {
	sums := map[sport.ID]*activity.PeriodSum{}
	var sports []sport.ID
	for i := range rows {
		s := sums[rows[i].Sport]
		if s == nil {
			s = &activity.PeriodSum{Ascent: math.NaN(), Descent: math.NaN()}
			sums[rows[i].Sport] = s
			sports = append(sports, rows[i].Sport)
		}
		s.Add(&rows[i])
	}
	slices.Sort(sports)
	for _, id := range sports {
		s := sums[id]
		n, climbed := float64(s.Activities), float64(s.Climbed)
		j.Key(sportKey(id)).Object()
		j.Key("average_ascent").Float(round2(s.Ascent / climbed))
		j.Key("average_descent").Float(round2(s.Descent / climbed))
		j.Key("average_distance").Float(round2(s.Distance / 1000 / n))
		writeDuration(j.Key("average_duration"), s.Moving/int64(s.Activities))
		j.Key("average_speed").Float(round2(s.AveSpeeds / n))
		j.Key("total_ascent").Float(round2(s.Ascent))
		j.Key("total_descent").Float(round2(s.Descent))
		j.Key("total_distance").Float(round2(s.Distance / 1000))
		writeDuration(j.Key("total_duration"), s.Moving)
		j.Key("total_workouts").Int(int64(s.Activities))
		j.EndObject()
	}
}
