package listing

import "context"

// Reader gives rows of one kind. Rows that belong to people are those of owner alone; for what belongs to nobody the owner
// is not looked at.
type Reader[T any] interface {
	// List gives one page.
	List(ctx context.Context, owner int64, q Query) (Page[T], error)
	// Get reads one; fault.NotFound, code "<noun>.not_found".
	Get(ctx context.Context, owner, id int64) (*T, error)
	// Owner tells whose a row is, 0 when it belongs to nobody, and whether it is there at all.
	Owner(ctx context.Context, id int64) (owner int64, found bool, err error)
}

// Rows also keeps them. Each method is one transaction.
type Rows[T any] interface {
	Reader[T]
	// Create stores a row and fills in its id.
	Create(ctx context.Context, row *T) error
	// Update reads a row under a lock, lets change alter it, and writes it back; id and owner stay. An error of change undoes
	// everything and is returned.
	Update(ctx context.Context, owner, id int64, change func(*T) error) (*T, error)
	// Delete removes a row with everything that hangs on it; fault.NotFound as Get.
	Delete(ctx context.Context, owner, id int64) error
}
