package auth

import (
	"fmt"
	"testing"
	"time"
)

func TestThrottleRefusesAfterTenFailures(t *testing.T) {
	th, now := newThrottle(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	key := throttleKey("Ana", "192.0.2.1")
	if key != throttleKey("ana", "192.0.2.1") || key == throttleKey("ana", "192.0.2.2") {
		t.Error("the key is the name without regard to case, and the address")
	}
	for range maxFailures {
		if th.blocked(key, now) {
			t.Fatal("blocked too early")
		}
		th.failed(key, now)
	}
	if !th.blocked(key, now) || !th.blocked(key, now.Add(failureWindow-time.Second)) {
		t.Error("not blocked after ten failures")
	}
	if th.blocked(key, now.Add(failureWindow)) {
		t.Error("still blocked after the window")
	}
	if th.blocked(throttleKey("ana", "192.0.2.2"), now) {
		t.Error("another address is blocked")
	}
}

func TestThrottleForgetsOldFailuresAndSuccesses(t *testing.T) {
	th, now := newThrottle(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for range maxFailures - 1 {
		th.failed("k", now)
	}
	th.failed("k", now.Add(failureWindow+time.Second))
	if th.blocked("k", now.Add(failureWindow+time.Second)) {
		t.Error("failures of two windows were added up")
	}
	for range maxFailures - 1 {
		th.failed("s", now)
	}
	th.succeeded("s")
	th.failed("s", now)
	if th.blocked("s", now) {
		t.Error("a success did not start the count anew")
	}
}

func TestThrottleMemoryIsBounded(t *testing.T) {
	th, now := newThrottle(), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range maxTracked + 10 {
		th.failed(fmt.Sprint(i), now)
	}
	if n := len(th.failures); n > maxTracked {
		t.Errorf("%d names are remembered", n)
	}
}
