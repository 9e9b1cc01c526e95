// Package refdata is the catalogue that comes with the program: exercises in many languages, foods with their portions, and the
// short lists that both name. ATTRIBUTION.md says whose work it is; gen makes the files in data.
//
//	go func() { err := refdata.Load(ctx, store, log, refdata.All); … }()
//
// Every row keeps the id and the UUID it has at its source; the UUIDs of foods, which have none there, are made from their ids.
package refdata

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"io"
)

//go:generate go run ./gen -in ../../tmp/wger -out data

//go:embed data/*.json.gz
var files embed.FS

// The rows as the files have them. Members are short, as thousands of rows repeat them.
type (
	// Lists are the short ones.
	Lists struct {
		Languages       []Language       `json:"languages"`
		Licenses        []License        `json:"licenses"`
		Equipment       []Item           `json:"equipment"`
		Categories      []Item           `json:"exercise_categories"`
		Muscles         []Muscle         `json:"muscles"`
		RepetitionUnits []RepetitionUnit `json:"repetition_units"`
		WeightUnits     []Item           `json:"weight_units"`
	}
	// Item is a row that has a name alone.
	Item struct {
		ID   int64  `json:"id"`
		Name string `json:"name"`
	}
	// Language is one that texts are written in.
	Language struct {
		ID         int64  `json:"id"`
		ShortName  string `json:"short_name"`
		FullName   string `json:"full_name"`
		FullNameEn string `json:"full_name_en"`
	}
	// License is one that rows are under.
	License struct {
		ID        int64  `json:"id"`
		FullName  string `json:"full_name"`
		ShortName string `json:"short_name"`
		URL       string `json:"url"`
	}
	// Muscle is one that exercises train.
	Muscle struct {
		ID      int64  `json:"id"`
		Name    string `json:"name"`
		NameEn  string `json:"name_en"`
		IsFront bool   `json:"is_front"`
	}
	// RepetitionUnit is what the numbers of sets count.
	RepetitionUnit struct {
		ID         int64  `json:"id"`
		Name       string `json:"name"`
		UnitType   string `json:"unit_type"`
		Multiplier *int64 `json:"multiplier"`
	}
	// Credit is the licence of a row and who is to be named.
	Credit struct {
		License   int64  `json:"l"`
		Title     string `json:"lt,omitempty"`
		ObjectURL string `json:"lo,omitempty"`
		Author    string `json:"la,omitempty"`
		AuthorURL string `json:"lau,omitempty"`
		SourceURL string `json:"lsu,omitempty"`
	}
	// Exercise is one without its words. Times are in milliseconds since 1970.
	Exercise struct {
		ID         int64   `json:"id"`
		UUID       string  `json:"u"`
		Category   int64   `json:"c"`
		Muscles    []int64 `json:"m,omitempty"`
		Secondary  []int64 `json:"s,omitempty"`
		Equipment  []int64 `json:"e,omitempty"`
		Variation  *int64  `json:"v,omitempty"`
		Created    int64   `json:"t"`
		LastUpdate int64   `json:"w"`
		Credit
	}
	// Note is an alias of a translation, or a comment on it.
	Note struct {
		ID   int64  `json:"id"`
		UUID string `json:"u"`
		Text string `json:"x"`
	}
	// Translation is how an exercise is called and explained.
	Translation struct {
		ID          int64  `json:"id"`
		UUID        string `json:"u"`
		Exercise    int64  `json:"e"`
		Language    int64  `json:"g"`
		Name        string `json:"n"`
		Description string `json:"d"`
		Created     int64  `json:"t"`
		LastUpdate  int64  `json:"w"`
		Aliases     []Note `json:"a,omitempty"`
		Comments    []Note `json:"k,omitempty"`
		Credit
	}
	// Ingredient is a food. Nutrients are in milligrams, times in days since 1970.
	Ingredient struct {
		ID            int64  `json:"id"`
		Language      int64  `json:"g"`
		Name          string `json:"n"`
		Energy        int64  `json:"e"`
		Protein       int64  `json:"p"`
		Carbohydrates int64  `json:"c"`
		Sugar         *int64 `json:"cs,omitempty"`
		Fat           int64  `json:"f"`
		Saturated     *int64 `json:"fs,omitempty"`
		Fiber         *int64 `json:"i,omitempty"`
		Sodium        *int64 `json:"s,omitempty"`
		Created       int64  `json:"t"`
		LastUpdate    int64  `json:"w"`
		Credit
	}
	// PortionUnit names portions.
	PortionUnit struct {
		ID       int64  `json:"id"`
		Language int64  `json:"g"`
		Name     string `json:"n"`
	}
	// Portion is what a unit weighs of a food. Amount is in hundredths.
	Portion struct {
		ID         int64 `json:"id"`
		Ingredient int64 `json:"i"`
		Unit       int64 `json:"u"`
		Amount     int64 `json:"a"`
		Gram       int64 `json:"g"`
	}
)

// read decodes one file.
func read[T any](name string) (rows T, err error) {
	packed, err := files.ReadFile("data/" + name + ".json.gz")
	if err != nil {
		return rows, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return rows, fmt.Errorf("refdata: %s: %w", name, err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		return rows, fmt.Errorf("refdata: %s: %w", name, err)
	}
	if err := json.Unmarshal(plain, &rows); err != nil {
		return rows, fmt.Errorf("refdata: %s: %w", name, err)
	}
	return rows, nil
}
