package store

import "palestra/internal/core/fault"

func because(err error, kind fault.Kind, code, message string) error {
	f := fault.New(kind, code, message)
	f.Err = err
	return f
}

// taken is a broken unique key that no method has a closer word for.
func taken(err error) error { return because(err, fault.Conflict, "store.taken", "already there") }

// dangling is a reference to something that isn't there.
func dangling(err error) error {
	return because(err, fault.NotFound, "store.not_found", "something referred to was not found")
}

// unfit is a value outside what its column admits.
func unfit(err error) error {
	return because(err, fault.Invalid, "store.range", "a value is out of range")
}

// busy is a database that others kept for too long.
func busy(err error) error {
	return because(err, fault.Unavailable, "store.busy", "the database is busy, try again")
}
