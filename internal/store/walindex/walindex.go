// Package walindex tells whether anybody has written to an SQLite database, without asking SQLite.
//
//	f, err := walindex.Open("data/palestra.db")
//	if err != nil { … } // not a database in WAL mode, or not a system that can look
//	defer f.Close()
//	before, ok := f.State()
//	…
//	if now, ok := f.State(); ok && now == before { … } // nothing has been committed in between, by any process
//
// SQLite keeps an index of its write-ahead log in a file that all its processes map, "<database>-shm", whose head changes
// with each commit; by that head SQLite itself tells whether the pages that it has in memory still hold. The format is laid
// down in https://www.sqlite.org/walformat.html#the_wal_index_file_format.
package walindex

import "errors"

// ErrUnsupported is given where the index can't be looked at.
var ErrUnsupported = errors.New("walindex: not supported on this system")

// State is the head of the index: equal heads mean an equal database.
type State [words]uint32

const (
	// words is the length of the head in 32-bit words; the file begins with two copies of it.
	words = 12
	// version is the only version of the format there has been.
	version = 3007000

	atVersion, atCommits, atFlags = 0, 2, 3
)

// Follows reports whether exactly one transaction has been committed between before and s.
func (s State) Follows(before State) bool { return s[atCommits] == before[atCommits]+1 }
