package browsertest

import (
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/person"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
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

// filled gives the only person some weeks of everything, as the demo has them.
func (h *house) filled(t *testing.T) {
	t.Helper()
	ana := access.Viewer{Person: &person.Person{ID: 1}}
	gym := gymOver(h.db, &keptFiles{h.activities})
	today := time.Now().UTC().Truncate(24 * time.Hour)
	var logs []strength.Log
	for week := range 6 {
		for set := range 3 {
			logs = append(logs, strength.Log{
				Routine: 1, Exercise: 615, Day: today.AddDate(0, 0, -7*(week+1)), Repetitions: int64(8 + set), RepetitionUnit: strength.Repetitions,
				Load: unit.Hundredths(80_00 - 250*week), LoadUnit: strength.Kilograms,
			})
		}
	}
	if _, err := gym.Training.Record(t.Context(), ana, logs); err != nil {
		t.Fatal(err)
	}
	for back := range 60 {
		w := body.Weight{Day: today.AddDate(0, 0, -2*back), Figure: unit.Hundredths(72_00 + 5*back + 37*(back%5)), Unit: body.Kilogram}
		if _, err := gym.Body.Weigh(t.Context(), ana, w); err != nil {
			t.Fatal(err)
		}
	}
	energy := int64(2200)
	p, err := gym.Eating.Plans.Create(t.Context(), ana, nutrition.Plan{Created: today, Description: "Training weeks", GoalEnergy: &energy, GoalProtein: &energy})
	if err != nil {
		t.Fatal(err)
	}
	m, err := gym.Eating.Meals.Create(t.Context(), ana, nutrition.Meal{Plan: p.ID, Name: "Breakfast", Position: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, food := range []int64{6273, 2179} {
		amount := nutrition.Amount{Ingredient: food, Amount: 150_00}
		if _, err := gym.Eating.Items.Create(t.Context(), ana, nutrition.Item{Meal: m.ID, Position: 1, Amount: amount}); err != nil {
			t.Fatal(err)
		}
		if _, err := gym.Eating.Logs.Create(t.Context(), ana, nutrition.Log{Plan: p.ID, Meal: &m.ID, At: time.Now(), Amount: amount}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGymPagesOnEveryScreen(t *testing.T) {
	h := newGym(t)
	b := openTab(t, h.URL)
	b.signUp("ana")
	b.open("/strength/routines/new")
	b.fill("name", "Legs and back")
	b.click("main form .button-primary")
	b.fill("description", "Monday")
	b.click("main details[open] .button-primary")
	b.click(`.routine-day a[href*="/strength/exercises"]`)
	b.fill("q", "squats")
	b.wait(`document.querySelector(".pick-name").innerText === "Squats"`)
	b.click(".pick:first-child button")
	b.click("main form .button-primary")
	h.filled(t)
	b.eachScreen(map[string]string{
		"strength": "/strength", "strength-train": "/strength/train/1/1", "strength-free": "/strength/train/1/0?add=73", "strength-history": "/strength/history",
		"strength-routine": "/strength/routines/1", "strength-block": "/strength/blocks/1", "strength-day": "/strength/days/1", "exercises": "/strength/exercises",
		"exercise": "/strength/exercises/615", "food": "/food", "food-add": "/food/add", "food-oats": "/food/ingredients/6273", "food-plans": "/food/plans",
		"food-plan": "/food/plans/1", "food-plan-edit": "/food/plans/1/edit", "body": "/body", "body-measurements": "/body/measurements", "body-pictures": "/body/pictures",
		"strength-trained": "/strength/history/" + time.Now().UTC().AddDate(0, 0, -7).Format(time.DateOnly),
	})
}
