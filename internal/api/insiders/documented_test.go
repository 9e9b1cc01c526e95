package insiders_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// documented are the operations that the API's documentation describes, each with the statuses for which it prints an answer,
// or says that there is none (204). N stands for a number.
var documented = map[string]string{
	"GET /athletes/":                      "200 403",
	"POST /athletes/":                     "201 403",
	"POST /athletes/create-managed/":      "201 403",
	"GET /athletes/by-external-id/":       "200 403 404",
	"GET /athletes/N/":                    "200 403 404",
	"PUT /athletes/N/":                    "201 403 404",
	"DELETE /athletes/N/":                 "204 403 404",
	"PUT /athletes/N/managed/":            "201 403",
	"DELETE /athletes/N/managed/":         "204 403 404",
	"PUT /athletes/N/change-password/":    "204 404",
	"GET /athletes/N/permissions/":        "200 403 404",
	"GET /athletes/N/permissions/N/":      "200 403 404",
	"POST /athletes/N/permissions/N/":     "200 403 404",
	"DELETE /athletes/N/permissions/N/":   "204 403 404",
	"DELETE /athletes/N/permissions/N/N/": "204 403 404",
	"GET /json-schemas/":                  "200 403 404",
	"GET /json-schemas/N/":                "200 403 404",
	"GET /activities/":                    "200 403 404",
	"POST /activities/":                   "201 400 403",
	"GET /activities/N/":                  "200 403 404",
	"PUT /activities/N/":                  "200 400 403",
	"DELETE /activities/N/":               "204 403 404",
	"GET /activities/N/webhooks/":         "200 403 404",
	"POST /activities/N/webhooks/":        "200 400 403",
	"GET /activities/N/webhooks/N/":       "200 403 404",
	"PUT /activities/N/webhooks/N/":       "200 403 404",
	"DELETE /activities/N/webhooks/N/":    "204 403 404",
	"GET /timeframes/":                    "200 403",
	"POST /timeframes/":                   "201 400 403",
	"GET /timeframes/N/":                  "200 403 404",
	"PUT /timeframes/N/":                  "200 400 403 404",
	"PATCH /timeframes/N/":                "200 400 403 404",
	"DELETE /timeframes/N/":               "204 403 404",
	"GET /activities/N/computed/":         "200 403 404",
	"GET /timeframes/N/computed/":         "200 403 404",
}

var (
	exchange = regexp.MustCompile(`(?s)(?:^|\n)(?:[a-z-]+: )?([A-Z]+) (/\S*)\n.*?-- reply --\n(\d{3})`)
	numbers  = regexp.MustCompile(`/\d+`)
)

// Each operation of the documentation has a transcript for each status that it prints.
func TestEachDocumentedAnswerHasATranscript(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	must(t, err)
	closed, err := filepath.Glob("testdata/closed/*.txtar")
	must(t, err)
	files = append(files, closed...)
	shown := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		must(t, err)
		for _, part := range strings.Split(string(text), "-- request --") {
			for _, m := range exchange.FindAllStringSubmatch(part, -1) {
				path, _, _ := strings.Cut(m[2], "?")
				path = strings.TrimPrefix(strings.TrimPrefix(path, "/api"), "/v1")
				if !strings.HasSuffix(path, "/") {
					path += "/"
				}
				shown[m[1]+" "+numbers.ReplaceAllString(path, "/N")+" "+m[3]] = true
			}
		}
	}
	for operation, statuses := range documented {
		for _, status := range strings.Fields(statuses) {
			if !shown[operation+" "+status] {
				t.Errorf("no transcript shows %s answered with %s", operation, status)
			}
		}
	}
}
