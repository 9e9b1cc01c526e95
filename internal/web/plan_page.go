package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// plansPage is the list of a coach's training plans, with a form for another.
type plansPage struct {
	Notice *notice
	Plans  []planCard
	Empty  *emptyState
	Fields []field
}

// planCard is a plan in the list.
type planCard struct{ Name, Href, Weeks, Description string }

// planPage is the weeks of a plan.
type planPage struct {
	Notice *notice
	ID     int64
	Name   string
	Fields []field
	Days   []string
	Weeks  []planWeek
	Drawer []sessionCard
	// Back, Put, Move and Remove are where changes go.
	Action, Back, Put, Move, Remove, Delete string
	// LayOut, Start and Athletes are the form that puts the plan onto calendars.
	LayOut    string
	Start     field
	Athletes  []option
	Variants  []string
	LayNotice *notice
	Length    string
}

// planWeek is a row of seven days.
type planWeek struct {
	Label string
	Sum   string
	Days  []planDay
}

// planDay is a day of a plan, named "2-3": week and day.
type planDay struct {
	Key, Label string
	Items      []planEntry
}

// planEntry is a training of a plan. Number is its place in the plan's list, from 1.
type planEntry struct {
	Number                    int
	Title, Icon, Half, Length string
}

// showPlans serves GET /coaching/plans.
func (s *Site) showPlans(r *http.Request, who reader) (reply, error) {
	return s.plansReply(r, who, planForm{weeks: "4"}, nil)
}

// planForm is what a plan's form says.
type planForm struct{ name, description, weeks string }

// readPlanForm calls the fields as the core does, so that its refusals find them.
func readPlanForm(r *http.Request) (planForm, error) {
	if err := r.ParseForm(); err != nil {
		return planForm{}, errForm(err)
	}
	return planForm{
		name: strings.TrimSpace(r.PostFormValue("name")), description: strings.TrimSpace(r.PostFormValue("description")), weeks: strings.TrimSpace(r.PostFormValue("duration")),
	}, nil
}

func (f *planForm) fields(who reader) []field {
	t := who.words.T
	return []field{
		{Name: "name", Label: t("plans.name"), Type: "text", Value: f.name, MaxLength: 100, Required: true},
		{Name: "duration", Label: t("plans.weeks"), Type: "number", Value: f.weeks, Min: "1", Max: strconv.Itoa(plan.MaxWeeks), Required: true},
		{Name: "description", Label: t("field.description"), Type: "textarea", Value: f.description, MaxLength: 500, Optional: true},
	}
}

func (f *planForm) apply(d *plan.PlanDraft) error {
	weeks := number64(f.weeks)
	d.Name, d.Description, d.Weeks = f.name, f.description, &weeks
	return nil
}

func (s *Site) plansReply(r *http.Request, who reader, form planForm, refused error) (reply, error) {
	t := who.words.T
	all, err := s.deps.Plans.Plans(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	body := &plansPage{Fields: form.fields(who)}
	status := explain(who, refused, body.Fields, &body.Notice)
	for i := range all {
		body.Plans = append(body.Plans, planCard{all[i].Name, s.link("/coaching/plans/" + strconv.FormatInt(all[i].ID, 10)), weeksText(who, &all[i]), all[i].Description})
	}
	if len(all) == 0 {
		body.Empty = &emptyState{Icon: "calendar", Title: t("plans.empty_title"), Text: t("plans.empty_text")}
	}
	return reply{status: status, page: "plans", shell: shell{Title: t("plans.title"), Nav: "coaching", Width: "medium"}, body: body}, nil
}

func weeksText(who reader, p *plan.Plan) string {
	if p.Weeks == nil {
		return who.words.T("plans.open")
	}
	return who.words.N("plans.length", int(*p.Weeks), who.print.Count(int(*p.Weeks)))
}

// createPlan serves POST /coaching/plans/new.
func (s *Site) createPlan(r *http.Request, who reader) (reply, error) {
	form, err := readPlanForm(r)
	if err != nil {
		return reply{}, err
	}
	var d plan.PlanDraft
	_ = form.apply(&d)
	p, err := s.deps.Plans.CreatePlan(r.Context(), who.viewer, d)
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Limited):
		return s.plansReply(r, who, form, err)
	case err != nil:
		return reply{}, err
	}
	return reply{redirect: "/coaching/plans/" + strconv.FormatInt(p.ID, 10)}, nil
}

