package auth

import (
	"strings"
	"sync"
	"time"
)

// Failed sign-ins are counted per account and address: after maxFailures within failureWindow, further attempts are
// refused for failureWindow.
const (
	maxFailures   = 10
	failureWindow = 30 * time.Minute
	// maxTracked bounds the memory that made-up names can take.
	maxTracked = 50_000
)

type throttle struct {
	mu       sync.Mutex
	failures map[string]*failure
}

type failure struct {
	count int
	first time.Time
	until time.Time
}

func newThrottle() *throttle { return &throttle{failures: make(map[string]*failure)} }

func throttleKey(login, address string) string { return strings.ToLower(login) + "\x00" + address }

// blocked reports whether attempts are refused at now.
func (t *throttle) blocked(key string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.failures[key]
	return f != nil && now.Before(f.until)
}

// failed counts one failure.
func (t *throttle) failed(key string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.failures[key]
	if f == nil || now.Sub(f.first) > failureWindow {
		if f == nil && len(t.failures) >= maxTracked {
			t.forget(now)
		}
		f = &failure{first: now}
		t.failures[key] = f
	}
	f.count++
	if f.count >= maxFailures {
		f.until = now.Add(failureWindow)
	}
}

// succeeded starts the count anew.
func (t *throttle) succeeded(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.failures, key)
}

// forget drops what no longer counts, and one arbitrary half if everything still does.
func (t *throttle) forget(now time.Time) {
	for k, f := range t.failures {
		if now.Sub(f.first) > failureWindow && now.After(f.until) {
			delete(t.failures, k)
		}
	}
	for k := range t.failures {
		if len(t.failures) < maxTracked/2 {
			return
		}
		delete(t.failures, k)
	}
}
