package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"palestra/internal/core/monitor"
	"palestra/internal/scenario"
)

// sideline is a house with a squad, whose coach has a device for each athlete.
type sideline struct {
	*house
	devices []int64
}

func newSideline(t *testing.T) *sideline {
	t.Helper()
	s := &sideline{house: newHouse(t, nil)}
	s.squad(t)
	for _, serial := range []string{"GPS 1", "GPS 2"} {
		d, _, err := s.monitor.AddTracker(t.Context(), serial, "", s.person(t, "carl").ID)
		if err != nil {
			t.Fatal(err)
		}
		s.devices = append(s.devices, d.ID)
	}
	s.background(t, func(ctx context.Context) { s.streams.Run(ctx) })
	return s
}

// background does something until the test ends, and gives a way to end it before.
func (s *sideline) background(t *testing.T, do func(ctx context.Context)) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	running.Go(func() { do(ctx) })
	stop = func() {
		cancel()
		running.Wait()
	}
	t.Cleanup(stop)
	return stop
}

// match is what the devices play. It began a little while ago.
type match struct {
	*sideline
	start   time.Time
	players []*scenario.Player
	seconds int
}

// kickOff lets all devices send what was played until now.
func (s *sideline) kickOff(t *testing.T) *match {
	t.Helper()
	const played = 90
	m := &match{sideline: s, start: time.Now().Add(-played * time.Second)}
	for i := range s.devices {
		m.players = append(m.players, scenario.NewPlayer(3, i, 10))
	}
	for range played {
		m.second(t)
	}
	return m
}

// second lets all devices send the next second.
func (m *match) second(t *testing.T) {
	t.Helper()
	for i, p := range m.players {
		frames, err := monitor.DecodeFrames(p.Second(m.start), time.Now())
		if err == nil {
			_, err = m.monitor.Receive(context.Background(), m.devices[i], frames)
		}
		if err != nil {
			t.Error(err)
		}
	}
	m.seconds++
}

// goOn plays in real time until it is stopped, or the test ends.
func (m *match) goOn(t *testing.T) (stop func()) {
	t.Helper()
	return m.background(t, func(ctx context.Context) {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Until(m.start.Add(time.Duration(m.seconds+1) * time.Second))):
				m.second(t)
			}
		}
	})
}

