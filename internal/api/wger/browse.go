package wger

import (
	"bytes"
	"html"
	"html/template"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// browsable is an answer as a page for people.
type browsable struct {
	Title, About, Static string
	Crumbs               []crumb
	Method, Address      string
	JSON, API            string
	CanGet, CanDelete    bool
	Previous, Next       string
	Status               int
	StatusText           string
	Headers              []header
	Body                 template.HTML
	Write                string
	Uploads              bool
	Fields               []input
	Raw                  string
}

type (
	crumb  struct{ Name, Address string }
	header struct{ Name, Value string }
	// input is a field of a page's form.
	input struct {
		Name, Label, Help, Type, Value string
		Required                       bool
		Choices                        []option
	}
	option struct {
		Value, Name string
		Chosen      bool
	}
)

// page renders an answer as a page for people.
func (d *Dialect) page(c *call, a answer) []byte {
	p := browsable{
		Title: c.place.title, About: c.place.description(), Static: c.root() + staticAt, Crumbs: d.crumbs(c),
		Method: c.r.Method, Address: c.root() + address(c, ""), JSON: c.root() + address(c, "json"), API: c.root() + address(c, "api"),
		CanGet: c.place.methods[http.MethodGet] != nil, Status: a.status, StatusText: http.StatusText(a.status),
		Headers: []header{{"Allow", c.place.allow[0]}, {"Content-Type", "application/json"}, {"Vary", vary[0]}},
		Body:    clickable(indented(a, 4)),
	}
	if p.Title == "" {
		p.Title = http.StatusText(a.status)
	}
	if a.page != nil {
		p.Previous, p.Next = a.page.previous, a.page.next
	}
	if c.v.SignedIn() || c.place.need == anyone {
		p.CanDelete = c.place.methods[http.MethodDelete] != nil && (c.place.need != contributors || c.v.Person.Admin)
		p.Write, p.Uploads = d.writable(c), c.endpoint != nil && c.endpoint.uploads
		p.Fields, p.Raw = formOf(c.place.inputs())
	}
	var b bytes.Buffer
	if err := pages().ExecuteTemplate(&b, "browse.html", p); err != nil {
		d.log.ErrorContext(c.ctx(), "page", "path", c.path, "error", err)
	}
	return b.Bytes()
}

// address is the request's own in a format.
func address(c *call, format string) string {
	query := c.r.URL.Query()
	query.Del("format")
	if format != "" {
		query.Set("format", format)
	}
	if len(query) == 0 {
		return c.r.URL.Path
	}
	return c.r.URL.Path + "?" + query.Encode()
}

// crumbs lead from the root to the page.
func (d *Dialect) crumbs(c *call) []crumb {
	all := []crumb{{"Api Root", c.root() + base}}
	path := base
	for step := range strings.SplitSeq(strings.Trim(strings.TrimPrefix(c.r.URL.Path, base), "/"), "/") {
		if step == "" {
			continue
		}
		path += step + "/"
		name := step
		if e := d.byName[step]; e != nil {
			name = e.title + " List"
		}
		all = append(all, crumb{name, c.root() + (&url.URL{Path: path}).EscapedPath()})
	}
	return all
}

var addressPattern = regexp.MustCompile(`&#34;(https?://[^&\s]*(?:&amp;[^&\s]*)*)&#34;`)

// clickable is JSON with links for addresses.
func clickable(json []byte) template.HTML {
	escaped := html.EscapeString(string(json))
	return template.HTML(addressPattern.ReplaceAllString(escaped, `&#34;<a href="$1">$1</a>&#34;`)) //nolint:gosec // everything was escaped before
}

// inputTypes are the types of form fields that are no plain text.
var inputTypes = map[kind]string{
	integerKind: "number", decimalKind: "text", numberKind: "number", booleanKind: "checkbox", dateKind: "date", timeKind: "time", relationKind: "number",
	imageKind: "file", fileKind: "file", emailKind: "email", urlKind: "url",
}

// formOf are the inputs for fields, and an example of a JSON body.
func formOf(specs []*spec) (all []input, raw string) {
	var b strings.Builder
	b.WriteString("{")
	for _, s := range specs {
		if s.shown {
			continue
		}
		f := input{Name: s.name, Label: s.title(), Help: s.help, Type: inputTypes[s.kind], Required: s.required}
		switch {
		case s.many:
			f.Type, f.Help = "text", "A number; use the JSON below for several."
		case f.Type == "":
			f.Type = "text"
		}
		if s.name == "password" {
			f.Type = "password"
		}
		for _, c := range s.choices {
			f.Choices = append(f.Choices, option{Value: c.value, Name: c.name})
		}
		all = append(all, f)
		if len(all) > 1 {
			b.WriteString(",")
		}
		b.WriteString("\n    \"" + s.name + "\": " + s.example())
	}
	return all, b.String() + "\n}"
}

// example is what a field may be in a JSON body.
func (s *spec) example() string {
	switch {
	case s.many:
		return "[]"
	case s.kind == booleanKind:
		return "false"
	case s.kind == textKind || s.kind == urlKind || s.kind == emailKind:
		return `""`
	}
	return "null"
}
