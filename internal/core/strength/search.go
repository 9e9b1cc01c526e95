package strength

import (
	"context"
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
	version, err := c.store.CatalogueVersion(ctx)
	if err != nil {
		return nil, err
	}
	index, err := c.names.Index(ctx, version, c.store.ExerciseNames)
	if err != nil {
		return nil, err
	}
	ranked := index.Find(term, languages, limit)
	if len(ranked) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(ranked))
	for i, r := range ranked {
		ids[i] = r.ID
	}
	rows, err := c.store.TranslationsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]Translation, len(rows))
	for _, t := range rows {
		at[t.ID] = t
	}
	all := make([]Found, 0, len(ranked))
	for _, r := range ranked {
		if t, ok := at[r.ID]; ok { // it may have gone meanwhile
			all = append(all, Found{Translation: t, Score: r.Score})
		}
	}
	return all, nil
}
