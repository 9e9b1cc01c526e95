package body

import "time"

// Means smooth a series of weights, which are by day: at each entry the mean of those of the days that end with it, in
// milligrams. A day alone is its own mean.
//
//	Means(80 kg on Monday, 82 kg on Tuesday, 79 kg three weeks later; 7 days) // 80, 81, 79 kg
func Means(weights []Weight, days int) []int64 {
	means := make([]int64, len(weights))
	first, sum := 0, int64(0)
	for i := range weights {
		sum += weights[i].Milligrams
		for weights[i].Day.Sub(weights[first].Day) >= time.Duration(days)*24*time.Hour && first < i {
			sum -= weights[first].Milligrams
			first++
		}
		means[i] = sum / int64(i-first+1)
	}
	return means
}
