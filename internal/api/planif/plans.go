package planif

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// shownAthletes is how many of a plan's athletes an answer shows; count_athletes tells how many there are.
const shownAthletes = 4

// listPlans serves GET /api-coach/plan/: the coach's own, by id.
func (d *Dialect) listPlans(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, err := d.plans.Plans(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := d.planWriter(r, v, all)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for i := range all {
			w.plan(j, &all[i], false)
		}
		j.EndArray()
	}), nil
}

// getPlan serves GET /api-coach/plan/<id>/, with its entries.
func (d *Dialect) getPlan(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	p, err := d.plans.Plan(r.Context(), v, id)
	return d.planReply(r, v, http.StatusOK, p, err)
}

// createPlan serves POST /api-coach/plan/.
func (d *Dialect) createPlan(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var draft plan.PlanDraft
	if err := f.plan(&draft, true); err != nil {
		return wire.Reply{}, err
	}
	p, err := d.plans.CreatePlan(r.Context(), v, draft)
	return d.planReply(r, v, http.StatusCreated, p, entryErrors(err))
}

// updatePlan serves PATCH /api-coach/plan/<id>/: what is left out stays.
func (d *Dialect) updatePlan(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	p, err := d.plans.UpdatePlan(r.Context(), v, id, func(draft *plan.PlanDraft) error {
		f.fields = nil
		return f.plan(draft, false)
	})
	return d.planReply(r, v, http.StatusOK, p, entryErrors(err))
}

// deletePlan serves DELETE /api-coach/plan/<id>/; what was laid out stays.
func (d *Dialect) deletePlan(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.DeletePlan(r.Context(), v, id)
}

// layOut serves POST /api-coach/plan/<id>/lay-out/: all training of the plan from a date on, or none.
func (d *Dialect) layOut(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	l := plan.Layout{Plan: id, Variants: map[int64]string{}}
	l.Start, _ = f.date("start_date", true)
	f.layoutAthletes(&l)
	if err := f.err(); err != nil {
		return wire.Reply{}, err
	}
	made, _, err := d.plans.LayOut(r.Context(), v, l)
	return d.trainingsReply(r, v, http.StatusCreated, made, err)
}

// layoutAthletes reads numbers, or {"athlete": number, "variant": name}.
func (f *form) layoutAthletes(l *plan.Layout) {
	list, ok := f.list("athletes")
	if !ok && !f.has("athletes") {
		f.refuse("athletes", required)
	}
	for _, item := range list {
		o, isObject := item.(map[string]any)
		if !isObject || o["athlete"] == nil {
			o = map[string]any{"athlete": item}
		}
		one := form{o: o}
		athlete, _ := one.integer("athlete", true)
		variant := ""
		if one.has("variant") && o["variant"] != nil {
			variant = one.text("variant", false)
		}
		if one.err() != nil {
			f.refuse("athletes", `An athlete is a number or {"athlete": number, "variant": "name"}.`)
			return
		}
		l.Athletes = append(l.Athletes, athlete)
		if variant != "" {
			l.Variants[athlete] = variant
		}
	}
}

// linkPlan serves POST /api-coach/link-athlete-to-plan/.
func (d *Dialect) linkPlan(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, athlete, err := readLink(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := d.plans.Link(r.Context(), v, id, athlete); err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusCreated, func(j *wire.Encoder) {
		j.Object()
		j.Key("plan").Int(id)
		j.Key("athlete").Int(athlete)
		j.EndObject()
	}), nil
}

