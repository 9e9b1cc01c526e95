package planif

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
)

// listAthletes serves GET /api-coach/list-athletes-coach/: who has granted the coach anything that holds now.
func (d *Dialect) listAthletes(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, err := d.plans.Athletes(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	pictures := make([]string, len(all))
	for i := range all {
		portrait, err := d.uploads.Portrait(r.Context(), &all[i])
		if err != nil {
			return wire.Reply{}, err
		}
		if portrait != nil {
			pictures[i] = portrait.UploadID
		}
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for i := range all {
			j.Object()
			j.Key("athlete_id").Int(all[i].ID)
			j.Key("first_name").String(all[i].Profile.FirstName)
			j.Key("last_name").String(all[i].Profile.LastName)
			j.Key("email").String(all[i].Email)
			j.Key("profile_picture").PlainOrNull(pictures[i])
			j.EndObject()
		}
		j.EndArray()
	}), nil
}
