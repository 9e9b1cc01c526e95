package trackfile

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	at := func(s string) int64 {
		v, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return v.UnixMicro()
	}
	for _, c := range []struct {
		text string
		want string
	}{
		{"2018-03-13T12:44:45Z", "2018-03-13T12:44:45Z"},
		{"  2018-03-13T12:44:45Z\n", "2018-03-13T12:44:45Z"},
		{"2018-03-13T12:44:45", "2018-03-13T12:44:45Z"},
		{"2018-03-13 12:44:45", "2018-03-13T12:44:45Z"},
		{"2018-03-13t12:44:45z", "2018-03-13T12:44:45Z"},
		{"2018-03-13T13:44:45+01:00", "2018-03-13T12:44:45Z"},
		{"2018-03-13T13:44:45+0100", "2018-03-13T12:44:45Z"},
		{"2018-03-13T13:44:45+01", "2018-03-13T12:44:45Z"},
		{"2018-03-13T07:14:45.5-05:30", "2018-03-13T12:44:45.5Z"},
		{"2018-03-13T12:44:45.1234569Z", "2018-03-13T12:44:45.123456Z"},
		{"2018-03-13T12:44:45,25Z", "2018-03-13T12:44:45.25Z"},
		{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
		{"2020-02-29T00:00:00Z", "2020-02-29T00:00:00Z"},
		{"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
		{"2099-12-31T23:59:59.999999Z", "2099-12-31T23:59:59.999999Z"},
	} {
		if got, problem := new(clock).parse([]byte(c.text)); problem != clockOK || got != at(c.want) {
			t.Errorf("parse(%q) = %v (%v), want %v", c.text, time.UnixMicro(got).UTC(), problem, c.want)
		}
	}
}

func TestParseTimeRefuses(t *testing.T) {
	for text, want := range map[string]clockFault{
		"":                               clockUnreadable,
		"yesterday":                      clockUnreadable,
		"2018-03-13":                     clockUnreadable,
		"2018-03-13T12:44Z":              clockUnreadable,
		"2018-13-13T12:44:45Z":           clockUnreadable,
		"2018-00-13T12:44:45Z":           clockUnreadable,
		"2019-02-29T12:44:45Z":           clockUnreadable,
		"2018-04-31T12:44:45Z":           clockUnreadable,
		"2018-03-13T24:44:45Z":           clockUnreadable,
		"2018-03-13T12:60:45Z":           clockUnreadable,
		"2018-03-13T12:44:61Z":           clockUnreadable,
		"2018-03-13T12:44:4xZ":           clockUnreadable,
		"2018-03-13T12:44:45.Z":          clockUnreadable,
		"2018-03-13T12:44:45Zulu":        clockUnreadable,
		"2018-03-13T12:44:45+1:00":       clockUnreadable,
		"2018-03-13T12:44:45+15:00":      clockUnreadable,
		"2018-03-13T12:44:45+01:60":      clockUnreadable,
		"12018-03-13T12:44:45Z":          clockUnreadable,
		"-018-03-13T12:44:45Z":           clockUnreadable,
		"0001-01-01T00:00:00Z":           clockOutOfRange,
		"0000-01-01T00:00:00Z":           clockOutOfRange,
		"1969-12-31T23:59:59Z":           clockOutOfRange,
		"1970-01-01T00:00:00+00:01":      clockOutOfRange,
		"2100-01-01T00:00:00Z":           clockOutOfRange,
		"2099-12-31T23:59:59-01:00":      clockOutOfRange,
		"9999-12-31T23:59:59.999999999Z": clockOutOfRange,
	} {
		if got, problem := new(clock).parse([]byte(text)); problem != want {
			t.Errorf("parse(%q) = %v, problem %v, want %v", text, got, problem, want)
		}
	}
}

func TestADateThatIsNoneIsNotRemembered(t *testing.T) {
	var c clock
	for range 2 {
		if _, problem := c.parse([]byte("2019-02-29T12:44:45Z")); problem != clockUnreadable {
			t.Errorf("the 29th of February 2019 gives %v, want %v", problem, clockUnreadable)
		}
	}
}

// One clock for all: a time reads the same whatever was read before, of the same day or of another.
func TestParseTimeAgreesWithTheStandardLibrary(t *testing.T) {
	var c clock
	at := time.UnixMicro(0)
	for i := range 40_000 {
		if i%2 == 0 {
			at = time.UnixMicro(rand.Int64N(latest-72*3600*1e6) + 24*3600*1e6)
		} else {
			at = at.Add(time.Duration(rand.IntN(24)) * time.Hour)
		}
		text := at.In(time.FixedZone("", (rand.IntN(24*60)-12*60)*60)).Format(time.RFC3339Nano)
		if got, problem := c.parse([]byte(text)); problem != clockOK || got != at.UnixMicro() {
			t.Fatalf("parse(%q) = %d (%v), want %d", text, got, problem, at.UnixMicro())
		}
	}
}
