package strength

import (
	"context"

	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
)

// CatalogueStore keeps what everybody may read. Each method is one transaction.
type CatalogueStore interface {
	Languages() listing.Reader[reference.Language]
	Licenses() listing.Reader[reference.License]
	Deletions() listing.Reader[reference.Deletion]
	Weekdays() listing.Reader[Weekday]
	Muscles() listing.Reader[Muscle]
	ExerciseEquipment() listing.Reader[Equipment]
	ExerciseCategories() listing.Reader[Category]
	RepetitionUnits() listing.Reader[RepetitionUnit]
	LoadUnits() listing.Reader[LoadUnit]
	Variations() listing.Reader[Variation]
	// Exercises without any translation are not there for readers.
	Exercises() listing.Reader[Exercise]
	Translations() listing.Reader[Translation]
	Aliases() listing.Reader[Alias]
	Comments() listing.Reader[Comment]
	Images() listing.Reader[Image]
	// CatalogueVersion changes whenever the exercises do.
	CatalogueVersion(ctx context.Context) (int64, error)
	// ExerciseNames are all that translations can be found by, aliases too.
	ExerciseNames(ctx context.Context) ([]reference.Name, error)
	// TranslationsByID reads these, in any order.
	TranslationsByID(ctx context.Context, ids []int64) ([]Translation, error)
}

// Catalogue is what everybody may read. Field names for conditions and orders:
//
//	Languages           id, short_name, full_name, full_name_english
//	Licenses            id, full_name, short_name, url
//	Deletions           id, kind, uuid, replaced_by, at, comment
//	Weekdays            id, name
//	Muscles             id, name, name_english, front
//	Equipment, Categories, LoadUnits   id, name
//	RepetitionUnits     id, name, type, multiplier
//	Variations          id
//	Exercises           id, uuid, category, variation, created, updated, license, author; to filter: muscle, secondary_muscle, equipment
//	Translations        id, uuid, exercise, language, name, description, created, updated, license, author; to filter:
//	                    category, muscle, secondary_muscle, equipment, exercise_license
//	Aliases             id, uuid, translation, alias
//	Comments            id, uuid, translation, comment; to filter: language
//	Images              id, uuid, exercise, main, style, license, author
//
// Their own orders are by name (languages and licences by full name, images with the main one first), the rest by id.
type Catalogue struct {
	Languages       listing.Reader[reference.Language]
	Licenses        listing.Reader[reference.License]
	Deletions       listing.Reader[reference.Deletion]
	Weekdays        listing.Reader[Weekday]
	Muscles         listing.Reader[Muscle]
	Equipment       listing.Reader[Equipment]
	Categories      listing.Reader[Category]
	RepetitionUnits listing.Reader[RepetitionUnit]
	LoadUnits       listing.Reader[LoadUnit]
	Variations      listing.Reader[Variation]
	Exercises       listing.Reader[Exercise]
	Translations    listing.Reader[Translation]
	Aliases         listing.Reader[Alias]
	Comments        listing.Reader[Comment]
	Images          listing.Reader[Image]

	store CatalogueStore
	names reference.Names
}

// NewCatalogue makes the service. It is safe for concurrent use.
func NewCatalogue(s CatalogueStore) *Catalogue {
	return &Catalogue{
		Languages: s.Languages(), Licenses: s.Licenses(), Deletions: s.Deletions(), Weekdays: s.Weekdays(), Muscles: s.Muscles(),
		Equipment: s.ExerciseEquipment(), Categories: s.ExerciseCategories(), RepetitionUnits: s.RepetitionUnits(), LoadUnits: s.LoadUnits(),
		Variations: s.Variations(), Exercises: s.Exercises(), Translations: s.Translations(), Aliases: s.Aliases(), Comments: s.Comments(),
		Images: s.Images(), store: s,
	}
}

// Version changes whenever an exercise or anything that belongs to one does: for those who keep copies.
func (c *Catalogue) Version(ctx context.Context) (int64, error) {
	return c.store.CatalogueVersion(ctx)
}
