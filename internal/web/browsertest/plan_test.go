package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// ride is one of 78 minutes on Friday, 16 August 2013.
const ride = "../../core/trackfile/testdata/recordings/garmin-edge810-vector-ride.fit"

// TestFourWeeksAreLaidOutAndJudged is what a coach does: three athletes, a plan of four weeks, a ride from a real device, and then
// the week after that is no longer as it was meant.
func TestFourWeeksAreLaidOutAndJudged(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t, "cleo")
	b := openTab(t, h.URL)
	b.signIn("carl")
	b.buildRide("Long ride", "48:00")
	b.buildRide("Short ride", "15:00")
	fourFridays(b)

	const week = "/coaching?from=2013-08-12"
	b.layOut("2013-08-12")
	b.wants(".toast", "Undo")
	b.items(3)
	b.click(".toast form button")
	b.items(0)
	b.open("/coaching/plans/1")
	b.layOut("2013-08-12")
	b.items(3)

	// Ben is to do less on Friday, and the long ride before.
	b.open(week)
	b.drag(b.cell("ben", "2013-08-16")+" .board-item-sub", b.cell("ben", "2013-08-14"))
	b.wait(`document.querySelector('` + b.cell("ben", "2013-08-14") + ` .board-item')`)
	b.drag(`[data-session="w2"]`, b.cell("ben", "2013-08-16"))
	b.wait(`document.querySelector('` + b.cell("ben", "2013-08-16") + ` .board-item')`)

	for _, name := range []string{"ana", "ben"} {
		athlete := openTab(t, h.URL)
		athlete.signIn(name)
		athlete.open("/activities/upload")
		athlete.chooses(ride)
		athlete.wait(`document.querySelector(".upload.is-done")`)
	}
	b.open(week)
	b.wants(b.cell("ana", "2013-08-16")+" .verdict-done", "Done")
	b.wants(b.cell("ben", "2013-08-16")+" .verdict-over", "Overdone")
	b.wants(b.cell("ben", "2013-08-14")+" .verdict-missed", "Missed")
	b.wants(b.cell("cleo", "2013-08-16")+" .verdict-missed", "Missed")
	b.picture("journey-four-weeks")

	b.open("/coaching?from=2013-08-19")
	b.items(3)
	b.drag(b.cell("cleo", "2013-08-23")+" .board-item-sub", b.cell("cleo", "2013-08-20"))
	b.wait(`document.querySelector('` + b.cell("cleo", "2013-08-20") + ` .board-item')`)
	b.wants(".toast", "Moved. Undo")
	b.items(3)
}

// buildRide makes a session on a bicycle that warms up for so long, and then goes on for half an hour.
func (b *tab) buildRide(title, warmup string) {
	b.t.Helper()
	b.open("/coaching/sessions/new")
	b.fill("title", title)
	ask[string](b, `document.querySelector('[name="sport"]').value = "1"`)
	b.wait(`document.querySelector(".builder-picture path")`)
	b.retype(`[data-path="0"] [data-field="durationValue"]`, warmup)
	b.click(`main .button-primary`)
	b.wants("h1", title)
}

// fourFridays makes a plan with a long ride on each Friday, with keys.
func fourFridays(b *tab) {
	b.t.Helper()
	b.open("/coaching/plans")
	b.fill("name", "Four Fridays")
	b.click(`main .button-primary`)
	for week := 1; week <= 4; week++ {
		day := fmt.Sprintf(`td[data-day="%d-5"]`, week)
		if !ask[bool](b, `document.querySelector(".board-page").classList.contains("is-picking")`) {
			b.do(chromedp.Focus(chromedp.CSS(`[data-session="w1"]`)), chromedp.KeyEvent(kb.Enter))
			b.wait(`document.querySelector(".board-page.is-picking")`)
		}
		b.do(chromedp.Focus(chromedp.CSS(day+` [data-put-here]`)), chromedp.KeyEvent(kb.Enter))
		b.wait(`document.querySelector('` + day + ` .board-item') && !document.querySelector('[aria-busy="true"]')`)
	}
	b.items(4)
	b.open("/coaching/plans/1")
}

// layOut puts the plan onto everybody's calendar from a date on.
func (b *tab) layOut(from string) {
	b.t.Helper()
	ask[bool](b, `(() => {
		document.querySelector('[name="start"]').value = "`+from+`";
		for (const box of document.querySelectorAll('[name="athletes"]')) box.checked = true;
		return true;
	})()`)
	b.click(`form[action$="/lay-out"] .button-primary`)
}

// items waits until so many trainings are on the board.
func (b *tab) items(n int) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`document.querySelectorAll(".board .board-item").length === %d`, n))
}

// cell is the selector of an athlete's day on the board.
func (b *tab) cell(name, day string) string {
	b.t.Helper()
	id := ask[string](b, `[...document.querySelectorAll(".board tbody tr")].find((row) => row.querySelector("th").innerText.includes("`+name+`")).querySelector("td").dataset.athlete`)
	return `td[data-athlete="` + id + `"][data-day="` + day + `"]`
}
