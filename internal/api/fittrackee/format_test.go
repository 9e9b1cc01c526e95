package fittrackee

import (
	"testing"
	"time"
)

func TestDurationsAreWrittenWithDays(t *testing.T) {
	for seconds, want := range map[int64]string{
		0: "0:00:00", 5: "0:00:05", 250: "0:04:10", 3600: "1:00:00", 35999: "9:59:59", 86399: "23:59:59",
		86400: "1 day, 0:00:00", 93600: "1 day, 2:00:00", 172805: "2 days, 0:00:05", -65: "0:00:00",
	} {
		if got := string(appendDuration(nil, seconds)); got != want {
			t.Errorf("%d seconds are %q, want %q", seconds, got, want)
		}
	}
}

func TestSizesAreReadable(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 bytes", 1: "1 byte", 2: "2.0 bytes", 512: "512.0 bytes", 1023: "1023.0 bytes", 1024: "1.0KB", 2560: "2.5KB",
		1 << 20: "1.0MB", 11010048: "10.5MB", 5 << 30: "5.0GB",
	} {
		if got := formatSize(n); got != want {
			t.Errorf("%d bytes are %q, want %q", n, got, want)
		}
	}
}

func TestMomentsAreReadInTheZone(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2018-05-15 14:05": "Tue, 15 May 2018 12:05:00 GMT",
		"2018-3-5 4:5":     "Mon, 05 Mar 2018 03:05:00 GMT",
		"2021-03-28 02:30": "Sun, 28 Mar 2021 01:30:00 GMT", // does not exist
		"2021-10-31 02:30": "Sun, 31 Oct 2021 01:30:00 GMT", // exists twice
	} {
		got, ok := parseMoment(text, paris)
		if !ok || formatDate(got) != want {
			t.Errorf("%s is %s, %v, want %s", text, formatDate(got), ok, want)
		}
	}
	for _, text := range []string{"", "2018-05-15", "15/05/2018 14:05", "2018-05-15 14:05:00", "2018-05-15 24:00", "2018-02-30 10:00", "2018-13-01 10:00", "0000-01-01 00:00", "2018-05-15  14:05", "2018-05-15T14:05", "+018-05-15 14:05"} {
		if got, ok := parseMoment(text, paris); ok {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

func TestDatesAreWrittenAsTheirLayoutSays(t *testing.T) {
	if got := formatDate(time.Time{}); got != "" {
		t.Errorf("the zero time is %q", got)
	}
	east := time.FixedZone("", 13*3600+45*60)
	for day := time.Date(1, 1, 2, 23, 59, 58, 999, east); day.Year() < 10_100; day = day.Add(401*24*time.Hour + 3671*time.Second) {
		if got, want := formatDate(day), day.UTC().Format(dateLayout); got != want {
			t.Fatalf("%s is %q, want %q", day, got, want)
		}
	}
}

func TestDaysBeginAtLocalMidnight(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := parseDay("2018-01-31", newYork, 1); !ok || formatDate(got) != "Thu, 01 Feb 2018 05:00:00 GMT" {
		t.Errorf("the day after 31 January begins at %s, %v", formatDate(got), ok)
	}
}
