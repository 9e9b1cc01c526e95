package reference

import "context"

// Searched are rows that names lead to.
type Searched[Row any] struct {
	// Version changes whenever rows or names do.
	Version func(context.Context) (int64, error)
	// Names are those of all rows.
	Names func(context.Context) ([]Name, error)
	// Rows are those with these ids that are still there, in any order.
	Rows func(ctx context.Context, ids []int64) ([]Row, error)
	// ID is that of a row.
	ID func(*Row) int64
}

// Search gives what found makes of the rows whose names fit a term best and of their scores, the best first; see Index.Find.
// names keeps the index from one search to the next.
func Search[Row, Found any](ctx context.Context, names *Names, in Searched[Row], found func(Row, float64) Found, term string, languages []int64, limit int) ([]Found, error) {
	version, err := in.Version(ctx)
	if err != nil {
		return nil, err
	}
	index, err := names.Index(ctx, version, in.Names)
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
	rows, err := in.Rows(ctx, ids)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]*Row, len(rows))
	for i := range rows {
		at[in.ID(&rows[i])] = &rows[i]
	}
	all := make([]Found, 0, len(ranked))
	for _, r := range ranked {
		if row := at[r.ID]; row != nil { // it may have gone meanwhile
			all = append(all, found(*row, r.Score))
		}
	}
	return all, nil
}
