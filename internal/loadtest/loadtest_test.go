package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"palestra/internal/core/trackfile"
	"palestra/internal/scenario"
)

func TestParseStatAndStatus(t *testing.T) {
	// The name of a program may hold blanks and brackets.
	stat := "4242 (pal) estra (x) S 1 4242 4242 0 -1 4194560 9912 0 0 0 137 25 0 0 20 0 11 0 8 1 2 3"
	if cpu, err := parseStat([]byte(stat)); err != nil || cpu != 1620*time.Millisecond {
		t.Errorf("%s, %v", cpu, err)
	}
	for _, bad := range []string{"", "1 (a) S", "1 (a) S 1 2 3 4 5 6 7 8 9 10 x y z"} {
		if _, err := parseStat([]byte(bad)); err == nil {
			t.Errorf("%q is no statistics", bad)
		}
	}
	status := "Name:\tpalestra\nVmHWM:\t   25304 kB\nVmRSS:\t   20480 kB\n"
	if most, err := parseStatus(status, "VmHWM"); err != nil || most != 25304<<10 {
		t.Errorf("%d, %v", most, err)
	}
	if _, err := parseStatus(status, "VmSwap"); err == nil {
		t.Error("found what is not there")
	}
}

func TestPercentile(t *testing.T) {
	var took []time.Duration
	for i := 200; i > 0; i-- {
		took = append(took, time.Duration(i))
	}
	for p, want := range map[int]time.Duration{1: 2, 50: 100, 99: 198, 100: 200} {
		if got := percentile(took, p); got != want {
			t.Errorf("percentile %d is %d, want %d", p, got, want)
		}
	}
	if got := percentile([]time.Duration{7}, 50); got != 7 {
		t.Errorf("of one it is %d", got)
	}
	if got := percentile(nil, 50); got != 0 {
		t.Errorf("of none it is %d", got)
	}
}

func TestFormsAreUploadsOfTheirOwn(t *testing.T) {
	made := forms(2, 50, usualSize, 3)
	seen := map[string]bool{}
	for i, f := range append(made, made[1]) {
		f = f.named(i)
		body, err := io.ReadAll(f.reader())
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(body)) != f.size() || seen[string(body)] {
			t.Errorf("form %d: %d bytes, %d announced, seen before: %t", i, len(body), f.size(), seen[string(body)])
		}
		seen[string(body)] = true
		_, params, err := mime.ParseMediaType(formType)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := multipart.NewReader(strings.NewReader(string(body)), params["boundary"]).ReadForm(1 << 20)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parts.File["file"][0].Open()
		if err != nil {
			t.Fatal(err)
		}
		tracks, err := trackfile.Read(file, trackfile.GPX, false, trackfile.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if start, want := tracks[0].Segments[0].Points[0].At(), usualSize.began(3+min(i, 1)); tracks[0].Points() != 50 || !start.Equal(want) {
			t.Errorf("form %d: %d points from %s, want 50 from %s", i, tracks[0].Points(), start, want)
		}
	}
	if ride := scenario.Ride(1, 50); ride.Segments[0].Points[0].At().Equal(oldest) {
		t.Error("nothing was moved in time")
	}
}

func TestRepeat(t *testing.T) {
	r, err := repeat(t.Context(), 3, 100, func(context.Context, int) error { return nil })
	if err != nil || len(r.took) != 100 {
		t.Errorf("%d of 100 requests, %v", len(r.took), err)
	}
	refused := errors.New("refused")
	_, err = repeat(t.Context(), 3, 100, func(_ context.Context, i int) error {
		if i == 40 {
			return refused
		}
		return nil
	})
	if !errors.Is(err, refused) || !strings.Contains(err.Error(), "request 40") {
		t.Errorf("a refused request ends with %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := repeat(stopped, 3, 100, func(ctx context.Context, _ int) error { return ctx.Err() }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped by %v", err)
	}
}

// TestBesideACrowd: requests are counted apart from those beside them, and an error of either ends both.
func TestBesideACrowd(t *testing.T) {
	var at, most, asked atomic.Int64
	other := func(context.Context, int) error {
		for n := at.Add(1); ; {
			if seen := most.Load(); seen >= n || most.CompareAndSwap(seen, n) {
				break
			}
		}
		defer at.Add(-1)
		return nil
	}
	r, rate, err := beside(t.Context(), 5, 20, other, func(context.Context, int) error { asked.Add(1); return nil })
	if err != nil || len(r.took) != 20 || asked.Load() != 20 || rate < 0 || most.Load() > 5 {
		t.Errorf("%d of 20 requests, %v a second of %d others at once, %v", len(r.took), rate, most.Load(), err)
	}
	refused := errors.New("refused")
	refuse := func(context.Context, int) error { return refused }
	wait := func(ctx context.Context, _ int) error { <-ctx.Done(); return ctx.Err() }
	if _, _, err := beside(t.Context(), 2, 1, refuse, wait); !errors.Is(err, refused) {
		t.Errorf("a refused other ends with %v", err)
	}
	if _, _, err := beside(t.Context(), 2, 3, other, refuse); !errors.Is(err, refused) {
		t.Errorf("a refused request ends with %v", err)
	}
}

