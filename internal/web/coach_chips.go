package web

import (
	"cmp"
	"html"
	"html/template"
	"strings"
)

// chips are the days of an athlete's month. A squad has a thousand of them, for which a template takes longer than all the rest
// of the page; every text that comes from somebody is escaped here instead.
func chips(cells []boardCell) (template.HTML, error) {
	var b chipWriter
	b.Grow(512 * len(cells))
	for i := range cells {
		b.WriteString(`<td class="`)
		if cells[i].Day.Today {
			b.WriteString("is-today")
		}
		if cells[i].Day.Weekend {
			b.WriteString(" is-weekend")
		}
		b.WriteString(`">`)
		for j := range cells[i].Items {
			b.planned(&cells[i].Items[j])
		}
		for j := range cells[i].Extra {
			b.extra(&cells[i].Extra[j])
		}
		b.WriteString("</td>")
	}
	return template.HTML(b.String()), b.err
}

// chipWriter writes chips, and keeps the first error.
type chipWriter struct {
	strings.Builder
	err error
}

func (b *chipWriter) write(parts ...string) {
	for _, p := range parts {
		b.WriteString(p)
	}
}

func (b *chipWriter) icon(name string) {
	drawn, err := icon(name)
	b.WriteString(string(drawn))
	b.err = cmp.Or(b.err, err)
}

// planned is what became of a training: a sign, its number, and all of it in words.
func (b *chipWriter) planned(item *boardItem) {
	title, word, number := html.EscapeString(item.Title), html.EscapeString(item.Mark.Word), html.EscapeString(item.Mark.Number)
	b.write(`<a class="chip verdict-`, item.Mark.Class, `" href="`, html.EscapeString(item.Href), `" title="`, title, " · ", word, " ", number, `">`)
	b.icon(item.Mark.Icon)
	b.write(`<span class="visually-hidden">`, title, ", ", word, "</span>")
	if number != "" {
		b.write("<span>", number, "</span>")
	}
	b.WriteString("</a>")
}

// extra is something that was done besides.
func (b *chipWriter) extra(item *doneItem) {
	text := html.EscapeString(item.Text)
	b.WriteString(`<a class="chip chip-extra"`)
	if item.Href != "" {
		b.write(` href="`, html.EscapeString(item.Href), `"`)
	}
	b.write(` title="`, text, `">`)
	b.icon(item.Icon)
	b.write(`<span class="visually-hidden">`, text, "</span></a>")
}
