// Command testreport reads the events of `go test -json` from standard input and says what people and CI need to know: one
// line for each package, the whole output of every test that failed, and, in the end, what was skipped and why.
//
//	go test -json ./... | testreport -summary test-output/tests.txt
//
// Nothing is skipped in silence: each reason is written to the summary file with the tests that gave it. The exit status is
// 1 when something failed or when no test ran at all.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	summary := flag.String("summary", "", "also write the closing lines to this `file`")
	flag.Parse()

	report := newReport(os.Stdout)
	if err := report.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	closing := report.closing()
	if *summary == "" {
		fmt.Print(closing)
	} else if err := os.WriteFile(*summary, []byte(closing), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	if !report.passed() {
		os.Exit(1)
	}
}

// event is one line of `go test -json`, as `go doc test2json` and `go help buildjson` describe it. Test is empty for what
// happens to a whole package; ImportPath is set, in place of Package, by the build.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

// read consumes events until the end of the input. A line that is not an event (a tool's own words) is passed on as it is.
func (r *report) read(input io.Reader) error {
	lines := bufio.NewReader(input)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) == nil && e.Action != "" {
				r.add(e)
			} else {
				fmt.Fprintf(r.out, "%s", line)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