func TestTableIsAlignedMarkdown(t *testing.T) {
	var table table
	table.cost("list", "≥ 6 000/s", cost{median: 130 * time.Microsecond, worst: 2 * time.Millisecond, rate: 12345.6, cpu: 110 * time.Microsecond},
		fitTrackee("33 to 39 ms", 33*time.Millisecond))
	table.start("start", "", 46*time.Millisecond, 0)
	table.memory("memory", "≤ 40 MiB", 35<<20, 700<<20, "0.7 GB")
	table.bytesPerPoint(5.75)
	var b strings.Builder
	if err := table.write(&b); err != nil {
		t.Fatal(err)
	}
	want := `| work                    | target     | measured                                         | peer's CPU                | ratio |
| ----------------------- | ---------- | ------------------------------------------------ | ------------------------- | ----- |
| list                    | ≥ 6 000/s  | p50 0.13 ms, p99 2.0 ms, 12 346/s, CPU 0.11 ms   | FitTrackee 33 to 39 ms    | 300 × |
| start                   |            | 46 ms, CPU 0.00 ms                               | FitTrackee 3.6 to 4.4 s   |       |
| memory                  | ≤ 40 MiB   | 35 MiB                                           | 0.7 GB                    | 20 ×  |
| database growth a point | ≤ 12 bytes | 5.8 bytes                                        | workout-tracker 401 bytes | 70 ×  |
`
	if squeeze(b.String()) != squeeze(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	lengths := map[int]bool{}
	for line := range strings.Lines(b.String()) {
		lengths[len([]rune(line))] = true
	}
	if len(lengths) != 1 {
		t.Errorf("lines are not equally long:\n%s", b.String())
	}
}

func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "-", "")), " ")
}

func TestArgumentsAreChecked(t *testing.T) {
	for _, args := range [][]string{{"-activities", "3"}, {"-activities", "2000000"}, {"now"}, {"-fast"}, {"-only", "sleep"}, {"-devices", "-1"}, {"-seconds", "100000"}} {
		if _, err := parse(args, io.Discard); err == nil {
			t.Errorf("%q was taken", args)
		}
	}
	o, err := parse([]string{"-quick", "-activities", "150"}, io.Discard)
	if err != nil || o.size.activities != 150 || o.size.middling != quickSize.middling {
		t.Errorf("%+v, %v", o, err)
	}
}

// A whole run, as small as can be, against the real program: it ends with a full table and leaves nothing behind.
func TestSmallestTrial(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the load test reads /proc")
	}
	folder := t.TempDir()
	trial := &trial{
		options:  options{size: size{activities: 12, small: 20, few: 8, middling: 4, large: 1, requests: 8, heavy: 4, logins: 4, crowd: 3, players: 2, minutes: 1, pages: 4, deliveries: 20, devices: 2, seconds: 2}},
		folder:   folder,
		progress: io.Discard,
	}
	if err := trial.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(fmt.Sprintf("/proc/%d", trial.server.process)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the server is still there: %v", err)
	}
	var b strings.Builder
	if err := trial.print(&b); err != nil {
		t.Fatal(err)
	}
	for _, work := range []string{"start to first answer, empty", "list of 100", "chart data", "statistics by week", "exercises, list of 20", "logged sets, 20 of 12", "beside 3 logins at once", "upload of 3600 points", "database growth a point", "time frame of 1 minutes", "squad of 2 measured", "raw data, page of 600", "webhooks, 20 to 10", "live: 2 devices"} {
		if !strings.Contains(b.String(), work) {
			t.Errorf("the table lacks %q:\n%s", work, b.String())
		}
	}
}

func TestServerThatDoesNotStartSaysWhy(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "palestra")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\necho no such luck >&2\nexit 3\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := serve(t.Context(), broken, t.TempDir(), ""); err == nil || !strings.Contains(err.Error(), "no such luck") {
		t.Errorf("a program that ends at once: %v", err)
	}
}
