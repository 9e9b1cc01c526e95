package clienttest

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// tab is a browser's tab, and what it complained about.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu         sync.Mutex
	complaints []string
}

func openTab(t *testing.T, base string) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser(t)), chromedp.NoSandbox, // the sandbox refuses to run as root, which tests in containers do
		chromedp.Flag("disable-component-update", true), chromedp.Flag("force-prefers-reduced-motion", true))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	b := &tab{t: t, ctx: ctx, base: base}
	b.do(chromedp.EmulateViewport(1400, 1000))
	b.listen()
	return b
}

// listen notes errors of scripts and of loading; they fail the test at its end.
func (b *tab) listen() {
	messages := chromedp.Console(b.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == chromedp.ConsoleError {
				b.mu.Lock()
				b.complaints = append(b.complaints, m.Text+" "+m.URL)
				b.mu.Unlock()
			}
		}
	}()
	b.t.Cleanup(func() {
		_ = chromedp.Cancel(b.ctx)
		<-done
		if len(b.complaints) > 0 {
			b.t.Errorf("the browser complained:\n%s", strings.Join(b.complaints, "\n"))
		}
	})
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%v\nthe page shows:\n%s", err, b.text())
	}
}

func (b *tab) text() string {
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return v
}

// wait goes on when an expression becomes true. The test's own deadline bounds it.
func (b *tab) wait(expression string) {
	b.t.Helper()
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err != nil && b.t.Context().Err() != nil {
			b.t.Fatalf("waiting for %s: %v\nthe page shows:\n%s", expression, err, b.text())
		}
		if err == nil && ok {
			return
		}
		b.do(chromedp.Sleep(50 * time.Millisecond))
	}
}

// seen waits for a text on the page.
func (b *tab) seen(text string) {
	b.t.Helper()
	b.wait(`document.body.innerText.toLowerCase().includes(` + strconv.Quote(strings.ToLower(text)) + `)`)
}

// at waits for an address.
func (b *tab) at(path string) {
	b.t.Helper()
	b.wait(`location.pathname === ` + strconv.Quote(path))
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// click clicks on what a selector finds once it is there and can be clicked on.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.wait(`document.querySelector(` + strconv.Quote(selector) + `) && !document.querySelector(` + strconv.Quote(selector) + `).disabled`)
	b.run(`document.querySelector(` + strconv.Quote(selector) + `).click()`)
}

// fill writes into a field, or chooses in a list, as its reader would.
func (b *tab) fill(selector, value string) {
	b.t.Helper()
	b.wait(`document.querySelector(` + strconv.Quote(selector) + `)`)
	b.run(`(f => { f.value = ` + strconv.Quote(value) + `; f.dispatchEvent(new Event("input", {bubbles: true}));
		f.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector(` + strconv.Quote(selector) + `))`)
}

func (b *tab) run(script string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`(() => { `+script+`; return true })()`)); err != nil {
		b.t.Fatalf("%s: %v\nthe page shows:\n%s", script, err, b.text())
	}
}

func (b *tab) upload(selector, path string) {
	b.t.Helper()
	b.wait(`document.querySelector(` + strconv.Quote(selector) + `)`)
	b.do(chromedp.SetUploadFiles(chromedp.CSS(selector), []string{path}))
}

// picture leaves the page as a picture where PALESTRA_TEST_SCREENSHOTS says.
func (b *tab) picture(name string) {
	b.t.Helper()
	dir := os.Getenv("PALESTRA_TEST_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	must(b.t, err)
	must(b.t, os.WriteFile(filepath.Join(dir, "client-"+name+".png"), png, 0o600))
}
