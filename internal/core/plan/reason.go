package plan

import (
	"fmt"

	"palestra/internal/core/sport"
)

// Reason is a part of why an outcome is what it is. Code chooses the sentence, Args are its numbers.
type Reason struct {
	Code string
	Args []int64
}

// The codes of reasons, with what their numbers are.
const (
	ReasonWaiting  = "waiting"  // its day is not over
	ReasonNothing  = "nothing"  // nothing that fits was recorded
	ReasonTime     = "time"     // seconds done, seconds planned
	ReasonDistance = "distance" // meters done, meters planned
	ReasonUntold   = "untold"   // no length was planned
	ReasonUntimed  = "untimed"  // sets were logged, without times
	ReasonLater    = "later"    // days
	ReasonEarlier  = "earlier"  // days
	ReasonSport    = "sport"    // sport done, sport planned
	ReasonHand     = "hand"     // somebody paired it by hand
	ReasonSeveral  = "several"  // activities
	ReasonSteps    = "steps"    // steps in range, steps measured
	ReasonVariant  = "variant"  // number of the variant, from 1, that what was done looks like
	ReasonNoTrack  = "no_track" // there are no points to hold against the steps
	// ReasonNoThreshold counts steps in percent of a threshold power that is not known.
	ReasonNoThreshold = "no_threshold"
)

// String says it in English.
func (r Reason) String() string {
	n := func(i int) int64 {
		if i < len(r.Args) {
			return r.Args[i]
		}
		return 0
	}
	switch r.Code {
	case ReasonWaiting:
		return "Its day is not over."
	case ReasonNothing:
		return "Nothing that fits was recorded."
	case ReasonTime:
		return fmt.Sprintf("%s of %s planned.", clock(n(0)), clock(n(1)))
	case ReasonDistance:
		return fmt.Sprintf("%.1f of %.1f km planned.", float64(n(0))/1000, float64(n(1))/1000)
	case ReasonUntold:
		return "No length was planned, so anything counts."
	case ReasonUntimed:
		return "Sets were logged, without times."
	case ReasonLater:
		return fmt.Sprintf("Done %s later.", days(n(0)))
	case ReasonEarlier:
		return fmt.Sprintf("Done %s earlier.", days(n(0)))
	case ReasonSport:
		return fmt.Sprintf("%s instead of %s.", label(n(0)), label(n(1)))
	case ReasonHand:
		return "Paired by hand."
	case ReasonSeveral:
		return fmt.Sprintf("%d activities count together.", n(0))
	case ReasonSteps:
		return fmt.Sprintf("%d of %d steps with a target were held.", n(0), n(1))
	case ReasonVariant:
		return fmt.Sprintf("Held against variant %d, which comes closest.", n(0))
	case ReasonNoTrack:
		return "There are no points to hold against the steps."
	case ReasonNoThreshold:
		if n(0) == 1 {
			return "The threshold power is not known, so one step in percent of it is not held against anything."
		}
		return fmt.Sprintf("The threshold power is not known, so %d steps in percent of it are not held against anything.", n(0))
	}
	return r.Code
}

func days(n int64) string {
	if n == 1 {
		return "a day"
	}
	return fmt.Sprintf("%d days", n)
}

// clock is h:mm:ss.
func clock(seconds int64) string {
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

func label(id int64) string {
	s, _ := sport.ByID(sport.ID(id))
	return s.Label
}
