package store

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"

	"palestra/internal/core/listing"
)

// maxPlaces bounds the places that are remembered, at some 150 bytes each.
const maxPlaces = 20_000

// standing is where in an order a row stands: so many rows come before it, and keys are its columns of the order.
type standing struct {
	offset int
	keys   []any
}

// standings remember of the lists of the catalogue how long they are and where some rows stand, so that a page far from the
// start is found from the nearest of them instead of by counting from the first row. A change of the catalogue empties them.
type standings struct {
	mu      sync.Mutex
	version int64
	size    int
	counts  map[string]int64
	orders  map[string][]standing
}

// at empties everything that is of another version; p.mu is held.
func (p *standings) at(version int64) {
	if p.counts == nil || p.version != version || p.size >= maxPlaces {
		p.version, p.size, p.counts, p.orders = version, 0, map[string]int64{}, map[string][]standing{}
	}
}

// before is the last place that is remembered up to an offset, the zero standing when none is.
func (p *standings) before(version int64, order string, offset int) (found standing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(version)
	all := p.orders[order]
	if n := sort.Search(len(all), func(i int) bool { return all[i].offset > offset }); n > 0 {
		found = all[n-1]
	}
	return found
}

func (p *standings) keep(version int64, order string, one standing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(version)
	all := p.orders[order]
	n := sort.Search(len(all), func(i int) bool { return all[i].offset >= one.offset })
	if n < len(all) && all[n].offset == one.offset {
		return
	}
	p.orders[order], p.size = slices.Insert(all, n, one), p.size+1
}

func (p *standings) count(version int64, table string) (n int64, known bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(version)
	n, known = p.counts[table]
	return n, known
}

func (p *standings) keepCount(version int64, table string, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at(version)
	p.counts[table] = n
}

// keyset are the columns of an order in which rows can be found by where they stand: all of them in one direction and never
// NULL. Other orders have none.
func (k *kind[T]) keyset(order string) (columns []string, descending bool) {
	for i, key := range strings.Split(strings.TrimPrefix(order, " ORDER BY "), ", ") {
		column, down := strings.CutSuffix(key, " DESC")
		if strings.ContainsAny(column, " (") || i > 0 && down != descending {
			return nil, false
		}
		columns, descending = append(columns, column), down
	}
	return columns, descending
}

// keys are a row's values of these columns.
func (k *kind[T]) keys(row *T, columns []string) []any {
	names, values := strings.Split(k.columns, ", "), k.values(row)
	keys := make([]any, len(columns))
	for i, c := range columns {
		if c == "id" {
			keys[i] = *k.id(row)
		} else {
			keys[i] = values[slices.Index(names, c)]
		}
	}
	return keys
}

// listSteady gives a page of all rows of a kind that changes with the catalogue alone. From the place before it a page costs
// the same wherever it is.
func (r rows[T]) listSteady(ctx context.Context, order string, columns []string, descending bool, offset, limit int) (page listing.Page[T], err error) {
	s, table := r.s, r.k.table
	version, err := s.CatalogueVersion(ctx)
	if err != nil {
		return page, err
	}
	err = s.view(ctx, func(c *session) error {
		page = listing.Page[T]{}
		var known bool
		if page.Count, known = s.standings.count(version, table); !known {
			if _, err := c.one(ctx, "SELECT COUNT(*) FROM "+table, nil, (*whole)(&page.Count)); err != nil {
				return err
			}
			s.standings.keepCount(version, table, page.Count)
		}
		if int64(offset) >= page.Count {
			return nil
		}
		var w where
		from := s.standings.before(version, table+order, offset)
		if from.keys != nil {
			beyond := " >= "
			if descending {
				beyond = " <= "
			}
			w.and("("+strings.Join(columns, ", ")+")"+beyond+places(len(columns)), from.keys...)
		}
		text := "SELECT id, " + r.k.columns + " FROM " + table + " WHERE id IN (SELECT id FROM " + table + w.sql() + order + " LIMIT ? OFFSET ?)" + order
		page.Rows, err = r.k.read(ctx, c, text, append(slices.Clone(w.args), int64(limit), int64(offset-from.offset)), min(int64(limit), page.Count-int64(offset)))
		return err
	})
	if n := len(page.Rows); err == nil && n > 0 {
		s.standings.keep(version, table+order, standing{offset, r.k.keys(&page.Rows[0], columns)})
		s.standings.keep(version, table+order, standing{offset + n - 1, r.k.keys(&page.Rows[n-1], columns)})
	}
	return page, err
}
