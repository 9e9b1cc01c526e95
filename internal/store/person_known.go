package store

import (
	"context"
	"sync"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// maxKnown bounds how many people are remembered, at less than a kilobyte each.
const maxKnown = 4096

// bearerColumns are what the statement of a credential reads of the person it stands for: who, and in which version.
const bearerColumns = "person.id, person.version"

// known remembers people as they were last read. Every request asks for the one who sends it, and most of the time of
// reading a person goes into turning columns into values. What the database says the version is decides, so other
// processes' changes are seen as well.
type known struct {
	mu     sync.RWMutex
	people map[int64]acquaintance
}

type acquaintance struct {
	version int64
	person  person.Person
}

func newKnown() *known { return &known{people: make(map[int64]acquaintance)} }

func (k *known) find(id, version int64) (person.Person, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	a, ok := k.people[id]
	return a.person, ok && a.version == version
}

func (k *known) keep(a acquaintance) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.people) >= maxKnown {
		for old := range k.people { // any
			delete(k.people, old)
			break
		}
	}
	k.people[a.person.ID] = a
}

// recall is the person with this id in this version, or a later one.
func (s *Store) recall(ctx context.Context, c *session, id, version int64) (*person.Person, error) {
	if p, ok := s.known.find(id, version); ok {
		return &p, nil
	}
	var a acquaintance
	found, err := c.one(ctx, "SELECT "+personColumns+", version FROM person WHERE id = ?", []any{id},
		append(personDest(&a.person), (*whole)(&a.version))...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("person")
	}
	s.known.keep(a)
	return &a.person, nil
}
