package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// equipmentFormPage is the form of a new thing or of an edit.
type equipmentFormPage struct {
	Notice *notice
	Fields []field
	// Sports are those that anything may be the usual of; the kind decides which of them it can be.
	Sports       []sportGroup
	Action, Back string
}

// sportGroup are the sports that a kind of equipment is for.
type sportGroup struct {
	Title  string
	Checks []checkBox
}

// equipmentForm is what was typed.
type equipmentForm struct {
	label, description string
	kind               int
	sports             []sport.ID
	err                error
}

func readEquipmentForm(r *http.Request) (f equipmentForm, err error) {
	if err := r.ParseForm(); err != nil {
		return f, errForm(err)
	}
	f.label, f.description = strings.TrimSpace(r.PostFormValue("label")), strings.TrimSpace(r.PostFormValue("description"))
	f.kind = atoi(r.PostFormValue("type"))
	t, _ := activity.EquipmentTypeByID(f.kind)
	for _, id := range t.Sports {
		// Ticks at the sports of another kind are left over from before the kind was chosen.
		if r.PostFormValue("sport_"+strconv.Itoa(int(id))) != "" {
			f.sports = append(f.sports, id)
		}
	}
	return f, nil
}

// showNewEquipment serves GET /settings/equipment/new.
func (s *Site) showNewEquipment(r *http.Request, who reader) (reply, error) {
	return s.equipmentForm(r, who, nil, equipmentForm{kind: activity.EquipmentTypes[0].ID})
}

// createEquipment serves POST /settings/equipment/new.
func (s *Site) createEquipment(r *http.Request, who reader) (reply, error) {
	f, err := readEquipmentForm(r)
	if err != nil {
		return reply{}, err
	}
	e, err := s.deps.Activities.CreateEquipment(r.Context(), who.viewer, activity.Equipment{
		Label: f.label, Description: &f.description, Type: f.kind, DefaultFor: f.sports,
	})
	if f.err = err; fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.equipmentForm(r, who, nil, f)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/equipment/" + e.UUID, said: said{what: saidGearAdded}}, nil
}

// showEditEquipment serves GET /settings/equipment/{id}/edit.
func (s *Site) showEditEquipment(r *http.Request, who reader) (reply, error) {
	e, err := s.equipmentOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.equipmentForm(r, who, e, equipmentForm{label: e.Label, description: text(e.Description), kind: e.Type, sports: e.DefaultFor})
}

// editEquipment serves POST /settings/equipment/{id}/edit.
func (s *Site) editEquipment(r *http.Request, who reader) (reply, error) {
	f, err := readEquipmentForm(r)
	if err != nil {
		return reply{}, err
	}
	e, err := s.equipmentOf(r, who)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Activities.UpdateEquipment(r.Context(), who.viewer, e.UUID, activity.EquipmentChange{
		Label: &f.label, Description: &f.description, Type: &f.kind, DefaultFor: &f.sports,
	})
	if f.err = err; fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
		return s.equipmentForm(r, who, e, f)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/settings/equipment/" + e.UUID, said: said{what: saidSaved}}, nil
}

// equipmentForm shows the form of a thing, or of a new one when e is nil.
func (s *Site) equipmentForm(r *http.Request, who reader, e *activity.Equipment, f equipmentForm) (reply, error) {
	t := who.words.T
	offer, err := s.deps.Activities.Offer(r.Context())
	if err != nil {
		return reply{}, err
	}
	body := &equipmentFormPage{Action: s.link("/settings/equipment/new"), Back: s.link("/settings/equipment")}
	kind := field{Name: "type", Label: t("equipment.type"), Type: "select"}
	for _, k := range activity.EquipmentTypes {
		if !offer.Type(k.ID) && (e == nil || e.Type != k.ID) {
			continue
		}
		name := equipmentTypeName(who, k.ID)
		kind.Options = append(kind.Options, option{strconv.Itoa(k.ID), name, k.ID == f.kind})
		body.Sports = append(body.Sports, sportGroup{name, defaultChecks(who, k, f.sports)})
	}
	if e != nil {
		kind.Help = t("equipment.type_help")
	}
	fields := []field{
		{Name: "label", Label: t("equipment.label"), Type: "text", Value: f.label, MaxLength: activity.MaxLabel, Required: true, Placeholder: t("equipment.label_example")},
		kind,
		{Name: "description", Label: t("field.description"), Type: "textarea", Value: f.description, MaxLength: activity.MaxGearDescription, Optional: true},
	}
	status := explain(who, f.err, fields, &body.Notice)
	body.Fields = fields
	title, up, back := t("equipment.new_title"), t("settings.equipment"), body.Back
	if e != nil {
		back = s.link("/settings/equipment/" + e.UUID)
		title, up, body.Action, body.Back = t("equipment.edit_title"), e.Label, back+"/edit", back
	}
	return s.setting(who, "equipment", "equipment-form", body).answered(status).under(up, back, title), nil
}

func defaultChecks(who reader, k activity.EquipmentType, chosen []sport.ID) []checkBox {
	all := make([]checkBox, len(k.Sports))
	for i, id := range k.Sports {
		all[i] = checkBox{Name: "sport_" + strconv.Itoa(int(id)), Label: sportName(who, id), Checked: slices.Contains(chosen, id)}
	}
	return all
}
