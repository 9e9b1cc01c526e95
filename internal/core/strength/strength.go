// Package strength is training with loads: the exercises there are, the routines people follow, and the sets they log.
//
//	page, err := catalogue.Exercises.List(ctx, 0, listing.Query{Conditions: []listing.Condition{listing.Is("muscle", int64(1))}})
//	found, err := catalogue.Search(ctx, "bench pres", []int64{2}, 10)
//
// An exercise is what muscles do; how it is called and explained is in its translations, one a language.
package strength

import (
	"time"

	"palestra/internal/core/reference"
)

// Muscle is one that exercises train. NameEnglish is the common name, "" when there is none.
type Muscle struct {
	ID                int64
	Name, NameEnglish string
	// Front is true for those seen from the front.
	Front bool
}

// Equipment is what an exercise is done with.
type Equipment struct {
	ID   int64
	Name string
}

// Category is a part of the body, or the like.
type Category struct {
	ID   int64
	Name string
}

// RepetitionUnit is what the number of a set counts. Type is "REPETITIONS", "TIME" or "DISTANCE"; Multiplier is how many
// repetitions, seconds or meters one of it has, nil when that can't be said.
type RepetitionUnit struct {
	ID         int64
	Name, Type string
	Multiplier *int64
}

// LoadUnit is what the load of a set is measured in.
type LoadUnit struct {
	ID   int64
	Name string
}

// The units that computations know.
const (
	Repetitions  int64 = 1
	UntilFailure int64 = 2
	Kilograms    int64 = 1
	Pounds       int64 = 2
)

// Weekday is a day of the week, 1 for Monday to 7.
type Weekday struct {
	ID   int64
	Name string
}

// Variation is a group of exercises that are variants of each other.
type Variation struct{ ID int64 }

// Exercise is one without its words.
type Exercise struct {
	ID       int64
	UUID     string
	Category int64
	// Muscles are trained first of all, Secondary as well; ids, ascending.
	Muscles, Secondary []int64
	// Equipment are ids, ascending.
	Equipment []int64
	// Variation is the id of its group, nil when it has none.
	Variation            *int64
	CreatedAt, UpdatedAt time.Time
	Credit               reference.Credit
	// Authors were named by any version of it that was written here, sorted; empty for what came with the program.
	Authors []string
}

// Translation is how an exercise is called and explained in one language.
type Translation struct {
	ID                 int64
	UUID               string
	Exercise, Language int64
	Name               string
	// Description is HTML of a few harmless tags.
	Description          string
	CreatedAt, UpdatedAt time.Time
	Credit               reference.Credit
	Authors              []string
}

// Alias is another name of an exercise in the language of its translation.
type Alias struct {
	ID          int64
	UUID        string
	Translation int64
	Alias       string
}

// Comment is a hint on how to do an exercise, in the language of its translation.
type Comment struct {
	ID          int64
	UUID        string
	Translation int64
	Comment     string
}

// Image is a picture of an exercise; its bytes are a blob.
type Image struct {
	ID       int64
	UUID     string
	Exercise int64
	// Hash names the bytes, Type is their media type.
	Hash, Type string
	// Width and Height are in pixels, Size in bytes.
	Width, Height, Size int64
	// Main is true for one picture of each exercise that has any.
	Main bool
	// Style is "1" line drawing, "2" three dimensions, "3" low-poly, "4" photograph or "5" other.
	Style                string
	CreatedAt, UpdatedAt time.Time
	Credit               reference.Credit
	Authors              []string
}

// Lists are the short lists of the catalogue.
type Lists struct {
	Languages       []reference.Language
	Licenses        []reference.License
	Equipment       []Equipment
	Categories      []Category
	Muscles         []Muscle
	RepetitionUnits []RepetitionUnit
	LoadUnits       []LoadUnit
	Variations      []Variation
}

// Worded is a translation with what belongs to it.
type Worded struct {
	Translation
	Aliases  []Alias
	Comments []Comment
}
