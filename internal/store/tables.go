package store

import (
	"context"
	"iter"
	"math/bits"
	"strings"
)

// tables is a set of tables, each by its number.
type tables [2]uint64

// maxTables is how many numbers there are.
const maxTables = 64 * len(tables{})

func (t *tables) add(n int) { t[n/64] |= 1 << (n % 64) }

func (t *tables) union(o tables) {
	for i := range t {
		t[i] |= o[i]
	}
}

// numbers are those of the tables in the set.
func (t tables) numbers() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range t {
			for ; w != 0; w &= w - 1 {
				if !yield(64*i + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// schema knows what statements have to do with which tables. It goes by the words of a text alone: a column that is called
// like a table counts as the table, so that it may name too many tables but never too few.
type schema struct {
	numbers map[string]int
	// written and deleted are, for each table, those that change when rows of it are written, or deleted: itself, and others
	// by triggers and foreign keys.
	written, deleted []tables
}

// readSchema is nil when there are more tables than numbers.
func (c *session) readSchema(ctx context.Context) (*schema, error) {
	var all []object
	var o object
	err := c.query(ctx, "SELECT type, tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'trigger') AND sql IS NOT NULL", nil,
		[]any{(*word)(&o.typ), (*word)(&o.table), (*word)(&o.text)}, func() error {
			all = append(all, o)
			return nil
		})
	if err != nil {
		return nil, err
	}
	return newSchema(all), nil
}

// object is a table, or a trigger of one, with the text that it was made by.
type object struct{ typ, table, text string }

func newSchema(all []object) *schema {
	sc := &schema{numbers: map[string]int{}}
	for _, o := range all {
		if o.typ == "table" {
			sc.numbers[o.table] = len(sc.numbers)
		}
	}
	if len(sc.numbers) > maxTables {
		return nil
	}
	sc.written, sc.deleted = sc.themselves(), sc.themselves()
	for _, o := range all {
		of, named := sc.numbers[o.table], sc.named(o.text)
		if o.typ == "trigger" {
			sc.deleted[of].union(named)
			continue
		}
		for n := range named.numbers() { // those that its foreign keys refer to
			sc.deleted[n].add(of)
		}
	}
	follow(sc.deleted)
	for _, o := range all {
		if o.typ != "trigger" {
			continue
		}
		of, named := sc.numbers[o.table], sc.named(o.text)
		sc.written[of].union(named)
		if strings.Contains(o.text, "DELETE FROM") {
			for n := range named.numbers() {
				sc.written[of].union(sc.deleted[n])
			}
		}
	}
	follow(sc.written)
	return sc
}

// themselves is for each table the set of it alone.
func (sc *schema) themselves() []tables {
	all := make([]tables, len(sc.numbers))
	for n := range all {
		all[n].add(n)
	}
	return all
}

// follow adds what changes because of what changes.
func follow(of []tables) {
	for again := true; again; {
		again = false
		for i := range of {
			before := of[i]
			for n := range before.numbers() {
				of[i].union(of[n])
			}
			again = again || of[i] != before
		}
	}
}

// named are the tables that a text names.
func (sc *schema) named(text string) tables {
	var all tables
	for rest := text; ; {
		var w string
		if w, rest = cutWord(rest); w == "" {
			return all
		}
		if n, ok := sc.numbers[w]; ok {
			all.add(n)
		}
	}
}

// cutWord gives the first word of a text and what comes after it.
func cutWord(text string) (first, rest string) {
	from := 0
	for from < len(text) && !wordly(text[from]) {
		from++
	}
	to := from
	for to < len(text) && wordly(text[to]) {
		to++
	}
	return text[from:to], text[to:]
}

func wordly(b byte) bool {
	return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

// changedBy are the tables that a statement may change.
func (sc *schema) changedBy(text string) tables {
	verb, rest := cutWord(text)
	into, rest := cutWord(rest)
	of := sc.written
	switch verb {
	case "SELECT", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA":
		return tables{}
	case "INSERT", "DELETE": // INTO and FROM come before the table
		into, _ = cutWord(rest)
		if verb == "DELETE" {
			of = sc.deleted
		}
	}
	if n, ok := sc.numbers[into]; ok {
		return of[n]
	}
	return everything
}

// everything is the set of all tables.
var everything = func() (t tables) {
	for i := range t {
		t[i] = ^uint64(0)
	}
	return t
}()
