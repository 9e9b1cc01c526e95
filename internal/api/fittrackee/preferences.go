package fittrackee

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

var errNoSport = notFound("sport does not exist")

// editSportPreference serves POST /auth/profile/edit/sports.
func (d *Dialect) editSportPreference(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, err
	}
	n, ok := p.whole("sport_id")
	if !ok {
		return wire.Reply{}, errPayload
	}
	s, ok := sportByID(n)
	if !ok {
		return wire.Reply{}, errNoSport
	}
	c, err := p.preferenceChange()
	if err != nil {
		return wire.Reply{}, err
	}
	preference, err := d.activities.UpdatePreference(r.Context(), v, s.ID, c)
	if err != nil {
		return wire.Reply{}, p.defaultEquipmentError(err)
	}
	if c.StoppedSpeed != nil && r.URL.Query().Get("recompute") == "true" {
		if err := d.activities.RecomputeSportLater(v, s.ID); err != nil {
			return wire.Reply{}, err
		}
	}
	equipment, err := d.activities.Equipment(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	offer, err := d.activities.Offer(r.Context())
	if err != nil {
		return wire.Reply{}, err
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("color").PlainOrNull(preference.Color)
		writeDefaults(j.Key("default_equipments"), s.ID, equipment, &offer)
		j.Key("is_active").Bool(preference.Active)
		j.Key("sport_id").Int(sportID(s.ID))
		j.Key("stopped_speed_threshold").Float(preference.StoppedSpeed)
		j.Key("user_id").Int(v.ID())
		j.EndObject()
		j.Key("message").Plain("user sport preferences updated")
		j.Key("status").Plain("success")
		j.EndObject()
	}), nil
}

// writeDefaults writes the things that new workouts of a sport get unasked.
func writeDefaults(j *wire.Encoder, id sport.ID, equipment []activity.Equipment, offer *activity.Offer) {
	j.Array()
	for i := range equipment {
		if slices.Contains(equipment[i].DefaultFor, id) {
			writeEquipment(j, &equipment[i], offer)
		}
	}
	j.EndArray()
}

// preferenceChange reads what is said about a sport; one thing has to be said. A colour that is null is none again.
func (p payload) preferenceChange() (c activity.PreferenceChange, err error) {
	if c.Color, err = p.text("color"); err != nil {
		return c, err
	}
	if color, told := p.Object["color"]; told && color == nil {
		c.Color = new(string)
	}
	if c.Active, err = p.flag("is_active"); err != nil {
		return c, err
	}
	if p.given("stopped_speed_threshold") {
		speed, ok := p.number("stopped_speed_threshold")
		if !ok {
			return c, errPayload
		}
		c.StoppedSpeed = &speed
	}
	if c.Equipment, err = p.equipmentList(defaultEquipment); err != nil {
		return c, err
	}
	if c == (activity.PreferenceChange{}) {
		return c, errPayload
	}
	return c, nil
}

// defaultEquipment is the name that preferences have for the list.
const defaultEquipment = "default_equipment_ids"

func (p payload) defaultEquipmentError(err error) error {
	if fault.CodeOf(err) == "preference.color" {
		return invalid("error", "invalid hexadecimal color")
	}
	return p.equipmentListError(defaultEquipment, err)
}

// resetSportPreference serves DELETE /auth/profile/reset/sports/{id}.
func (d *Dialect) resetSportPreference(r *http.Request, v access.Viewer) (wire.Reply, error) {
	s, ok := sportOf(r)
	if !ok {
		return wire.Reply{}, errNoSport
	}
	if err := d.activities.ResetPreference(r.Context(), v, s.ID); err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, wire.TypeJSON), nil
}

// sportOf is the sport that the path names.
func sportOf(r *http.Request) (sport.Sport, bool) {
	n, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 32)
	if err != nil {
		return sport.Sport{}, false
	}
	return sportByID(n)
}

// offerSport serves PATCH /sports/{id}: whether anybody is offered the sport, for administrators.
func (d *Dialect) offerSport(r *http.Request, v access.Viewer) (wire.Reply, error) {
	active, err := activeFlag(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	s, ok := sportOf(r)
	if !ok {
		return wire.Reply{}, noData("sports", false, "")
	}
	if err := d.activities.OfferSport(r.Context(), v, s.ID, active); err != nil {
		return wire.Reply{}, err
	}
	return d.sportsReply(r, v, []sport.Sport{s})
}

// offerEquipmentType serves PATCH /equipment-types/{id}, for administrators.
func (d *Dialect) offerEquipmentType(r *http.Request, v access.Viewer) (wire.Reply, error) {
	active, err := activeFlag(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	kind, ok := equipmentTypeOf(r)
	if !ok {
		return wire.Reply{}, noData("equipment_types", false, "")
	}
	if err := d.activities.OfferEquipmentType(r.Context(), v, kind.ID, active); err != nil {
		return wire.Reply{}, err
	}
	return d.equipmentTypesReply(r, v, []activity.EquipmentType{kind})
}

// activeFlag reads what an administrator sends about a sport or a type of equipment.
func activeFlag(r *http.Request, v access.Viewer) (bool, error) {
	if !v.Person.Admin {
		return false, errPermission
	}
	p, err := readPayload(r)
	if err != nil {
		return false, err
	}
	active, err := p.flag("is_active")
	if err == nil && active == nil {
		err = errors.New("nothing told")
	}
	if err != nil {
		return false, errPayload
	}
	return *active, nil
}
