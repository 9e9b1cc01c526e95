package strength

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Contributed serves one kind of the catalogue: everybody reads, contributors write, administrators delete.
type Contributed[T any] struct {
	editor *Editor
	reader listing.Reader[T]
	own    *listing.Own[T]
	rows   listing.Rows[T]
	// touch notes a change on its row, and may be called more than once; nil for nothing.
	touch func(*T)
	// remove deletes a row with what has to be noted; nil for just that.
	remove func(ctx context.Context, id int64) error
}

func contributed[T any](e *Editor, rows listing.Rows[T], reader listing.Reader[T], rules listing.Rules[T]) *Contributed[T] {
	return &Contributed[T]{editor: e, reader: reader, own: listing.NewOwn(rows, rules), rows: rows}
}

// List gives one page.
func (k *Contributed[T]) List(ctx context.Context, _ access.Viewer, q listing.Query) (listing.Page[T], error) {
	return k.reader.List(ctx, 0, q)
}

// Get reads one row.
func (k *Contributed[T]) Get(ctx context.Context, _ access.Viewer, id int64) (*T, error) {
	return k.reader.Get(ctx, 0, id)
}

// Create stores a row.
func (k *Contributed[T]) Create(ctx context.Context, v access.Viewer, row T) (*T, error) {
	if err := k.editor.mayWrite(v); err != nil {
		return nil, err
	}
	return k.own.Create(ctx, v, row)
}

// Update changes a row; change is called more than once and must do nothing else.
func (k *Contributed[T]) Update(ctx context.Context, v access.Viewer, id int64, change func(*T) error) (*T, error) {
	if err := k.editor.mayWrite(v); err != nil {
		return nil, err
	}
	return k.own.Update(ctx, v, id, func(row *T) error {
		if err := change(row); err != nil {
			return err
		}
		if k.touch != nil {
			k.touch(row)
		}
		return nil
	})
}

// Delete removes a row with everything that hangs on it.
func (k *Contributed[T]) Delete(ctx context.Context, v access.Viewer, id int64) error {
	if err := k.editor.mayDelete(v); err != nil {
		return err
	}
	if k.remove != nil {
		return k.remove(ctx, id)
	}
	return k.rows.Delete(ctx, 0, id)
}
