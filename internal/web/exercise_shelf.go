package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"sync"

	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// shelved is an exercise as lists show it.
type shelved struct {
	id, category       int64
	name               string
	muscles, equipment []int64
}

// shelf is the catalogue in one language, by name. It is made anew when the catalogue has changed.
type shelf struct {
	version int64
	all     []shelved
	at      map[int64]int
}

// shelves keeps one shelf a language. The zero value is ready; it is safe for concurrent use.
type shelves struct {
	mu     sync.Mutex
	byLang map[string]*shelf
}

// exerciseShelf is the catalogue as the reader has it.
func (s *Site) exerciseShelf(r *http.Request, who reader) (*shelf, error) {
	version, err := s.deps.Gym.Exercises.Version(r.Context())
	if err != nil {
		return nil, err
	}
	s.shelves.mu.Lock()
	defer s.shelves.mu.Unlock()
	if old := s.shelves.byLang[who.words.Lang]; old != nil && old.version == version {
		return old, nil
	}
	tongues, err := s.tongues(r, who)
	if err != nil {
		return nil, err
	}
	made, err := s.makeShelf(r.Context(), tongues)
	if err != nil {
		return nil, err
	}
	made.version = version
	if s.shelves.byLang == nil {
		s.shelves.byLang = map[string]*shelf{}
	}
	s.shelves.byLang[who.words.Lang] = made
	return made, nil
}

func (s *Site) makeShelf(ctx context.Context, tongues []int64) (*shelf, error) {
	c := s.deps.Gym.Exercises
	rows, err := everything(ctx, c.Exercises)
	if err != nil {
		return nil, err
	}
	texts, err := everything(ctx, c.Translations)
	if err != nil {
		return nil, err
	}
	type word struct {
		name string
		rank int
	}
	best := make(map[int64]word, len(rows))
	for i := range texts {
		t := &texts[i]
		r := rank(tongues, t.Language)
		if old, known := best[t.Exercise]; !known || r < old.rank {
			best[t.Exercise] = word{t.Name, r}
		}
	}
	made := &shelf{all: make([]shelved, 0, len(rows)), at: make(map[int64]int, len(rows))}
	for i := range rows {
		x := &rows[i]
		made.all = append(made.all, shelved{x.ID, x.Category, best[x.ID].name, x.Muscles, x.Equipment})
	}
	slices.SortFunc(made.all, func(a, b shelved) int {
		return cmp.Or(cmp.Compare(reference.Plain(a.name), reference.Plain(b.name)), cmp.Compare(a.id, b.id))
	})
	for i := range made.all {
		made.at[made.all[i].id] = i
	}
	return made, nil
}

// everything reads all rows of a kind of the catalogue.
func everything[T any](ctx context.Context, from listing.Reader[T]) ([]T, error) {
	var all []T
	for {
		page, err := from.List(ctx, 0, listing.Query{Offset: len(all), Limit: listing.MaxLimit})
		if err != nil {
			return nil, err
		}
		all = append(all, page.Rows...)
		if len(page.Rows) == 0 || int64(len(all)) >= page.Count {
			return all, nil
		}
	}
}

// wanted is what a list of exercises is narrowed by; 0 and "" for nothing.
type wanted struct {
	term                        string
	category, muscle, equipment int64
}

func (w *wanted) fits(x *shelved) bool {
	return (w.category == 0 || x.category == w.category) && (w.muscle == 0 || slices.Contains(x.muscles, w.muscle)) &&
		(w.equipment == 0 || slices.Contains(x.equipment, w.equipment))
}

// findExercises gives those that are wanted: by how well they fit the term, or by name without one.
func (s *Site) findExercises(r *http.Request, sh *shelf, tongues []int64, w wanted) ([]shelved, error) {
	from := sh.all
	if w.term != "" {
		found, err := s.deps.Gym.Exercises.Search(r.Context(), w.term, tongues, reference.MaxFound)
		if err != nil {
			return nil, err
		}
		from = ranked(sh, found)
	}
	var fitting []shelved
	for i := range from {
		if w.fits(&from[i]) {
			fitting = append(fitting, from[i])
		}
	}
	return fitting, nil
}

// ranked are the exercises of translations that were found, each once.
func ranked(sh *shelf, found []strength.Found) []shelved {
	var all []shelved
	seen := map[int64]bool{}
	for i := range found {
		id := found[i].Translation.Exercise
		if at, ok := sh.at[id]; ok && !seen[id] {
			seen[id] = true
			all = append(all, sh.all[at])
		}
	}
	return all
}