// measured does what the jobs do.
func (s *sideline) measured(t *testing.T) {
	t.Helper()
	page, err := s.monitor.TimeFrames(t.Context(), s.viewer(t, "carl"), monitor.TimeFrameFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range page.Rows {
		if err := s.monitor.Compute(t.Context(), f.ID, 0); err != nil {
			t.Fatal(err)
		}
	}
}

// makeMatch makes an occasion that goes on, through the form.
func (b *tab) makeMatch() {
	b.t.Helper()
	b.open("/monitoring")
	b.wants(".empty", "Nothing to watch yet")
	b.click(".empty .button-primary")
	b.fill("name", "Match against Lausanne")
	for name, at := range map[string]time.Time{"from": time.Now().Add(-5 * time.Minute), "until": time.Now().Add(time.Hour)} {
		ask[string](b, `document.querySelector('[name="`+name+`"]').value = "`+at.UTC().Format("2006-01-02T15:04")+`"`)
	}
	b.click(`[name="do"][value="everyone"]`)
	b.click(`[name="do"][value="devices"]`)
	if n := ask[int](b, `document.querySelectorAll(".squad-name :checked").length`); n != 2 {
		b.t.Errorf("%d are chosen, not both", n)
	}
	b.picture("journey-monitor-form")
	b.click("main .form > .actions .button-primary")
	b.wants(".toast", "The occasion is ready.")
}

func TestACoachWatchesAMatch(t *testing.T) {
	s := newSideline(t)
	b := openTab(t, s.URL)
	b.signIn("carl")
	b.makeMatch()
	stop := s.kickOff(t).goOn(t)
	b.click(`.tabs a[href$="/live"]`)
	b.wait(`document.querySelector('.live-state[data-state="on"]')`)
	const distance = `document.querySelector('tbody [data-cell="distance"]').textContent`
	b.wait(distance + ` !== "0.00"`)
	before := ask[string](b, distance)
	b.wait(distance + ` !== "` + before + `"`)
	b.wait(`document.querySelectorAll(".pitch .player").length === 2`)
	b.wait(`document.querySelector(".live-line")?.getAttribute("d")?.length > 100`)
	b.wait(`document.querySelector(".zone-chip") && document.querySelector('tbody [data-cell="heart"]').textContent !== "–"`)
	b.picture("journey-monitor-live")

	b.press(`tbody tr:nth-child(2) [data-choose]`)
	b.wait(`document.querySelectorAll(".player.is-chosen").length === 1`)
	b.press(`[data-sort="speed"]`)
	b.press(`[data-curve="hearts"]`)
	b.wait(`document.querySelector('[data-kind="hearts"]')`)

	// The numbers change in place: no row or column moves.
	const places = `JSON.stringify([...document.querySelectorAll(".live-table :is(th, td)")].map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.height].map(Math.round); }))`
	where, told := ask[string](b, places), ask[string](b, distance)
	b.wait(distance + ` !== "` + told + `"`)
	if moved := ask[string](b, places); moved != where {
		t.Errorf("the table moved:\n%s\n%s", where, moved)
	}

	s.CloseClientConnections()
	b.wait(`document.querySelector('.live-state[data-state="lost"]')?.innerText.includes("trying again")`)
	b.wait(`document.querySelector('.live-state[data-state="on"]')`)

	ana := s.viewer(t, "ana")
	if err := s.access.End(t.Context(), ana, ana.ID(), s.person(t, "carl").ID); err != nil {
		t.Fatal(err)
	}
	b.wait(`document.querySelector('tr.is-gone[data-name="ana"]')?.innerText.includes("no longer shared")`)
	b.wait(`document.querySelectorAll(".pitch .player").length === 1`)
	b.picture("journey-monitor-gone")
	stop()
	s.measured(t)
	readReport(t, b)
}

// readReport looks at the numbers of the athlete who still shares them, and takes them along as a file.
func readReport(t *testing.T, b *tab) {
	t.Helper()
	b.click(`.tabs a`)
	b.wants(".notice", "1 athlete no longer lets you see this time.")
	b.wants(".compare tbody", "ben")
	if n := ask[int](b, `document.querySelectorAll(".bar-chart").length`); n < 2 {
		t.Errorf("%d charts", n)
	}
	ask[bool](b, `(() => { fetch(document.querySelector('a[download]').href).then((r) => r.text()).then((text) => { window.file = text; }); return true; })()`)
	b.wait(`window.file`)
	file := ask[string](b, `window.file`)
	if lines := strings.Split(file, "\r\n"); len(lines) != 4 || !strings.HasPrefix(lines[0], "athlete,username") || !strings.Contains(lines[2], ",device,") || strings.Contains(lines[1], ",device,") {
		t.Errorf("the file is\n%s", file)
	}
	b.click(`.compare tbody a`)
	b.wants("h1", "ben")
	b.wants("#explain", "What the device sent")
}

func TestMonitoringOnEveryScreen(t *testing.T) {
	s := newSideline(t)
	b := openTab(t, s.URL)
	b.signIn("carl")
	b.makeMatch()
	s.kickOff(t).goOn(t)
	b.open("/monitoring/1/live")
	b.wait(`document.querySelectorAll(".pitch .player").length === 2`)
	b.do(chromedp.EmulateViewport(1024, 768))
	b.wait(`document.querySelector("tbody tr:last-child").getBoundingClientRect().bottom < window.innerHeight`)
	s.measured(t)
	b.eachScreen(map[string]string{
		"monitor-list": "/monitoring", "monitor-new": "/monitoring/new", "monitor-edit": "/monitoring/1/edit", "monitor-report": "/monitoring/1",
		"monitor-frame": "/monitoring/1/frames/1", "monitor-live": "/monitoring/1/live",
	})
}

func TestTheBoardNeedsNoScriptsToBeRead(t *testing.T) {
	s := newSideline(t)
	b := openTab(t, s.URL)
	b.withoutScripts()
	b.signIn("carl")
	b.makeMatch()
	s.kickOff(t)
	s.measured(t)
	b.open("/monitoring/1/live")
	b.wants(".live-state", "As of")
	if got := ask[string](b, `document.querySelector('tbody [data-cell="distance"]').textContent`); got == "0.00" {
		t.Errorf("without scripts the distance is %s", got)
	}
	if ask[bool](b, `document.querySelector(".live-map").checkVisibility()`) {
		t.Error("without scripts there is an empty map")
	}
}

// A race goes further than a pitch: it is drawn on the map, with the course.
func TestARaceIsSeenOnTheMap(t *testing.T) {
	s := newSideline(t)
	carl := s.viewer(t, "carl")
	document, err := json.Marshal(map[string]string{"sport": "running", "gpx": string(scenario.GPX(scenario.Ride(1, 300)))})
	if err != nil {
		t.Fatal(err)
	}
	race := monitor.Arrangement{Occasion: monitor.Occasion{Name: "Race", Schema: 2, Document: document}}
	for i, name := range []string{"ana", "ben"} {
		race.Frames = append(race.Frames, monitor.TimeFrame{
			Athlete: s.person(t, name).ID, Device: s.devices[i], Schema: 8, From: time.Now().Add(-time.Minute), Until: time.Now().Add(time.Hour),
		})
	}
	if _, err := s.monitor.Arrange(t.Context(), carl, race); err != nil {
		t.Fatal(err)
	}
	for i, lat := range []float64{46.52, 46.53} {
		body := fmt.Sprintf(`{"gnss":{"timestamp":[%d],"latitude":[%v],"longitude":[6.62],"speed":[4.1]}}`, time.Now().UnixMilli(), lat)
		frames, err := monitor.DecodeFrames([]byte(body), time.Now())
		if err == nil {
			_, err = s.monitor.Receive(t.Context(), s.devices[i], frames)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b := openTab(t, s.URL)
	b.signIn("carl")
	b.open("/monitoring/1/live")
	b.wait(`document.querySelectorAll(".leaflet-container .live-pin").length === 2 && document.querySelector(".map-line")`)
	b.press(`tbody tr:nth-child(2) [data-choose]`)
	b.wait(`document.querySelector(".live-pin.is-chosen")?.textContent === "2"`)
	b.picture("journey-monitor-race")
	b.phone()
	b.open("/monitoring/1/live")
	b.wait(`document.querySelectorAll(".live-pin").length === 2`)
	if wide := ask[int](b, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("on a phone the page is %d px wide", wide)
	}
	b.picture("journey-monitor-race-phone")
}
