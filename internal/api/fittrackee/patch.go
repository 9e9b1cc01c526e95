package fittrackee

import (
	"fmt"
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// updateWorkout serves PATCH /workouts/{id}. What a file has measured can't be told otherwise: such keys are left alone.
func (d *Dialect) updateWorkout(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	a, err := d.own(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	c, err := p.change(a, v.Person.Location())
	if err != nil {
		return wire.Reply{}, err
	}
	a, err = d.activities.Update(r.Context(), v, a.UUID, c)
	if fault.CodeOf(err) == "activity.start" {
		return wire.Reply{}, errServer
	}
	if err != nil {
		return wire.Reply{}, p.equipmentError(err)
	}
	return workoutsReply(http.StatusOK, "success", true, a), nil
}

func (p payload) change(a *activity.Activity, loc *time.Location) (activity.Change, error) {
	var c activity.Change
	if _, there := p.Object["sport_id"]; there {
		s, err := p.knownSport()
		if err != nil {
			return c, err
		}
		c.Sport = &s.ID
	}
	var err error
	if c.Equipment, err = p.equipmentIDs(); err != nil {
		return c, err
	}
	err = p.texts(map[string]**string{"title": &c.Title, "notes": &c.Notes, "description": &c.Description})
	if err != nil || a.File != nil {
		return c, err
	}
	return c, p.retell(&c, loc)
}

// retell reads what only a workout without a file can be told: date, duration, distance, ascent and descent.
func (p payload) retell(c *activity.Change, loc *time.Location) error {
	if p.truthy("workout_date") {
		date, _ := p.Object["workout_date"].(string)
		start, ok := parseMoment(date, loc)
		if !ok {
			return errServer
		}
		c.Start = &start
	}
	if p.truthy("duration") {
		duration, ok := p.seconds("duration")
		if !ok {
			return errPayload
		}
		c.Duration = &duration
	}
	if p.truthy("distance") {
		distance, ok := p.number("distance")
		if !ok {
			return errPayload
		}
		distance *= 1000
		c.Distance = &distance
	}
	_, up := p.Object["ascent"]
	_, down := p.Object["descent"]
	if up != down {
		return errPayload
	}
	if !up {
		return nil
	}
	elevation, err := p.elevation()
	c.Elevation = &elevation
	return err
}

// knownSport finds the sport; an unknown one is named as it was sent, null as "None".
func (p payload) knownSport() (sport.Sport, error) {
	n, ok := p.whole("sport_id")
	if s, known := sportByID(n); ok && known {
		return s, nil
	}
	if !p.given("sport_id") {
		return sport.Sport{}, unknownSport("None")
	}
	return sport.Sport{}, unknownSport(fmt.Sprint(p.Object["sport_id"]))
}
