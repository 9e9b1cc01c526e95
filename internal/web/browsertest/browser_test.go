package browsertest

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

const (
	// patience is how long one thing may take to happen, on a machine that has much else to do.
	patience = time.Minute
	// closing is how long the browser may take to end, or to say what it shows when something has failed.
	closing = 15 * time.Second
)

// tab is a browser's tab with cookies of its own, and what it complained about.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu         sync.Mutex
	complaints []string
}

// missingPage is asked for on purpose.
const missingPage = "/no/such/page"

// cutStream is what a test cuts on purpose, to see it come back.
const cutStream = "/live/stream"

// openTab starts a browser of its own; its tests are skipped where there is none.
func openTab(t *testing.T, base string) *tab {
	t.Helper()
	path := os.Getenv("PALESTRA_TEST_BROWSER")
	if path == "" {
		t.Skip("PALESTRA_TEST_BROWSER names no Chromium; the pages are not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, // the sandbox refuses to run as root, which tests in containers do
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("force-prefers-reduced-motion", true))
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	// The first step starts the browser, which lives as long as that step's context: it has no bound of its own.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t, ctx: ctx, base: base}
	b.wide()
	b.listen()
	return b
}

// listen notes errors of scripts, blocked by the policy or not found; they fail the test at its end.
func (b *tab) listen() {
	messages := chromedp.Console(b.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range messages {
			if err != nil {
				return
			}
			meant := strings.HasSuffix(m.URL, missingPage) || strings.HasSuffix(m.URL, cutStream)
			if m.IsException() || m.Type == chromedp.ConsoleError && !meant {
				b.mu.Lock()
				b.complaints = append(b.complaints, m.Text+" "+m.URL)
				b.mu.Unlock()
			}
		}
	}()
	b.t.Cleanup(func() {
		_ = within(b, closing, chromedp.Cancel) // the allocator's end kills a browser that does not go
		select {
		case <-done:
		case <-time.After(closing):
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.complaints) > 0 {
			b.t.Errorf("the browser complained:\n%s", strings.Join(b.complaints, "\n"))
		}
	})
}

// within does one thing in the tab, and gives up after a time.
func within(b *tab, most time.Duration, do func(context.Context) error) error {
	ctx, stop := context.WithTimeout(b.ctx, most)
	defer stop()
	return do(ctx)
}

// fail ends the test with what is known: what was wanted, where the tab is, what it shows as text, and as a picture where pictures
// are kept.
func (b *tab) fail(format string, args ...any) {
	b.t.Helper()
	b.t.Errorf(format, args...)
	var at string
	err := within(b, closing, func(ctx context.Context) (err error) {
		at, err = chromedp.Run(ctx, chromedp.Evaluate[string](`location.href`))
		return err
	})
	if err != nil {
		at = err.Error()
	}
	if err := b.keep(closing, "failed-"+b.t.Name()); err != nil {
		b.t.Errorf("no picture of it: %v", err)
	}
	b.t.Fatalf("%s shows:\n%s", at, b.text("body"))
}

// do runs steps that give nothing, each within patience.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for i, step := range steps {
		if err := within(b, patience, func(ctx context.Context) error { return chromedp.Do(ctx, step) }); err != nil {
			b.fail("step %d of %d: %v", i+1, len(steps), err)
		}
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) (v T) {
	b.t.Helper()
	err := within(b, patience, func(ctx context.Context) (err error) {
		v, err = chromedp.Run(ctx, chromedp.Evaluate[T](expression))
		return err
	})
	if err != nil {
		b.fail("%s: %v", expression, err)
	}
	return v
}

// wait goes on when an expression becomes true, on whatever page that is by then, and fails when it does not.
func (b *tab) wait(expression string) {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		switch {
		case err != nil && !betweenPages(err):
			b.fail("waited in vain for %s: %v", expression, err)
		case err == nil && ok:
			return
		}
		select {
		case <-ctx.Done():
			b.fail("waited in vain for %s", expression)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// betweenPages tells the error of asking a page that is just being left.
func betweenPages(err error) bool {
	return strings.Contains(err.Error(), "context with specified id") || strings.Contains(err.Error(), "Execution context was destroyed")
}

// there waits until a selector finds something that can be seen.
func (b *tab) there(selector string) {
	b.t.Helper()
	b.wait("document.querySelector(`" + selector + "`)?.checkVisibility()")
}

func (b *tab) open(path string) {
	b.t.Helper()
	if err := within(b, patience, func(ctx context.Context) error { return chromedp.Do(ctx, chromedp.Navigate(b.base+path)) }); err != nil {
		b.fail("opening %s: %v", path, err)
	}
}

// press clicks on what a selector finds, where no other page follows.
func (b *tab) press(selector string) {
	b.t.Helper()
	b.there(selector)
	if err := within(b, patience, func(ctx context.Context) error { return chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector))) }); err != nil {
		b.fail("click on %s: %v", selector, err)
	}
}

// click follows a link or sends a form, and waits for the page it leads to.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.there(selector)
	err := within(b, patience, func(ctx context.Context) error {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
		return err
	})
	if err != nil {
		b.fail("waited in vain for the page after a click on %s: %v", selector, err)
	}
}

// fill writes into a field, replacing what is there.
func (b *tab) fill(name, value string) {
	b.t.Helper()
	b.retype(`main [name="`+name+`"]`, value)
}

// retype replaces what an input holds.
func (b *tab) retype(selector, value string) {
	b.t.Helper()
	b.there(selector)
	ask[string](b, "document.querySelector(`"+selector+"`).value = ''")
	b.do(chromedp.SendKeys(chromedp.CSS(selector), value))
}

// text is what is seen of the first element that a selector finds, "" when there is none.
func (b *tab) text(selector string) string {
	var seen string
	err := within(b, closing, func(ctx context.Context) (err error) {
		seen, err = chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector('`+selector+`')?.innerText ?? ""`))
		return err
	})
	if err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(seen), " ")
}

// wants asserts that an element shows a text.
func (b *tab) wants(selector, text string) {
	b.t.Helper()
	if got := b.text(selector); !strings.Contains(got, text) {
		b.t.Errorf("%s shows %q, which lacks %q", selector, got, text)
	}
}

// signUp makes an account through the form.
func (b *tab) signUp(name string) {
	b.t.Helper()
	b.open("/sign-up")
	b.fill("username", name)
	b.fill("password", "correct horse battery")
	b.click(`main button[type="submit"]`)
}

func (b *tab) wide() { b.do(chromedp.EmulateViewport(1400, 900)) }

func (b *tab) phone() {
	b.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)))
}

// theme chooses day or night as a returning reader has it, by cookie.
func (b *tab) theme(name string) {
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.SetCookie, network.SetCookieParams{Name: "palestra_theme", Value: name, URL: b.base + "/"})
		return err
	}))
}
