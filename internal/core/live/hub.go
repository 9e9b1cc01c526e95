package live

import (
	"cmp"
	"slices"
	"sync"
)

// Hub hands the newest state of things to whoever follows them. A reader who is slow misses states in between, and never the
// newest; nothing queues up, whoever is slow and whatever is published. The zero value is ready, and safe for concurrent use.
type Hub[K cmp.Ordered, V any] struct {
	mu     sync.Mutex
	topics map[K]*topic[K, V]
}

// topic is a thing that somebody follows.
type topic[K cmp.Ordered, V any] struct {
	value   V
	set     bool
	readers map[*Reader[K, V]]struct{}
}

// Item is a state.
type Item[K cmp.Ordered, V any] struct {
	Key   K
	Value V
}

// Publish tells states at once to whoever follows them; those that nobody follows are forgotten.
func (h *Hub[K, V]) Publish(items ...Item[K, V]) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, i := range items {
		t := h.topics[i.Key]
		if t == nil {
			continue
		}
		t.value, t.set = i.Value, true
		for r := range t.readers {
			r.dirty[i.Key] = struct{}{}
			signal(r.wake)
		}
	}
}

// Followed reports whether anybody follows a thing.
func (h *Hub[K, V]) Followed(key K) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.topics[key] != nil
}

// Reader follows some things. It belongs to one goroutine, and has to be closed.
type Reader[K cmp.Ordered, V any] struct {
	hub   *Hub[K, V]
	keys  map[K]struct{}
	dirty map[K]struct{}
	wake  chan struct{}
}

// Reader makes one that follows nothing yet.
func (h *Hub[K, V]) Reader() *Reader[K, V] {
	return &Reader[K, V]{hub: h, keys: map[K]struct{}{}, dirty: map[K]struct{}{}, wake: make(chan struct{}, 1)}
}

// Follow begins to follow a thing, with the state that it has, if it is known.
func (r *Reader[K, V]) Follow(key K) {
	h := r.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, already := r.keys[key]; already {
		return
	}
	r.keys[key] = struct{}{}
	t := h.topics[key]
	if t == nil {
		t = &topic[K, V]{readers: map[*Reader[K, V]]struct{}{}}
		if h.topics == nil {
			h.topics = map[K]*topic[K, V]{}
		}
		h.topics[key] = t
	}
	t.readers[r] = struct{}{}
	if t.set {
		r.dirty[key] = struct{}{}
		signal(r.wake)
	}
}

// Drop no longer follows a thing.
func (r *Reader[K, V]) Drop(key K) {
	h := r.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	r.drop(key)
}

func (r *Reader[K, V]) drop(key K) {
	delete(r.keys, key)
	delete(r.dirty, key)
	t := r.hub.topics[key]
	if t == nil {
		return
	}
	delete(t.readers, r)
	if len(t.readers) == 0 {
		delete(r.hub.topics, key)
	}
}

// Close drops everything.
func (r *Reader[K, V]) Close() {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	for key := range r.keys {
		r.drop(key)
	}
}

// Wake is signalled when Take has something to give.
func (r *Reader[K, V]) Wake() <-chan struct{} { return r.wake }

// Take gives the states that are new since they were last taken, by key; those that are not wanted yet stay to be taken.
func (r *Reader[K, V]) Take(wanted func(key K) bool) []Item[K, V] {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	items := make([]Item[K, V], 0, len(r.dirty))
	for key := range r.dirty {
		if wanted(key) {
			items = append(items, Item[K, V]{key, r.hub.topics[key].value})
			delete(r.dirty, key)
		}
	}
	slices.SortFunc(items, func(a, b Item[K, V]) int { return cmp.Compare(a.Key, b.Key) })
	return items
}
