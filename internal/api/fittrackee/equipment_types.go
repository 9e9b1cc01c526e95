package fittrackee

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
)

// listEquipmentTypes serves GET /equipment-types: those that are offered, and all of them to administrators.
func (d *Dialect) listEquipmentTypes(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.equipmentTypesReply(r, v, activity.EquipmentTypes)
}

// getEquipmentType serves GET /equipment-types/{id}.
func (d *Dialect) getEquipmentType(r *http.Request, v access.Viewer) (wire.Reply, error) {
	kind, ok := equipmentTypeOf(r)
	if !ok {
		return wire.Reply{}, noData("equipment_types", false, "")
	}
	return d.equipmentTypesReply(r, v, []activity.EquipmentType{kind})
}

// equipmentTypeOf is the type that the path names.
func equipmentTypeOf(r *http.Request) (activity.EquipmentType, bool) {
	id, err := strconv.Atoi(chi.URLParam(r, "id"))
	if err != nil {
		return activity.EquipmentType{}, false
	}
	return activity.EquipmentTypeByID(id)
}

func (d *Dialect) equipmentTypesReply(r *http.Request, v access.Viewer, kinds []activity.EquipmentType) (wire.Reply, error) {
	offer, err := d.activities.Offer(r.Context())
	if err != nil {
		return wire.Reply{}, err
	}
	var use *activity.Use
	if v.Person.Admin {
		all, err := d.activities.Use(r.Context(), v)
		if err != nil {
			return wire.Reply{}, err
		}
		use = &all
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("equipment_types").Array()
		for _, kind := range kinds {
			if use != nil || offer.Type(kind.ID) {
				writeEquipmentType(j, kind, offer.Type(kind.ID), use)
			}
		}
		j.EndArray()
	}), nil
}

// writeEquipmentType writes a type; use tells administrators what anybody owns, and is nil for everybody else.
func writeEquipmentType(j *wire.Encoder, kind activity.EquipmentType, active bool, use *activity.Use) {
	j.Object()
	if use != nil {
		j.Key("has_equipments").Bool(slices.Contains(use.Types, kind.ID))
	}
	j.Key("id").Int(int64(kind.ID))
	j.Key("is_active").Bool(active)
	j.Key("label").Plain(kind.Label)
	j.EndObject()
}
