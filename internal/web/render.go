package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"sync"

	"palestra/internal/web/messages"
)

//go:embed templates
var templateFiles embed.FS

// shell is what every page needs around its own content.
type shell struct {
	Title string
	// Nav is the key of the area that is current (see navigation.go), or "".
	Nav string
	// Top and Bottom are the navigation on a wide screen and on a phone.
	Top, Bottom navBar
	// Sections are the settings, on a page that is one of them; Up leads from it to what it is a part of.
	Sections []sectionGroup
	Up       upLink
	Avatar   avatar
	// Here is the path of this page, where a change of language or theme returns to.
	Here     string
	SignedIn bool
	Username string
	Theme    string
	Imperial bool
	Toast    *toast
	// Width is "", "narrow" or "medium".
	Width string
	// Chart and Map say whether the page needs the libraries that draw them.
	Chart, Map bool
}

// picker is the form of language, theme and units; ID tells two of them on one page apart.
type picker struct {
	ID, Here, Theme string
	Imperial        bool
}

// Picker is called by templates.
func (s shell) Picker(id string) picker {
	return picker{ID: id, Here: s.Here, Theme: s.Theme, Imperial: s.Imperial}
}

// page is what a template gets: the shell, and the page's own content as Body.
type page struct {
	shell
	Body any
}

// templates are those of each language, whose functions speak it. They are parsed when the first page is asked for in it:
// who serves programs only, or people of one language, keeps no more.
type templates map[string]func() (*template.Template, error)

// newTemplates gets all languages ready. link makes addresses that hold under a sub-path, asset those of static files.
func newTemplates(link, asset func(string) string) templates {
	all := templates{}
	for _, lang := range messages.Languages {
		all[lang] = sync.OnceValues(func() (*template.Template, error) {
			return template.New("").Funcs(templateFuncs(messages.For(lang), link, asset)).
				ParseFS(templateFiles, "templates/*.html", "templates/components/*.html", "templates/pages/*.html")
		})
	}
	return all
}

func templateFuncs(m *messages.Catalogue, link, asset func(string) string) template.FuncMap {
	return template.FuncMap{
		"t":     m.T,
		"n":     m.N,
		"lang":  func() string { return m.Lang },
		"icon":  icon,
		"link":  link,
		"asset": asset,
		"css":   func() string { return asset(stylesheet) },
		"langs": func() []language { return languages },
	}
}

// language is a choice of the language menu, each named in itself.
type language struct{ Code, Name string }

var languages = []language{{"en", "English"}, {"fr", "Français"}, {"de", "Deutsch"}}

// execute writes what a template makes of data, in a language.
func (t templates) execute(out io.Writer, lang, name string, data any) error {
	own, err := t[lang]()
	if err == nil {
		err = own.ExecuteTemplate(out, name, data)
	}
	if err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	return nil
}

// write renders the whole page before the first byte leaves, so that a failing template becomes a clean error.
func (t templates) write(w http.ResponseWriter, r *http.Request, status int, lang, name string, p page) error {
	var b bytes.Buffer
	if err := t.execute(&b, lang, name, p); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", lang)
	return respond(w, r, status, b.Bytes())
}
