package listing

import (
	"context"

	"palestra/internal/core/fault"
)

// none is a kind without any rows.
type none[T any] struct{ noun string }

// None reads a kind that has no rows.
func None[T any](noun string) Reader[T] { return none[T]{noun} }

// List gives an empty page.
func (none[T]) List(context.Context, int64, Query) (Page[T], error) { return Page[T]{}, nil }

// Get finds nothing.
func (n none[T]) Get(context.Context, int64, int64) (*T, error) { return nil, fault.Missing(n.noun) }

// Owner finds nothing.
func (none[T]) Owner(context.Context, int64) (int64, bool, error) { return 0, false, nil }
