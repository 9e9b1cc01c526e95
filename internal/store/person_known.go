package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// maxKnown bounds how many people are remembered, at less than a kilobyte each. Every request asks for the one who sends it,
// and most of the time of reading a person goes into turning columns into values.
const maxKnown = 4096

// bearerColumns are what the statement of a credential reads of the person it stands for: who, and in which version.
const bearerColumns = "person.id, person.version"

// recall is the person with this id in this version, or a later one.
func (s *Store) recall(ctx context.Context, c *session, id, version int64) (*person.Person, error) {
	if p, ok := s.known.find(id, version); ok {
		return &p, nil
	}
	var p person.Person
	found, err := c.one(ctx, "SELECT "+personColumns+", version FROM person WHERE id = ?", []any{id},
		append(personDest(&p), (*whole)(&version))...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("person")
	}
	s.known.keep(id, version, p)
	return &p, nil
}
