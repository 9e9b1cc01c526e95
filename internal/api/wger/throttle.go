package wger

import (
	"sync"
	"time"
)

// window is over which calls are counted.
const window = time.Minute

// maxCallers bounds the memory that made-up addresses can take.
const maxCallers = 20_000

// throttle lets each caller in so many times a minute. The minute slides, and calls that were refused don't count.
type throttle struct {
	most  int
	mu    sync.Mutex
	calls map[string][]time.Time
}

func newThrottle(most int) *throttle { return &throttle{most: most, calls: map[string][]time.Time{}} }

// admit counts a call, or tells how many seconds to wait.
func (t *throttle) admit(caller string, now time.Time) (wait int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	recent := t.calls[caller]
	for len(recent) > 0 && now.Sub(recent[0]) >= window {
		recent = recent[1:]
	}
	if len(recent) >= t.most {
		t.calls[caller] = recent
		left := window - now.Sub(recent[0])
		return max(1, int((left+time.Second-1)/time.Second))
	}
	if len(t.calls) >= maxCallers {
		t.forget(now)
	}
	t.calls[caller] = append(recent, now)
	return 0
}

// forget drops callers whose minute is over, and everybody if that is not enough.
func (t *throttle) forget(now time.Time) {
	for k, calls := range t.calls {
		if len(calls) == 0 || now.Sub(calls[len(calls)-1]) >= window {
			delete(t.calls, k)
		}
	}
	if len(t.calls) >= maxCallers {
		clear(t.calls)
	}
}
