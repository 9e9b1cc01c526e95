package store

import (
	"context"
	"strings"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// rows keeps one kind. It is a listing.Rows.
type rows[T any] struct {
	s *Store
	k *kind[T]
}

var _ listing.Rows[struct{}] = rows[struct{}]{}

// List gives one page.
func (r rows[T]) List(ctx context.Context, owner int64, q listing.Query) (listing.Page[T], error) {
	var w where
	if r.k.owned {
		w.and("owner_id = ?", owner)
	}
	if r.k.hidden != "" {
		w.and(r.k.hidden)
	}
	if err := w.meet(r.k.fields, q.Conditions); err != nil {
		return listing.Page[T]{}, err
	}
	order, err := ordered(r.k.fields, q.Order, r.k.order)
	if err != nil {
		return listing.Page[T]{}, err
	}
	offset, limit := q.Bounds()
	if r.k.steady && len(q.Conditions) == 0 {
		if columns, descending := r.k.keyset(order); columns != nil {
			return r.listSteady(ctx, order, columns, descending, offset, limit)
		}
	}
	from := "id, " + r.k.columns + " FROM " + r.k.table
	if page := w.sql() + order + " LIMIT ? OFFSET ?"; offset == 0 && len(q.Order) == 0 {
		from += page // its rows are the first of an index
	} else {
		// The page is found in an index alone; whole rows are read for what is on it.
		from += " WHERE id IN (SELECT id FROM " + r.k.table + page + ")" + order
	}
	args := append(append([]any(nil), w.args...), int64(limit), int64(offset))
	number, numbered := r.k.number(owner, q.Conditions, &w)
	if r.k.load == nil {
		page, err := r.listAtOnce(ctx, "SELECT ("+number+"), "+from, append(append([]any(nil), numbered...), args...), limit)
		if err != nil || len(page.Rows) > 0 {
			return page, err
		}
	}
	var page listing.Page[T]
	err = r.s.snapshot(ctx, func(c *session) error {
		page = listing.Page[T]{}
		if _, err := c.one(ctx, number, numbered, (*whole)(&page.Count)); err != nil {
			return err
		}
		if int64(offset) >= page.Count {
			return nil
		}
		page.Rows, err = r.k.read(ctx, c, "SELECT "+from, args, min(int64(limit), page.Count))
		return err
	})
	return page, err
}

// listAtOnce reads a page by a statement that gives the number of all rows before the columns of each: one statement sees one
// state without a transaction. A page without rows doesn't tell the number.
func (r rows[T]) listAtOnce(ctx context.Context, text string, args []any, limit int) (page listing.Page[T], err error) {
	err = r.s.view(ctx, func(c *session) error {
		page = listing.Page[T]{Rows: make([]T, 0, min(limit, listing.DefaultLimit))}
		var row, empty T
		return c.query(ctx, text, args, append([]any{(*whole)(&page.Count)}, r.k.places(&row)...), func() error {
			page.Rows = append(page.Rows, row)
			row = empty
			return nil
		})
	})
	return page, err
}

// number is the statement that tells how many rows meet the conditions.
func (k *kind[T]) number(owner int64, conditions []listing.Condition, w *where) (text string, args []any) {
	if k.tally != nil {
		text, args = k.tally(owner, conditions)
	}
	if text == "" {
		text, args = "SELECT COUNT(*) FROM "+k.table+w.sql(), w.args
	}
	return text, args
}

// read scans the rows of a statement and loads what belongs to them.
func (k *kind[T]) read(ctx context.Context, c *session, text string, args []any, room int64) ([]T, error) {
	all := make([]T, 0, room)
	var row, empty T
	err := c.query(ctx, text, args, k.places(&row), func() error {
		all = append(all, row)
		row = empty
		return nil
	})
	if err != nil || len(all) == 0 || k.load == nil {
		return all, err
	}
	return all, k.load(ctx, c, all)
}

// get reads one row; end is what the statement ends with.
func (k *kind[T]) get(ctx context.Context, c *session, owner, id int64, end string) (*T, error) {
	w := where{parts: []string{"id = ?"}, args: []any{id}}
	if k.owned {
		w.and("owner_id = ?", owner)
	}
	if k.hidden != "" && end == "" {
		w.and(k.hidden)
	}
	all, err := k.read(ctx, c, "SELECT id, "+k.columns+" FROM "+k.table+w.sql()+end, w.args, 1)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fault.Missing(k.noun)
	}
	return &all[0], nil
}

// Get reads one row.
func (r rows[T]) Get(ctx context.Context, owner, id int64) (row *T, err error) {
	in := r.s.snapshot
	if r.k.load == nil {
		in = r.s.view
	}
	err = in(ctx, func(c *session) error {
		row, err = r.k.get(ctx, c, owner, id, "")
		return err
	})
	return row, err
}

// Owner tells whose a row is.
func (r rows[T]) Owner(ctx context.Context, id int64) (owner int64, found bool, err error) {
	if !r.k.owned {
		found, err = r.s.inCatalogue(ctx, catalogued{r.k.table, id})
		return 0, found, err
	}
	err = r.s.view(ctx, func(c *session) error {
		found, err = c.one(ctx, "SELECT owner_id FROM "+r.k.table+" WHERE id = ?", []any{id}, (*whole)(&owner))
		return err
	})
	return owner, found, err
}

// Create stores a row and fills in its id.
func (r rows[T]) Create(ctx context.Context, row *T) error {
	return r.k.named(r.s.brief(ctx, func(c *session) error { return r.k.insert(ctx, c, row) }))
}

// insert stores a row and fills in its id.
func (k *kind[T]) insert(ctx context.Context, c *session, row *T) error {
	if _, err := c.one(ctx, "INSERT INTO "+k.table+" ("+k.columns+") VALUES "+places(width(k.columns))+" RETURNING id",
		k.values(row), (*whole)(k.id(row))); err != nil {
		return err
	}
	if k.save == nil {
		return nil
	}
	return k.save(ctx, c, row)
}

// Update reads a row under a lock, lets change alter it, and writes it back.
func (r rows[T]) Update(ctx context.Context, owner, id int64, change func(*T) error) (*T, error) {
	var row *T
	err := r.s.brief(ctx, func(c *session) (err error) {
		if row, err = r.k.get(ctx, c, owner, id, c.dialect.lock); err != nil {
			return err
		}
		if err := change(row); err != nil {
			return err
		}
		*r.k.id(row) = id
		if _, err := c.exec(ctx, "UPDATE "+r.k.table+" SET "+strings.ReplaceAll(r.k.columns, ",", " = ?,")+" = ? WHERE id = ?",
			append(r.k.values(row), id)...); err != nil {
			return err
		}
		if r.k.save == nil {
			return nil
		}
		return r.k.save(ctx, c, row)
	})
	return row, r.k.named(err)
}

// Delete removes a row.
func (r rows[T]) Delete(ctx context.Context, owner, id int64) error {
	return r.s.change(ctx, func(c *session) error {
		row, err := r.k.get(ctx, c, owner, id, c.dialect.lock)
		if err != nil {
			return err
		}
		if r.k.remove != nil {
			if err := r.k.remove(ctx, c, row); err != nil {
				return err
			}
		}
		_, err = c.exec(ctx, "DELETE FROM "+r.k.table+" WHERE id = ?", id)
		return err
	})
}

// named gives a broken unique key the kind's own word.
func (k *kind[T]) named(err error) error {
	if k.taken == nil || fault.CodeOf(err) != "store.taken" {
		return err
	}
	f := *k.taken
	f.Err = err
	return &f
}
