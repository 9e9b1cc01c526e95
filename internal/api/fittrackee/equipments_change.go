package fittrackee

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

var errNoEquipment = noData("equipments", false, "")

// createEquipment serves POST /equipments.
func (d *Dialect) createEquipment(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, orMissing(err, "no request data was supplied")
	}
	if !p.truthy("label") || !p.given("equipment_type_id") {
		return wire.Reply{}, invalid("error", "the 'label' and 'equipment_type_id' parameters must be provided")
	}
	c, err := p.equipmentChange()
	if err != nil {
		return wire.Reply{}, err
	}
	e := activity.Equipment{Label: *c.Label, Description: c.Description, Type: *c.Type}
	if c.DefaultFor != nil {
		e.DefaultFor = *c.DefaultFor
	}
	made, err := d.activities.CreateEquipment(r.Context(), v, e)
	if err != nil {
		return wire.Reply{}, gearError(err)
	}
	return d.equipmentReply(r, v, http.StatusCreated, "created", made.UUID)
}

// updateEquipment serves PATCH /equipments/{id}.
func (d *Dialect) updateEquipment(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, orMissing(err, "no request data was supplied")
	}
	c, err := p.equipmentChange()
	if err != nil {
		return wire.Reply{}, err
	}
	if c == (activity.EquipmentChange{}) {
		return wire.Reply{}, invalid("error", "no valid parameters supplied")
	}
	if p.given("label") && !p.truthy("label") {
		return wire.Reply{}, errPayload
	}
	uuid, _ := parseShortID(chi.URLParam(r, "id"))
	if _, err := d.activities.UpdateEquipment(r.Context(), v, uuid, c); err != nil {
		return wire.Reply{}, gearError(err)
	}
	return d.equipmentReply(r, v, http.StatusOK, "success", uuid)
}

// refreshEquipment serves POST /equipments/{id}/refresh: its sums are made anew.
func (d *Dialect) refreshEquipment(r *http.Request, v access.Viewer) (wire.Reply, error) {
	uuid, _ := parseShortID(chi.URLParam(r, "id"))
	if _, err := d.activities.RefreshEquipment(r.Context(), v, uuid); err != nil {
		return wire.Reply{}, err
	}
	return d.equipmentReply(r, v, http.StatusOK, "success", uuid)
}

// deleteEquipment serves DELETE /equipments/{id}; what is in use goes with "force" alone.
func (d *Dialect) deleteEquipment(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id := chi.URLParam(r, "id")
	uuid, _ := parseShortID(id)
	err := d.activities.DeleteEquipment(r.Context(), v, uuid, r.URL.Query().Has("force"))
	var f *fault.Error
	if errors.As(err, &f) && f.Code == "equipment.in_use" {
		return wire.Reply{}, inUse(id, wholeArg(f, 0))
	}
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, wire.TypeJSON), nil
}

func inUse(id string, count int64) *refusal {
	workouts := "workouts"
	if count == 1 {
		workouts = "workout"
	}
	return &refusal{status: http.StatusForbidden, word: "error", message: fmt.Sprintf("Cannot delete equipment that has associated "+
		"workouts. Equipment id %s has %d associated %s. (Provide argument 'force' as a query parameter to override this check)",
		id, count, workouts)}
}

// equipmentReply answers with one thing as it is now, with its sums and the sports it is the default of.
func (d *Dialect) equipmentReply(r *http.Request, v access.Viewer, status int, word, uuid string) (wire.Reply, error) {
	e, err := d.activities.OneEquipment(r.Context(), v, uuid)
	if err != nil {
		return wire.Reply{}, err
	}
	offer, err := d.activities.Offer(r.Context())
	if err != nil {
		return wire.Reply{}, err
	}
	return jsonReply(status, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("equipments").Array()
		writeEquipment(j, e, &offer)
		j.EndArray()
		j.EndObject()
		j.Key("status").Plain(word)
		j.EndObject()
	}), nil
}

// equipmentChange reads what is said about a thing.
func (p payload) equipmentChange() (c activity.EquipmentChange, err error) {
	if err := p.texts(map[string]**string{"label": &c.Label, "description": &c.Description}); err != nil {
		return c, err
	}
	if c.Active, err = p.flag("is_active"); err != nil {
		return c, err
	}
	if p.given("equipment_type_id") {
		n, ok := p.whole("equipment_type_id")
		if !ok {
			return c, invalid("error", "invalid equipment type id")
		}
		id := int(n)
		c.Type = &id
	}
	c.DefaultFor, err = p.sportIDs("default_for_sport_ids")
	return c, err
}

// sportIDs is a list of sports' numbers, nil when absent.
func (p payload) sportIDs(key string) (*[]sport.ID, error) {
	if !p.given(key) {
		return nil, nil
	}
	items, ok := p.Object[key].([]any)
	if !ok {
		return nil, errPayload
	}
	ids := make([]sport.ID, 0, len(items))
	for _, item := range items {
		n, ok := payload{wire.Object{"": item}}.whole("")
		if !ok {
			return nil, errPayload
		}
		s, ok := sportByID(n)
		if !ok {
			return nil, invalid("error", fmt.Sprintf("sport (id %d) does not exist", n))
		}
		ids = append(ids, s.ID)
	}
	return &ids, nil
}

// gearErrors are the refusals of equipment itself, by the core's reason.
var gearErrors = map[string]*refusal{
	"equipment.label":         invalid("error", "label exceeds 50 characters"),
	"equipment.description":   errPayload,
	"equipment.label_taken":   invalid("error", "equipment already exists with the same label"),
	"equipment.type":          invalid("error", "invalid equipment type id"),
	"equipment.type_inactive": invalid("error", "equipment type is inactive"),
}

func gearError(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	if answer, ok := gearErrors[f.Code]; ok {
		return answer
	}
	if f.Code == "equipment.sport_unfit" && len(f.Args) > 1 {
		return invalid("error", fmt.Sprintf("invalid sport '%v' for equipment type '%v'", f.Args[0], f.Args[1]))
	}
	return err
}

// missingEquipment is for routes about one thing.
func missingEquipment(_ string, err error) error {
	if fault.Is(err, fault.NotFound) {
		return errNoEquipment
	}
	return err
}
