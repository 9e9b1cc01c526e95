package activity

import (
	"context"
	"math"
	"regexp"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// PreferenceChange is an edit of how the viewer wants one sport treated; nil leaves a thing as it is.
type PreferenceChange struct {
	// Color is "#rgb" or "#rrggbb", "" for the client's own.
	Color  *string
	Active *bool
	// StoppedSpeed in km/h, above zero and at most maxThreshold.
	StoppedSpeed *float64
	// Equipment are the UUIDs that new activities of the sport get unasked; an empty list is none.
	Equipment *[]string
}

// maxThreshold in km/h is more than any sport stands still at.
const maxThreshold = 100

var colorPattern = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// UpdatePreference edits how the viewer wants a sport treated. A new threshold counts for what is recorded from now on;
// RecomputeSport applies it to the past. Errors: fault.Invalid "sport.unknown", "preference.color", "preference.threshold",
// and "equipment.…" as Record.
func (s *Service) UpdatePreference(ctx context.Context, v access.Viewer, id sport.ID, c PreferenceChange) (*SportPreference, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	sp, ok := sport.ByID(id)
	if !ok {
		return nil, errSport(id)
	}
	if c.Color != nil && *c.Color != "" && !colorPattern.MatchString(*c.Color) {
		return nil, fault.InvalidField("color", "preference.color", "must be a colour such as #f80 or #ff8800")
	}
	if t := c.StoppedSpeed; t != nil && (!(*t > 0) || *t > maxThreshold || math.IsInf(*t, 0)) {
		return nil, fault.InvalidField("stopped_speed", "preference.threshold", "must be above 0 and at most 100 km/h")
	}
	var equipment *[]int64
	if c.Equipment != nil {
		ids, err := s.equipmentIDs(ctx, v.ID(), sp, c.Equipment, nil)
		if err != nil {
			return nil, err
		}
		equipment = &ids
	}
	p, err := s.store.UpdateSportPreference(ctx, DefaultPreference(v.ID(), sp), c.apply, equipment)
	return &p, err
}

func (c *PreferenceChange) apply(p *SportPreference) {
	if c.Color != nil {
		p.Color = *c.Color
	}
	if c.Active != nil {
		p.Active = *c.Active
	}
	if c.StoppedSpeed != nil {
		p.StoppedSpeed = *c.StoppedSpeed
	}
}

// ResetPreference forgets what the viewer has set for a sport, its default equipment too; safe to call twice. Errors:
// fault.Invalid "sport.unknown".
func (s *Service) ResetPreference(ctx context.Context, v access.Viewer, id sport.ID) error {
	if !v.SignedIn() {
		return errSignedOut()
	}
	if _, ok := sport.ByID(id); !ok {
		return errSport(id)
	}
	return s.store.DeleteSportPreference(ctx, v.ID(), id)
}

// RecomputeSport measures the viewer's activities of a sport anew, with the threshold of standing still that they have set
// now. It reads every original file: RecomputeSportLater does it in the background. It gives how many were measured and how many kept
// their numbers because their file is lost or unreadable.
func (s *Service) RecomputeSport(ctx context.Context, v access.Viewer, id sport.ID) (done, kept int, err error) {
	return s.recomputeSport(ctx, v, id, func(int, int) {})
}

// recomputeSport is RecomputeSport that tells after each activity how many there were so far.
func (s *Service) recomputeSport(ctx context.Context, v access.Viewer, id sport.ID, progress func(done, kept int)) (done, kept int, err error) {
	if !v.SignedIn() {
		return 0, 0, errSignedOut()
	}
	err = s.Recompute(ctx, Recomputing{Owner: v.Person, Sport: id, Thresholds: true, Progress: func(_ *Activity, err error) {
		if err != nil {
			kept++
		} else {
			done++
		}
		progress(done, kept)
	}})
	return done, kept, err
}