// unlinkPlan serves DELETE of the same.
func (d *Dialect) unlinkPlan(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, athlete, err := readLink(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.Unlink(r.Context(), v, id, athlete)
}

func readLink(r *http.Request) (id, athlete int64, err error) {
	f, err := readForm(r)
	if err != nil {
		return 0, 0, err
	}
	id, _ = f.integer("plan", true)
	athlete, _ = f.integer("athlete", true)
	return id, athlete, f.err()
}

// plan reads a training plan into d.
func (f *form) plan(d *plan.PlanDraft, whole bool) error {
	if name := f.text("name", whole); f.has("name") {
		d.Name = name
		f.notBlank("name", name)
	}
	if f.has("description") {
		d.Description = f.text("description", false)
	}
	if f.has("duration") {
		d.Weeks = nil
		if v := f.o["duration"]; v != nil && v != "" {
			if n, ok := f.integer("duration", false); ok {
				d.Weeks = &n
			}
		}
	}
	if f.has("price") {
		d.Price = nil
		if v := f.o["price"]; v != nil && v != "" {
			if cents, ok := centsOf(v); ok {
				d.Price = &cents
			} else {
				f.refuse("price", "A valid number with at most 2 decimal places is required.")
			}
		}
	}
	if list, ok := f.list("entries"); ok {
		f.entries(d, list)
	}
	return f.err()
}

// centsOf reads 12, "12.5" or 12.00 as cents.
func centsOf(v any) (int64, bool) {
	text := ""
	switch v := unextend(v).(type) {
	case json.Number:
		text = v.String()
	case string:
		text = strings.TrimSpace(v)
	}
	if len(text) > 20 || strings.ContainsAny(text, "/eEpPxX_") {
		return 0, false
	}
	amount, ok := new(big.Rat).SetString(text)
	if !ok {
		return 0, false
	}
	amount.Mul(amount, big.NewRat(100, 1))
	if !amount.IsInt() || !amount.Num().IsInt64() {
		return 0, false
	}
	return amount.Num().Int64(), true
}

// entries reads the training of a plan.
func (f *form) entries(d *plan.PlanDraft, list []any) {
	if len(list) > plan.MaxBatch {
		f.refuse("entries", fmt.Sprintf("Ensure this field has no more than %d elements.", plan.MaxBatch))
		return
	}
	d.Drafts = make([]plan.EntryDraft, len(list))
	for i, item := range list {
		o, ok := item.(map[string]any)
		if !ok {
			f.refuse("entries", fmt.Sprintf("entries[%d]: Expected an object.", i))
			return
		}
		one := form{o: o}
		one.entry(&d.Drafts[i])
		if len(one.fields) > 0 {
			f.refuse("entries", fmt.Sprintf("entries[%d].%s: %s", i, one.fields[0].Name, one.fields[0].Message))
			return
		}
	}
}

func (f *form) entry(e *plan.EntryDraft) {
	t := plan.Draft{Training: plan.Training{Morning: true}}
	e.Week, _ = f.integer("week", true)
	e.Day, _ = f.integer("day", true)
	o := f.o
	f.o = map[string]any{"date": "2000-01-01"}
	for _, name := range [...]string{"title", "description", "sport", "duration", "is_morning", "sessions"} {
		if v, ok := o[name]; ok {
			f.o[name] = v
		}
	}
	f.training(&t, true)
	e.Title, e.Description, e.Sport, e.SportName, e.Morning = t.Title, t.Description, t.Sport, t.SportName, t.Morning
	e.Duration, e.DurationByHand, e.Refs = t.Duration, t.DurationByHand, t.Refs
}

// entryErrors turns what is wrong with single entries into the field's.
func entryErrors(err error) error {
	var b *plan.BatchError
	if !errors.As(err, &b) {
		return err
	}
	for i, one := range b.Errors {
		if fields := fieldsOf(one); len(fields) > 0 {
			return invalid("entries", fmt.Sprintf("entries[%d].%s: %s", i, fields[0].Name, fields[0].Message))
		}
	}
	return err
}

// planWriter writes plans with the people who are linked to them.
type planWriter struct {
	people   map[int64]person.Person
	pictures map[int64]string
}

func (d *Dialect) planWriter(r *http.Request, v access.Viewer, all []plan.Plan) (planWriter, error) {
	var ids []int64
	for i := range all {
		ids = append(ids, all[i].Athletes[:min(len(all[i].Athletes), shownAthletes)]...)
	}
	people, err := d.plans.People(r.Context(), v, ids)
	w := planWriter{people: map[int64]person.Person{}, pictures: map[int64]string{}}
	for _, p := range people {
		w.people[p.ID] = p
		if w.pictures[p.ID], err = d.pictureURL(r.Context(), &p); err != nil {
			return w, err
		}
	}
	return w, err
}

func (d *Dialect) planReply(r *http.Request, v access.Viewer, status int, p *plan.Plan, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := d.planWriter(r, v, []plan.Plan{*p})
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(status, func(j *wire.Encoder) { w.plan(j, p, true) }), nil
}

func (w planWriter) plan(j *wire.Encoder, p *plan.Plan, whole bool) {
	j.Object()
	j.Key("id").Int(p.ID)
	j.Key("name").String(p.Name)
	j.Key("coach").Int(p.Coach)
	j.Key("description").String(p.Description)
	j.Key("duration")
	intOrNull(j, p.Weeks)
	j.Key("price")
	if p.Price == nil {
		j.Null()
	} else {
		j.Plain(fmt.Sprintf("%d.%02d", *p.Price/100, *p.Price%100))
	}
	j.Key("rate").Null()
	j.Key("is_public").Bool(p.Price != nil)
	j.Key("is_static").Bool(p.Weeks != nil)
	j.Key("athletes").Array()
	for _, id := range p.Athletes[:min(len(p.Athletes), shownAthletes)] {
		a := w.people[id]
		j.Object()
		j.Key("id").Int(id)
		j.Key("first_name").String(a.Profile.FirstName)
		j.Key("last_name").String(a.Profile.LastName)
		j.Key("email").String(a.Email)
		j.Key("username").String(a.Username)
		j.Key("profile_picture").String(w.pictures[id])
		j.EndObject()
	}
	j.EndArray()
	j.Key("count_athletes").Int(int64(len(p.Athletes)))
	if whole {
		j.Key("entries").Array()
		for i := range p.Entries {
			writeEntry(j, &p.Entries[i])
		}
		j.EndArray()
	}
	j.EndObject()
}

func writeEntry(j *wire.Encoder, e *plan.Entry) {
	j.Object()
	j.Key("week").Int(e.Week)
	j.Key("day").Int(e.Day)
	j.Key("title").String(e.Title)
	j.Key("description").String(e.Description)
	j.Key("sport").String(e.SportName)
	j.Key("duration").Int(e.Duration)
	j.Key("is_morning").Bool(e.Morning)
	j.Key("sessions")
	writeSessions(j, e.Sessions)
	j.EndObject()
}

func intOrNull(j *wire.Encoder, n *int64) {
	if n == nil {
		j.Null()
	} else {
		j.Int(*n)
	}
}
