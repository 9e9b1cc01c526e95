package cache

import "testing"

func TestForgetsWhatWasUsedLongestAgo(t *testing.T) {
	c := New[string](10, func(v int) int { return v })
	c.Put("a", 4)
	c.Put("b", 4)
	c.Get("a")
	c.Put("c", 4)
	if _, ok := c.Get("b"); ok {
		t.Error("b is still there")
	}
	for _, k := range []string{"a", "c"} {
		if _, ok := c.Get(k); !ok {
			t.Errorf("%s is gone", k)
		}
	}
}

func TestValuesTooLargeAreNotKeptAndPushNothingOut(t *testing.T) {
	c := New[string](10, func(v int) int { return v })
	c.Put("a", 4)
	c.Put("huge", 11)
	if _, ok := c.Get("huge"); ok {
		t.Error("a value above the bound is kept")
	}
	if _, ok := c.Get("a"); !ok {
		t.Error("a was pushed out by a value that is not kept")
	}
}

func TestReplacingCountsOnce(t *testing.T) {
	c := New[string](10, func(v int) int { return v })
	for range 5 {
		c.Put("a", 6)
	}
	c.Put("b", 4)
	if _, ok := c.Get("a"); !ok {
		t.Error("a was counted more than once")
	}
}
