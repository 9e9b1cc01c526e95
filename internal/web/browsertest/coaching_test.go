package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// squad signs up a coach and two athletes, or more, who let the coach see and plan everything.
func (h *house) squad(t *testing.T, more ...string) {
	t.Helper()
	sign := func(name string, role person.Role) *person.Person {
		p, err := h.auth.CreateAccount(t.Context(), auth.Registration{Username: name, Password: "correct horse battery", Role: role})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	coach := sign("carl", person.Coach)
	for _, name := range append([]string{"ana", "ben"}, more...) {
		athlete := sign(name, person.Athlete)
		for _, p := range []access.Permission{access.PermissionRead, access.PermissionWrite} {
			g := access.Grant{Athlete: athlete.ID, Coach: coach.ID, Permission: p, From: time.Unix(0, 0)}
			if _, err := h.access.Grant(t.Context(), g); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// keeps makes athletes of the coach's whom nobody signs in as.
func (h *house) keeps(t *testing.T, names ...string) {
	t.Helper()
	carl, err := h.auth.PersonByName(t.Context(), "carl")
	if err == nil {
		err = h.monitor.Permit(t.Context(), carl.ID, monitor.MayManage, true)
	}
	for i := 0; i < len(names) && err == nil; i++ {
		a := monitor.Athlete{ManagedBy: carl.ID}
		a.Profile = person.Profile{FirstName: names[i]}
		_, err = h.monitor.CreateManaged(t.Context(), access.Viewer{Person: carl}, a)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (b *tab) signIn(name string) {
	b.t.Helper()
	b.open("/sign-in")
	b.fill("login", name)
	b.fill("password", "correct horse battery")
	b.click(`main button[type="submit"]`)
}

// at is a point of an element on the screen: in the middle of its width, and a part of its height down.
func (b *tab) at(selector string, part float64) (x, y float64) {
	b.t.Helper()
	b.there(selector)
	at := ask[[]float64](b, fmt.Sprintf(`(() => { const r = document.querySelector('%s').getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height * %v]; })()`, selector, part))
	return at[0], at[1]
}

// drag takes one element to the upper part of another, with steps between as a hand makes them.
func (b *tab) drag(from, to string) {
	b.t.Helper()
	b.do(chromedp.ScrollIntoView(chromedp.CSS(from)))
	x, y := b.at(from, 0.5)
	tx, ty := b.at(to, 0.2)
	b.do(chromedp.MouseEvent("mouseMoved", x, y), chromedp.MouseEvent("mousePressed", x, y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	for i := 1.0; i <= 5; i++ {
		b.do(chromedp.MouseEvent("mouseMoved", x+(tx-x)*i/5, y+(ty-y)*i/5, chromedp.ButtonLeft))
	}
	b.do(chromedp.MouseEvent("mouseReleased", tx, ty, chromedp.ButtonLeft, chromedp.ClickCount(1)))
}

// The recording is a run of half an hour on 26 December 2012.
const recordedWeek = "/coaching?from=2012-12-26"

func TestACoachPlansAndSeesWhatWasDone(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	b := openTab(t, h.URL)
	b.signIn("carl")
	buildIntervals(t, b)
	putOnTheBoard(t, b)

	athlete := openTab(t, h.URL)
	athlete.signIn("ana")
	athlete.open("/activities/upload")
	athlete.chooses(recording)
	athlete.wait(`document.querySelector(".upload.is-done")`)
	athlete.open("/calendar?from=2012-12-26")
	athlete.wants(".month", "Thirty minutes")
	athlete.wants(".month .verdict-done", "Done")
	athlete.click(".month .board-item-title")
	athlete.wants(".outcome", "Does not belong")

	b.open(recordedWeek)
	b.wants(".board-item.verdict-done", "Done")
	b.picture("journey-board")
	b.click(`.board-item.verdict-done .board-item-title`)
	b.wants(".outcome", "Step by step")
	b.picture("journey-training")

	b.open(recordedWeek)
	b.press(`.copy-week button`)
	b.wait(`document.querySelector(".toast")?.innerText.includes("The week was copied")`)
	b.wait(`document.querySelectorAll(".board-item").length === 2`)
	b.click(".toast form button")
	b.wait(`document.querySelectorAll(".board-item").length === 0`)
}

// buildIntervals makes a session with blocks that are dragged, moved with keys, repeated and wrong for a moment.
func buildIntervals(t *testing.T, b *tab) {
	t.Helper()
	b.open("/coaching/sessions/new")
	b.fill("title", "Thirty minutes")
	b.wait(`document.querySelector(".builder-picture path")`)
	b.wants(".builder-numbers", "45:00")

	before := ask[string](b, `document.querySelector('[data-list=""] > li:last-child').className`)
	b.drag(`[data-list=""] > li:last-child [data-handle]`, `[data-list=""] > li:first-child`)
	b.wait(`document.querySelector('[data-list=""] > li:first-child').className === "` + before + `"`)
	b.do(chromedp.Focus(chromedp.CSS(`[data-list=""] > li:first-child [data-handle]`)), chromedp.KeyEvent(kb.ArrowDown+kb.ArrowDown))
	b.wait(`document.querySelector('.is-repeat [data-path="1.0"]').className === "` + before + `"`)
	for range 3 {
		b.do(chromedp.KeyEvent(kb.ArrowDown))
	}
	b.wait(`document.querySelector('[data-list=""] > li:last-child').className === "` + before + `"`)
	if !ask[bool](b, `document.activeElement.dataset.handle !== undefined`) {
		t.Error("the focus is lost while a step is moved with keys")
	}

	b.press(`[data-path="1.1"] [title="Delete"]`)
	b.wants(".builder-undo", "The step was deleted. Undo")
	b.press(`.builder-undo button`)
	b.wait(`document.querySelector('[data-path="1.1"]')`)

	b.wait(`document.querySelector(".builder-numbers").innerText.includes("45:00")`)
	length := `[data-path="1.0"] [data-field="durationValue"]`
	b.retype(length, "x")
	b.wait(`document.querySelector('[data-path="1.0"] .step-problem')?.innerText.includes("Give a length above 0.")`)
	b.picture("journey-builder-problem")
	b.retype(length, "1:00")
	b.wait(`!document.querySelector(".step-problem") && document.querySelector(".builder-numbers").innerText.includes("37:00")`)
	times := `[data-field="repeatValue"]`
	b.retype(times, "2")
	b.wait(`document.querySelector(".builder-numbers").innerText.includes("31:00")`)

	b.press(`.builder-tabs button`)
	b.wait(`document.querySelectorAll('.builder-tabs [role="tab"]').length === 2`)
	b.press(`.builder-name button`)
	b.wait(`document.querySelectorAll('.builder-tabs [role="tab"]').length === 0`)
	b.picture("journey-builder")
	b.click(`main .button-primary`)
	b.wants(".toast", "Saved.")
	b.wants("h1", "Thirty minutes")
	if content := ask[string](b, `document.querySelector('[name="content"]').value`); !strings.Contains(content, `"repeatValue":2`) {
		t.Errorf("stored: %s", content)
	}
}

// putOnTheBoard drags the session onto one athlete's day, puts it on the other's by keyboard, and takes a move back.
func putOnTheBoard(t *testing.T, b *tab) {
	t.Helper()
	b.open(recordedWeek)
	athletes := ask[[]string](b, `[...document.querySelectorAll(".board tbody tr")].map((row) => row.querySelector("td").dataset.athlete)`)
	if len(athletes) != 2 {
		t.Fatalf("rows of %v", athletes)
	}
	names := b.text(".board tbody")
	ana, ben := athletes[0], athletes[1]
	if strings.Index(names, "ben") < strings.Index(names, "ana") {
		ana, ben = ben, ana
	}
	cell := func(athlete, day string) string { return `td[data-athlete="` + athlete + `"][data-day="` + day + `"]` }
	b.drag(`[data-session="w1"]`, cell(ana, "2012-12-27"))
	b.wait(`document.querySelector('` + cell(ana, "2012-12-27") + ` .board-item')`)
	b.wants(".toast", "Planned.")
	b.drag(cell(ana, "2012-12-27")+` .board-item-sub`, cell(ana, "2012-12-26"))
	b.wait(`document.querySelector('` + cell(ana, "2012-12-26") + ` .board-item')`)
	b.wants(".toast", "Moved. Undo")

	b.do(chromedp.Focus(chromedp.CSS(`[data-session="w1"]`)), chromedp.KeyEvent(kb.Enter))
	b.wait(`document.querySelector(".board-page.is-picking")`)
	b.wants("[data-hint]", "Choose a day for “Thirty minutes”.")
	b.do(chromedp.Focus(chromedp.CSS(cell(ben, "2012-12-28")+` [data-put-here]`)), chromedp.KeyEvent(kb.Enter))
	b.wait(`document.querySelector('` + cell(ben, "2012-12-28") + ` .board-item')`)
	b.do(chromedp.KeyEvent(kb.Escape))

	menu := cell(ben, "2012-12-28") + ` .board-menu`
	b.do(chromedp.Focus(chromedp.CSS(menu+` summary`)), chromedp.KeyEvent(kb.Enter))
	b.do(chromedp.Click(chromedp.CSS(menu + ` form button`)))
	b.wait(`document.querySelectorAll(".board-item").length === 1`)
	b.click(".toast form button")
	b.wait(`document.querySelectorAll(".board-item").length === 2`)
	b.wants(".toast", "It is as it was.")
}

// A line of the board unfolds athletes whom nobody signs in as, by mouse and keyboard, and stays so from week to week.
func TestTheBoardUnfoldsWhoOnlyIsMeasured(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	h.keeps(t, "Jules", "Nina", "Hugo")
	b := openTab(t, h.URL)
	b.signIn("carl")
	b.open("/coaching/sessions/new")
	b.fill("title", "Intervals")
	b.click(`main .button-primary`)
	b.eachScreen(map[string]string{"coaching-week-folded": recordedWeek, "coaching-month-folded": recordedWeek + "&view=month"})

	const rows = `[...document.querySelectorAll(".board tbody tr:not(.board-fold)")].filter((row) => row.checkVisibility()).length`
	b.open(recordedWeek)
	b.wants("[data-fold]", "3 more with nothing planned")
	b.wait(rows + ` === 2`)
	b.do(chromedp.Focus(chromedp.CSS(`[data-fold]`)), chromedp.KeyEvent(kb.Enter))
	b.wait(rows + ` === 5`)
	b.eachScreen(map[string]string{"coaching-week-unfolded": recordedWeek})

	b.wide()
	b.open(recordedWeek)
	b.press(`[rel="next"]`)
	b.wait(`!location.search.includes("2012-12-26") && ` + rows + ` === 5`)
	b.do(chromedp.Focus(chromedp.CSS(`[data-session="w1"]`)), chromedp.KeyEvent(kb.Enter))
	b.do(chromedp.Focus(chromedp.CSS(`.board-folded tr:last-child [data-put-here]`)), chromedp.KeyEvent(kb.Enter))
	b.wait(`document.querySelector(".board tbody:not(.board-folded) .board-item")`)
	b.wants("[data-fold]", "2 more with nothing planned")
	b.wait(rows + ` === 5`)
	b.press("[data-fold]")
	b.wait(rows + ` === 3`)
}

func TestAGrantIsAskedForAcceptedAndEnded(t *testing.T) {
	h := newHouse(t, nil)
	b := openTab(t, h.URL)
	b.signUp("ana")
	if _, err := h.auth.CreateAccount(t.Context(), auth.Registration{Username: "carl", Password: "correct horse battery", Role: person.Coach}); err != nil {
		t.Fatal(err)
	}
	c := openTab(t, h.URL)
	c.signIn("carl")
	c.open("/coaching")
	c.click(".empty .button-primary")
	c.fill("who", "ana")
	c.click(`form[action$="/ask"] button`)
	c.wants("main", "Waiting for an answer")

	b.open("/calendar")
	b.click(".notice a")
	b.wants("main", "carl asks to coach you")
	b.picture("journey-request")
	b.click(`form[action$="/accept"] .button-primary`)
	b.wants("main", "See training")
	c.open("/coaching")
	c.wants(".board", "ana")
	b.press(`details:has(> form[action*="/coaches/"]) > summary`)
	b.click(`form[action*="/coaches/"] button`)
	b.wants(".toast", "Taken back.")
	c.open("/coaching")
	c.wants("main", "No athletes yet")
}

func TestTextsAreWrittenInTheEditor(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	b := openTab(t, h.URL)
	b.signIn("carl")
	b.open("/coaching/texts/new")
	b.fill("title", "Core")
	b.wait(`document.querySelector(".ql-editor")`)
	b.do(chromedp.Click(chromedp.CSS(".ql-editor")), chromedp.SendKeys(chromedp.CSS(".ql-editor"), "Three rounds"))
	b.press(`button.ql-list[value="bullet"]`)
	b.wait(`document.querySelector('[name="html"]').value.includes("<ul><li>Three rounds</li></ul>")`)
	b.click(`main .button-primary`)
	b.wants(".toast", "Saved.")
	b.wait(`document.querySelector(".ql-editor")?.innerText.includes("Three rounds")`)
	b.picture("journey-text")
}

func TestEveryCoachingPageOnEveryScreen(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	b := openTab(t, h.URL)
	b.signIn("carl")
	b.eachScreen(map[string]string{"coaching-new-plan": "/coaching/plans", "coaching-library-empty": "/coaching/sessions"})
	b.open("/coaching/sessions/new")
	b.fill("title", "Intervals")
	b.click(`main .button-primary`)
	b.open("/coaching/plans")
	b.fill("name", "Ten kilometers")
	b.click(`main .button-primary`)
	plan := ask[string](b, `location.pathname`)
	b.open("/coaching/trainings/new?session=w1&day=2026-11-24")
	ask[bool](b, `(() => { for (const box of document.querySelectorAll('[name="athletes"]')) box.checked = true; return true; })()`)
	b.click(`main .button-primary`)
	b.eachScreen(map[string]string{
		"coaching-week": "/coaching?from=2026-11-24", "coaching-month": "/coaching?view=month&from=2026-11-24", "coaching-library": "/coaching/sessions",
		"coaching-session": "/coaching/sessions/1", "coaching-new": "/coaching/sessions/new", "coaching-text": "/coaching/texts/new", "coaching-plan": plan,
		"coaching-training": "/coaching/trainings/1", "coaching-edit": "/coaching/trainings/1/edit", "coaching-athletes": "/coaching/athletes",
		"calendar-month": "/calendar?from=2026-11-24", "calendar-week": "/calendar?view=week&from=2026-11-24", "calendar-feed": "/calendar/feed", "sharing": "/sharing",
	})
}
