package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// savePlan serves POST /coaching/plans/{id}: name, length and description.
func (s *Site) savePlan(r *http.Request, who reader) (reply, error) {
	p, err := s.plan(r, who)
	if err != nil {
		return reply{}, err
	}
	form, err := readPlanForm(r)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Plans.UpdatePlan(r.Context(), who.viewer, p.ID, form.apply)
	if fault.Is(err, fault.Invalid) {
		return s.planReply(r, who, p, form, err, nil)
	}
	return reply{redirect: planPath(p.ID), said: said{what: saidSaved}}, err
}

func planPath(id int64) string { return "/coaching/plans/" + strconv.FormatInt(id, 10) }

// planDayOf reads "2-3": week 2, day 3.
func planDayOf(key string) (week, day int64, ok bool) {
	w, d, found := strings.Cut(key, "-")
	week, day = number64(w), number64(d)
	return week, day, found && week >= 1 && week <= plan.MaxWeeks && day >= 1 && day <= 7
}

// reshape gives a plan other entries.
func (s *Site) reshape(r *http.Request, who reader, p *plan.Plan, entries []plan.EntryDraft) (reply, error) {
	_, err := s.deps.Plans.UpdatePlan(r.Context(), who.viewer, p.ID, func(d *plan.PlanDraft) error {
		d.Drafts = entries
		return nil
	})
	return reply{redirect: planPath(p.ID), said: said{what: saidSaved}}, firstOf(err)
}

// entriesOf are a plan's entries as they are.
func entriesOf(p *plan.Plan) []plan.EntryDraft {
	all := make([]plan.EntryDraft, len(p.Entries))
	for i := range p.Entries {
		all[i].Entry = p.Entries[i]
	}
	return all
}

// putInPlan serves POST /coaching/plans/{id}/put.
func (s *Site) putInPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.plan(r, who)
	if err != nil {
		return reply{}, err
	}
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	ref, ok := sessionRef(r.PostFormValue("session"))
	week, day, place := planDayOf(r.PostFormValue("day"))
	if !ok || !place {
		return reply{}, errBoard
	}
	d, err := s.draftOf(r, who, ref)
	if err != nil {
		return reply{}, err
	}
	entry := plan.EntryDraft{Entry: plan.Entry{Week: week, Day: day, Title: d.Title, Sport: d.Sport, SportName: d.SportName}, Refs: d.Refs}
	return s.reshape(r, who, p, append(entriesOf(p), entry))
}

// planEntryOf finds the entry that a form means.
func planEntryOf(r *http.Request, p *plan.Plan) (int, error) {
	if err := r.ParseForm(); err != nil {
		return 0, errForm(err)
	}
	n := number64(r.PostFormValue("training"))
	if n < 1 || n > int64(len(p.Entries)) {
		return 0, fault.Missing("training")
	}
	return int(n - 1), nil
}

// moveInPlan serves POST /coaching/plans/{id}/move: to another day, as a copy if asked.
func (s *Site) moveInPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.plan(r, who)
	if err != nil {
		return reply{}, err
	}
	i, err := planEntryOf(r, p)
	if err != nil {
		return reply{}, err
	}
	week, day, ok := planDayOf(r.PostFormValue("day"))
	if !ok {
		return reply{}, errBoard
	}
	all := entriesOf(p)
	if r.PostFormValue("copy") == "1" {
		all = append(all, all[i])
		i = len(all) - 1
	}
	all[i].Week, all[i].Day = week, day
	return s.reshape(r, who, p, all)
}

// removeFromPlan serves POST /coaching/plans/{id}/remove.
func (s *Site) removeFromPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.plan(r, who)
	if err != nil {
		return reply{}, err
	}
	i, err := planEntryOf(r, p)
	if err != nil {
		return reply{}, err
	}
	return s.reshape(r, who, p, slices.Delete(entriesOf(p), i, i+1))
}

// layOutPlan serves POST /coaching/plans/{id}/lay-out: from a date on, onto the calendars of athletes, each in a variant.
func (s *Site) layOutPlan(r *http.Request, who reader) (reply, error) {
	p, err := s.plan(r, who)
	if err != nil {
		return reply{}, err
	}
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	start, ok := parseDay(r.PostFormValue("start"))
	if !ok {
		return s.planReply(r, who, p, planFormOf(p), nil, fault.InvalidField("start", "training.day", "a date between 1970 and 2199"))
	}
	l := plan.Layout{Plan: p.ID, Start: start, Variants: map[int64]string{}}
	for _, text := range r.PostForm["athletes"] {
		id := number64(text)
		l.Athletes = append(l.Athletes, id)
		if v := r.PostFormValue("variant-" + text); v != "" {
			l.Variants[id] = v
		}
	}
	if len(l.Athletes) == 0 {
		return s.planReply(r, who, p, planFormOf(p), nil, fault.InvalidField("athletes", "training.nobody", "choose at least one athlete"))
	}
	_, undo, err := s.deps.Plans.LayOut(r.Context(), who.viewer, l)
	if err != nil {
		if err = firstOf(err); fault.Is(err, fault.Invalid) {
			return s.planReply(r, who, p, planFormOf(p), nil, err)
		}
		return reply{}, err
	}
	return reply{redirect: "/coaching?from=" + start.Format(time.DateOnly), said: undoable(saidLaidOut, undo)}, nil
}

// deletePlan serves POST /coaching/plans/{id}/delete, which asks first: it can't be taken back.
func (s *Site) deletePlan(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "plan")
	if err == nil {
		err = s.deps.Plans.DeletePlan(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/coaching/plans", said: said{what: saidPlanGone}}, err
}
