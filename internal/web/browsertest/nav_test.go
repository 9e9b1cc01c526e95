package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What has no room in a bar is behind "More": it opens by a tap, leads on, marks where one is, and closes by Escape.
func TestMoreOfTheNavigation(t *testing.T) {
	for _, tt := range []struct {
		name, bar string
		size      func(*tab)
	}{
		{"wide", ".topnav", (*tab).wide}, {"phone", ".bottombar", (*tab).phone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, nil)
			h.squad(t)
			b := openTab(t, h.URL)
			tt.size(b)
			b.signIn("carl")
			b.open("/activities")
			more, body := tt.bar+" .more", tt.bar+` .more-sheet a[href="/body"]`
			shown := func(selector string) bool {
				return ask[bool](b, "document.querySelector(`"+selector+"`).checkVisibility()")
			}
			if shown(body) {
				t.Error("what is behind More is shown before it is asked for")
			}
			b.tap(more + " > summary")
			b.wait("document.querySelector(`" + more + "`).open")
			inside := "(() => { const r = document.querySelector(`" + tt.bar + " .more-sheet`).getBoundingClientRect();" +
				" return r.width > 0 && r.left >= 0 && r.top >= 0 && r.right <= innerWidth && r.bottom <= innerHeight; })()"
			if !ask[bool](b, inside) {
				t.Error("a part of More lies outside of the screen")
			}
			b.picture("nav-more-" + tt.name)
			b.do(chromedp.KeyEvent(kb.Escape))
			b.wait("!document.querySelector(`" + more + "`).open")
			b.tap(more + " > summary")
			b.click(body)
			b.wait(`location.pathname === "/body"`)
			if !ask[bool](b, "document.querySelector(`"+more+" > summary`).getAttribute('aria-current') === 'true'") || shown(body) {
				t.Error("More doesn't tell that it leads to where one is, or is still open")
			}
		})
	}
}
