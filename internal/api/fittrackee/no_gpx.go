package fittrackee

import (
	"math"
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// errSave is what the reference says to dates and distances that it can't read.
var errSave = &refusal{status: http.StatusInternalServerError, word: "fail", message: "Error during workout save."}

// recordWorkout serves POST /workouts/no_gpx: an activity told by hand.
func (d *Dialect) recordWorkout(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	e, err := p.entry(v.Person.Location())
	if err != nil {
		return wire.Reply{}, err
	}
	a, err := d.activities.Record(r.Context(), v, e)
	if fault.CodeOf(err) == "activity.start" {
		return wire.Reply{}, errSave
	}
	if err != nil {
		return wire.Reply{}, p.equipmentError(err)
	}
	return workoutsReply(http.StatusCreated, "created", true, a), nil
}

func (p payload) entry(loc *time.Location) (activity.Entry, error) {
	var e activity.Entry
	for _, key := range []string{"sport_id", "duration", "distance", "workout_date"} {
		if !p.truthy(key) {
			return e, errPayload
		}
	}
	s, err := p.knownSport()
	if err != nil {
		return e, err
	}
	e.Sport = s.ID
	if e.Equipment, err = p.equipmentIDs(); err != nil {
		return e, err
	}
	elevation, err := p.elevation()
	if err != nil {
		return e, err
	}
	e.Ascent, e.Descent = elevation.Ascent, elevation.Descent
	var title *string
	err = p.texts(map[string]**string{"title": &title, "notes": &e.Notes, "description": &e.Description})
	if err != nil {
		return e, err
	}
	if title != nil {
		e.Title = *title
	}
	date, _ := p.Object["workout_date"].(string)
	var ok1, ok2, ok3 bool
	e.Start, ok1 = parseMoment(date, loc)
	e.Duration, ok2 = p.seconds("duration")
	e.Distance, ok3 = p.number("distance")
	e.Distance *= 1000
	if !ok1 || !ok2 || !ok3 {
		return e, errSave
	}
	return e, nil
}

// elevation is ascent and descent: both, or neither; null counts as not given.
func (p payload) elevation() (activity.Elevation, error) {
	none := activity.Elevation{Ascent: math.NaN(), Descent: math.NaN()}
	if !p.given("ascent") && !p.given("descent") {
		return none, nil
	}
	ascent, ok1 := p.number("ascent")
	descent, ok2 := p.number("descent")
	if !ok1 || !ok2 || ascent < 0 || descent < 0 {
		return none, errPayload
	}
	return activity.Elevation{Ascent: ascent, Descent: descent}, nil
}
