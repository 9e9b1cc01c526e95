package fittrackee

import (
	"palestra/internal/core/sport"
)

// The catalogue has this API's numbers and labels for the sports of its list, and numbers from 100 up for ours. They stay
// below 256 because one client keeps them in a byte.

// sportID is the wire's number of a sport.
func sportID(id sport.ID) int64 { return int64(id) }

// sportLabel is the wire's name of a sport.
func sportLabel(s sport.Sport) string { return s.Label }

// sportByID finds a sport by the wire's number.
func sportByID(n int64) (sport.Sport, bool) {
	if n < 1 || n > 255 {
		return sport.Sport{}, false
	}
	return sport.ByID(sport.ID(n))
}
