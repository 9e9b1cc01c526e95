package store

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// dialect is all in which the two engines differ.
type dialect struct {
	name string
	// numbered placeholders are $1, $2 … instead of ?.
	numbered bool
	// local engines run in the process.
	local bool
	// begin starts a transaction that writes, snapshot one that reads and sees one state throughout.
	begin, snapshot string
	// lock ends a SELECT of rows that are about to change. SQLite has a single writer and needs none.
	lock string
	// lockPeople keeps others from registering until the transaction ends; "" where there is a single writer anyway.
	lockPeople string
	// versioned gives a row when there is a version of the schema to be read.
	versioned string
	// integrity is a query whose one word is "ok" when the database is sound; "" where the server looks after that itself.
	integrity string
	// migrations is how the library that runs them calls the engine, and folder where they are.
	migrations goose.Dialect
	folder     string
	// refusal turns a driver's error into a fault, or gives it back.
	refusal func(error) error
	// transient reports whether the same transaction may succeed when tried again.
	transient func(error) bool
	// undoes reports whether an error may have ended the transaction of the statement that it came from.
	undoes func(error) bool
	// lost reports whether a connection can no longer be used.
	lost func(*sql.Conn) bool
}

// bound is the statement with the engine's own placeholders. No statement here has a question mark that isn't one.
func (d *dialect) bound(text string) string {
	if !d.numbered || !strings.Contains(text, "?") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 16)
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '?' {
			b.WriteByte(text[i])
			continue
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
	}
	return b.String()
}
