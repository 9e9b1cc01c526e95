package auth

import (
	"sync"
	"time"
)

// A quota lets a few things through for each name and hour.
type quota struct {
	mu    sync.Mutex
	most  int
	count map[string]int
	until time.Time
}

const quotaWindow = time.Hour

func newQuota(most int) *quota { return &quota{most: most} }

// allow counts one for the name and reports whether it was within the quota. All counts start anew together when an hour
// is over, which bounds what is remembered.
func (q *quota) allow(name string, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !now.Before(q.until) || len(q.count) >= maxTracked {
		q.count, q.until = make(map[string]int), now.Add(quotaWindow)
	}
	q.count[name]++
	return q.count[name] <= q.most
}