func (s *Site) plan(r *http.Request, who reader) (*plan.Plan, error) {
	id, err := pathNumber(r, "id", "plan")
	if err != nil {
		return nil, err
	}
	return s.deps.Plans.Plan(r.Context(), who.viewer, id)
}

// showPlan serves GET /coaching/plans/{id}.
func (s *Site) showPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.plan(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.planReply(r, who, p, planFormOf(p), nil, nil)
}

func planFormOf(p *plan.Plan) planForm {
	f := planForm{name: p.Name, description: p.Description}
	if p.Weeks != nil {
		f.weeks = strconv.FormatInt(*p.Weeks, 10)
	}
	return f
}

// planReply shows a plan; refused is about its form, unlaid about putting it onto calendars.
func (s *Site) planReply(r *http.Request, who reader, p *plan.Plan, form planForm, refused, unlaid error) (reply, error) {
	t := who.words.T
	id := strconv.FormatInt(p.ID, 10)
	at := "/coaching/plans/" + id
	body := &planPage{
		ID: p.ID, Name: p.Name, Fields: form.fields(who), Length: weeksText(who, p), Action: s.link(at), Back: at, Put: s.link(at + "/put"),
		Move: s.link(at + "/move"), Remove: s.link(at + "/remove"), Delete: s.link(at + "/delete"), LayOut: s.link(at + "/lay-out"),
	}
	status := explain(who, refused, body.Fields, &body.Notice)
	if unlaid != nil {
		status = explain(who, unlaid, nil, &body.LayNotice)
	}
	for day := range 7 {
		body.Days = append(body.Days, t("plans.day", who.print.Count(day+1)))
	}
	body.Weeks = planWeeks(who, p)
	all, err := s.library(r, who, plan.Filter{}, 0)
	if err != nil {
		return reply{}, err
	}
	body.Drawer = all[:min(len(all), drawerSize)]
	next := weekStart(dateOf(s.deps.Now(), who.print.Zone), who).AddDate(0, 0, 7)
	body.Start = field{Name: "start", Label: t("plans.start"), Type: "date", Value: next.Format(time.DateOnly), Required: true}
	if body.Athletes, err = s.athleteOptions(r, who, nil); err != nil {
		return reply{}, err
	}
	if body.Variants, err = s.planVariants(r, who, p); err != nil {
		return reply{}, err
	}
	return reply{status: status, page: "plan", shell: shell{Title: p.Name, Nav: "coaching", Width: "wide"}, body: body}, nil
}

// planWeeks are all weeks, those without training too.
func planWeeks(who reader, p *plan.Plan) []planWeek {
	weeks := int64(1)
	if p.Weeks != nil {
		weeks = *p.Weeks
	}
	for i := range p.Entries {
		weeks = max(weeks, p.Entries[i].Week)
	}
	out := make([]planWeek, weeks)
	sums := make([]int64, weeks)
	for w := range out {
		out[w].Label = who.words.T("plans.week", who.print.Count(w+1))
		for d := range 7 {
			key := strconv.Itoa(w+1) + "-" + strconv.Itoa(d+1)
			out[w].Days = append(out[w].Days, planDay{Key: key, Label: out[w].Label + ", " + who.words.T("plans.day", who.print.Count(d+1))})
		}
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		day := &out[e.Week-1].Days[e.Day-1]
		day.Items = append(day.Items, planEntry{
			Number: i + 1, Title: e.Title, Icon: sportIcon(sportOf(e.Sport)), Half: halfName(who, e.Morning), Length: seconds(who, e.Duration).String(),
		})
		sums[e.Week-1] += e.Duration
	}
	for w := range out {
		if sums[w] > 0 {
			out[w].Sum = seconds(who, sums[w]).String()
		}
	}
	return out
}

// planVariants are the names of variants that the plan's sessions have.
func (s *Site) planVariants(r *http.Request, who reader, p *plan.Plan) ([]string, error) {
	var names []string
	seenName, seenWorkout := map[string]bool{}, map[int64]bool{}
	for i := range p.Entries {
		for _, one := range p.Entries[i].Sessions {
			if one.Workout == 0 || seenWorkout[one.Workout] {
				continue
			}
			seenWorkout[one.Workout] = true
			w, err := s.deps.Plans.Workout(r.Context(), who.viewer, plan.Ref{ID: one.Workout})
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			for _, v := range w.Content.Variants {
				if !seenName[v.Name] {
					seenName[v.Name] = true
					names = append(names, v.Name)
				}
			}
		}
	}
	return names, nil
}
