package monitor_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// minute is a moment; a negative one is no end.
func minute(m int) time.Time {
	if m < 0 {
		return time.Time{}
	}
	return time.Unix(1_700_000_000, 0).Add(time.Duration(m) * time.Minute)
}

func span(from, until int) monitor.Interval {
	return monitor.Interval{From: minute(from), Until: minute(until)}
}

func grant(from, until int) access.Grant {
	return access.Grant{Athlete: 1, Coach: 2, Permission: access.PermissionRead, From: minute(from), Until: minute(until)}
}

func TestGrantsTogetherCoverAnInterval(t *testing.T) {
	revoked, write, another := grant(0, 100), grant(0, 100), grant(0, 100)
	revoked.RevokedAt, write.Permission, another.Coach = minute(1), access.PermissionWrite, 3
	for _, c := range []struct {
		name   string
		grants []access.Grant
		want   bool
	}{
		{"none", nil, false},
		{"one", []access.Grant{grant(0, 90)}, true},
		{"exactly", []access.Grant{grant(10, 80)}, true},
		{"late", []access.Grant{grant(11, 90)}, false},
		{"short", []access.Grant{grant(0, 79)}, false},
		{"two that touch", []access.Grant{grant(40, 90), grant(0, 40)}, true},
		{"two that overlap", []access.Grant{grant(0, 50), grant(40, 90)}, true},
		{"two with a hole", []access.Grant{grant(0, 40), grant(41, 90)}, false},
		{"one within another", []access.Grant{grant(0, 90), grant(20, 30)}, true},
		{"revoked", []access.Grant{revoked}, false},
		{"another permission", []access.Grant{write}, false},
		{"somebody else's", []access.Grant{another}, false},
	} {
		if got := monitor.Granted(c.grants, 1, 2, access.PermissionRead, span(10, 80)); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
	if monitor.Granted([]access.Grant{grant(0, 90)}, 1, 2, access.PermissionRead, span(50, 50)) {
		t.Error("an empty interval is covered")
	}
	if !monitor.Granted(nil, 1, 1, access.PermissionRead, span(0, 1)) {
		t.Error("athletes may not read what is theirs")
	}
}

// The union decides as each minute on its own would.
func TestCoverIsTheRuleMinuteByMinute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []monitor.Interval
		covered := [30]bool{}
		for range rapid.IntRange(0, 6).Draw(t, "intervals") {
			from, until := rapid.IntRange(0, 20).Draw(t, "from"), rapid.IntRange(-1, 20).Draw(t, "until")
			all = append(all, span(from, until))
			for m := from; m < len(covered) && (until < 0 || m < until); m++ {
				covered[m] = true
			}
		}
		from := rapid.IntRange(0, 20).Draw(t, "wanted from")
		until := rapid.IntRange(from+1, 25).Draw(t, "wanted until")
		want := true
		for m := from; m < until; m++ {
			want = want && covered[m]
		}
		if got := monitor.Cover(all, span(from, until)); got != want {
			t.Fatalf("%t, want %t", got, want)
		}
	})
}

func TestADeviceIsOwnedByTime(t *testing.T) {
	holds := []monitor.Ownership{
		{Device: 7, Owner: 1, From: minute(0), Until: minute(30)},
		{Device: 7, Owner: 2, From: minute(30), Until: minute(60)},
		{Device: 7, Owner: 1, From: minute(60)},
		{Device: 8, Owner: 1, From: minute(0)},
	}
	if diff := cmp.Diff([]monitor.Interval{span(10, 30), span(60, 90)}, monitor.Owned(holds, 7, 1, span(10, 90))); diff != "" {
		t.Error(diff)
	}
	if monitor.Owns(holds, 7, 1, span(10, 90)) || !monitor.Owns(holds, 7, 2, span(30, 60)) || !monitor.Owns(holds, 7, 1, span(61, 9000)) {
		t.Error("ownership isn't judged over the interval")
	}
	if got := monitor.Owned(holds, 7, 3, span(0, 90)); got != nil {
		t.Errorf("a stranger owns %v", got)
	}
}
