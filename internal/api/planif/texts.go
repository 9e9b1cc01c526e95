package planif

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// listTexts serves GET /api-coach/sessions-text/: the coach's own, by id; ?search= and ?tag= choose.
func (d *Dialect) listTexts(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, err := d.plans.Notes(r.Context(), v, libraryFilter(r))
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for i := range all {
			writeText(j, &all[i])
		}
		j.EndArray()
	}), nil
}

// getText serves GET /api-coach/sessions-text/<id>.
func (d *Dialect) getText(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	n, err := d.plans.Note(r.Context(), v, id)
	return textReply(http.StatusOK, n, err)
}

// createText serves POST /api-coach/sessions-text/.
func (d *Dialect) createText(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	var n plan.Note
	if err := f.note(&n, true); err != nil {
		return wire.Reply{}, err
	}
	made, err := d.plans.CreateNote(r.Context(), v, n)
	return textReply(http.StatusCreated, made, err)
}

// replaceText serves POST /api-coach/sessions-text/<id>: title and session are needed, what else is left out stays.
func (d *Dialect) replaceText(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.changeText(r, v, true)
}

// updateText serves PATCH: what is left out stays.
func (d *Dialect) updateText(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.changeText(r, v, false)
}

func (d *Dialect) changeText(r *http.Request, v access.Viewer, whole bool) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	n, err := d.plans.UpdateNote(r.Context(), v, id, func(n *plan.Note) error {
		f.fields = nil
		return f.note(n, whole)
	})
	return textReply(http.StatusOK, n, err)
}

// deleteText serves DELETE /api-coach/sessions-text/<id>.
func (d *Dialect) deleteText(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.DeleteNote(r.Context(), v, id)
}

func (f *form) note(n *plan.Note, whole bool) error {
	if title := f.text("title", whole); f.has("title") {
		n.Title = title
		f.notBlank("title", title)
	}
	if html := f.text("session", whole); f.has("session") {
		n.HTML = html
		f.notBlank("session", html)
	}
	if f.has("description") {
		n.Description = f.text("description", false)
	}
	if f.has("sport") && f.o["sport"] == nil {
		n.Sport, n.SportName = 0, ""
	} else if id, name, ok := f.sport(false); ok {
		n.Sport, n.SportName = id, name
	}
	f.libraryExtras(&n.Tags, &n.Estimate)
	return f.err()
}

func textReply(status int, n *plan.Note, err error) (wire.Reply, error) {
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(status, func(j *wire.Encoder) { writeText(j, n) }), nil
}

func writeText(j *wire.Encoder, n *plan.Note) {
	j.Object()
	j.Key("id").Int(n.ID)
	j.Key("title").String(n.Title)
	j.Key("description").String(n.Description)
	texts(j.Key("tags"), n.Tags)
	j.Key("session").String(n.HTML)
	j.Key("coach").Int(n.Owner)
	j.Key("sport")
	if n.SportName == "" {
		j.Null()
	} else {
		j.String(n.SportName)
	}
	j.Key("estimated_duration")
	if n.Estimate == nil {
		j.Null()
	} else {
		j.Int(*n.Estimate)
	}
	j.EndObject()
}
