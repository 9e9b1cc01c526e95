package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// report is what is known so far about one run of the tests.
type report struct {
	out io.Writer

	output   map[key]*strings.Builder // what running tests have printed; dropped as soon as they pass
	skips    map[string][]key         // reason to the tests that gave it
	packages int                      // packages whose tests ran
	tests    int                      // tests and subtests that passed, failed or were skipped
	skipped  int
	failed   []string // packages, in the order in which they failed
}

// key names one test; an empty test names its whole package.
type key struct{ pkg, test string }

func newReport(out io.Writer) *report {
	return &report{out: out, output: map[key]*strings.Builder{}, skips: map[string][]key{}}
}

// add takes in one event and prints what can be said at once.
func (r *report) add(e event) {
	k := key{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(r.out, e.Output)
	case "build-fail":
		pkg, _, _ := strings.Cut(e.ImportPath, " ") // "x [x.test]" is x, built for its tests
		r.fail(pkg)
	case "output":
		r.keep(k, e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			r.endPackage(e.Action, k)
		} else {
			r.endTest(e.Action, k)
		}
	}
}

// keep stores output until its test has ended. The line that closes a package ("ok …", "FAIL …", "?   …") is printed at once.
func (r *report) keep(k key, output string) {
	if k.test == "" && packageLine.MatchString(output) {
		fmt.Fprint(r.out, output)
		return
	}
	if r.output[k] == nil {
		r.output[k] = &strings.Builder{}
	}
	r.output[k].WriteString(output)
}

var packageLine = regexp.MustCompile(`^(ok  |FAIL|\?   )\s*\t`)

func (r *report) endTest(action string, k key) {
	r.tests++
	switch action {
	case "fail":
		r.print(k)
	case "skip":
		r.skipped++
		reason := skipReason(r.text(k))
		r.skips[reason] = append(r.skips[reason], k)
	}
	delete(r.output, k)
}

func (r *report) endPackage(action string, k key) {
	switch action {
	case "pass":
		r.packages++
	case "fail":
		r.packages++
		r.print(k)
		r.printUnfinished(k.pkg)
		r.fail(k.pkg)
	}
	delete(r.output, k)
}

// fail remembers a package as failed, once.
func (r *report) fail(pkg string) {
	if !slices.Contains(r.failed, pkg) {
		r.failed = append(r.failed, pkg)
	}
}

// printUnfinished shows the tests that never ended: when a test binary panics or is killed, they are where to look.
func (r *report) printUnfinished(pkg string) {
	for k := range r.output {
		if k.pkg == pkg && k.test != "" {
			r.print(k)
			delete(r.output, k)
		}
	}
}

func (r *report) print(k key) { fmt.Fprint(r.out, r.text(k)) }

func (r *report) text(k key) string {
	if r.output[k] == nil {
		return ""
	}
	return r.output[k].String()
}

// passed says whether tests ran and none of them failed.
func (r *report) passed() bool { return r.packages > 0 && len(r.failed) == 0 }

// closing is the last word: one line with the counts, then what was left out, by reason.
func (r *report) closing() string {
	var b strings.Builder
	switch {
	case len(r.failed) > 0:
		fmt.Fprintf(&b, "FAILED: %s\n", strings.Join(r.failed, ", "))
	case r.packages == 0:
		fmt.Fprintln(&b, "FAILED: no test ran")
	default:
		fmt.Fprintf(&b, "ok: %d packages, %d tests, %d of them skipped\n", r.packages, r.tests, r.skipped)
	}
	reasons := make([]string, 0, len(r.skips))
	for reason := range r.skips {
		reasons = append(reasons, reason)
	}
	slices.Sort(reasons)
	for _, reason := range reasons {
		fmt.Fprintf(&b, "left out: %s\n", reason)
		b.WriteString(listed(r.skips[reason]))
	}
	return b.String()
}

// listed names tests, one a line and in their order; the subtests of one test share its line.
func listed(tests []key) string {
	var order []key
	parts := map[key]int{}
	for _, k := range tests {
		top, _, _ := strings.Cut(k.test, "/")
		whole := key{k.pkg, top}
		if _, known := parts[whole]; !known {
			order = append(order, whole)
			parts[whole] = 0
		}
		if k.test != top {
			parts[whole]++
		}
	}
	var b strings.Builder
	for _, k := range order {
		fmt.Fprintf(&b, "    %s %s", k.pkg, k.test)
		if n := parts[k]; n > 0 {
			fmt.Fprintf(&b, " (subtests: %d)", n)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var (
	testMark   = regexp.MustCompile(`^\s*(===|---) `)
	sourceLine = regexp.MustCompile(`^\s*[^\s:]+\.go:\d+: `)
)

// skipReason finds the sentence given to t.Skip in a skipped test's output: the last thing that it logged, without the
// place in the source. Continuation lines are joined.
func skipReason(output string) string {
	var reason []string
	for line := range strings.Lines(output) {
		line = strings.TrimRight(line, "\n")
		switch {
		case testMark.MatchString(line):
		case sourceLine.MatchString(line):
			reason = []string{sourceLine.ReplaceAllString(line, "")}
		default:
			reason = append(reason, strings.TrimSpace(line))
		}
	}
	if text := strings.TrimSpace(strings.Join(reason, " ")); text != "" {
		return text
	}
	return "no reason given"
}
