package store

import "sync"

// remembered keeps what rows were read as, by id, with the version that the row had: the database is asked for the version
// alone as long as that holds, so that what another process has changed is seen as well.
type remembered[T any] struct {
	// most bounds how many are kept; any of them makes room for another.
	most int
	mu   sync.RWMutex
	rows map[int64]versioned[T]
}

type versioned[T any] struct {
	version int64
	row     T
}

func newRemembered[T any](most int) *remembered[T] {
	return &remembered[T]{most: most, rows: make(map[int64]versioned[T])}
}

// find gives what a row was in this version. It shares what it points to with what is kept.
func (r *remembered[T]) find(id, version int64) (row T, ok bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	known, ok := r.rows[id]
	return known.row, ok && known.version == version
}

func (r *remembered[T]) keep(id, version int64, row T) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.rows) >= r.most {
		for old := range r.rows {
			delete(r.rows, old)
			break
		}
	}
	r.rows[id] = versioned[T]{version, row}
}
