package strength

import (
	"math"

	"palestra/internal/core/fault"
)

// OneRepMax estimates the load that somebody could lift once, in the unit of load, from a set of so many repetitions that
// left reserve more undone, to two places. Brzycki (1993): load × 36/(37 − repetitions); 1 repetition gives load itself.
// Fewer than 1 or, with the reserve, more than 36 are fault.Invalid "one_rep_max.repetitions": there is no estimate.
func OneRepMax(load float64, repetitions int64, reserve float64) (float64, error) {
	done := float64(repetitions) + reserve
	if repetitions < 1 || done >= 37 {
		return 0, fault.InvalidField("repetitions", "one_rep_max.repetitions", "1 to 36 repetitions are needed for an estimate")
	}
	return math.Round(load*36/(37-done)*100) / 100, nil
}
