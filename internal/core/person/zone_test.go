package person

import (
	"testing"
	"time"
)

func TestInZoneReadsDoubtfulTimesAsStandardTime(t *testing.T) {
	for _, c := range []struct{ zone, wall, want string }{
		{"Europe/Paris", "2021-03-28 02:30", "2021-03-28 01:30"},
		{"Europe/Paris", "2021-10-31 02:30", "2021-10-31 01:30"},
		{"Europe/Paris", "2021-07-01 12:00", "2021-07-01 10:00"},
		{"Europe/Paris", "2021-03-28 01:59", "2021-03-28 00:59"},
		{"Europe/Paris", "2021-03-28 03:00", "2021-03-28 01:00"},
		{"Europe/Paris", "2021-10-31 01:59", "2021-10-30 23:59"},
		{"Europe/Paris", "2021-10-31 03:00", "2021-10-31 02:00"},
		{"America/New_York", "2018-01-01 00:00", "2018-01-01 05:00"},
		{"America/New_York", "2021-11-07 01:30", "2021-11-07 06:30"},
		{"America/New_York", "2021-03-14 02:30", "2021-03-14 07:30"},
		{"Australia/Sydney", "2021-04-04 02:30", "2021-04-03 16:30"},
		{"Asia/Kathmandu", "2021-04-04 02:30", "2021-04-03 20:45"},
	} {
		wall, err := time.Parse("2006-01-02 15:04", c.wall)
		if err != nil {
			t.Fatal(err)
		}
		if got := InZone(wall, zone(c.zone)).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("InZone(%s, %s) = %s, want %s", c.wall, c.zone, got, c.want)
		}
	}
}

func TestLocationFallsBackToUTC(t *testing.T) {
	for _, name := range []string{"", "Nowhere/Land"} {
		p := &Person{Preferences: Preferences{TimeZone: name}}
		if p.Location() != time.UTC {
			t.Errorf("zone %q: got %v", name, p.Location())
		}
	}
}
