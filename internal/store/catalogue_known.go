package store

import (
	"context"
	"sync"
)

// maxRows bounds how many rows of the catalogue are remembered to be there.
const maxRows = 10_000

// present remembers which rows of the catalogue are there: whatever is logged or planned names some of them, and each would
// take a statement to be found. A change of the catalogue empties it.
type present struct {
	mu      sync.Mutex
	version int64
	rows    map[catalogued]struct{}
}

// catalogued is a row of the catalogue.
type catalogued struct {
	table string
	id    int64
}

func (p *present) has(version int64, row catalogued) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, ok := p.rows[row]
	return ok && p.version == version
}

func (p *present) keep(version int64, row catalogued) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.version != version || len(p.rows) >= maxRows || p.rows == nil {
		p.version, p.rows = version, map[catalogued]struct{}{}
	}
	p.rows[row] = struct{}{}
}

// inCatalogue reports whether a row is there.
func (s *Store) inCatalogue(ctx context.Context, row catalogued) (found bool, err error) {
	version, err := s.CatalogueVersion(ctx)
	if err != nil || s.present.has(version, row) {
		return err == nil, err
	}
	err = s.view(ctx, func(c *session) error {
		found, err = c.one(ctx, "SELECT 1 FROM "+row.table+" WHERE id = ?", []any{row.id}, new(whole))
		return err
	})
	if found {
		s.present.keep(version, row)
	}
	return found, err
}
