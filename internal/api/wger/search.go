package wger

import (
	"slices"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// maxSuggestions is how many results a search has at most.
const maxSuggestions = 150

// english is the language that is searched when an unknown one is asked for.
const english = "en"

// searchExercises serves GET /exercise/search/?term=…&language=en,de.
func (d *Dialect) searchExercises(c *call) (answer, error) {
	term := searchTerm(c)
	if term == "" {
		return emptyObject(), nil
	}
	languages, err := d.searched(c)
	if err != nil {
		return answer{}, err
	}
	found, err := d.catalogue.Search(c.ctx(), term, languages, maxSuggestions)
	if err != nil {
		return answer{}, err
	}
	ids := make([]int64, len(found))
	for i, f := range found {
		ids[i] = f.Translation.Exercise
	}
	bases, err := lookup(c.ctx(), d.catalogue.Exercises, "id", ids)
	if err != nil {
		return answer{}, err
	}
	images, err := d.picturesOf(c.ctx(), bases)
	if err != nil {
		return answer{}, err
	}
	lists, err := d.shortLists(c.ctx())
	if err != nil {
		return answer{}, err
	}
	at := byID(bases, func(e *strength.Exercise) int64 { return e.ID })
	return suggestions(found, func(j *wire.Encoder, f *strength.Found) {
		t := &f.Translation
		j.Key("value").String(t.Name)
		j.Key("data").Object()
		j.Key("id").Int(t.ID)
		j.Key("base_id").Int(t.Exercise)
		j.Key("name").String(t.Name)
		category := ""
		if e := at[t.Exercise]; e != nil && lists.categories[e.Category] != nil {
			category = lists.categories[e.Category].Name
		}
		j.Key("category").String(category)
		putSuggested(j, images[t.Exercise])
		j.EndObject()
	}), nil
}

// putSuggested writes the picture of a suggestion, which is the main one.
func putSuggested(j *wire.Encoder, images []picture) {
	if len(images) == 0 {
		j.Key("image").Null()
		j.Key("image_thumbnail").Null()
		return
	}
	j.Key("image").Plain(images[0].path())
	j.Key("image_thumbnail").Plain(images[0].thumbnail(smallest))
}

// maxTerm bounds what is searched for, in bytes.
const maxTerm = 400

func searchTerm(c *call) string {
	term := strings.TrimSpace(wire.CleanText(c.r.URL.Query().Get("term")))
	if len(term) > maxTerm {
		term = strings.ToValidUTF8(term[:maxTerm], "")
	}
	return term
}

// searched are the ids of the languages that a search is in: a list of short names, English without one, none for all.
func (d *Dialect) searched(c *call) ([]int64, error) {
	asked := c.r.URL.Query().Get("language")
	if asked == "*" {
		return nil, nil
	}
	if asked == "" {
		asked = english
	}
	page, err := d.catalogue.Languages.List(c.ctx(), 0, everything())
	if err != nil {
		return nil, err
	}
	var ids []int64
	for name := range strings.SplitSeq(asked, ",") {
		if id := languageID(page.Rows, strings.TrimSpace(name)); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func languageID(all []reference.Language, name string) int64 {
	var fallback int64
	for _, l := range all {
		if strings.EqualFold(l.ShortName, name) {
			return l.ID
		}
		if l.ShortName == english {
			fallback = l.ID
		}
	}
	return fallback
}

func emptyObject() answer {
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.EndObject()
	})
}

// suggestions is the envelope of a search.
func suggestions[T any](found []T, put func(j *wire.Encoder, f *T)) answer {
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("suggestions").Array()
		for i := range found {
			j.Object()
			put(j, &found[i])
			j.EndObject()
		}
		j.EndArray()
		j.EndObject()
	})
}

// suggestionsSchema describes a search's answer, whose data has these members.
func suggestionsSchema(data ...prop) *schema {
	return &schema{kind: "object", props: []prop{{"suggestions", &schema{kind: "array", items: &schema{kind: "object", props: []prop{
		{"value", textSchema}, {"data", &schema{kind: "object", props: data}},
	}}}}}, optional: true}
}
