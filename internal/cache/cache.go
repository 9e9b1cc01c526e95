// Package cache remembers what was used last, up to a total size.
//
//	c := cache.New[string](16<<20, func(b []byte) int { return len(b) })
//	if b, ok := c.Get(key); !ok { c.Put(key, draw()) }
package cache

import (
	"container/list"
	"sync"
)

// Cache is safe for concurrent use.
type Cache[K comparable, V any] struct {
	mu         sync.Mutex
	max, total int
	size       func(V) int
	order      *list.List // of entry, the one used last in front
	byKey      map[K]*list.Element
}

type entry[K comparable, V any] struct {
	key   K
	value V
}

// New makes a cache whose values may have max in all, as size counts them.
func New[K comparable, V any](max int, size func(V) int) *Cache[K, V] {
	return &Cache[K, V]{max: max, size: size, order: list.New(), byKey: make(map[K]*list.Element)}
}

// Get finds a value and counts that as a use.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		var none V
		return none, false
	}
	c.order.MoveToFront(e)
	return e.Value.(entry[K, V]).value, true
}

// Put remembers a value and forgets what was used longest ago to make room. A value larger than the whole cache is not kept.
func (c *Cache[K, V]) Put(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byKey[key]; ok {
		c.remove(e)
	}
	if c.size(value) > c.max {
		return
	}
	c.byKey[key] = c.order.PushFront(entry[K, V]{key, value})
	c.total += c.size(value)
	for c.total > c.max {
		c.remove(c.order.Back())
	}
}

func (c *Cache[K, V]) remove(e *list.Element) {
	item := c.order.Remove(e).(entry[K, V])
	delete(c.byKey, item.key)
	c.total -= c.size(item.value)
}
