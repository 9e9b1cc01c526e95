package reference

import (
	"context"
	"sync"
)

// Contribution is how much of the catalogue somebody wrote under a licence.
type Contribution struct {
	// Kind is "exercise", "translation", "ingredient" or "image".
	Kind    string
	License License
	// Author is "" where the source doesn't tell.
	Author  string
	Entries int64
}

// ContributionStore counts contributions. Each method is one transaction.
type ContributionStore interface {
	// CatalogueVersion changes whenever the catalogue does.
	CatalogueVersion(ctx context.Context) (int64, error)
	// Contributions are by kind, and those with most entries first.
	Contributions(ctx context.Context) ([]Contribution, error)
}

// Contributions tells to whom the catalogue is owed. It is safe for concurrent use, and counts anew only when the catalogue
// has changed.
type Contributions struct {
	store ContributionStore

	mu      sync.Mutex
	counted bool
	version int64
	all     []Contribution
}

// NewContributions makes the service.
func NewContributions(s ContributionStore) *Contributions { return &Contributions{store: s} }

// All are the contributions by kind, those with most entries first; the caller does not change them.
func (c *Contributions) All(ctx context.Context) ([]Contribution, error) {
	version, err := c.store.CatalogueVersion(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counted && c.version == version {
		return c.all, nil
	}
	all, err := c.store.Contributions(ctx)
	if err != nil {
		return nil, err
	}
	c.counted, c.version, c.all = true, version, all
	return all, nil
}
