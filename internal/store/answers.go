package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"hash/maphash"
	"math"
	"strings"
	"sync"

	"palestra/internal/store/walindex"
)

const (
	// maxAnswers bounds what is remembered, maxAnswer a single one, in bytes.
	maxAnswers = 4 << 20
	maxAnswer  = 32 << 10
	// maxStatements bounds how many statements are known; lists with filters have many.
	maxStatements = 1000
	maxAsked      = 4096
	// cellSize and answerSize are about what a value and an answer take beside their texts.
	cellSize, answerSize = 24, 160
)

// answers remembers what statements gave, until one of the tables that they name changes. Most of what is asked for is asked
// for again: who sends a request, and what a page shows, by everybody who looks at it. It holds exactly, as long as nobody
// writes past SQLite.
type answers struct {
	changes *changes
	schema  *schema

	mu         sync.Mutex
	statements map[string]*statement
	known      map[string]*answer
	size       int
	seed       maphash.Seed
	// asked are hashes of what was asked for lately: only what is asked for again is remembered. Without room for any, all is.
	asked []uint64
	// numbers is how many statements have got one.
	numbers uint32
}

// statement is what a text has to do with tables.
type statement struct {
	number uint32
	// reads are the tables that it depends on, none when its answers can't be remembered; changes those it may change.
	reads, changes tables
}

// answer is what a statement gave, row after row.
type answer struct {
	// since is a moment from which on it has held.
	since uint64
	cells []any
	size  int
}

// learn begins to remember answers, now that the schema is what it will be.
func (s *Store) learn(ctx context.Context) error {
	s.learning.Lock()
	defer s.learning.Unlock()
	if s.writer == nil || s.index != nil {
		return nil
	}
	index, err := walindex.Open(s.path)
	if err != nil {
		return nil // then nothing is remembered, and all goes on as it does on PostgreSQL
	}
	s.index = index
	var sc *schema
	if err := s.view(ctx, func(c *session) (err error) {
		sc, err = c.readSchema(ctx)
		return err
	}); err != nil || sc == nil {
		return err
	}
	s.answers.Store(newAnswers(&changes{index: index}, sc))
	return nil
}

func newAnswers(c *changes, sc *schema) *answers {
	return &answers{
		changes: c, schema: sc, statements: map[string]*statement{}, known: map[string]*answer{},
		seed: maphash.MakeSeed(), asked: make([]uint64, maxAsked),
	}
}

func (a *answers) statement(text string) *statement {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s, ok := a.statements[text]; ok {
		return s
	}
	if len(a.statements) >= maxStatements {
		clear(a.statements)
	}
	a.numbers++
	s := &statement{number: a.numbers, changes: a.schema.changedBy(text)}
	// What SQLite says of itself changes without a table, and there is nothing to remember of what depends on none.
	if strings.HasPrefix(text, "SELECT") && !strings.Contains(text, "sqlite_") && !strings.Contains(text, "pragma_") {
		s.reads = a.schema.named(text)
	}
	a.statements[text] = s
	return s
}

// question is a statement with its arguments, "" for one whose answers are not remembered.
func (s *statement) question(args []any) string {
	if s.reads == (tables{}) {
		return ""
	}
	key := binary.LittleEndian.AppendUint32(make([]byte, 0, 64), s.number)
	for _, a := range args {
		switch v := a.(type) {
		case nil:
			key = append(key, 'n')
		case int64:
			key = binary.LittleEndian.AppendUint64(append(key, 'i'), uint64(v)) //nolint:gosec // the same bits
		case float64:
			key = binary.LittleEndian.AppendUint64(append(key, 'f'), math.Float64bits(v))
		case string:
			key = append(binary.AppendUvarint(append(key, 's'), uint64(len(v))), v...)
		default:
			return ""
		}
		if len(key) > maxAnswer {
			return ""
		}
	}
	return string(key)
}

// find gives what was answered, nil when that is not known or may have changed since a moment.
func (a *answers) find(s *statement, question string, since uint64) *answer {
	a.mu.Lock()
	known := a.known[question]
	a.mu.Unlock()
	if known == nil || !a.changes.none(s.reads, min(known.since, since)) {
		return nil
	}
	return known
}

// again reports whether a question was asked before, a while ago at most.
func (a *answers) again(question string) bool {
	if len(a.asked) == 0 {
		return true
	}
	h := maphash.String(a.seed, question)
	a.mu.Lock()
	defer a.mu.Unlock()
	last := &a.asked[h%uint64(len(a.asked))]
	again := *last == h
	*last = h
	return again
}

func (a *answers) keep(question string, new *answer) {
	new.size += len(question) + answerSize
	a.mu.Lock()
	defer a.mu.Unlock()
	if old := a.known[question]; old != nil {
		a.size -= old.size
	}
	a.known[question] = new
	a.size += new.size
	for q, old := range a.known {
		if a.size <= maxAnswers {
			return
		}
		if old != new {
			delete(a.known, q)
			a.size -= old.size
		}
	}
}

// give scans the rows as a statement would.
func (a *answer) give(places []sql.Scanner, row func() error) error {
	for cells := a.cells; len(cells) > 0; cells = cells[len(places):] {
		for i, p := range places {
			if err := p.Scan(cells[i]); err != nil {
				return err
			}
		}
		if err := row(); err != nil {
			return err
		}
	}
	return nil
}

// record writes down what a statement gives. It scans on behalf of the places that the rows go to.
type record struct {
	answer
	full bool
}

// note is a place that values are written down before.
type note struct {
	r  *record
	to sql.Scanner
}

// before are places that values are written down before they go on to these.
func (r *record) before(places []sql.Scanner) []any {
	notes, all := make([]note, len(places)), make([]any, len(places))
	for i, to := range places {
		notes[i] = note{r, to}
		all[i] = &notes[i]
	}
	return all
}

// scanners are what sets the places of dest, nil when one is of another kind than those in value.go.
func scanners(dest []any) []sql.Scanner {
	all := make([]sql.Scanner, len(dest))
	for i, d := range dest {
		switch d := d.(type) {
		case sql.Scanner:
			all[i] = d
		case *[]byte:
			all[i] = (*octets)(d)
		default:
			return nil
		}
	}
	return all
}

// Scan implements sql.Scanner.
func (n *note) Scan(src any) error {
	n.r.write(src)
	return n.to.Scan(src)
}

func (r *record) write(v any) {
	r.size += cellSize
	switch t := v.(type) {
	case string:
		r.size += len(t)
	case []byte:
		r.size += len(t)
		v = bytes.Clone(t)
	}
	if r.full = r.full || r.size > maxAnswer; r.full {
		r.cells = nil
		return
	}
	r.cells = append(r.cells, v)
}
