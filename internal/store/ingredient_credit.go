package store

import (
	"context"

	"palestra/internal/core/reference"
)

// credited are the tables of the catalogue whose rows name an author, by kind.
var credited = []struct{ kind, table string }{
	{"exercise", "exercise"}, {"translation", "exercise_translation"}, {"ingredient", "ingredient"},
	{"image", "exercise_image"}, {"image", "ingredient_image"},
}

// Contributions are how many entries of each kind are whose, under which licence.
func (s *Store) Contributions(ctx context.Context) (all []reference.Contribution, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		all = nil
		for _, k := range credited {
			one := reference.Contribution{}
			places := append([]any{(*whole)(&one.License.ID), (*word)(&one.License.FullName), (*word)(&one.License.ShortName), (*word)(&one.License.URL)},
				(*word)(&one.Author), (*whole)(&one.Entries))
			err := c.query(ctx, "SELECT l.id, l.full_name, l.short_name, l.url, e.license_author, COUNT(*) FROM "+k.table+" e JOIN license l ON l.id = e.license_id"+
				" GROUP BY l.id, l.full_name, l.short_name, l.url, e.license_author ORDER BY COUNT(*) DESC, e.license_author, l.id", nil, places, func() error {
				one.Kind = k.kind
				all = append(all, one)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}
