package planif

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// listBuilt serves GET /api-coach/built-session/: the coach's own, by id; ?search= and ?tag= choose.
func (d *Dialect) listBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, err := d.plans.Workouts(r.Context(), v, libraryFilter(r))
	if err != nil {
		return wire.Reply{}, err
	}
	n := numberingOf(r)
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for i := range all {
			n.built(j, &all[i])
		}
		j.EndArray()
	}), nil
}

func libraryFilter(r *http.Request) plan.Filter {
	q := r.URL.Query()
	return plan.Filter{Search: wire.CleanText(q.Get("search")), Tag: wire.CleanText(q.Get("tag"))}
}

// getBuilt serves GET /api-coach/built-session/<id>/.
func (d *Dialect) getBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	ref, err := builtRef(r)
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := d.plans.Workout(r.Context(), v, ref)
	return builtReply(r, http.StatusOK, w, err)
}

// createBuilt serves POST /api-coach/built-session/.
func (d *Dialect) createBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var w plan.Workout
	if err := f.workout(&w, true); err != nil {
		return wire.Reply{}, err
	}
	made, err := d.plans.CreateWorkout(r.Context(), v, w)
	return builtReply(r, http.StatusCreated, made, err)
}

// replaceBuilt serves PUT: what is left out is emptied.
func (d *Dialect) replaceBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.changeBuilt(r, v, true)
}

// updateBuilt serves PATCH: what is left out stays.
func (d *Dialect) updateBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.changeBuilt(r, v, false)
}

func (d *Dialect) changeBuilt(r *http.Request, v access.Viewer, whole bool) (wire.Reply, error) {
	ref, err := builtRef(r)
	if err != nil {
		return wire.Reply{}, err
	}
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	w, err := d.plans.UpdateWorkout(r.Context(), v, ref, func(w *plan.Workout) error {
		f.fields = nil
		return f.workout(w, whole)
	})
	return builtReply(r, http.StatusOK, w, err)
}

// deleteBuilt serves DELETE /api-coach/built-session/<id>/.
func (d *Dialect) deleteBuilt(r *http.Request, v access.Viewer) (wire.Reply, error) {
	ref, err := builtRef(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.DeleteWorkout(r.Context(), v, ref)
}

// workout reads a built session into w; a whole one needs what a session needs and forgets what is left out.
func (f *form) workout(w *plan.Workout, whole bool) error {
	if whole {
		w.Description, w.Tags, w.Estimate = nil, nil, nil
	}
	if id, name, ok := f.sport(whole); ok {
		w.Sport, w.SportName = id, name
	}
	if title := f.text("title", whole); f.has("title") {
		w.Title = title
		f.notBlank("title", title)
	}
	if f.has("description") {
		w.Description = nil
		if f.o["description"] != nil {
			text := f.text("description", false)
			w.Description = &text
		}
	}
	f.libraryExtras(&w.Tags, &w.Estimate)
	f.content(&w.Content, whole)
	return f.err()
}

// libraryExtras are tags, which may be null for none, and the estimate, which null gives back to the computed one.
func (f *form) libraryExtras(tags *[]string, estimate **int64) {
	switch {
	case f.has("tags") && f.o["tags"] == nil:
		*tags = nil
	case f.has("tags"):
		if all, ok := f.tags(); ok {
			*tags = all
		}
	}
	if !f.has("estimated_duration") {
		return
	}
	*estimate = nil
	if f.o["estimated_duration"] != nil {
		if n, ok := f.integer("estimated_duration", false); ok {
			*estimate = &n
		}
	}
}

// content reads steps and variants. In a part of a session, naming one of them puts it in place of the other.
func (f *form) content(c *plan.Content, whole bool) {
	steps, variants := f.o["steps"], f.o["variants"]
	list, isList := variants.([]any)
	if !whole && steps == nil && (variants == nil || isList && len(list) == 0) {
		// Nothing is put in its place, so the one that is filled stays; emptying it is refused.
		if f.has("steps") && len(c.Steps) > 0 || f.has("variants") && len(c.Variants) > 0 {
			f.refuse("steps", required)
		}
		return
	}
	unextendSteps(steps, 0)
	for _, item := range list {
		if o, ok := item.(map[string]any); ok {
			unextendSteps(o["steps"], 0)
		}
	}
	content, err := plan.ReadContent(steps, variants)
	if err != nil {
		f.fields = append(f.fields, fieldsOf(err)...)
		return
	}
	*c = content
}

func builtReply(r *http.Request, status int, w *plan.Workout, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	n := numberingOf(r)
	return wire.JSON(status, func(j *wire.Encoder) { n.built(j, w) }), nil
}
