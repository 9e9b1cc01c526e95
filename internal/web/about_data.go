package web

import (
	"context"
	"net/http"
	"strings"

	"palestra/internal/core/reference"
)

// Credits tells to whom the catalogue of exercises and foods is owed, by kind and those with most entries first.
type Credits interface {
	All(ctx context.Context) ([]reference.Contribution, error)
}

// aboutRoutes is what the server says about the data that comes with it. The second address is where clients of one of the
// APIs look for it.
func (s *Site) aboutRoutes() table {
	return table{
		"GET /about/data":          s.open(s.showData),
		"GET /en/software/license": s.open(s.showData),
	}
}

// dataPage is the page about the data.
type dataPage struct {
	Kinds []dataKind
	// Map says whom the base map comes from.
	Map string
}

// dataKind is one kind of entries with its licences and authors.
type dataKind struct {
	Title    string
	Entries  string
	Licenses []dataLicense
	Authors  []dataAuthor
}

type dataLicense struct{ Name, URL, Entries string }

type dataAuthor struct{ Name, Entries string }

// kindTitles are the names of the kinds of entries, in the order of the page.
var kindTitles = []struct{ kind, title string }{
	{"exercise", "data.exercises"}, {"translation", "data.translations"}, {"ingredient", "data.ingredients"}, {"image", "data.images"},
}

func (s *Site) showData(r *http.Request, who reader) (reply, error) {
	page := dataPage{Map: s.deps.MapAttribution}
	if s.deps.Credits != nil {
		all, err := s.deps.Credits.All(r.Context())
		if err != nil {
			return reply{}, err
		}
		for _, k := range kindTitles {
			if kind := dataOf(who, all, k.kind); len(kind.Licenses) > 0 {
				kind.Title = who.words.T(k.title)
				page.Kinds = append(page.Kinds, kind)
			}
		}
	}
	return reply{page: "about-data", shell: shell{Title: who.words.T("data.title")}, body: page}, nil
}

// dataOf puts together what there is of one kind.
func dataOf(who reader, all []reference.Contribution, kind string) dataKind {
	var k dataKind
	var total int64
	entries := map[string]int64{}
	var licenses []reference.License
	under := map[int64]int64{}
	var authors []string
	for _, c := range all {
		if c.Kind != kind {
			continue
		}
		total += c.Entries
		if under[c.License.ID] == 0 {
			licenses = append(licenses, c.License)
		}
		under[c.License.ID] += c.Entries
		name := c.Author
		if name == "" {
			name = who.words.T("data.contributors")
		}
		if entries[name] == 0 {
			authors = append(authors, name)
		}
		entries[name] += c.Entries
	}
	k.Entries = entriesText(who, total)
	for _, l := range licenses {
		k.Licenses = append(k.Licenses, dataLicense{strings.TrimSpace(l.FullName), l.URL, entriesText(who, under[l.ID])})
	}
	for _, name := range authors {
		k.Authors = append(k.Authors, dataAuthor{name, entriesText(who, entries[name])})
	}
	return k
}

func entriesText(who reader, n int64) string {
	return who.words.N("data.entries", int(n), who.print.Count(int(n)))
}
