package fittrackee

import (
	"math"
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
)

// listEquipments serves GET /equipments: the viewer's own, by id, of one type if asked.
func (d *Dialect) listEquipments(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, err := d.activities.Equipment(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	kind, err := newQuery(r.URL.Query()).whole("equipment_type_id")
	if err != nil {
		return wire.Reply{}, err
	}
	offer, err := d.activities.Offer(r.Context())
	if err != nil {
		return wire.Reply{}, err
	}
	return equipmentsReply(all, &offer, func(e *activity.Equipment) bool { return kind == nil || *kind == e.Type }), nil
}

// getEquipment serves GET /equipments/{id}.
func (d *Dialect) getEquipment(r *http.Request, v access.Viewer) (wire.Reply, error) {
	uuid, _ := parseShortID(chi.URLParam(r, "id"))
	return d.equipmentReply(r, v, http.StatusOK, "success", uuid)
}

func equipmentsReply(all []activity.Equipment, offer *activity.Offer, wanted func(*activity.Equipment) bool) wire.Reply {
	return dataReply(func(j *wire.Encoder) {
		j.Key("equipments").Array()
		for i := range all {
			if wanted(&all[i]) {
				writeEquipment(j, &all[i], offer)
			}
		}
		j.EndArray()
	})
}

// writeEquipment writes a thing. The offer says whether its type is still offered; an empty one takes it for granted.
func writeEquipment(j *wire.Encoder, e *activity.Equipment, offer *activity.Offer) {
	j.Object()
	j.Key("creation_date").Plain(formatDate(e.CreatedAt))
	j.Key("default_for_sport_ids").Array()
	for _, s := range e.DefaultFor {
		j.Int(sportID(s))
	}
	j.EndArray()
	j.Key("description").StringOrNull(e.Description)
	kind, _ := activity.EquipmentTypeByID(e.Type)
	j.Key("equipment_type").Object()
	j.Key("id").Int(int64(kind.ID))
	j.Key("is_active").Bool(offer.Type(kind.ID))
	j.Key("label").Plain(kind.Label)
	j.EndObject()
	writeID(j.Key("id"), e.UUID)
	j.Key("is_active").Bool(e.Active)
	j.Key("label").String(e.Label)
	j.Key("total_distance").Float(kilometers(e.Distance))
	writeDuration(j.Key("total_duration"), e.Duration)
	j.Key("total_duration_in_hours").Float(math.Round(float64(e.Moving)/360) / 10)
	writeDuration(j.Key("total_moving"), e.Moving)
	j.Key("user_id").Int(e.Owner)
	j.Key("workouts_count").Int(int64(e.Activities))
	j.EndObject()
}
