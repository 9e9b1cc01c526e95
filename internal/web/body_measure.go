package web

import (
	"net/http"
	"slices"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// measurementsPage is what somebody measures, by category.
type measurementsPage struct {
	Cards  []measuredCard
	Notice *notice
	Fields []field
	Empty  *emptyState
}

// measuredCard is a category with its latest figure.
type measuredCard struct {
	Name, Href string
	Latest     number
}

// maxCategories is how many categories are shown.
const maxCategories = 100

// showMeasurements serves GET /body/measurements.
func (s *Site) showMeasurements(r *http.Request, who reader) (reply, error) {
	return s.measurements(r, who, "", "", nil)
}

func (s *Site) measurements(r *http.Request, who reader, name, unit string, refused error) (reply, error) {
	page, err := s.deps.Gym.Body.Categories.List(r.Context(), who.viewer, listing.Query{Order: []listing.Key{{Field: "name"}}, Limit: maxCategories})
	if err != nil {
		return reply{}, err
	}
	t := who.words.T
	out := &measurementsPage{Fields: categoryFields(who, name, unit)}
	for i := range page.Rows {
		k := &page.Rows[i]
		rows, err := s.measured(r, who, k.ID, 1)
		if err != nil {
			return reply{}, err
		}
		card := measuredCard{Name: k.Name, Href: s.link("/body/measurements/" + itoa(k.ID)), Latest: number{Label: t("body.none_yet")}}
		if len(rows) > 0 {
			card.Latest = number{Label: who.print.Date(noonOf(who, rows[0].Day)), Value: short(who, rows[0].Value), Unit: k.Unit}
		}
		out.Cards = append(out.Cards, card)
	}
	if len(out.Cards) == 0 {
		out.Empty = &emptyState{Icon: "body", Title: t("body.no_categories_title"), Text: t("body.no_categories_text")}
	}
	status := explain(who, refused, out.Fields, &out.Notice)
	return reply{status: status, page: "measurements", shell: shell{Title: t("body.measurements"), Nav: "body", Width: "medium"}, body: out}, nil
}

func categoryFields(who reader, name, unit string) []field {
	t := who.words.T
	return []field{
		{Name: "name", Label: t("body.category_name"), Type: "text", Value: name, MaxLength: 100, Required: true, Placeholder: t("body.category_example")},
		{Name: "unit", Label: t("body.unit"), Type: "text", Value: unit, MaxLength: 30, Required: true, Placeholder: "cm"},
	}
}

// measured are the latest figures of a category, the newest first.
func (s *Site) measured(r *http.Request, who reader, category int64, limit int) ([]body.Measurement, error) {
	page, err := s.deps.Gym.Body.Measurements.List(r.Context(), who.viewer, listing.Query{
		Conditions: []listing.Condition{listing.Is("category", category)}, Order: []listing.Key{{Field: "day", Descending: true}}, Limit: limit,
	})
	return page.Rows, err
}

// createCategory serves POST /body/measurements.
func (s *Site) createCategory(r *http.Request, who reader) (reply, error) {
	name, unit := typed(r, "name"), typed(r, "unit")
	k, err := s.deps.Gym.Body.Categories.Create(r.Context(), who.viewer, body.Category{Name: name, Unit: unit})
	if fault.Is(err, fault.Invalid) {
		return s.measurements(r, who, name, unit, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/measurements/" + itoa(k.ID)}, nil
}

// categoryPage is one category with its figures.
type categoryPage struct {
	Name, Unit, Action, Edit, Delete string
	Notice                           *notice
	Fields, Own                      []field
	Chart                            []lineChart
	Rows                             []weightRow
}

func (s *Site) categoryOf(r *http.Request, who reader) (*body.Category, error) {
	id, err := rowID(r, "id", "measurement_category")
	if err != nil {
		return nil, err
	}
	return s.deps.Gym.Body.Categories.Get(r.Context(), who.viewer, id)
}

// showCategory serves GET /body/measurements/{id}.
func (s *Site) showCategory(r *http.Request, who reader) (reply, error) {
	k, err := s.categoryOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.category(r, who, k, "", nil)
}

func (s *Site) category(r *http.Request, who reader, k *body.Category, value string, refused error) (reply, error) {
	rows, err := s.measured(r, who, k.ID, listing.MaxLimit)
	if err != nil {
		return reply{}, err
	}
	t, here := who.words.T, s.link("/body/measurements/"+itoa(k.ID))
	out := &categoryPage{
		Name: k.Name, Unit: k.Unit, Action: here, Edit: here + "/edit", Delete: here + "/delete", Own: categoryFields(who, k.Name, k.Unit),
		Fields: []field{
			{Name: "value", Label: k.Name, Type: "text", Value: value, Unit: k.Unit, InputMode: "decimal", MaxLength: 8, Required: true, Autocomplete: "off"},
			{Name: "day", Label: t("body.day"), Type: "date", Value: s.queryDay(r, who).Format(time.DateOnly), Required: true},
			{Name: "notes", Label: t("body.note"), Type: "text", Value: typed(r, "notes"), MaxLength: 100, Optional: true},
		},
	}
	var p chartPoints
	for _, m := range slices.Backward(rows) {
		p.add(m.Day, m.Value.Float())
	}
	for i := range rows[:min(len(rows), maxWeights)] {
		m := &rows[i]
		row := weightRow{
			Date: who.print.Date(noonOf(who, m.Day)), Machine: m.Day.Format(time.DateOnly), Weight: short(who, m.Value), Change: m.Notes,
			Delete: s.link("/body/measured/" + itoa(m.ID) + "/delete"),
		}
		out.Rows = append(out.Rows, row)
	}
	if len(p.X) > 1 {
		out.Chart = []lineChart{{k.Name, k.Unit, "speed", p.json()}}
	}
	status := explain(who, refused, out.Fields, &out.Notice)
	return reply{status: status, page: "measurement", shell: shell{Title: k.Name, Nav: "body", Width: "medium", Chart: len(out.Chart) > 0}, body: out}, nil
}

// measure serves POST /body/measurements/{id}: a figure, in place of the one of its day.
func (s *Site) measure(r *http.Request, who reader) (reply, error) {
	k, err := s.categoryOf(r, who)
	if err != nil {
		return reply{}, err
	}
	figure := typed(r, "value")
	m := body.Measurement{Category: k.ID, Notes: typed(r, "notes")}
	var ok bool
	if m.Day, ok = parseDay(typed(r, "day")); !ok {
		return s.category(r, who, k, figure, errBlank("day"))
	}
	if m.Value, ok = hundredths(figure); !ok {
		return s.category(r, who, k, figure, fault.InvalidField("value", "fields.invalid", "a number, please"))
	}
	err = s.keepMeasurement(r, who, &m)
	if fault.Is(err, fault.Invalid) {
		return s.category(r, who, k, figure, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/measurements/" + itoa(k.ID), said: said{what: saidSaved}}, nil
}

func (s *Site) keepMeasurement(r *http.Request, who reader, m *body.Measurement) error {
	all := s.deps.Gym.Body.Measurements
	page, err := all.List(r.Context(), who.viewer, listing.Query{Conditions: []listing.Condition{listing.Is("category", m.Category), listing.Is("day", m.Day)}, Limit: 1})
	if err != nil {
		return err
	}
	if len(page.Rows) == 0 {
		_, err = all.Create(r.Context(), who.viewer, *m)
		return err
	}
	_, err = all.Update(r.Context(), who.viewer, page.Rows[0].ID, func(row *body.Measurement) error {
		row.Value, row.Notes = m.Value, m.Notes
		return nil
	})
	return err
}

// editCategory serves POST /body/measurements/{id}/edit.
func (s *Site) editCategory(r *http.Request, who reader) (reply, error) {
	k, err := s.categoryOf(r, who)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Gym.Body.Categories.Update(r.Context(), who.viewer, k.ID, func(row *body.Category) error {
		row.Name, row.Unit = typed(r, "name"), typed(r, "unit")
		return nil
	})
	if fault.Is(err, fault.Invalid) {
		return s.category(r, who, k, "", err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/measurements/" + itoa(k.ID), said: said{what: saidSaved}}, nil
}

// deleteCategory serves POST /body/measurements/{id}/delete. The page has said what goes with it.
func (s *Site) deleteCategory(r *http.Request, who reader) (reply, error) {
	k, err := s.categoryOf(r, who)
	if err == nil {
		err = s.deps.Gym.Body.Categories.Delete(r.Context(), who.viewer, k.ID)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body/measurements", said: said{what: saidCategoryGone}}, nil
}

// deleteMeasurement serves POST /body/measured/{id}/delete.
func (s *Site) deleteMeasurement(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "measurement")
	if err != nil {
		return reply{}, err
	}
	m, err := s.deps.Gym.Body.Measurements.Get(r.Context(), who.viewer, id)
	if err == nil {
		err = s.deps.Gym.Body.Measurements.Delete(r.Context(), who.viewer, id)
	}
	if err != nil {
		return reply{}, err
	}
	return s.taken("/body/measurements/"+itoa(m.Category), saidMeasurementGone, removed{Measurement: m}), nil
}
