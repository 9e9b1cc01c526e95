package web_test

import (
	"encoding/csv"
	"flag"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"palestra/internal/core/person"
)

var update = flag.Bool("update", false, "write the expected files of the pages anew")

// order is the athletes of the table from top to bottom.
func order(page answer) string {
	var names []string
	for _, m := range regexp.MustCompile(`<th scope="row"><a href="[^"]*">([^<]*)</a>`).FindAllStringSubmatch(page.body, -1) {
		names = append(names, m[1])
	}
	return strings.Join(names, " ")
}

func TestReportComparesAthletes(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.play(0, 0, 300)
	m.play(1, 0, 200)
	waiting := m.carl.get(at).wants(t, 200, "The numbers of 2 athletes are being computed.", "being computed")
	if !strings.Contains(waiting.body, "data-again") {
		t.Error("the page does not look again by itself")
	}
	m.compute()
	page := m.carl.get(at).wants(t, 200, "Athletes compared", "Still going on: as of 13:00.", "4:59", "3:19", "Distance by speed", "Time by heart rate",
		"Slowing down and speeding up", "from 24 km/h", "Zone 6", "Mean").lacks(t, "being computed")
	if strings.Contains(page.body, "data-again") || order(page) != "ana ben" {
		t.Errorf("order %q", order(page))
	}
	for query, want := range map[string]string{
		"?sort=name&dir=descending": "ben ana", "?sort=time&dir=ascending": "ben ana", "?sort=time": "ana ben", "?sort=nothing": "ana ben",
		// Nobody knows how old ben is: without a highest heart rate there is no load, which comes last in both directions.
		"?sort=load": "ana ben", "?sort=load&dir=ascending": "ana ben",
	} {
		if got := order(m.carl.get(at + query)); got != want {
			t.Errorf("%s: %s, not %s", query, got, want)
		}
	}
	frame := at + "/frames/" + strconv.FormatInt(m.frames()[0].ID, 10)
	m.carl.get(frame).wants(t, 200, "ana", "4:59", "Where these numbers come from", "What the device sent · GPS A", "Samples received 3,000", "None was left out.",
		"Sprints · from 18.0 km/h", "Accelerations · 2 – 3 m/s²", "0 / 50 / 60 / 70 / 80 / 90 / 100 %", "Highest heart rate 200 bpm")

	m.revoke("ana")
	m.carl.get(at).wants(t, 200, "1 athlete no longer lets you see this time.", "no longer shared", "3:19").lacks(t, "4:59")
	m.carl.get(frame).wants(t, 404)
	if file := m.carl.get(at + "/report.csv").body; strings.Contains(file, "299.9") || !strings.Contains(file, "199.9") {
		t.Errorf("the file has what is no longer shared:\n%s", file)
	}
}

func TestReportAsFile(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:00")
	for name, first := range map[string]string{"ana": "=cmd|' /C calc'!A0", "ben": `Ben "the wall", jr.`} {
		_, err := m.deps.Auth.SetProfile(t.Context(), m.viewer(name), person.Profile{FirstName: first})
		if err != nil {
			t.Fatal(err)
		}
	}
	m.play(0, 0, 300)
	m.compute()
	res := m.carl.get(at + "/report.csv")
	if got, want := res.Header.Get("Content-Disposition"), `attachment; filename="Match 2026-11-22.csv"`; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if got := res.Header.Get("Content-Type"); got != "text/csv; charset=utf-8; header=present" {
		t.Error(got)
	}
	const golden = "testdata/monitor_report.csv"
	if *update {
		if err := os.WriteFile(golden, []byte(res.body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if res.body != string(want) {
		t.Errorf("the file is\n%s\nand not\n%s", res.body, want)
	}
	rows, err := csv.NewReader(strings.NewReader(res.body)).ReadAll()
	if err != nil || len(rows) != 3 || !strings.HasSuffix(res.body, "\r\n") {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[1][0] != "'=cmd|' /C calc'!A0" || rows[2][0] != `Ben "the wall", jr.` {
		t.Errorf("names %q and %q", rows[1][0], rows[2][0])
	}
}
