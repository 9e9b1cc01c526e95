package activity

import (
	"context"
	"math"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/metric"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// Entry is an activity told by hand, without a file.
type Entry struct {
	Sport sport.ID
	Start time.Time
	// Duration in whole seconds and Distance in meters, both above zero.
	Duration int64
	Distance float64
	// Ascent and Descent in meters, both NaN when not told.
	Ascent, Descent float64
	// Title: "" takes the default one. Description: nil or "" is none.
	Title              string
	Notes, Description *string
	// Visibility is Private when empty.
	Visibility access.Visibility
	// Equipment are UUIDs; nil attaches the sport's defaults.
	Equipment *[]string
}

// Record stores an entry; moving time is its duration, both speeds are the average. Errors: "sport.unknown",
// "activity.duration", "activity.distance", "activity.elevation", "activity.out_of_range", "equipment.…".
func (s *Service) Record(ctx context.Context, v access.Viewer, e Entry) (*Activity, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	sp, ok := sport.ByID(e.Sport)
	if !ok {
		return nil, errSport(e.Sport)
	}
	a := Activity{
		UUID: s.opt.NewUUID(), Owner: v.ID(), OwnerName: v.Person.Username, CreatedAt: s.opt.Now(),
		Sport: sp.ID, Start: e.Start.UTC(), Visibility: e.Visibility, Numbers: noNumbers(), Calories: track.None,
		Title: cut(e.Title, MaxTitle), Notes: cutPtr(e.Notes, MaxNotes),
	}
	if a.Visibility == "" {
		a.Visibility = access.Private
	}
	if a.Title == "" {
		a.Title = defaultTitle(sp, a.Start, v.Person)
	}
	if e.Description != nil && *e.Description != "" {
		a.Description = cutPtr(e.Description, MaxDescription)
	}
	if err := told(&a.Numbers, e.Duration, e.Distance, e.Ascent, e.Descent); err != nil {
		return nil, err
	}
	if err := checkStart(a.Start); err != nil {
		return nil, err
	}
	d := &Draft{Activity: a}
	var err error
	if d.EquipmentIDs, err = s.equipmentIDs(ctx, v.ID(), sp, e.Equipment, nil); err != nil {
		return nil, err
	}
	if err := s.store.CreateActivities(ctx, []*Draft{d}); err != nil {
		return nil, err
	}
	return &d.Activity, nil
}

// Years that an activity may start in; the same bounds hold for the points of files.
const minYear, maxYear = 1970, 2099

func checkStart(t time.Time) error {
	if y := t.Year(); y < minYear || y > maxYear {
		return fault.InvalidField("start", "activity.start", "must be between 1970 and 2099")
	}
	return nil
}

// noNumbers is what is known of an activity before anything is told.
func noNumbers() Numbers {
	nan := math.NaN()
	return Numbers{
		AveSpeed: nan, MaxSpeed: nan, MinAlt: nan, MaxAlt: nan, Ascent: nan, Descent: nan,
		AveHeartRate: track.None, MaxHeartRate: track.None, AveCadence: track.None, MaxCadence: track.None,
		AvePower: track.None, MaxPower: track.None,
	}
}

// told sets the numbers of an activity without a file.
func told(n *Numbers, duration int64, distance, ascent, descent float64) error {
	switch {
	case duration <= 0:
		return fault.InvalidField("duration", "activity.duration", "must be above zero")
	case !(distance > 0) || math.IsInf(distance, 0):
		return fault.InvalidField("distance", "activity.distance", "must be above zero")
	case math.IsNaN(ascent) != math.IsNaN(descent), ascent < 0, descent < 0, math.IsInf(ascent, 0), math.IsInf(descent, 0):
		return fault.InvalidField("ascent", "activity.elevation", "ascent and descent belong together and are not negative")
	}
	speed := metric.Round(distance/1000/(float64(duration)/3600), 2)
	n.Duration, n.Moving, n.Pauses = duration, duration, 0
	n.Distance = metric.WholeMeters(distance)
	n.AveSpeed, n.MaxSpeed = speed, speed
	n.Ascent, n.Descent = metric.Round(ascent, 3), metric.Round(descent, 3)
	return metric.Check(n)
}
