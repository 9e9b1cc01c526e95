package browsertest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"palestra/internal/scenario"
)

// recording is a run recorded by a watch.
const recording = "../../core/trackfile/testdata/recordings/garmin-run.tcx"

// chooses sets files of the picker; paths have to be absolute.
func (b *tab) chooses(paths ...string) {
	b.t.Helper()
	for i, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			b.t.Fatal(err)
		}
		paths[i] = abs
	}
	b.do(chromedp.SetUploadFiles(chromedp.CSS(`input[type="file"]`), paths))
}

func TestFromSignUpToUndo(t *testing.T) {
	server := newServer(t)
	b := openTab(t, server.URL)

	b.open("/")
	b.click(`.hero .button-primary`)
	b.fill("username", "ana")
	b.fill("password", "correct horse battery")
	b.click(`main button[type="submit"]`)
	b.wants("main", "Your almanac is empty")

	b.click(`.empty .button-primary`)
	bad := filepath.Join(t.TempDir(), "broken.gpx")
	if err := os.WriteFile(bad, []byte("<gpx><trk>"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.chooses(recording, bad)
	b.wait(`document.querySelectorAll(".upload.is-done, .upload.is-refused").length === 2`)
	b.wants(".upload.is-done", "garmin-run.tcx Taken")
	b.wants(".upload.is-refused", "broken.gpx The file is damaged or not what its name says")
	b.wants("[data-upload-status]", "1 of 2 files taken")

	b.chooses(recording)
	b.wait(`document.querySelector(".upload:last-child button")`)
	b.wants(".upload:last-child", "Already there See the activity that is there Take it all the same")

	b.picture("journey-upload")
	b.click(".upload.is-done a")
	readNumbers(t, b)
	readCharts(t, b)

	b.click(`.page-head .actions a[href$="/edit"]`)
	b.fill("title", "Twice round the park")
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="notes"]`), "light shoes"))
	b.click(`main .button-primary`)
	b.wants(".toast", "Saved.")
	b.wants("h1", "Twice round the park")
	b.wants(".card", "light shoes")

	b.click(`.page-head .button-danger`)
	b.wants("main", "Your almanac is empty")
	b.wants(".toast", "The activity was deleted. Undo")
	b.picture("journey-toast")
	b.click(".toast form button")
	b.wants("h1", "Twice round the park")
	b.wants(".toast", "The activity is back.")
}

func readNumbers(t *testing.T, b *tab) {
	t.Helper()
	numbers := b.text("main")
	for _, want := range []string{"Running", "Distance", "km", "Moving time", "Pace", "min/km", "Heart rate", "bpm", "Farthest", "EACH KM"} {
		if !strings.Contains(strings.ToUpper(numbers), strings.ToUpper(want)) {
			t.Errorf("the activity does not show %q:\n%s", want, numbers)
		}
	}
}

// readCharts moves along a chart, drags a stretch of it and looks at the map.
func readCharts(t *testing.T, b *tab) {
	t.Helper()
	b.wait(`document.querySelector(".leaflet-container .map-line") && document.querySelectorAll(".uplot").length >= 3`)
	const over = `const r = document.querySelector(".u-over").getBoundingClientRect()`
	b.do(chromedp.ScrollIntoView(chromedp.CSS(".chart")))
	left, top := ask[float64](b, over+`; r.left + r.width / 3`), ask[float64](b, `{`+over+`; r.top + 20}`)
	width := ask[float64](b, `{`+over+`; r.width}`)

	b.do(chromedp.MouseEvent("mouseMoved", left, top))
	b.wait(`document.querySelector(".chart-heart [data-readout]").textContent !== ""`)
	b.wait(`document.querySelector(".map-dot")`)
	before := ask[string](b, `document.querySelector(".map-dot").getAttribute("d")`)
	b.do(chromedp.MouseEvent("mouseMoved", left+width/3, top))
	b.wait(`document.querySelector(".map-dot").getAttribute("d") !== "` + before + `"`)

	b.picture("journey-cursor")
	if hidden := ask[bool](b, `document.querySelector("[data-zoom-out]").hidden`); !hidden {
		t.Error("the whole is shown, and there is a button to show it")
	}
	b.do(chromedp.DragAndDropXY(left, top, left+width/4, top))
	b.wait(`!document.querySelector("[data-zoom-out]").hidden && document.querySelector(".map-part").getAttribute("d").length > 10`)
	b.picture("journey-part")
	b.press("[data-zoom-out]")
	b.wait(`document.querySelector("[data-zoom-out]").hidden && document.querySelector(".map-part").getAttribute("d").length < 10`)

	b.press(`[data-axis="time"]`)
	b.wait(`document.querySelector('[data-axis="time"]').getAttribute("aria-pressed") === "true"`)
	b.do(chromedp.Focus(chromedp.CSS(".chart-heart")), chromedp.KeyEvent(kb.ArrowRight))
	b.wait(`/· 0:\d\d/.test(document.querySelector(".chart-heart [data-readout]").textContent)`)
}

func TestFilesDroppedOnTheList(t *testing.T) {
	server := newServer(t)
	b := openTab(t, server.URL)
	b.signUp("ben")
	gpx, err := json.Marshal(string(scenario.GPX(scenario.Ride(1, 300))))
	if err != nil {
		t.Fatal(err)
	}
	ask[bool](b, `(() => {
		const files = new DataTransfer();
		files.items.add(new File([`+string(gpx)+`], "dropped.gpx"));
		const fire = (name) => document.querySelector("main").dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: files }));
		fire("dragenter");
		window.veiled = !document.querySelector("[data-upload-veil]").hidden;
		fire("dragover");
		fire("drop");
		return true;
	})()`)
	if !ask[bool](b, `window.veiled && document.querySelector("[data-upload-veil]").hidden`) {
		t.Error("nothing showed that the file may be let go, or it shows on")
	}
	b.wait(`document.querySelector(".upload.is-done")`)
	b.click(`[data-upload-results] > .row a`)
	b.wants("main", "Cycling (sport)")
}
