package insiders

import (
	"strconv"
	"testing"
	"time"
)

func TestLimiterCountsByTheMinute(t *testing.T) {
	l, now := newLimiter(3), time.Unix(1_700_000_000, 0)
	admit := func(caller string, want int) {
		t.Helper()
		if wait := l.admit(caller, now); wait != want {
			t.Fatalf("%s waits %d s at %v, want %d", caller, wait, now, want)
		}
	}
	admit("a", 0)
	now = now.Add(20*time.Second + time.Millisecond)
	admit("a", 0)
	admit("a", 0)
	admit("a", 40)
	admit("b", 0)
	now = now.Add(39 * time.Second)
	admit("a", 1)
	now = now.Add(time.Second)
	for range 3 {
		admit("a", 0)
	}
	admit("a", 60)
}

func TestLimiterWithoutALimit(t *testing.T) {
	l := newLimiter(0)
	for range 1000 {
		if l.admit("a", time.Now()) != 0 {
			t.Fatal("somebody has to wait")
		}
	}
}

// However many addresses ask, the limiter remembers so many; it forgets those first whose minute is over.
func TestLimiterIsBounded(t *testing.T) {
	l, now := newLimiter(1), time.Unix(1_700_000_000, 0)
	for i := range 10 {
		l.admit("old"+strconv.Itoa(i), now)
	}
	now = now.Add(limitWindow)
	for i := range maxCallers - 10 {
		l.admit(strconv.Itoa(i), now)
	}
	l.admit("new", now)
	if len(l.callers) != maxCallers-9 || l.admit("1", now) == 0 {
		t.Errorf("remembers %d", len(l.callers))
	}
	for i := range 3 * maxCallers {
		l.admit("more"+strconv.Itoa(i), now)
		if len(l.callers) > maxCallers {
			t.Fatalf("remembers %d", len(l.callers))
		}
	}
}
