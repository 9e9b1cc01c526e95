package fittrackee

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// listSports serves GET /sports: the whole catalogue, with the viewer's preferences if there is one.
func (d *Dialect) listSports(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.sportsReply(r, v, sport.All())
}

// getSport serves GET /sports/{id}.
func (d *Dialect) getSport(r *http.Request, v access.Viewer) (wire.Reply, error) {
	n, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 32)
	s, ok := sportByID(n)
	if err != nil || !ok {
		return wire.Reply{}, noData("sports", false, "")
	}
	return d.sportsReply(r, v, []sport.Sport{s})
}

func (d *Dialect) sportsReply(r *http.Request, v access.Viewer, sports []sport.Sport) (wire.Reply, error) {
	preferences := map[sport.ID]activity.SportPreference{}
	var equipment []activity.Equipment
	if v.SignedIn() {
		list, err := d.activities.Preferences(r.Context(), v)
		if err != nil {
			return wire.Reply{}, err
		}
		for _, p := range list {
			preferences[p.Sport] = p
		}
		if equipment, err = d.activities.Equipment(r.Context(), v); err != nil {
			return wire.Reply{}, err
		}
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("sports").Array()
		for _, s := range sports {
			p, ok := preferences[s.ID]
			if !ok {
				p = activity.DefaultPreference(v.ID(), s)
			}
			writeSport(j, s, p, equipment)
		}
		j.EndArray()
	}), nil
}

// writeSport writes a sport as one person has it; the server keeps every sport active.
func writeSport(j *wire.Encoder, s sport.Sport, p activity.SportPreference, equipment []activity.Equipment) {
	j.Object()
	j.Key("color").PlainOrNull(p.Color)
	j.Key("default_equipments").Array()
	for i := range equipment {
		if slices.Contains(equipment[i].DefaultFor, s.ID) {
			writeEquipment(j, &equipment[i])
		}
	}
	j.EndArray()
	j.Key("id").Int(sportID(s.ID))
	j.Key("is_active").Bool(true)
	j.Key("is_active_for_user").Bool(p.Active)
	j.Key("label").Plain(sportLabel(s))
	j.Key("stopped_speed_threshold").Float(p.StoppedSpeed)
	j.EndObject()
}
