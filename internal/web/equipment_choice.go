package web

import (
	"net/http"

	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// choices fills in what the form of an activity offers: sports, and equipment in use or attached already. a is nil for a
// new one, which may take what its sport usually gets.
func (s *Site) choices(r *http.Request, who reader, f *told, a *activity.Activity) error {
	var err error
	if f.sports, err = s.sportChoices(r, who, sport.ID(atoi(f.sport))); err != nil {
		return err
	}
	all, err := s.deps.Activities.Equipment(r.Context(), who.viewer)
	if err != nil {
		return err
	}
	var gear []option
	for i := range all {
		e := &all[i]
		if !e.Active && e.UUID != f.equipment {
			continue
		}
		gear = append(gear, option{e.UUID, e.Label + " (" + equipmentTypeName(who, e.Type) + ")", e.UUID == f.equipment})
	}
	if len(gear) == 0 {
		return nil
	}
	first := []option{{"", who.words.T("equipment.none"), f.equipment == ""}}
	if a == nil {
		first = append([]option{{usualEquipment, who.words.T("equipment.usual"), f.equipment == usualEquipment}}, first...)
	}
	f.gear = append(first, gear...)
	return nil
}

// attached is what the form asks to be attached; nil leaves it to the sport.
func (f *told) attached() *[]string {
	switch f.equipment {
	case usualEquipment:
		return nil
	case "":
		return &[]string{}
	}
	return &[]string{f.equipment}
}
