package fittrackee

import (
	"net/http"
	"slices"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// listSports serves GET /sports: the whole catalogue, with the viewer's preferences if there is one. Administrators may ask
// which ones anybody has workouts of.
func (d *Dialect) listSports(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.sportsReply(r, v, sport.All())
}

// getSport serves GET /sports/{id}.
func (d *Dialect) getSport(r *http.Request, v access.Viewer) (wire.Reply, error) {
	s, ok := sportOf(r)
	if !ok {
		return wire.Reply{}, noData("sports", false, "")
	}
	return d.sportsReply(r, v, []sport.Sport{s})
}

// sportsView is what the answers about sports are made of.
type sportsView struct {
	offer       activity.Offer
	preferences map[sport.ID]activity.SportPreference
	equipment   []activity.Equipment
	// use is nil unless an administrator asks for it.
	use *activity.Use
}

func (d *Dialect) sportsView(r *http.Request, v access.Viewer) (view sportsView, err error) {
	if view.offer, err = d.activities.Offer(r.Context()); err != nil || !v.SignedIn() {
		return view, err
	}
	list, err := d.activities.Preferences(r.Context(), v)
	if err != nil {
		return view, err
	}
	view.preferences = make(map[sport.ID]activity.SportPreference, len(list))
	for _, p := range list {
		view.preferences[p.Sport] = p
	}
	if view.equipment, err = d.activities.Equipment(r.Context(), v); err != nil {
		return view, err
	}
	if v.Person.Admin && r.URL.Query().Get("check_workouts") == "true" {
		use, err := d.activities.Use(r.Context(), v)
		if err != nil {
			return view, err
		}
		view.use = &use
	}
	return view, nil
}

func (d *Dialect) sportsReply(r *http.Request, v access.Viewer, sports []sport.Sport) (wire.Reply, error) {
	view, err := d.sportsView(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("sports").Array()
		for _, s := range sports {
			p, ok := view.preferences[s.ID]
			if !ok {
				p = activity.DefaultPreference(v.ID(), s)
			}
			view.write(j, s, p)
		}
		j.EndArray()
	}), nil
}

// write writes a sport as one person has it.
func (view *sportsView) write(j *wire.Encoder, s sport.Sport, p activity.SportPreference) {
	offered := view.offer.Sport(s.ID)
	j.Object()
	j.Key("color").PlainOrNull(p.Color)
	writeDefaults(j.Key("default_equipments"), s.ID, view.equipment, &view.offer)
	if view.use != nil {
		j.Key("has_workouts").Bool(slices.Contains(view.use.Sports, s.ID))
	}
	j.Key("id").Int(sportID(s.ID))
	j.Key("is_active").Bool(offered)
	j.Key("is_active_for_user").Bool(p.Active && offered)
	j.Key("label").Plain(sportLabel(s))
	j.Key("stopped_speed_threshold").Float(p.StoppedSpeed)
	j.EndObject()
}
