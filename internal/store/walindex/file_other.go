//go:build !unix

package walindex

// File is never there.
type File struct{}

// Open gives ErrUnsupported.
func Open(string) (*File, error) { return nil, ErrUnsupported }

// State is never known.
func (*File) State() (State, bool) { return State{}, false }

// Close does nothing.
func (*File) Close() error { return nil }
