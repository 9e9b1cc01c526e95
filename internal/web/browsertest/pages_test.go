package browsertest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// accessible lists what a reader with a keyboard, a screen reader or a small screen would stumble over.
const accessible = `(() => {
	const wrong = [];
	const name = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.className.baseVal ?? e.className ? "." + (e.className.baseVal ?? e.className) : "");
	const seen = (e) => e.checkVisibility();
	const ids = new Map();
	for (const e of document.querySelectorAll("[id]")) {
		if (ids.has(e.id)) wrong.push("the id " + e.id + " is there twice");
		ids.set(e.id, e);
	}
	for (const e of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
		for (const id of [e.getAttribute("aria-describedby"), e.getAttribute("aria-labelledby")].filter(Boolean).join(" ").split(" ")) {
			if (!ids.has(id)) wrong.push(name(e) + " points to " + id + ", which is not there");
		}
	}
	for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
		if (seen(e) && e.labels.length === 0 && !e.ariaLabel && e.ariaHidden !== "true") wrong.push(name(e) + " has no label");
	}
	for (const e of document.querySelectorAll("a[href], button, summary")) {
		if (seen(e) && !e.innerText.trim() && !e.ariaLabel && !e.querySelector("img[alt]:not([alt=''])")) wrong.push(name(e) + " has no name");
	}
	for (const e of document.querySelectorAll("img:not([alt])")) {
		if (!e.closest(".leaflet-tile-pane")) wrong.push(name(e) + " has no alternative text");
	}
	for (const e of document.querySelectorAll("main button, main .button, main input:not([type=hidden]), main select, nav a")) {
		const r = e.getBoundingClientRect();
		if (seen(e) && r.width > 0 && !e.closest(".visually-hidden, .leaflet-control, .table") && !e.matches(".visually-hidden, [type=checkbox]") && r.height < 24) wrong.push(name(e) + " is only " + r.height + " high");
	}
	for (const e of document.querySelectorAll("th:empty")) wrong.push(name(e) + " is an empty head");
	const levels = [...document.querySelectorAll("h1, h2, h3")].map((e) => Number(e.tagName[1]));
	if (levels.filter((l) => l === 1).length < 1) wrong.push("there is no h1");
	if (document.querySelectorAll("main").length !== 1) wrong.push("there is not one main");
	if (!document.title.includes("palestra")) wrong.push("the title is " + document.title);
	const beyond = document.documentElement.scrollWidth - window.innerWidth;
	if (beyond > 0) wrong.push("the page is " + beyond + " px wider than the screen");
	return wrong.join("\n");
})()`

// screens are the ways in which every page is looked at.
var screens = []struct {
	name, theme, language string
	phone                 bool
}{
	{"wide-light", "light", "en", false},
	{"wide-dark", "dark", "fr", false},
	{"phone-light", "light", "de", true},
	{"phone-dark", "dark", "en", true},
}

func TestEveryPageOnEveryScreen(t *testing.T) {
	server := newServer(t)
	b := openTab(t, server.URL)
	strangers := map[string]string{"start": "/", "sign-in": "/sign-in", "sign-up": "/sign-up", "design": "/design", "about-data": "/about/data", "not-found": missingPage}
	b.eachScreen(strangers)

	b.signUp("ana")
	b.open("/activities/upload")
	b.chooses(recording, "../../core/trackfile/testdata/recordings/wahoo-elemnt-ride.fit", "../../core/trackfile/testdata/recordings/indoor-trainer.fit")
	b.wait(`document.querySelectorAll(".upload.is-done").length === 3`)
	b.open("/activities")
	address := func(n string) string {
		return ask[string](b, `document.querySelector(".activities tbody tr:nth-child(`+n+`) a").getAttribute("href")`)
	}
	members := map[string]string{
		"activities": "/activities", "filtered": "/activities?sport=5&from=2012-01-01", "nothing": "/activities?q=nothing", "upload": "/activities/upload",
		"new": "/activities/new", "settings": "/settings", "ride": address("1"), "run": address("2"), "indoor": address("3"), "edit": address("2") + "/edit",
	}
	for _, name := range []string{"profile", "preferences", "account", "sports", "sports/running", "equipment", "equipment/new", "connections", "apps", "apps/new", "tokens", "export"} {
		members["settings-"+strings.ReplaceAll(name, "/", "-")] = "/settings/" + name
	}
	for _, name := range []string{"people", "people/1", "server", "mails"} {
		members["admin-"+strings.ReplaceAll(name, "/", "-")] = "/admin/" + name
	}
	b.eachScreen(members)
}

