package planif

import (
	"fmt"
	"net/http"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// listTrainings serves GET /api-coach/training-planned/: one by ?id=, or a list from ?start_date= to ?end_date=.
func (d *Dialect) listTrainings(r *http.Request, v access.Viewer) (wire.Reply, error) {
	if word := r.URL.Query().Get("id"); word != "" {
		id, ok := wholeNumber(word)
		if !ok {
			return wire.Reply{}, invalid("id", notInteger)
		}
		t, err := d.plans.Training(r.Context(), v, id)
		if err != nil {
			return wire.Reply{}, err
		}
		w, err := d.withOutcomes(r, v, []plan.Training{*t})
		if err != nil {
			return wire.Reply{}, err
		}
		return wire.JSON(http.StatusOK, func(j *wire.Encoder) { w.training(j, t) }), nil
	}
	from, to, err := span(r)
	if err != nil {
		return wire.Reply{}, err
	}
	all, err := d.plans.Planned(r.Context(), v, from, to)
	return d.trainingsReply(r, v, http.StatusOK, all, err)
}

// listOwnTrainings serves GET /api-athlete/training-planned/: what is planned for the one who asks.
func (d *Dialect) listOwnTrainings(r *http.Request, v access.Viewer) (wire.Reply, error) {
	from, to, err := span(r)
	if err != nil {
		return wire.Reply{}, err
	}
	all, err := d.plans.PlannedFor(r.Context(), v, from, to)
	return d.trainingsReply(r, v, http.StatusOK, all, err)
}

// span reads ?start_date= and ?end_date=.
func span(r *http.Request) (from, to time.Time, err error) {
	q := r.URL.Query()
	if !q.Has("start_date") && !q.Has("end_date") {
		return from, to, invalid("id", "This query parameter is required.")
	}
	f := form{o: map[string]any{}}
	for _, name := range [...]string{"start_date", "end_date"} {
		if q.Get(name) == "" {
			f.refuse(name, "This query parameter is required.")
			continue
		}
		f.o[name] = q.Get(name)
	}
	if err := f.err(); err != nil {
		return from, to, err
	}
	from, _ = f.date("start_date", true)
	to, _ = f.date("end_date", true)
	return from, to, f.err()
}

// items are the objects of a body: those of an array, or the one.
func items(r *http.Request) (all []*form, array bool, err error) {
	body, err := readBody(r)
	if err != nil {
		return nil, false, err
	}
	list, array := body.([]any)
	if !array {
		list = []any{body}
	}
	if len(list) > plan.MaxBatch {
		return nil, array, invalid("non_field_errors", fmt.Sprintf("Ensure this field has no more than %d elements.", plan.MaxBatch))
	}
	for _, item := range list {
		f := &form{}
		var ok bool
		if f.o, ok = item.(map[string]any); !ok {
			f.refuse("non_field_errors", "Invalid data. Expected a dictionary.")
		}
		all = append(all, f)
	}
	return all, array, nil
}

// batch is the error of a list, aligned to it; of one object sent alone, its own.
func batch(err error, array bool) error {
	b, ok := err.(*plan.BatchError) //nolint:errorlint // made by the call before, never wrapped
	if !ok || array {
		return err
	}
	return b.Errors[0]
}

// formErrors are what is wrong with the forms as such, nil when nothing is.
func formErrors(all []*form) error {
	e := plan.BatchError{Errors: make([]error, len(all))}
	failed := false
	for i, f := range all {
		if e.Errors[i] = f.err(); e.Errors[i] != nil {
			failed = true
		}
	}
	if !failed {
		return nil
	}
	return &e
}

// createTrainings serves POST /api-coach/training-planned/: all of the array, or none.
func (d *Dialect) createTrainings(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, array, err := items(r)
	if err != nil {
		return wire.Reply{}, err
	}
	drafts := make([]plan.Draft, len(all))
	for i, f := range all {
		drafts[i].Morning = true
		f.training(&drafts[i], true)
	}
	if err := formErrors(all); err != nil {
		return wire.Reply{}, batch(err, array)
	}
	made, err := d.plans.Schedule(r.Context(), v, drafts)
	return d.trainingsReply(r, v, http.StatusCreated, made, batch(err, array))
}

// updateTrainings serves PATCH /api-coach/training-planned/: objects with an id and what changes.
func (d *Dialect) updateTrainings(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, array, err := items(r)
	if err != nil {
		return wire.Reply{}, err
	}
	ids, known := make([]int64, len(all)), map[int64]bool{}
	for i, f := range all {
		if len(f.fields) > 0 {
			continue
		}
		if !f.has("id") && !array {
			if word := r.URL.Query().Get("id"); word != "" {
				f.o["id"] = word
			}
		}
		ids[i], _ = f.integer("id", true)
		if known[ids[i]] && len(f.fields) == 0 {
			f.refuse("id", "This id comes more than once.")
		}
		known[ids[i]] = true
		f.training(&plan.Draft{}, false)
	}
	if err := formErrors(all); err != nil {
		return wire.Reply{}, batch(err, array)
	}
	changed, err := d.plans.Reschedule(r.Context(), v, ids, func(i int, draft *plan.Draft) error {
		all[i].training(draft, false)
		return all[i].err()
	})
	return d.trainingsReply(r, v, http.StatusOK, changed, batch(err, array))
}

// deleteTraining serves DELETE /api-coach/training-planned/?id=.
func (d *Dialect) deleteTraining(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := askedID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.Unschedule(r.Context(), v, id)
}

// training reads a planned training into t.
func (f *form) training(t *plan.Draft, whole bool) {
	if len(f.fields) > 0 {
		return
	}
	if title := f.text("title", whole); f.has("title") {
		t.Title = title
		f.notBlank("title", title)
	}
	if f.has("description") {
		t.Description = f.text("description", false)
	}
	if id, name, ok := f.sport(whole); ok {
		t.Sport, t.SportName = id, name
	}
	if day, ok := f.date("date", whole); ok {
		t.Day = day
	}
	if f.has("duration") {
		t.Duration, t.DurationByHand = f.integer("duration", false)
	}
	if morning, ok := f.boolean("is_morning"); ok {
		t.Morning = morning
	}
	if ids, ok := f.people("athletes"); ok {
		t.Athletes = ids
	}
	if refs, ok := f.sessions(); ok {
		t.Refs = refs
	}
}

func (f *form) people(name string) ([]int64, bool) {
	list, ok := f.list(name)
	ids := make([]int64, 0, len(list))
	for _, item := range list {
		id, whole := wholeNumber(item)
		if !whole {
			f.refuse(name, notInteger)
			return nil, false
		}
		ids = append(ids, id)
	}
	return ids, ok
}

// sessions reads what is done: numbers, 24 hex digits, {"$oid": …} or {"built": number}.
func (f *form) sessions() ([]plan.SessionRef, bool) {
	list, ok := f.list("sessions")
	refs := make([]plan.SessionRef, 0, len(list))
	for _, item := range list {
		ref, known := sessionRef(item)
		if !known {
			f.refuse("sessions", "A session is a number, 24 hexadecimal digits or {\"built\": number}.")
			return nil, false
		}
		refs = append(refs, ref)
	}
	return refs, ok
}

func sessionRef(v any) (plan.SessionRef, bool) {
	if o, ok := v.(map[string]any); ok && len(o) == 1 {
		if id, ok := wholeNumber(o["built"]); ok {
			return plan.SessionRef{ID: id, Built: true}, true
		}
		if key, ok := o["$oid"].(string); ok {
			v = key
		}
	}
	if key, ok := v.(string); ok && objectID.MatchString(key) {
		return plan.SessionRef{Key: key}, true
	}
	id, ok := wholeNumber(v)
	return plan.SessionRef{ID: id}, ok
}

func (d *Dialect) trainingsReply(r *http.Request, v access.Viewer, status int, all []plan.Training, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := d.withOutcomes(r, v, all)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(status, func(j *wire.Encoder) {
		j.Array()
		for i := range all {
			w.training(j, &all[i])
		}
		j.EndArray()
	}), nil
}

func (w trainingWriter) training(j *wire.Encoder, t *plan.Training) {
	j.Object()
	j.Key("id").Int(t.ID)
	j.Key("coach").Int(t.Coach)
	j.Key("title").String(t.Title)
	j.Key("description").String(t.Description)
	j.Key("sport").String(t.SportName)
	j.Key("date").Plain(t.Day.Format(time.DateOnly))
	j.Key("duration").Int(t.Duration)
	j.Key("is_morning").Bool(t.Morning)
	j.Key("athletes").Array()
	for _, id := range t.Athletes {
		j.Int(id)
	}
	j.EndArray()
	j.Key("sessions")
	writeSessions(j, t.Sessions)
	j.Key("done")
	w.done(j, t.ID)
	j.EndObject()
}

// writeSessions writes notes as numbers, and workouts as 24 hex digits.
func writeSessions(j *wire.Encoder, all []plan.Session) {
	j.Array()
	for _, s := range all {
		if s.Note != 0 {
			j.Int(s.Note)
		} else {
			j.Plain(s.Key)
		}
	}
	j.EndArray()
}
