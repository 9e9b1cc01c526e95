// Package nutrition is what people eat: ingredients with their portions, plans made of meals, and the diary.
//
//	found, err := catalogue.Search(ctx, "brocoli", []int64{2}, 10)
//	v := nutrition.Of(&found[0].Ingredient, 15000, nil) // the nutrients of 150.00 g
package nutrition

import (
	"time"

	"palestra/internal/core/reference"
	"palestra/internal/core/unit"
)

// Ingredient is something to eat. Nutrients are of 100 grams, in grams but for the energy; nil is not known.
type Ingredient struct {
	ID   int64
	UUID string
	// RemoteID is the key at its source, SourceName and SourceURL say which; Code is the barcode. All may be nil.
	RemoteID, SourceName, SourceURL, Code *string
	// Language is the id of the one that its name is in.
	Language             int64
	Name                 string
	CreatedAt, UpdatedAt time.Time
	// ImportedAt is zero for one that was not imported.
	ImportedAt time.Time
	// Energy in kilocalories.
	Energy                      int64
	Protein, Carbohydrates, Fat unit.Thousandths
	// Sugar is part of the carbohydrates, Saturated of the fat.
	Sugar, Saturated, Fiber, Sodium *unit.Thousandths
	Credit                          reference.Credit
}

// PortionUnit is what portions are counted in, "cup".
type PortionUnit struct {
	ID, Language int64
	Name         string
}

// Portion is what one of a unit weighs of an ingredient: Amount of the unit has Gram × Amount grams.
type Portion struct {
	ID, Ingredient, Unit int64
	Amount               unit.Hundredths
	Gram                 int64
}
