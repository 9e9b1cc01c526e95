package clienttest

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// What a person does to a page. Each waits for what it needs.

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.front.URL + path))
}

// there waits until a selector finds something.
func (b *tab) there(selector string) {
	b.t.Helper()
	b.wait(`document.querySelector(` + quote(selector) + `)`)
}

// until opens a page again and again until a selector finds something on it.
func (b *tab) until(path, selector string) {
	b.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		b.open(path)
		for again := time.Now().Add(5 * time.Second); time.Now().Before(again); time.Sleep(pause) {
			if ask[bool](b, `document.querySelector(`+quote(selector)+`) !== null`) {
				return
			}
		}
	}
	b.fail("%s never has %s", path, selector)
}

// seen waits for a text on the page, in whatever case.
func (b *tab) seen(text string) {
	b.t.Helper()
	b.wait(`document.body.innerText.toLowerCase().includes(` + quote(strings.ToLower(text)) + `)`)
}

// unseen waits until a text is not on the page.
func (b *tab) unseen(text string) {
	b.t.Helper()
	b.wait(`!document.body.innerText.toLowerCase().includes(` + quote(strings.ToLower(text)) + `)`)
}

// at waits for an address.
func (b *tab) at(path string) {
	b.t.Helper()
	b.wait(`location.pathname === ` + quote(path))
}

// path is the address of the page without its host.
func (b *tab) path() string {
	b.t.Helper()
	return ask[string](b, `location.pathname`)
}

// find gives the first text on the page that a regular expression describes.
func (b *tab) find(pattern string) string {
	b.t.Helper()
	match := `document.body.innerText.match(new RegExp(` + quote(pattern) + `))?.[0] ?? ""`
	b.wait(match)
	return ask[string](b, match)
}

// answered waits until the server has answered an operation ("GET /api/config") well.
func (b *tab) answered(operation string) {
	b.t.Helper()
	b.answeredAfter(0, operation)
}

// answeredAfter waits until an operation was answered more often than so many times.
func (b *tab) answeredAfter(times int, operation string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for b.front.times(operation) <= times {
		select {
		case <-ctx.Done():
			b.fail("waited in vain for %s", operation)
		case <-time.After(pause):
		}
	}
}

// click clicks on what a selector finds once it is there and can be clicked on.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.there(":is(" + selector + "):not(:disabled)")
	b.run(`document.querySelector(` + quote(selector) + `).click()`)
}

// tick chooses a radio button, which this client does on its input event.
func (b *tab) tick(selector string) {
	b.t.Helper()
	b.click(selector)
	b.run(`document.querySelector(` + quote(selector) + `).dispatchEvent(new Event("input", {bubbles: true}))`)
}

// fill writes into a field, or chooses in a list, as its reader would.
func (b *tab) fill(selector, value string) {
	b.t.Helper()
	b.there(selector)
	b.run(`const f = document.querySelector(` + quote(selector) + `); f.value = ` + quote(value) + `;
		f.dispatchEvent(new Event("input", {bubbles: true})); f.dispatchEvent(new Event("change", {bubbles: true}))`)
}

// choose is fill for a list whose choices come with the answer of the server.
func (b *tab) choose(selector, value string) {
	b.t.Helper()
	b.there(selector + ` option[value="` + value + `"]`)
	b.fill(selector, value)
}

func (b *tab) upload(selector, path string) {
	b.t.Helper()
	b.there(selector)
	b.do(chromedp.SetUploadFiles(chromedp.CSS(selector), []string{path}))
}

// quote makes a text a string of JavaScript.
func quote(s string) string { return strconv.Quote(s) }

// escape makes a text a value in an address.
func escape(s string) string { return url.QueryEscape(s) }
