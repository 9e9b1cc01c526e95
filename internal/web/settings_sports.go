package web

import (
	"cmp"
	"net/http"
	"slices"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// sportsPage is how one wants each sport treated: first those one does, then all others.
type sportsPage struct{ Own, Others []sportRow }

// sportRow is one sport of the list.
type sportRow struct {
	Name, Icon, Href string
	// Color is "#rrggbb", "" for none of its own.
	Color, Count, Threshold string
	// Gear are the names of what new activities get.
	Gear   []string
	Hidden bool
}

// ownSport is everything that one has set and done in a sport.
type ownSport struct {
	sport sport.Sport
	pref  activity.SportPreference
	// set tells that it differs from what everybody starts with.
	set        bool
	activities int64
	gear       []activity.Equipment
}

// ownSports reads all sports as the reader has them, by ID. What is no longer offered is left out unless it was done.
func (s *Site) ownSports(r *http.Request, who reader) ([]ownSport, error) {
	ctx, core := r.Context(), s.deps.Activities
	prefs, err := core.Preferences(ctx, who.viewer)
	if err != nil {
		return nil, err
	}
	totals, err := core.Totals(ctx, who.viewer, who.viewer.ID())
	if err != nil {
		return nil, err
	}
	gear, err := core.Equipment(ctx, who.viewer)
	if err != nil {
		return nil, err
	}
	offer, err := core.Offer(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]ownSport, 0, 100)
	for _, sp := range sport.All() {
		o := ownSport{sport: sp, pref: activity.DefaultPreference(who.viewer.ID(), sp)}
		if i := slices.IndexFunc(prefs, func(p activity.SportPreference) bool { return p.Sport == sp.ID }); i >= 0 {
			o.pref, o.set = prefs[i], true
		}
		if i := slices.IndexFunc(totals, func(t activity.SportTotal) bool { return t.Sport == sp.ID }); i >= 0 {
			o.activities = totals[i].Activities
		}
		for i := range gear {
			if slices.Contains(gear[i].DefaultFor, sp.ID) {
				o.gear = append(o.gear, gear[i])
			}
		}
		if o.activities > 0 || offer.Sport(sp.ID) {
			all = append(all, o)
		}
	}
	return all, nil
}

// listSports serves GET /settings/sports.
func (s *Site) listSports(r *http.Request, who reader) (reply, error) {
	all, err := s.ownSports(r, who)
	if err != nil {
		return reply{}, err
	}
	slices.SortStableFunc(all, func(a, b ownSport) int {
		return cmp.Or(cmp.Compare(b.activities, a.activities), cmp.Compare(sportName(who, a.sport.ID), sportName(who, b.sport.ID)))
	})
	body := &sportsPage{}
	for i := range all {
		row := s.sportRow(who, &all[i])
		if all[i].activities > 0 || all[i].set || len(all[i].gear) > 0 {
			body.Own = append(body.Own, row)
		} else {
			body.Others = append(body.Others, row)
		}
	}
	return s.setting(who, "sports", "settings-sports", body), nil
}

func (s *Site) sportRow(who reader, o *ownSport) sportRow {
	row := sportRow{
		Name: sportName(who, o.sport.ID), Icon: sportIcon(o.sport), Href: s.link("/settings/sports/" + o.sport.Key),
		Color: o.pref.Color, Threshold: who.print.Speed(o.pref.StoppedSpeed / 3.6).String(), Hidden: !o.pref.Active,
	}
	if o.activities > 0 {
		row.Count = who.words.N("list.count", int(o.activities), who.print.Count(int(o.activities)))
	}
	for i := range o.gear {
		row.Gear = append(row.Gear, o.gear[i].Label)
	}
	return row
}

// sportChoices are the sports that a form offers by name: those that the reader has not put away, and the chosen one.
func (s *Site) sportChoices(r *http.Request, who reader, chosen sport.ID) ([]option, error) {
	prefs, err := s.deps.Activities.Preferences(r.Context(), who.viewer)
	if err != nil {
		return nil, err
	}
	offer, err := s.deps.Activities.Offer(r.Context())
	if err != nil {
		return nil, err
	}
	return sportOptions(who, chosen, func(id sport.ID) bool {
		hidden := slices.ContainsFunc(prefs, func(p activity.SportPreference) bool { return p.Sport == id && !p.Active })
		return id == chosen || !hidden && offer.Sport(id)
	}), nil
}

// pathSport is the sport that a path names.
func pathSport(r *http.Request) (sport.Sport, error) {
	sp, ok := sport.ByKey(r.PathValue("sport"))
	if !ok {
		return sp, fault.Missing("page")
	}
	return sp, nil
}
