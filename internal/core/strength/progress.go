package strength

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Progress is what somebody did of an exercise in a routine, of the oldest MaxLimit logs: those counted in repetitions and
// measured in kilograms or pounds, by day, then repetitions. fault.NotFound "routine.not_found", "exercise.not_found".
func (s *Service) Progress(ctx context.Context, v access.Viewer, routine, exercise int64) ([]Log, error) {
	if _, err := s.Routines.Get(ctx, v, routine); err != nil {
		return nil, err
	}
	if _, err := s.store.Exercises().Get(ctx, 0, exercise); err != nil {
		return nil, err
	}
	page, err := s.Logs.List(ctx, v, listing.Query{Limit: listing.MaxLimit, Conditions: []listing.Condition{
		listing.Is("routine", routine), listing.Is("exercise", exercise), listing.Is("repetition_unit", Repetitions),
		listing.Is("load_unit", Kilograms, Pounds),
	}})
	return page.Rows, err
}

// Heaviest is what is worth a point in a chart of the loads lifted so many times: of each day the heaviest, by day. The lists
// are one for each number of repetitions, in the order in which these turn up in logs, which are by day.
//
//	Heaviest(logs of 10 × 15 kg, 10 × 17.5 kg and 8 × 20 kg on one day) // [[10 × 17.5 kg], [8 × 20 kg]]
func Heaviest(logs []Log) [][]Log {
	var all [][]Log
	list := map[int64]int{}
	for i := range logs {
		l := &logs[i]
		at, found := list[l.Repetitions]
		if !found {
			at = len(all)
			list[l.Repetitions] = at
			all = append(all, nil)
		}
		points := all[at]
		switch n := len(points); {
		case n == 0 || !points[n-1].Day.Equal(l.Day):
			all[at] = append(points, *l)
		case l.Load > points[n-1].Load:
			points[n-1] = *l
		}
	}
	return all
}
