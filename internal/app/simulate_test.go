package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// simulate plays a match, and gives the exit code with what was printed.
func simulate(args ...string) (code int, out, errors string) {
	var stdout, stderr bytes.Buffer
	code = Run(context.Background(), append([]string{"simulate"}, args...), Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	return code, stdout.String(), stderr.String()
}

// What devices play is stored to the last sample, and belongs to the coach who holds them.
func TestSimulatedMatchesAreStored(t *testing.T) {
	data := t.TempDir()
	addUser(t, data, "mia", "--role", "coach")
	keys := filepath.Join(data, "keys")
	lines := ok(t, data, "device", "add", "--serial", "A", "--owner", "mia", "--json") + ok(t, data, "device", "add", "--serial", "B", "--owner", "mia", "--json")
	if err := os.WriteFile(keys, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	begin := time.Now().Add(-time.Second)
	s := start(t, testConfigKey(data))
	code, out, failed := simulate("--url", s.base, "--keys", keys, "--devices", "2", "--minutes", "0.05")
	if code != 0 || !strings.Contains(out, "6 frames of 10 samples sent, 6 stored") {
		t.Fatalf("exit %d: %s%s", code, out, failed)
	}
	mia, err := s.app.auth.PersonByName(t.Context(), "mia")
	if err != nil {
		t.Fatal(err)
	}
	v := access.Viewer{Person: mia}
	page, err := s.app.monitor.Trackers(t.Context(), v, monitor.TrackerFilter{})
	if err != nil || len(page.Rows) != 2 {
		t.Fatalf("%+v %v", page, err)
	}
	for _, device := range page.Rows {
		raw, err := s.app.monitor.Raw(t.Context(), v, device.ID, monitor.Interval{From: begin, Until: begin.Add(time.Hour)}, 0, 0)
		if err != nil || raw.Total != 30 {
			t.Errorf("%s: %d samples are stored, %v", device.Serial, raw.Total, err)
		}
	}
}

func TestSimulationsThatCannotBePlayed(t *testing.T) {
	data := t.TempDir()
	addUser(t, data, "mia", "--role", "coach")
	s := start(t, testConfigKey(data))
	file := func(name, text string) string {
		path := filepath.Join(data, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := file("one", `{"id":1,"key":"none"}`+"\n")
	tests := []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--keys", one, "--devices", "2"}, exitFailed, "has 1 devices, 2 are to play"},
		{[]string{"--keys", file("bad", "1: key\n")}, exitFailed, "line 1"},
		{[]string{"--keys", filepath.Join(data, "missing")}, exitUsage, "palestra demo makes it"},
		{[]string{"--keys", one, "--devices=-1"}, exitUsage, "no negative number of devices"},
		{[]string{"--keys", file("none", "")}, exitFailed, "has 0 devices, 1 are to play"},
		{[]string{"--keys", one, "--hz", "1000"}, exitUsage, "samples a second"},
		{[]string{"--keys", one, "--devices", "1", "--minutes", "NaN"}, exitUsage, "at most"},
		{[]string{"--keys", one, "--devices", "1", "--url", "localhost:1"}, exitUsage, "--url"},
		{[]string{"--keys", one, "--devices", "1", "--url", s.base, "--minutes", "0.05"}, exitFailed, "4403"},
	}
	for _, tt := range tests {
		if code, out, failed := simulate(tt.args...); code != tt.code || !strings.Contains(failed, tt.says) {
			t.Errorf("%q: exit %d, %s%s", tt.args, code, out, failed)
		}
	}
}
