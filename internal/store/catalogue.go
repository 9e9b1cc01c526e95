package store

import (
	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// Languages are those that texts are written in.
func (s *Store) Languages() listing.Reader[reference.Language] {
	return rows[reference.Language]{s, languageKind}
}

// Licenses are those of catalogue entries.
func (s *Store) Licenses() listing.Reader[reference.License] {
	return rows[reference.License]{s, licenseKind}
}

// Deletions are of catalogue entries that are gone.
func (s *Store) Deletions() listing.Reader[reference.Deletion] {
	return rows[reference.Deletion]{s, deletionKind}
}

// Weekdays are Monday to Sunday.
func (s *Store) Weekdays() listing.Reader[strength.Weekday] {
	return rows[strength.Weekday]{s, weekdayKind}
}

// Muscles are those that exercises train.
func (s *Store) Muscles() listing.Reader[strength.Muscle] {
	return rows[strength.Muscle]{s, muscleKind}
}

// ExerciseEquipment is what exercises are done with.
func (s *Store) ExerciseEquipment() listing.Reader[strength.Equipment] {
	return rows[strength.Equipment]{s, gearKind}
}

// ExerciseCategories are those of exercises.
func (s *Store) ExerciseCategories() listing.Reader[strength.Category] {
	return rows[strength.Category]{s, categoryKind}
}

// RepetitionUnits are what the numbers of sets count.
func (s *Store) RepetitionUnits() listing.Reader[strength.RepetitionUnit] {
	return rows[strength.RepetitionUnit]{s, repetitionUnitKind}
}

// LoadUnits are what loads are measured in.
func (s *Store) LoadUnits() listing.Reader[strength.LoadUnit] {
	return rows[strength.LoadUnit]{s, loadUnitKind}
}

// Variations are groups of exercises.
func (s *Store) Variations() listing.Reader[strength.Variation] {
	return rows[strength.Variation]{s, variationKind}
}

// Exercises are those that have a translation.
func (s *Store) Exercises() listing.Reader[strength.Exercise] {
	return rows[strength.Exercise]{s, exerciseKind}
}

// Translations are names and texts of exercises.
func (s *Store) Translations() listing.Reader[strength.Translation] {
	return rows[strength.Translation]{s, translationKind}
}

// Aliases are other names of exercises.
func (s *Store) Aliases() listing.Reader[strength.Alias] { return rows[strength.Alias]{s, aliasKind} }

// Comments are hints on how to do exercises.
func (s *Store) Comments() listing.Reader[strength.Comment] {
	return rows[strength.Comment]{s, commentKind}
}

// Images are pictures of exercises.
func (s *Store) Images() listing.Reader[strength.Image] { return rows[strength.Image]{s, imageKind} }
