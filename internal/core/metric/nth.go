package metric

import "math/rand/v2"

// nth is the value that would stand at index n if values were sorted; it reorders them. None may be NaN. Hoare's "Find" (1961):
// a pivot parts them, and the search goes on in the part that holds n. Pivots are chosen at random, so that no recording can
// be made for which it takes longer than in proportion to its points; the result does not depend on them.
func nth(values []float64, n int) float64 {
	for {
		pivot := values[rand.IntN(len(values))]
		below, above := part(values, pivot)
		switch {
		case n < below:
			values = values[:below]
		case n >= above:
			values, n = values[above:], n-above
		default:
			return pivot
		}
	}
}

// part brings the values less than pivot before those equal to it, and these before those that are greater; it gives where
// the equal ones begin and end.
func part(values []float64, pivot float64) (begin, end int) {
	end = len(values)
	for i := 0; i < end; {
		switch v := values[i]; {
		case v < pivot:
			values[i], values[begin] = values[begin], v
			begin++
			i++
		case v > pivot:
			end--
			values[i], values[end] = values[end], v
		default:
			i++
		}
	}
	return begin, end
}
