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
			missing := strings.HasSuffix(m.URL, missingPage)
			if m.IsException() || m.Type == chromedp.ConsoleError && !missing {
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

// do runs steps that give nothing.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%v\nthe page shows:\n%s", err, b.text("body"))
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait goes on when an expression becomes true, on whatever page that is by then. The test's own deadline bounds it.
func (b *tab) wait(expression string) {
	b.t.Helper()
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		if err != nil && !betweenPages(err) {
			b.t.Fatalf("waiting for %s: %v\nthe page shows:\n%s", expression, err, b.text("body"))
		}
		if err == nil && ok {
			return
		}
		b.do(chromedp.Sleep(20 * time.Millisecond))
	}
}

// betweenPages tells the error of asking a page that is just being left.
func betweenPages(err error) bool {
	return strings.Contains(err.Error(), "context with specified id") || strings.Contains(err.Error(), "Execution context was destroyed")
}

func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// click follows a link or sends a form, and waits for the page it leads to.
func (b *tab) click(selector string) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		b.t.Fatalf("click on %s: %v\nthe page shows:\n%s", selector, err, b.text("body"))
	}
}

// fill writes into a field, replacing what is there.
func (b *tab) fill(name, value string) {
	b.t.Helper()
	field := `main [name="` + name + `"]`
	ask[string](b, `document.querySelector('`+field+`').value = ""`)
	b.do(chromedp.SendKeys(chromedp.CSS(field), value))
}

// text is what is seen of the first element that a selector finds, "" when there is none.
func (b *tab) text(selector string) string {
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector('`+selector+`')?.innerText ?? ""`))
	if err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(v), " ")
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
