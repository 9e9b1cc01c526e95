package browsertest

import (
	"io"
	"log/slog"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"

	"palestra/internal/core/body"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
	"palestra/internal/refdata"
	"palestra/internal/store"
	"palestra/internal/web"
)

// gymOver is the services for strength, food and the body over a test's database.
func gymOver(db *store.Store, files *keptFiles) web.Gym {
	return web.Gym{
		Exercises: strength.NewCatalogue(db), Training: strength.New(db, strength.Options{NewUUID: uuid.NewString}),
		Foods: nutrition.NewCatalogue(db), Eating: nutrition.New(db, nutrition.Options{NewUUID: uuid.NewString}),
		Body: body.New(db, body.Options{NewUUID: uuid.NewString, Files: files}),
	}
}

// newGym is a server with the catalogue that comes with the program.
func newGym(t *testing.T) *house {
	t.Helper()
	h := newHouse(t, nil)
	if err := refdata.Load(t.Context(), h.db, slog.New(slog.NewTextHandler(io.Discard, nil)), refdata.All); err != nil {
		t.Fatal(err)
	}
	return h
}

// tap clicks on what needs no other page.
func (b *tab) tap(selector string) {
	b.t.Helper()
	b.do(chromedp.ScrollIntoView(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector)))
}

// offline makes every request of the page's scripts fail as in a cellar, or gives the network back.
func (b *tab) offline(away bool) {
	b.t.Helper()
	if away {
		ask[bool](b, `(() => { window.network = window.fetch; window.fetch = () => Promise.reject(new TypeError("no network")); return true; })()`)
		return
	}
	ask[bool](b, `(() => { window.fetch = window.network; window.dispatchEvent(new Event("online")); return true; })()`)
}

func TestASessionInTheGym(t *testing.T) {
	h := newGym(t)
	b := openTab(t, h.URL)
	b.phone()
	b.signUp("ana")
	b.open("/strength")
	b.wants(".empty", "Nothing planned yet")
	b.click(".empty .button-primary")
	b.fill("name", "Legs and back")
	b.click("main form .button-primary")
	b.fill("description", "Monday")
	b.click("main details[open] .button-primary")
	b.click(`.routine-day a[href*="/strength/exercises"]`)
	b.fill("q", "sqats")
	b.wait(`document.querySelectorAll(".pick").length > 0 && document.querySelector(".pick-name").innerText === "Squats"`)
	b.picture("journey-choose")
	b.click(".pick:first-child button")
	b.fill(ask[string](b, `document.querySelector('[name^="load_"]').name`), "80")
	b.click("main form .button-primary")
	b.wants(".block", "3 × 10 (80 kg)")
	b.picture("journey-routine")

	b.click(".routine-day .button-primary")
	b.wants(".set.is-current", "80 kg × 10")
	b.tap(`.set.is-current [data-step="2.5"]`)
	b.tap(`.set.is-current [data-for="repetitions"][data-step="-1"]`)
	b.wants(".set.is-current .set-summary", "82.5 kg × 9 reps")
	b.wants(".set:nth-child(3) .set-summary", "82.5 kg × 10 reps")
	b.tap(`.set.is-current [data-done]`)
	b.wait(`document.querySelector("[data-state]").innerText === "Saved"`)
	b.wait(`!document.querySelector("[data-rest]").hidden`)
	b.wait(`document.querySelector(".set:nth-child(2)").classList.contains("is-current")`)
	b.picture("journey-resting")

	// The cellar has no network: the set waits, and is sent once when there is one again.
	b.offline(true)
	b.tap(`.set.is-current [data-done]`)
	b.wait(`document.querySelector("[data-state]").dataset.said === "waiting"`)
	b.wants("[data-state]", "No connection")
	b.offline(false)
	b.wait(`document.querySelector("[data-state]").innerText === "Saved"`)

	b.tap("[data-add-set]")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.wait(`document.querySelectorAll(".set.is-done").length === 3`)
	b.wait(`document.querySelector("[data-state]").innerText === "Saved"`)
	b.open(ask[string](b, `location.pathname`))
	if n := ask[int](b, `document.querySelectorAll(".set.is-done").length`); n != 3 {
		t.Errorf("after coming back %d sets are done, not 3", n)
	}
	b.fill("notes", "good")
	b.tap(`.choice:last-child input[name="impression"]`)
	b.click(".train-finish .button-primary")
	b.wants(".toast", "Well done.")
	b.wants("main", "82.5 kg × 9 reps")
	b.picture("journey-finished")
	if logs := h.setsStored(t); logs != 3 {
		t.Errorf("%d sets are stored, not 3", logs)
	}
}

// setsStored counts the sets of the only person there is.
func (h *house) setsStored(t *testing.T) int {
	t.Helper()
	page, err := h.db.StrengthLogs().List(t.Context(), 1, listing.Query{Limit: listing.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	return len(page.Rows)
}

func TestFoodAndWeightOnAPhone(t *testing.T) {
	h := newGym(t)
	b := openTab(t, h.URL)
	b.phone()
	b.signUp("ana")
	b.open("/food")
	b.wants("main", "Nothing eaten yet")
	b.click(".page-head .button-primary")
	b.fill("q", "bananna raw")
	b.wait(`[...document.querySelectorAll(".pick-name")].some((e) => e.innerText === "Bananas, raw")`)
	b.picture("journey-food-search")
	ask[bool](b, `(() => { const row = [...document.querySelectorAll(".pick-row")].find((e) => e.innerText.includes("Bananas, raw")); row.id = "row"; return true; })()`)
	b.click("#row")
	b.wants("main", "In 100 g")
	b.fill("amount", "150")
	b.click("main form .button-primary")
	b.wants(".eaten", "Bananas, raw")
	b.wants(".nutrients", "134 kcal")
	b.click(".eaten form button")
	b.wants(".toast", "Taken out. Undo")
	b.click(".toast form button")
	b.wants(".eaten", "150 g")

	b.open("/body")
	b.wants("main", "No weight yet")
	b.fill("weight", "72.4")
	b.click(".weigh button")
	b.wants(".eaten", "72.4 kg")
	b.click(".eaten form button")
	b.wants("main", "No weight yet")
	b.click(".toast form button")
	b.wants(".eaten", "72.4 kg")
}
