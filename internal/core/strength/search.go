package strength

import (
	"context"

	"palestra/internal/core/reference"
)

// Found is a translation that a search found.
type Found struct {
	Translation Translation
	// Score is from 0 to 1, see reference.Ranked.
	Score float64
}

// Search finds exercises by name or alias, the best first; see reference.Index for what is tolerated. languages empty is
// all. A term without letters and digits finds nothing.
func (c *Catalogue) Search(ctx context.Context, term string, languages []int64, limit int) ([]Found, error) {
	in := reference.Searched[Translation]{
		Version: c.store.CatalogueVersion, Names: c.store.ExerciseNames, Rows: c.store.TranslationsByID,
		ID: func(t *Translation) int64 { return t.ID },
	}
	found := func(t Translation, score float64) Found { return Found{Translation: t, Score: score} }
	return reference.Search(ctx, &c.names, in, found, term, languages, limit)
}
