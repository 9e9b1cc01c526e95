package reference

import (
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bounds of a search.
const (
	// MaxTerm is how many characters of a term count.
	MaxTerm = 60
	// MaxFound is how many names a search gives at most.
	MaxFound = 150
)

// least is the part of a term's trigrams that a name must have to be found. It lets one wrong, missing or exchanged letter in
// a word of five pass.
const least = 0.5

// Name is one to be found: of which row, and in which language. A row may have several.
type Name struct {
	ID, Language int64
	Name         string
}

// Ranked is a row that was found, with a score from 0 to 1: mostly the part of the term's trigrams that its name has, then how
// little else there is in it. A name that equals the term has 1.
type Ranked struct {
	ID    int64
	Score float64

	plain string
}

// Index finds names that are like a term. Accents, case and marks don't count, and a few wrong letters are forgiven: a name is
// found when it has half of the term's trigrams. It is kept in memory, about 130 bytes a name, so that every database gives
// the same answers; a search of ten thousand names takes a fraction of a millisecond, one of half a million some milliseconds. It doesn't
// change once made.
type Index struct {
	names []indexed
	// sizes are the numbers of their trigrams, by themselves, as every search looks at many of them.
	sizes []uint16
	// with are the places in names of those that have a trigram.
	with map[gram][]uint32
}

type indexed struct {
	id, language int64
	plain        string
}

// NewIndex makes the index of these names.
func NewIndex(names []Name) *Index {
	x := &Index{names: make([]indexed, len(names)), sizes: make([]uint16, len(names)), with: map[gram][]uint32{}}
	var grams []gram
	for i, n := range names {
		plain := Plain(n.Name)
		grams = gramsOf(plain, grams[:0])
		x.names[i] = indexed{id: n.ID, language: n.Language, plain: plain}
		x.sizes[i] = uint16(min(len(grams), math.MaxUint16))
		for _, g := range grams {
			x.with[g] = append(x.with[g], uint32(i))
		}
	}
	return x
}

// Find gives the rows whose names fit best, the best score first, then by name, then by id; at most limit or MaxFound of them.
// languages empty is all. A term without letters and digits finds nothing.
func (x *Index) Find(term string, languages []int64, limit int) []Ranked {
	if utf8.RuneCountInString(term) > MaxTerm {
		term = string([]rune(term)[:MaxTerm])
	}
	if limit < 1 || limit > MaxFound {
		limit = MaxFound
	}
	plain := Plain(term)
	grams := gramsOf(plain, nil)
	grams = grams[:min(len(grams), math.MaxUint8)] // some letters come apart into a dozen
	best, least := newTop(limit), needed(len(grams))
	for at, shared := range x.sharing(grams) {
		if int(shared) < least {
			continue
		}
		size := int(x.sizes[at])
		like := likeness(int(shared), len(grams), size)
		// Most names are far from the best, and need not be looked at.
		if same := int(shared) == size; !same && like+beginning < best.worst() {
			continue
		}
		n := &x.names[at]
		if len(languages) > 0 && !slices.Contains(languages, n.language) {
			continue
		}
		switch {
		case n.plain == plain:
			like = 1
		case strings.HasPrefix(n.plain, plain):
			like += beginning
		}
		best.offer(Ranked{ID: n.id, Score: like, plain: n.plain})
	}
	return best.ranked
}

// sharing counts for each name how many of the trigrams it has.
func (x *Index) sharing(grams []gram) []uint8 {
	if len(grams) == 0 {
		return nil
	}
	shared := make([]uint8, len(x.names)) // Find passes no more trigrams than it counts
	for _, g := range grams {
		for _, at := range x.with[g] {
			shared[at]++
		}
	}
	return shared
}

// needed is how many of n trigrams a name must have.
func needed(n int) int { return max(1, int(least*float64(n)+0.999)) }

// beginning is what a name gains by beginning with the term.
const beginning = 0.09

// likeness is the score of a name of so many trigrams that has some of the term's, but for how it begins.
func likeness(shared, grams, size int) float64 {
	contained := float64(shared) / float64(grams)
	similar := float64(shared) / float64(grams+size-shared)
	return 0.6*contained + 0.3*similar
}

// Names keeps an index of names that may change. The zero value is ready; it is safe for concurrent use.
type Names struct {
	mu      sync.Mutex
	version int64
	index   *Index
}

// Index gives the index of the names as of a version, which read tells when there is another than last time.
func (n *Names) Index(ctx context.Context, version int64, read func(context.Context) ([]Name, error)) (*Index, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.index != nil && n.version == version {
		return n.index, nil
	}
	names, err := read(ctx)
	if err != nil {
		return nil, err
	}
	n.index, n.version = NewIndex(names), version
	return n.index, nil
}
