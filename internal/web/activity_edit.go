package web

import (
	"net/http"
	"strconv"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// showNewActivity serves GET /activities/new: a training without a file.
func (s *Site) showNewActivity(r *http.Request, who reader) (reply, error) {
	start := told{
		equipment: usualEquipment,
		sport:     strconv.Itoa(int(sport.Running)), visibility: string(access.Private), start: who.print.Input(s.deps.Now()),
	}
	return s.newReply(r, who, start, nil)
}

// createActivity serves POST /activities/new.
func (s *Site) createActivity(r *http.Request, who reader) (reply, error) {
	form, err := readTold(r)
	if err != nil {
		return reply{}, err
	}
	entry, err := form.entry(who)
	if err != nil {
		return s.newReply(r, who, form, err)
	}
	a, err := s.deps.Activities.Record(r.Context(), who.viewer, entry)
	if fault.Is(err, fault.Invalid) {
		return s.newReply(r, who, form, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/activities/" + a.UUID, said: said{what: saidCreated}}, nil
}

func (s *Site) newReply(r *http.Request, who reader, form told, err error) (reply, error) {
	body := &formPage{Action: s.link("/activities/new"), Back: s.link("/activities")}
	if err := s.choices(r, who, &form, nil); err != nil {
		return reply{}, err
	}
	return s.formReply(who, "activity-new", who.words.T("new.title"), body, form, err, true), nil
}

func (s *Site) formReply(who reader, page, title string, body *formPage, form told, err error, byHand bool) reply {
	all := form.textFields(who)
	texts := len(all)
	if byHand {
		all = append(all, form.numberFields(who)...)
	}
	status := explain(who, err, all, &body.Notice)
	body.Texts, body.Numbers = all[:texts], all[texts:]
	return reply{status: status, page: page, shell: shell{Title: title, Nav: "activities", Width: "medium"}, body: body}
}

// own reads an activity that the reader may change; anything else is not there.
func (s *Site) own(r *http.Request, who reader) (*activity.Activity, error) {
	id, err := activityID(r)
	if err != nil {
		return nil, err
	}
	a, err := s.deps.Activities.Get(r.Context(), who.viewer, id)
	if err == nil && a.Owner != who.viewer.ID() {
		return nil, fault.Missing("activity")
	}
	return a, err
}

// showEditActivity serves GET /activities/{id}/edit.
func (s *Site) showEditActivity(r *http.Request, who reader) (reply, error) {
	a, err := s.own(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.editReply(r, who, a, toldOf(who, a), nil)
}

// editActivity serves POST /activities/{id}/edit.
func (s *Site) editActivity(r *http.Request, who reader) (reply, error) {
	form, err := readTold(r)
	if err != nil {
		return reply{}, err
	}
	a, err := s.own(r, who)
	if err != nil {
		return reply{}, err
	}
	change, err := form.change(who, a)
	if err == nil {
		_, err = s.deps.Activities.Update(r.Context(), who.viewer, a.UUID, change)
	}
	if fault.Is(err, fault.Invalid) {
		return s.editReply(r, who, a, form, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/activities/" + a.UUID, said: said{what: saidSaved}}, nil
}

// change is what differs from how the form was shown. What was not touched is not sent, so that rounding for the eye
// never changes a number.
func (f told) change(who reader, a *activity.Activity) (activity.Change, error) {
	id, visibility := sport.ID(atoi(f.sport)), access.Visibility(f.visibility)
	c := activity.Change{Sport: &id, Title: &f.title, Notes: &f.notes, Description: &f.description, Visibility: &visibility}
	if f.equipment != toldOf(who, a).equipment {
		c.Equipment = f.attached()
	}
	if a.File != nil {
		return c, nil
	}
	e, err := f.entry(who)
	if err != nil {
		return c, err
	}
	was := toldOf(who, a)
	if f.start != was.start {
		c.Start = &e.Start
	}
	if f.duration != was.duration {
		c.Duration = &e.Duration
	}
	if f.distance != was.distance {
		c.Distance = &e.Distance
	}
	if f.ascent != was.ascent || f.descent != was.descent {
		c.Elevation = &activity.Elevation{Ascent: e.Ascent, Descent: e.Descent}
	}
	return c, nil
}

func (s *Site) editReply(r *http.Request, who reader, a *activity.Activity, form told, err error) (reply, error) {
	if err := s.choices(r, who, &form, a); err != nil {
		return reply{}, err
	}
	here := s.link("/activities/" + a.UUID)
	body := &formPage{Action: here + "/edit", Back: here, Delete: here + "/delete"}
	answer := s.formReply(who, "activity-edit", who.words.T("edit.title"), body, form, err, a.File == nil)
	// A new activity without a title gets the default one; one that has a title can't lose it.
	body.Texts[0].Optional, body.Texts[0].Required = false, true
	return answer, nil
}

// deleteActivity serves POST /activities/{id}/delete; the toast on the next page offers to undo it.
func (s *Site) deleteActivity(r *http.Request, who reader) (reply, error) {
	id, err := activityID(r)
	if err != nil {
		return reply{}, err
	}
	if err := s.deps.Activities.Trash(r.Context(), who.viewer, id); err != nil {
		return reply{}, err
	}
	return reply{redirect: "/activities", said: said{saidDeleted, id}}, nil
}

// restoreActivity serves POST /activities/{id}/restore.
func (s *Site) restoreActivity(r *http.Request, who reader) (reply, error) {
	id, err := activityID(r)
	if err != nil {
		return reply{}, err
	}
	a, err := s.deps.Activities.Restore(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/activities/" + a.UUID, said: said{what: saidRestored}}, nil
}
