package insiders

import (
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// limitWindow is the time that requests are counted over, from a caller's first on.
const limitWindow = time.Minute

// maxCallers bounds the memory that made-up addresses can take.
const maxCallers = 20_000

// limiter lets each caller make so many requests a minute. The nil limiter lets everybody in.
type limiter struct {
	most    int
	mu      sync.Mutex
	callers map[string]allowance
}

// allowance is what a caller has made in the minute since a moment.
type allowance struct {
	since time.Time
	made  int
}

// newLimiter is nil, which is no limit, for none.
func newLimiter(most int) *limiter {
	if most == 0 {
		return nil
	}
	return &limiter{most: most, callers: map[string]allowance{}}
}

// admit counts a request, or tells how many seconds to wait. Those that are refused don't count.
func (l *limiter) admit(caller string, now time.Time) (wait int) {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	a, known := l.callers[caller]
	if !known && len(l.callers) >= maxCallers {
		l.forget(now)
	}
	if passed := now.Sub(a.since); !known || passed < 0 || passed >= limitWindow {
		a = allowance{since: now}
	}
	if a.made >= l.most {
		left := limitWindow - now.Sub(a.since)
		return int((left + time.Second - 1) / time.Second)
	}
	a.made++
	l.callers[caller] = a
	return 0
}

// caller is whose requests are counted together: those of an address, of IPv6 of a network of 2^64, which one line has.
func (d *Dialect) caller(r *http.Request) string {
	a := d.proxies.ClientAddr(r)
	if a.Is6() {
		return netip.PrefixFrom(a, 64).Masked().String()
	}
	return a.String()
}

// forget drops callers whose minute is over, and everybody if that is not enough.
func (l *limiter) forget(now time.Time) {
	for caller, a := range l.callers {
		if now.Sub(a.since) >= limitWindow {
			delete(l.callers, caller)
		}
	}
	if len(l.callers) >= maxCallers {
		clear(l.callers)
	}
}
