package web

import (
	"net/http"
	"slices"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// equipmentRoutes are the things that wear out.
func (s *Site) equipmentRoutes() table {
	return table{
		"GET /settings/equipment":              s.member(s.listEquipment),
		"GET /settings/equipment/new":          s.member(s.showNewEquipment),
		"POST /settings/equipment/new":         s.member(s.createEquipment),
		"GET /settings/equipment/{id}":         s.member(s.showEquipment),
		"GET /settings/equipment/{id}/edit":    s.member(s.showEditEquipment),
		"POST /settings/equipment/{id}/edit":   s.member(s.editEquipment),
		"POST /settings/equipment/{id}/retire": s.member(s.retireEquipment),
		"POST /settings/equipment/{id}/revive": s.member(s.reviveEquipment),
		"POST /settings/equipment/{id}/delete": s.member(s.deleteEquipment),
	}
}

// equipmentList is what one has: in use, and retired.
type equipmentList struct {
	Used, Retired []equipmentRow
	Empty         *emptyState
}

// equipmentRow is one thing with its totals.
type equipmentRow struct {
	Label, Type, Icon, Href string
	// Sports are the names of those whose new activities get it unasked.
	Sports                    []string
	Distance, Moving, Elapsed number
	Count                     number
}

var equipmentIcons = map[int]string{1: "shoe", 2: "cycling", 3: "cycling", 4: "water", 5: "snow", 6: "snow"}

// equipmentTypeNames are the keys of the names of kinds.
var equipmentTypeNames = map[int]string{
	1: "equipment.shoes", 2: "equipment.bike", 3: "equipment.trainer", 4: "equipment.boat", 5: "equipment.skis", 6: "equipment.snowshoes",
}

func equipmentTypeName(who reader, id int) string {
	if key := equipmentTypeNames[id]; key != "" {
		return who.words.T(key)
	}
	t, _ := activity.EquipmentTypeByID(id)
	return t.Label
}

func equipmentIcon(id int) string {
	if name := equipmentIcons[id]; name != "" {
		return name
	}
	return "other"
}

// listEquipment serves GET /settings/equipment.
func (s *Site) listEquipment(r *http.Request, who reader) (reply, error) {
	all, err := s.deps.Activities.Equipment(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	// What is used most is looked for most.
	slices.SortStableFunc(all, func(a, b activity.Equipment) int { return b.Activities - a.Activities })
	body := &equipmentList{}
	for i := range all {
		row := s.equipmentRow(who, &all[i])
		if all[i].Active {
			body.Used = append(body.Used, row)
		} else {
			body.Retired = append(body.Retired, row)
		}
	}
	if len(all) == 0 {
		t := who.words.T
		body.Empty = &emptyState{"shoe", t("equipment.empty_title"), t("equipment.empty_text"), s.link("/settings/equipment/new"), t("equipment.add")}
	}
	return s.setting(who, "equipment", "equipment", body), nil
}

func (s *Site) equipmentRow(who reader, e *activity.Equipment) equipmentRow {
	t := who.words.T
	row := equipmentRow{
		Label: e.Label, Type: equipmentTypeName(who, e.Type), Icon: equipmentIcon(e.Type), Href: s.link("/settings/equipment/" + e.UUID),
		Distance: figure(t("number.distance"), who.print.Distance(e.Distance)), Moving: figure(t("number.moving"), seconds(who, e.Moving)),
		Elapsed: figure(t("number.elapsed"), seconds(who, e.Duration)), Count: number{Label: t("list.activities"), Value: who.print.Count(e.Activities)},
	}
	for _, id := range e.DefaultFor {
		row.Sports = append(row.Sports, sportName(who, id))
	}
	return row
}

// equipmentPage is one thing.
type equipmentPage struct {
	equipmentRow
	Description string
	Retired     bool
	// Warning says what deleting it does.
	Warning                      string
	Edit, Retire, Revive, Delete string
}

// equipmentOf is the thing that a path names.
func (s *Site) equipmentOf(r *http.Request, who reader) (*activity.Equipment, error) {
	id := r.PathValue("id")
	if !uuidPattern.MatchString(id) {
		return nil, fault.Missing("equipment")
	}
	return s.deps.Activities.OneEquipment(r.Context(), who.viewer, id)
}

// showEquipment serves GET /settings/equipment/{id}.
func (s *Site) showEquipment(r *http.Request, who reader) (reply, error) {
	e, err := s.equipmentOf(r, who)
	if err != nil {
		return reply{}, err
	}
	here := s.link("/settings/equipment/" + e.UUID)
	body := &equipmentPage{
		equipmentRow: s.equipmentRow(who, e), Description: text(e.Description), Retired: !e.Active,
		Warning: who.words.T("equipment.delete_unused"),
		Edit:    here + "/edit", Retire: here + "/retire", Revive: here + "/revive", Delete: here + "/delete",
	}
	if e.Activities > 0 {
		body.Warning = who.words.N("equipment.delete_used", e.Activities, who.print.Count(e.Activities))
	}
	answer := s.setting(who, "equipment", "equipment-one", body)
	return answer.under(who.words.T("settings.equipment"), s.link("/settings/equipment"), e.Label), nil
}

// retireEquipment serves POST /settings/equipment/{id}/retire.
func (s *Site) retireEquipment(r *http.Request, who reader) (reply, error) {
	return s.setActive(r, who, false, saidRetired)
}

// reviveEquipment serves POST /settings/equipment/{id}/revive.
func (s *Site) reviveEquipment(r *http.Request, who reader) (reply, error) {
	return s.setActive(r, who, true, saidBack)
}

func (s *Site) setActive(r *http.Request, who reader, active bool, what string) (reply, error) {
	e, err := s.equipmentOf(r, who)
	if err == nil {
		_, err = s.deps.Activities.UpdateEquipment(r.Context(), who.viewer, e.UUID, activity.EquipmentChange{Active: &active})
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/equipment/" + e.UUID, said: said{what: what}}, nil
}

// deleteEquipment serves POST /settings/equipment/{id}/delete. The page has said what it is on, so it is not asked again.
func (s *Site) deleteEquipment(r *http.Request, who reader) (reply, error) {
	e, err := s.equipmentOf(r, who)
	if err == nil {
		err = s.deps.Activities.DeleteEquipment(r.Context(), who.viewer, e.UUID, true)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/equipment", said: said{what: saidGearGone}}, nil
}
