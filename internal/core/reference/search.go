package reference

import (
	"cmp"
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
// the same answers; a search of ten thousand names takes a fraction of a millisecond. It doesn't change once made.
type Index struct {
	names []indexed
	// with are the places in names of those that have a trigram.
	with map[gram][]uint32
}

type indexed struct {
	id, language int64
	plain        string
	// size is the number of its trigrams.
	size int
}

// NewIndex makes the index of these names.
func NewIndex(names []Name) *Index {
	x := &Index{names: make([]indexed, len(names)), with: map[gram][]uint32{}}
	var grams []gram
	for i, n := range names {
		plain := Plain(n.Name)
		grams = gramsOf(plain, grams[:0])
		x.names[i] = indexed{id: n.ID, language: n.Language, plain: plain, size: len(grams)}
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
	best := map[int64]Ranked{}
	for at, shared := range x.sharing(grams) {
		n := &x.names[at]
		if int(shared) < needed(len(grams)) || len(languages) > 0 && !slices.Contains(languages, n.language) {
			continue
		}
		r := Ranked{ID: n.id, Score: score(n, plain, int(shared), len(grams)), plain: n.plain}
		if r.Score > best[n.id].Score {
			best[n.id] = r
		}
	}
	all := make([]Ranked, 0, len(best))
	for _, r := range best {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.plain, b.plain), cmp.Compare(a.ID, b.ID))
	})
	return all[:min(len(all), limit)]
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

func score(n *indexed, plain string, shared, grams int) float64 {
	if n.plain == plain {
		return 1
	}
	contained := float64(shared) / float64(grams)
	similar := float64(shared) / float64(grams+n.size-shared)
	begins := 0.0
	if strings.HasPrefix(n.plain, plain) {
		begins = 1
	}
	return 0.6*contained + 0.3*similar + 0.09*begins
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
