package web_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"palestra/internal/core/reference"
	"palestra/internal/web"
)

// credits are what a small catalogue owes to whom.
type credits []reference.Contribution

func (c credits) All(context.Context) ([]reference.Contribution, error) { return c, nil }

func TestAboutTheData(t *testing.T) {
	share := reference.License{ID: 2, FullName: " Share Alike 4", ShortName: "CC-BY-SA 4", URL: "https://creativecommons.org/licenses/by-sa/4.0/"}
	free := reference.License{ID: 3, FullName: "Public Domain", ShortName: "CC0"}
	server := newSite(t, func(d *web.Deps) {
		d.MapAttribution = "Somebody's map"
		d.Credits = credits{
			{Kind: "exercise", License: share, Author: "<ana>", Entries: 1200}, {Kind: "exercise", License: free, Author: "<ana>", Entries: 34},
			{Kind: "exercise", License: share, Entries: 1}, {Kind: "ingredient", License: free, Author: "ben", Entries: 5},
		}
	})
	for _, path := range []string{"/about/data", "/en/software/license"} {
		status, page := readPage(t, server.URL+path, "en")
		if status != http.StatusOK {
			t.Fatalf("%s: status %d", path, status)
		}
		for _, part := range []string{
			"contributors of the wger project", `<a href="https://creativecommons.org/licenses/by-sa/4.0/"`, "Share Alike 4", "1,201 entries", "34 entries",
			"&lt;ana&gt;", "1,234 entries", "wger contributors", "1 entry", "Public Domain", "Somebody&#39;s map", "<h2>Foods</h2>",
		} {
			if !strings.Contains(page, part) {
				t.Errorf("%s lacks %q", path, part)
			}
		}
		if strings.Contains(page, "Names and descriptions</h2>") {
			t.Errorf("%s shows a kind without entries", path)
		}
	}
	if _, page := readPage(t, server.URL+"/", "en"); !strings.Contains(page, `href="/about/data"`) {
		t.Error("the foot of the start page has no link to the page about the data")
	}
	if _, page := readPage(t, server.URL+"/about/data", "fr"); !strings.Contains(page, "À propos des données") {
		t.Error("no French page")
	}
}

func TestAboutTheDataWithoutAny(t *testing.T) {
	status, page := readPage(t, newSite(t, nil).URL+"/about/data", "en")
	if status != http.StatusOK || !strings.Contains(page, "No catalogue is loaded.") {
		t.Errorf("status %d, %s", status, page)
	}
}

// readPage reads a page as a browser in a language does.
func readPage(t *testing.T, address, language string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Language", language)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var b strings.Builder
	if _, err := io.Copy(&b, response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, b.String()
}
