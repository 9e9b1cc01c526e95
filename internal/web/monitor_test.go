package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/scenario"
	"palestra/internal/web"
)

// sideline is a coach with two devices and three athletes, of whom two let everything be seen and planned and one only be seen.
type sideline struct {
	*watched
	rita    *visitor
	devices []*monitor.Tracker
	stop    chan struct{}
	handler http.Handler
}

func newSideline(t *testing.T) *sideline {
	t.Helper()
	m := &sideline{watched: &watched{t: t}, stop: make(chan struct{})}
	server := newSite(t, func(d *web.Deps) {
		d.Streams, d.Stopping = live.New(d.Monitor, d.Now), m.stop
		m.deps = *d
	})
	m.handler = server.Config.Handler
	one := func(name string) *visitor { return visit(t, server).signUp(name) }
	m.carl, m.rita, m.ana = one("carl"), one("rita"), one("ana")
	one("ben")
	one("zoe")
	for _, coach := range []string{"carl", "rita"} {
		if _, err := m.deps.Auth.SetRole(t.Context(), m.person(coach).ID, person.Coach, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"ana", "ben"} {
		m.grant(name, access.PermissionRead)
		m.grant(name, access.PermissionWrite)
	}
	m.grant("zoe", access.PermissionRead)
	for _, serial := range []string{"A", "B"} {
		d, _, err := m.deps.Monitor.AddTracker(t.Context(), serial, "GPS "+serial, m.person("carl").ID)
		if err != nil {
			t.Fatal(err)
		}
		m.devices = append(m.devices, d)
	}
	return m
}

func (m *sideline) grant(athlete string, p access.Permission) {
	m.t.Helper()
	g := access.Grant{Athlete: m.person(athlete).ID, Coach: m.person("carl").ID, Permission: p, From: time.Unix(0, 0)}
	if _, err := m.deps.Access.Grant(m.t.Context(), g); err != nil {
		m.t.Fatal(err)
	}
}

// revoke takes back all that an athlete grants.
func (m *sideline) revoke(athlete string) {
	m.t.Helper()
	v := access.Viewer{Person: m.person(athlete)}
	if err := m.deps.Access.End(m.t.Context(), v, v.ID(), m.person("carl").ID); err != nil {
		m.t.Fatal(err)
	}
}

// fields are what a page's main form says, as a browser sends it.
func fields(t *testing.T, page answer) url.Values {
	t.Helper()
	form := url.Values{}
	_, main, _ := strings.Cut(page.body, `<form class="form"`)
	main, _, _ = strings.Cut(main, "</form>")
	for _, tag := range regexp.MustCompile(`<input[^>]*>`).FindAllString(main, -1) {
		name, value := attribute(tag, "name"), attribute(tag, "value")
		if name == "" || strings.Contains(tag, `type="checkbox"`) && !strings.Contains(tag, " checked") {
			continue
		}
		form.Set(name, value)
	}
	for _, m := range regexp.MustCompile(`(?s)<select[^>]*name="([^"]*)".*?</select>`).FindAllStringSubmatch(main, -1) {
		if chosen := regexp.MustCompile(`value="([^"]*)" selected`).FindStringSubmatch(m[0]); chosen != nil {
			form.Set(m[1], chosen[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`).FindAllStringSubmatch(main, -1) {
		form.Set(m[1], m[2])
	}
	return form
}

func attribute(tag, name string) string {
	m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag)
	if m == nil {
		return ""
	}
	return strings.NewReplacer("&#43;", "+", "&amp;", "&", "&#34;", `"`, "&#39;", "'").Replace(m[1])
}

// submit posts a form.
func (v *visitor) submit(path string, form url.Values) answer {
	v.t.Helper()
	req := v.request("POST", path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.do(req)
}

// match is an occasion of half an hour until noon, or until later, with ana and ben and a device each; it gives its address.
func (m *sideline) match(until string) string {
	m.t.Helper()
	form := fields(m.t, m.carl.get("/monitoring/new").wants(m.t, 200, "ana", "ben", "zoe"))
	for _, do := range []string{"everyone", "devices"} {
		form.Set("do", do)
		form = fields(m.t, m.carl.submit("/monitoring/new", form).wants(m.t, 200))
	}
	form.Set("name", "Match")
	form.Set("from", "2026-11-22T12:30") // Vienna is an hour ahead
	form.Set("until", until)
	form.Set("hr.0", "200")
	return m.carl.submit("/monitoring/new", form).wants(m.t, 200, "The occasion is ready.", "Match").path()
}

// play lets a device send the seconds of a player since the start of the match, and tells whoever watches.
func (m *sideline) play(device, from, to int) {
	m.t.Helper()
	kickOff := noon.Add(-30 * time.Minute)
	p := scenario.NewPlayer(1, device, 10)
	for second := range to {
		body := p.Second(kickOff)
		if second < from {
			continue
		}
		frames, err := monitor.DecodeFrames(body, noon)
		if err == nil {
			_, err = m.deps.Monitor.Receive(m.t.Context(), m.devices[device].ID, frames)
		}
		if err != nil {
			m.t.Fatal(err)
		}
		m.deps.Streams.Received(m.devices[device].ID, &frames[0])
	}
}

// frames are the time frames of the coach, by id.
func (m *sideline) frames() []monitor.TimeFrame {
	m.t.Helper()
	page, err := m.deps.Monitor.TimeFrames(m.t.Context(), access.Viewer{Person: m.person("carl")}, monitor.TimeFrameFilter{})
	if err != nil {
		m.t.Fatal(err)
	}
	return page.Rows
}

// compute does the jobs that measure.
func (m *sideline) compute() {
	m.t.Helper()
	for _, f := range m.frames() {
		if err := m.deps.Monitor.Compute(m.t.Context(), f.ID, 0); err != nil {
			m.t.Fatal(err)
		}
	}
}

func TestOccasionsAreMadeChangedAndDeleted(t *testing.T) {
	m := newSideline(t)
	m.carl.get("/monitoring").wants(t, 200, "Nothing to watch yet", "New occasion")
	at := m.match("2026-11-22T13:15")
	m.carl.get("/monitoring").wants(t, 200, "Running now", "Match", "Sun 22 Nov 2026, 12:30 – 13:15", "2 athletes", "Football")
	frames := m.frames()
	if len(frames) != 2 || frames[0].Device == frames[1].Device || frames[0].Device == 0 || frames[0].From != noon.Add(-30*time.Minute) {
		t.Fatalf("made: %+v", frames)
	}
	if string(frames[0].Params) != `{"max_hr":200}` || string(frames[1].Params) != "{}" {
		t.Errorf("params %s and %s", frames[0].Params, frames[1].Params)
	}
	m.compute()
	before := m.frames()
	form := fields(t, m.carl.get(at+"/edit").wants(t, 200, "Match"))
	m.carl.submit(at+"/edit", form).wants(t, 200, "Saved.")
	if after := m.frames(); after[0].Revision != before[0].Revision || len(after) != 2 {
		t.Errorf("saved without a change: %+v", after)
	}

	form.Set("sprint", "20,5")
	form.Set("speed_ranges", "5 / 10; 20")
	form.Set("do", "again.0")
	form = fields(t, m.carl.submit(at+"/edit", form).wants(t, 200))
	form.Set("part.0", "First half")
	form.Set("part.1", "Second half")
	form.Set("until.0", "2026-11-22T12:50")
	form.Set("from.1", "2026-11-22T12:55")
	form.Set("pitch", "46.5, 6.6\n46.5, 6.6013\n46.4994, 6.6013\n46.4994, 6.6")
	m.carl.submit(at+"/edit", form).wants(t, 200, "Saved.", "First half", "Second half")
	frames = m.frames()
	var p struct {
		Sprint map[string]float64 `json:"sprint"`
		Ranges []float64          `json:"speed_ranges"`
		MaxHR  float64            `json:"max_hr"`
		Name   string             `json:"splitName"`
	}
	if err := json.Unmarshal(frames[0].Params, &p); err != nil || len(frames) != 3 {
		t.Fatalf("%v %+v", err, frames)
	}
	if p.Name != "First half" || p.MaxHR != 200 || p.Sprint["threshold_1"] < 5.69 || p.Sprint["threshold_1"] > 5.7 || len(p.Ranges) != 3 {
		t.Errorf("params %s", frames[0].Params)
	}
	if frames[0].Until != noon.Add(-10*time.Minute) || frames[2].From != noon.Add(-5*time.Minute) || frames[2].Athlete != frames[0].Athlete {
		t.Errorf("times %+v", frames)
	}
	m.carl.get(at+"/edit").wants(t, 200, "46.4994, 6.6013")
	m.carl.post(at+"/delete").wants(t, 200, "The occasion was deleted.", "Nothing to watch yet")
	m.carl.get(at).wants(t, 404)
}

func TestWhatIsWrongWithAnOccasionStandsBesideIt(t *testing.T) {
	m := newSideline(t)
	form := fields(t, m.carl.get("/monitoring/new").wants(t, 200, "Lets you see training, not plan it"))
	form.Set("name", "Match")
	try := func(want string, pairs ...string) {
		t.Helper()
		next := url.Values{}
		for name, values := range form {
			next[name] = values
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			next.Set(pairs[i], pairs[i+1])
		}
		m.carl.submit("/monitoring/new", next).wants(t, 400, "Not saved yet", want)
	}
	try("Choose at least one athlete.")
	form.Set("on.0", "1")
	try("Give a name of at most 200 characters.", "name", " ")
	try("Give a day and a time.", "from", "yesterday")
	try("The end must come after the start", "until", "2026-11-20T10:00")
	try("The end must come after the start", "until.0", "2026-11-20T10:00")
	try("Give numbers above 0 that ascend", "sprint", "fast")
	try("Give numbers above 0 that ascend", "accelerations", "3 / 2")
	try("Give numbers above 0 that ascend", "speed_ranges", "500")
	try("Give a heart rate from 20 to 250, or none.", "hr.0", "400")
	try("Give four lines of latitude and longitude, or none.", "pitch", "46.5, 6.6")
	try("ana wears the same device at the same time.", "on.1", "1", "device.0", "1", "device.1", "1")
	try("You don’t hold this device over the whole of this time.", "device.0", "99")
	try("Does not let you plan over the whole of this time.", "on.2", "1")
	if n := len(m.frames()); n != 0 {
		t.Errorf("%d time frames were made all the same", n)
	}
}

func TestMonitoringIsForTheOwner(t *testing.T) {
	m := newSideline(t)
	at := m.match("2026-11-22T13:15")
	m.play(0, 0, 5)
	m.compute()
	frame := at + "/frames/" + strconv.FormatInt(m.frames()[0].ID, 10)
	paths := []string{at, at + "/edit", at + "/live", at + "/live/stream", at + "/report.csv", frame, "/monitoring/99", "/monitoring/x"}
	for _, path := range paths {
		m.rita.get(path).wants(t, 404)
		m.ana.get(path).wants(t, 404)
	}
	m.ana.get("/monitoring").wants(t, 404)
	m.ana.get("/activities").wants(t, 200).lacks(t, "Monitoring")
	m.rita.post(at+"/delete").wants(t, 404)
	m.rita.submit(at+"/edit", fields(t, m.carl.get(at+"/edit"))).wants(t, 404)
	stranger := &visitor{t: t, base: m.carl.base, client: visit(t, newSite(t, nil)).client, lang: "en"}
	for _, path := range append(paths[:6:6], "/monitoring") {
		stranger.get(path).wants(t, 200, "Sign in")
	}
	m.carl.get(frame).wants(t, 200)
}
