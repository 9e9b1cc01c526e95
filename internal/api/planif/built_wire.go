package planif

import (
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/plan"
)

// built writes a built session. Its number and its duration are plain in both forms.
func (n numbering) built(j *wire.Encoder, w *plan.Workout) {
	j.Object()
	j.Key("_id")
	if n.extended {
		j.Object()
		j.Key("$oid").Plain(w.Key)
		j.EndObject()
	} else {
		j.Plain(w.Key)
	}
	j.Key("id").Int(w.ID)
	j.Key("sport").String(w.SportName)
	j.Key("title").String(w.Title)
	j.Key("description").StringOrNull(w.Description)
	texts(j.Key("tags"), w.Tags)
	j.Key("steps")
	if len(w.Content.Variants) > 0 {
		j.Null()
	} else {
		n.steps(j, w.Content.Steps)
	}
	j.Key("variants").Array()
	for i := range w.Content.Variants {
		j.Object()
		j.Key("name").String(w.Content.Variants[i].Name)
		j.Key("steps")
		n.steps(j, w.Content.Variants[i].Steps)
		j.EndObject()
	}
	j.EndArray()
	j.Key("coach_id")
	n.number(j, strconv.FormatInt(w.Owner, 10))
	j.Key("estimated_duration").Int(w.Duration())
	j.EndObject()
}

// texts writes a list of texts.
func texts(j *wire.Encoder, all []string) {
	j.Array()
	for _, s := range all {
		j.String(s)
	}
	j.EndArray()
}
