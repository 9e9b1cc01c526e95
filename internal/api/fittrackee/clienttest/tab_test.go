package clienttest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const (
	// patience is how long one thing may take to appear, on a machine that has much else to do.
	patience = 3 * time.Minute
	// longest is how long everything together may take.
	longest = 15 * time.Minute
	// closing is how long the browser may take to end, or to say what it shows when something has failed.
	closing = 20 * time.Second
	// pause lies between two looks at something that has to change.
	pause = 50 * time.Millisecond
)

// tab is a browser's tab, and what it complained about.
type tab struct {
	t     *testing.T
	ctx   context.Context
	front *front

	mu                  sync.Mutex
	console, complaints []string
}

// browser is where Chromium is; the test is skipped where there is none.
func browser(t *testing.T) string {
	t.Helper()
	path := os.Getenv("PALESTRA_TEST_BROWSER")
	if path == "" {
		t.Skip("PALESTRA_TEST_BROWSER names no Chromium; the released web client is not tried")
	}
	return path
}

func openTab(t *testing.T, f *front) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser(t)), chromedp.NoSandbox, // the sandbox refuses to run as root, which tests in containers do
		chromedp.Flag("disable-component-update", true), chromedp.Flag("force-prefers-reduced-motion", true))
	bounded, end := context.WithTimeout(t.Context(), longest)
	t.Cleanup(end)
	allocated, stop := chromedp.NewExecAllocator(bounded, options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	b := &tab{t: t, ctx: ctx, front: f}
	// The first step starts the browser, which lives as long as the step's context: it has the bound of the whole.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1400, 1000)); err != nil {
		t.Fatal(err)
	}
	b.listen()
	return b
}

// listen notes what the console says; errors of scripts and of loading fail the test at its end.
func (b *tab) listen() {
	messages := chromedp.Console(b.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range messages {
			if err != nil {
				return
			}
			b.hear(m)
		}
	}()
	b.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(b.ctx, closing)
		defer cancel()
		_ = chromedp.Cancel(ctx) // the allocator's end kills a browser that does not go
		select {
		case <-done:
		case <-ctx.Done():
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.complaints) > 0 {
			b.t.Errorf("the browser complained:\n%s", strings.Join(b.complaints, "\n"))
		}
	})
}

func (b *tab) hear(m chromedp.ConsoleMessage) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.console = append(b.console, m.String()+" "+m.URL)
	if m.IsException() || m.Type == chromedp.ConsoleError {
		b.complaints = append(b.complaints, m.Text+" "+m.URL+", after "+b.front.last())
	}
}

// do runs steps within patience.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fail("%v", err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.fail("%s: %v", expression, err)
	}
	return v
}

// run runs a script.
func (b *tab) run(script string) {
	b.t.Helper()
	ask[bool](b, `(() => { `+script+`; return true })()`)
}

// still waits until a part of the page has stayed the same from one look to the next, half a second later.
func (b *tab) still(selector string) {
	b.t.Helper()
	b.wait(`(() => {
		const now = (document.querySelector(` + quote(selector) + `) || {}).innerHTML, seen = window.palestraStill
		if (seen && seen.html === now) return now !== undefined && Date.now() - seen.since > 500
		window.palestraStill = {html: now, since: Date.now()}
		return false
	})()`)
}

// wait goes on when an expression becomes true, on whatever page that is by then, and fails when it does not.
func (b *tab) wait(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		// An error may be that of asking a page that is just being left; what is wrong for good ends with patience.
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err == nil && ok {
			return
		}
		select {
		case <-ctx.Done():
			b.fail("waited in vain for %s (%v)", expression, err)
		case <-time.After(pause):
		}
	}
}

// fail ends the test with all that is known: the page as text and as a picture, the console, the last requests.
func (b *tab) fail(format string, args ...any) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, closing)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
	if err != nil {
		text = err.Error()
	}
	b.keep(ctx, "failed")
	b.mu.Lock()
	console := strings.Join(b.console, "\n")
	b.mu.Unlock()
	b.t.Errorf(format, args...)
	b.t.Fatalf("the page shows:\n%s\nthe console:\n%s\nthe last requests:\n%s", text, console, b.front.latest())
}

// picture leaves the page as a picture where PALESTRA_TEST_SCREENSHOTS says.
func (b *tab) picture(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	b.keep(ctx, name)
}

func (b *tab) keep(ctx context.Context, name string) {
	b.t.Helper()
	dir := os.Getenv("PALESTRA_TEST_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "fittrackee-client-"+name+".png"), png, 0o600)
	}
	if err != nil {
		b.t.Errorf("no picture of %s: %v", name, err)
	}
}
