package wger

import (
	"context"

	"palestra/internal/api/wire"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// wordsOf reads the translations of exercises with their aliases and comments, by exercise.
func (d *Dialect) wordsOf(ctx context.Context, exercises []int64) (map[int64][]strength.Worded, error) {
	found, err := lookup(ctx, d.catalogue.Translations, "exercise", exercises)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(found))
	for i, t := range found {
		ids[i] = t.ID
	}
	aliases, err := lookup(ctx, d.catalogue.Aliases, "translation", ids)
	if err != nil {
		return nil, err
	}
	comments, err := lookup(ctx, d.catalogue.Comments, "translation", ids)
	if err != nil {
		return nil, err
	}
	byTranslation := grouped(aliases, func(a *strength.Alias) int64 { return a.Translation })
	notes := grouped(comments, func(c *strength.Comment) int64 { return c.Translation })
	all := make(map[int64][]strength.Worded, len(exercises))
	for _, t := range found {
		all[t.Exercise] = append(all[t.Exercise], strength.Worded{Translation: t, Aliases: byTranslation[t.ID], Comments: notes[t.ID]})
	}
	return all, nil
}

// The parts of wordsSchema that are texts of their own.
var (
	uuidSchema    = &schema{kind: "string", format: "uuid"}
	integerSchema = &schema{kind: "integer"}
	textSchema    = &schema{kind: "string"}
	instantSchema = &schema{kind: "string", format: "date-time"}
	maybeTextOf   = &schema{kind: "string", null: true}
)

// creditSchema describes what putCredit writes.
var creditSchema = []prop{
	{"license_title", textSchema}, {"license_object_url", textSchema}, {"license_author", maybeTextOf}, {"license_author_url", textSchema},
	{"license_derivative_source_url", textSchema}, {"author_history", textList},
}

// wordsSchema describes a translation within its exercise.
var wordsSchema = &schema{kind: "object", props: append([]prop{
	{"id", integerSchema}, {"uuid", uuidSchema}, {"name", textSchema}, {"exercise_base", integerSchema}, {"description", textSchema}, {"created", instantSchema}, {"language", integerSchema},
	{"aliases", &schema{kind: "array", items: &schema{kind: "object", props: []prop{{"id", integerSchema}, {"uuid", uuidSchema}, {"alias", textSchema}}}}},
	{"notes", &schema{kind: "array", items: &schema{kind: "object", props: []prop{{"id", integerSchema}, {"uuid", uuidSchema}, {"exercise", integerSchema}, {"comment", textSchema}}}}},
	{"license", integerSchema},
}, creditSchema...)}

// putWords writes the translations of an exercise.
func (e *baseInfo) putWords(j *wire.Encoder) {
	j.Array()
	for i := range e.translations {
		putWorded(j, &e.translations[i])
	}
	j.EndArray()
}

func putWorded(j *wire.Encoder, t *strength.Worded) {
	j.Object()
	j.Key("id").Int(t.ID)
	j.Key("uuid").Plain(t.UUID)
	j.Key("name").String(t.Name)
	j.Key("exercise_base").Int(t.Exercise)
	j.Key("description").String(t.Description)
	putInstant(j.Key("created"), t.CreatedAt)
	j.Key("language").Int(t.Language)
	putAliases(j.Key("aliases"), t.Aliases)
	putNotes(j.Key("notes"), t.Comments)
	j.Key("license").Int(t.Credit.License)
	putCredit(j, &t.Credit, t.Authors)
	j.EndObject()
}

func putAliases(j *wire.Encoder, all []strength.Alias) {
	j.Array()
	for _, a := range all {
		j.Object()
		j.Key("id").Int(a.ID)
		j.Key("uuid").Plain(a.UUID)
		j.Key("alias").String(a.Alias)
		j.EndObject()
	}
	j.EndArray()
}

func putNotes(j *wire.Encoder, all []strength.Comment) {
	j.Array()
	for _, c := range all {
		j.Object()
		j.Key("id").Int(c.ID)
		j.Key("uuid").Plain(c.UUID)
		j.Key("exercise").Int(c.Translation)
		j.Key("comment").String(c.Comment)
		j.EndObject()
	}
	j.EndArray()
}

// putCredit writes to whom an entry is owed, but for its licence.
func putCredit(j *wire.Encoder, c *reference.Credit, authors []string) {
	j.Key("license_title").String(c.Title)
	j.Key("license_object_url").String(c.ObjectURL)
	if j.Key("license_author"); c.Author == "" {
		j.Null()
	} else {
		j.String(c.Author)
	}
	j.Key("license_author_url").String(c.AuthorURL)
	j.Key("license_derivative_source_url").String(c.DerivativeSourceURL)
	texts(j.Key("author_history"), authors...)
}
