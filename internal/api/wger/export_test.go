package wger

import "github.com/go-chi/chi/v5"

// Router is what addresses are registered with.
func (d *Dialect) Router() *chi.Mux { return d.router() }

// Unlisted reports whether an address is kept out of the document: pages, pictures, and second spellings.
func (d *Dialect) Unlisted(pattern string) bool {
	for _, p := range d.places {
		if p.pattern == pattern {
			return p.unlisted
		}
	}
	return true
}