func (b *tab) eachScreen(pages map[string]string) {
	b.t.Helper()
	for _, screen := range screens {
		if screen.phone {
			b.phone()
		} else {
			b.wide()
		}
		b.theme(screen.theme)
		b.open("/design")
		if ask[string](b, `document.documentElement.lang`) != screen.language {
			b.press(".menu summary")
			b.click(`.menu [name="language"][value="` + screen.language + `"]`)
		}
		for name, path := range pages {
			b.open(path)
			b.settle()
			if wrong := ask[string](b, accessible); wrong != "" {
				b.t.Errorf("%s, %s:\n%s", path, screen.name, wrong)
			}
			b.picture(name + "-" + screen.name)
		}
	}
}

// settle waits until maps and charts are drawn, where the page has any.
func (b *tab) settle() {
	b.t.Helper()
	b.wait(`document.readyState === "complete"`)
	b.wait(`!document.querySelector("[data-charts]") || document.querySelector(".uplot")`)
	b.wait(`!document.querySelector("[data-map]") || document.querySelectorAll(".leaflet-tile-loaded").length >= 2 && !document.querySelector(".leaflet-tile:not(.leaflet-tile-loaded)")`)
}

// picture keeps the whole page as it looks, where somebody wants to see it.
func (b *tab) picture(name string) {
	b.t.Helper()
	if err := b.keep(patience, name); err != nil {
		b.t.Fatalf("no picture of %s: %v", name, err)
	}
}

func (b *tab) keep(most time.Duration, name string) error {
	folder := os.Getenv("PALESTRA_TEST_SCREENSHOTS")
	if folder == "" {
		return nil
	}
	var png []byte
	err := within(b, most, func(ctx context.Context) (err error) {
		png, err = chromedp.Run(ctx, chromedp.FullScreenshot(100))
		return err
	})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, strings.ReplaceAll(name, "/", "-")+".png"), png, 0o644)
}

// withoutScripts is a browser that runs none.
func (b *tab) withoutScripts() {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

func TestReadingNeedsNoScripts(t *testing.T) {
	server := newServer(t)
	b := openTab(t, server.URL)
	b.withoutScripts()
	b.signUp("ana")
	b.open("/activities/upload")
	b.chooses(recording)
	b.click(`.no-js-only button[type="submit"]`)
	b.wants(".upload", "garmin-run.tcx Taken")
	b.click(".upload a")
	text := b.text("main")
	for _, want := range []string{"4.72 km", "min/km", "bpm", "Laps"} {
		if !strings.Contains(text, want) {
			t.Errorf("without scripts the activity lacks %q:\n%s", want, text)
		}
	}
	if !ask[bool](b, `document.querySelector(".map > img").naturalWidth === 400 && !document.querySelector(".leaflet-container")`) {
		t.Error("without scripts the map is no picture")
	}
	if ask[bool](b, `document.querySelector("[data-charts]").checkVisibility()`) {
		t.Error("without scripts there is a frame of empty charts")
	}
	b.press(".menu summary")
	b.click(`.menu [name="theme"][value="dark"]`)
	if got := ask[string](b, `getComputedStyle(document.body).backgroundColor`); got != "rgb(22, 20, 18)" {
		t.Errorf("the dark page is %s", got)
	}
	b.click(`.page-head .button-danger`)
	b.wants(".toast", "The activity was deleted. Undo")
}

func TestKeyboard(t *testing.T) {
	server := newServer(t)
	b := openTab(t, server.URL)
	b.open("/sign-up")
	b.do(chromedp.KeyEvent("\t"))
	if got := ask[string](b, `document.activeElement.className`); got != "skip" {
		t.Errorf("the first stop of the Tab key is %q, not the way to the content", got)
	}
	b.do(chromedp.KeyEvent("\r"), chromedp.KeyEvent("\t"))
	if got := ask[string](b, `document.activeElement.name`); got != "username" {
		t.Errorf("from the content, Tab goes to %q", got)
	}
	b.open("/design")
	b.do(chromedp.Focus(chromedp.CSS(".menu summary")), chromedp.KeyEvent("\r"))
	b.wait(`document.querySelector(".menu").open`)
	b.do(chromedp.KeyEvent("\u001b"))
	b.wait(`!document.querySelector(".menu").open && document.activeElement.tagName === "SUMMARY"`)
	b.press(`[data-dialog]`)
	b.wait(`document.querySelector("dialog").open && document.querySelector("dialog").contains(document.activeElement)`)
	b.do(chromedp.KeyEvent("\u001b"))
	b.wait(`!document.querySelector("dialog").open`)
}
