package listing

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Finder tells whose a row is; Reader.Owner is one.
type Finder func(ctx context.Context, id int64) (owner int64, found bool, err error)

// Reference is a row that another one names.
type Reference struct {
	// Field is the name of the one that holds the id.
	Field string
	ID    int64
	Find  Finder
}

// Rules are what a kind of rows asks of its content.
type Rules[T any] struct {
	// Prepare gives a new row its owner, its UUID and the like.
	Prepare func(v access.Viewer, row *T)
	// References are the rows that one names.
	References func(row *T) []Reference
	// Check looks at the row alone; see Check.
	Check func(row *T) error
}

// Own serves rows to the people whom they belong to, and to nobody else. Errors of all its methods: fault.Unauthenticated
// "auth.session"; fault.NotFound "<noun>.not_found" for rows of others as for those that are not there.
//
// Create and Update refuse a reference to nothing with fault.Invalid "reference.unknown", its field, and its id in Args; one
// to another person's row with fault.Forbidden "reference.foreign"; and other content with fault.Invalid "fields.invalid"
// and all fields.
type Own[T any] struct {
	rows  Rows[T]
	rules Rules[T]
}

// NewOwn makes the service of one kind.
func NewOwn[T any](rows Rows[T], rules Rules[T]) *Own[T] { return &Own[T]{rows: rows, rules: rules} }

// ErrSignedOut is said to those who are not signed in.
func ErrSignedOut() *fault.Error {
	return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
}

// List gives a page of the viewer's rows.
func (o *Own[T]) List(ctx context.Context, v access.Viewer, q Query) (Page[T], error) {
	if !v.SignedIn() {
		return Page[T]{}, ErrSignedOut()
	}
	return o.rows.List(ctx, v.ID(), q)
}

// Get reads one of the viewer's rows.
func (o *Own[T]) Get(ctx context.Context, v access.Viewer, id int64) (*T, error) {
	if !v.SignedIn() {
		return nil, ErrSignedOut()
	}
	return o.rows.Get(ctx, v.ID(), id)
}

// Owner tells whose a row is, as Reader.
func (o *Own[T]) Owner(ctx context.Context, id int64) (int64, bool, error) {
	return o.rows.Owner(ctx, id)
}

// Create stores a row as the viewer's.
func (o *Own[T]) Create(ctx context.Context, v access.Viewer, row T) (*T, error) {
	if !v.SignedIn() {
		return nil, ErrSignedOut()
	}
	o.rules.Prepare(v, &row)
	if err := o.acceptable(ctx, v, &row); err != nil {
		return nil, err
	}
	if err := o.rows.Create(ctx, &row); err != nil {
		return nil, err
	}
	return &row, nil
}

// Update changes one of the viewer's rows. change is called twice, each time on what is stored: it must do nothing else.
func (o *Own[T]) Update(ctx context.Context, v access.Viewer, id int64, change func(*T) error) (*T, error) {
	row, err := o.Get(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if err := change(row); err != nil {
		return nil, err
	}
	if err := o.acceptable(ctx, v, row); err != nil {
		return nil, err
	}
	return o.rows.Update(ctx, v.ID(), id, func(row *T) error {
		if err := change(row); err != nil {
			return err
		}
		return o.rules.Check(row)
	})
}

// Delete removes one of the viewer's rows with everything that hangs on it.
func (o *Own[T]) Delete(ctx context.Context, v access.Viewer, id int64) error {
	if !v.SignedIn() {
		return ErrSignedOut()
	}
	return o.rows.Delete(ctx, v.ID(), id)
}

// acceptable looks at the row and at what it names.
func (o *Own[T]) acceptable(ctx context.Context, v access.Viewer, row *T) error {
	if err := o.rules.Check(row); err != nil {
		return err
	}
	if o.rules.References == nil {
		return nil
	}
	return CheckReferences(ctx, v, o.rules.References(row))
}

// CheckReferences refuses rows that are not there or another person's, as Own does.
func CheckReferences(ctx context.Context, v access.Viewer, all []Reference) error {
	for _, r := range all {
		owner, found, err := r.Find(ctx, r.ID)
		if err != nil {
			return err
		}
		if !found {
			e := fault.InvalidField(r.Field, "reference.unknown", "does not exist")
			e.Args = []any{r.ID}
			return e
		}
		if owner != 0 && owner != v.ID() {
			return fault.New(fault.Forbidden, "reference.foreign", "belongs to somebody else", fault.Field{Name: r.Field, Message: "belongs to somebody else"})
		}
	}
	return nil
}
