package planif

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/plan"
)

// listTags serves GET /api-coach/tag-coach/?metadata=.
func (d *Dialect) listTags(r *http.Request, v access.Viewer) (wire.Reply, error) {
	all, err := d.plans.Tags(r.Context(), v, wire.CleanText(r.URL.Query().Get("metadata")))
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for _, t := range all {
			writeTag(j, t)
		}
		j.EndArray()
	}), nil
}

// createTag serves POST /api-coach/tag-coach/: 201, or 200 for one that is there.
func (d *Dialect) createTag(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	label := f.text("metadata", true)
	if err := f.err(); err != nil {
		return wire.Reply{}, err
	}
	t, created, err := d.plans.CreateTag(r.Context(), v, label)
	if err != nil {
		return wire.Reply{}, err
	}
	status := http.StatusOK
	if created {
		status = http.StatusCreated
	}
	return wire.JSON(status, func(j *wire.Encoder) { writeTag(j, t) }), nil
}

// deleteTag serves DELETE /api-coach/tag-coach/ with an id.
func (d *Dialect) deleteTag(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := askedID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.DeleteTag(r.Context(), v, id)
}

func writeTag(j *wire.Encoder, t plan.Tag) {
	j.Object()
	j.Key("id").Int(t.ID)
	j.Key("metadata").String(t.Label)
	j.EndObject()
}
