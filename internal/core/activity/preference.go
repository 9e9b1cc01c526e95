package activity

import "palestra/internal/core/sport"

// SportPreference is how one person wants one sport treated. A person without a row has the sport's defaults.
type SportPreference struct {
	Person int64
	Sport  sport.ID
	// Color is "#rgb" or "#rrggbb", "" for the client's own.
	Color string
	// Active is false for a sport the person doesn't want offered.
	Active bool
	// StoppedSpeed in km/h.
	StoppedSpeed float64
}

// DefaultPreference is what holds for somebody who has chosen nothing.
func DefaultPreference(person int64, s sport.Sport) SportPreference {
	return SportPreference{Person: person, Sport: s.ID, Active: true, StoppedSpeed: s.StoppedSpeed}
}
