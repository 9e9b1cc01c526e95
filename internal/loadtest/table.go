package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"
)

// peer is what another program needs for the same work, in processor time a request.
type peer struct {
	// text says it, low is its smaller end; the ratio is taken from there.
	text string
	low  time.Duration
}

// fitTrackee was measured in its release 1.3.6, on a quiet machine of two processors.
func fitTrackee(text string, low time.Duration) peer { return peer{"FitTrackee " + text, low} }

// table gathers rows of equal length.
type table struct{ rows [][5]string }

func (t *table) add(work, target, measured, peer, ratio string) {
	t.rows = append(t.rows, [5]string{work, target, measured, peer, ratio})
}

// cost adds a row about requests.
func (t *table) cost(work, target string, c cost, p peer) {
	measured := fmt.Sprintf("p50 %s, p99 %s, %s/s, CPU %s", short(c.median), short(c.worst), thousands(c.rate), short(c.cpu))
	t.add(work, target, measured, p.text, times(float64(p.low), float64(c.cpu)))
}

// beside adds a row about requests that were answered while so many logins a second were, too.
func (t *table) beside(work, target string, r repetition, logins float64) {
	t.add(work, target, fmt.Sprintf("p50 %s, p99 %s; %.0f logins/s", short(percentile(r.took, 50)), short(percentile(r.took, 99)), logins), "", "")
}

// start adds a row about a start.
func (t *table) start(work, target string, ready, cpu time.Duration) {
	p := fitTrackee("3.6 to 4.4 s", 3600*time.Millisecond)
	t.add(work, target, fmt.Sprintf("%s, CPU %s", short(ready), short(cpu)), p.text, times(float64(p.low), float64(cpu)))
}

// memory adds a row about bytes of memory.
func (t *table) memory(work, target string, bytes, peerBytes int64, peer string) {
	t.add(work, target, fmt.Sprintf("%.0f MiB", float64(bytes)/(1<<20)), peer, times(float64(peerBytes), float64(bytes)))
}

func (t *table) bytesPerPoint(bytes float64) {
	t.add("database growth a point", "≤ 12 bytes", fmt.Sprintf("%.1f bytes", bytes), "workout-tracker 401 bytes", times(401, bytes))
}

// times is how many times more the peer needs; nothing without a peer, or when ours is too little to be seen.
func times(peer, ours float64) string {
	if peer == 0 || ours <= 0 {
		return ""
	}
	return fmt.Sprintf("%.0f ×", peer/ours)
}

// short is a duration with two or three digits.
func short(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d >= time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d >= 10*time.Millisecond:
		return fmt.Sprintf("%.0f ms", d.Seconds()*1e3)
	case d >= time.Millisecond:
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.2f ms", d.Seconds()*1e3)
}

// thousands groups the digits of a whole number with thin gaps: 12 345.
func thousands(f float64) string {
	s := fmt.Sprintf("%.0f", f)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}

var headings = [5]string{"work", "target", "measured", "peer's CPU", "ratio"}

// write prints the table in Markdown, its columns aligned.
func (t *table) write(out io.Writer) error {
	var width [5]int
	rows := append([][5]string{headings}, t.rows...)
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for n, row := range rows {
		for i, cell := range row {
			b.WriteString("| " + cell + strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell)+1))
		}
		b.WriteString("|\n")
		if n == 0 {
			for _, w := range width {
				b.WriteString("| " + strings.Repeat("-", w) + " ")
			}
			b.WriteString("|\n")
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// print writes where and how it was measured, and the table.
func (t *trial) print(out io.Writer) error {
	engine := "SQLite"
	if t.databaseURL != "" {
		engine = "PostgreSQL"
	}
	_, err := fmt.Fprintf(out, "%s, %s, %s/%s, %d processors shared with the client, %s, %d activities of %d points.\n\n",
		time.Now().Format("2006-01-02"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), engine, t.size.activities, t.size.small)
	if err != nil {
		return err
	}
	return t.table.write(out)
}
