package clienttest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ride is a recording of some points, begun at an hour of 13 March 2018.
func ride(name string, hour int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>` + name + `</name><trkseg>`)
	for i := range 50 {
		fmt.Fprintf(&b, `<trkpt lat="%.5f" lon="6.07367"><ele>%d</ele><time>2018-03-13T%02d:%02d:%02dZ</time></trkpt>`,
			44.68095-float64(i)*0.0003, 998-i%7, hour, i/6, i%6*10)
	}
	b.WriteString(`</trkseg></trk></gpx>`)
	return []byte(b.String())
}

func keep(t *testing.T, name string, data []byte) string {
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

// TestTheReleasedClientDoesNotNotice goes through the client's pages as a new user would.
func TestTheReleasedClientDoesNotNotice(t *testing.T) {
	browser(t)
	s := newServer(t, client(t))
	b := openTab(t, s.URL)
	register(b)
	signIn(b)
	upload(b, keep(t, "ride.gpx", ride("first ride", 13)))
	for _, operation := range []string{
		"GET /api/config", "POST /api/auth/register", "POST /api/auth/login", "GET /api/auth/profile", "GET /api/sports",
		"GET /api/workouts", "GET /api/stats/ana/by_time", "POST /api/workouts",
	} {
		if !s.asked(operation) {
			t.Errorf("the client never asked for %s", operation)
		}
	}
	if len(s.refused) > 0 {
		t.Errorf("the client was refused:\n%s", strings.Join(s.refused, "\n"))
	}
}

func register(b *tab) {
	b.open("/register")
	b.fill("#username", "ana")
	b.fill("#email", "ana@example.org")
	b.fill("#password", "correct horse battery")
	b.click("#accepted_policy")
	b.picture("register")
	b.click("#user-auth-form button[type=submit]")
}

func signIn(b *tab) {
	b.at("/login")
	b.fill("#email", "ana@example.org")
	b.fill("#password", "correct horse battery")
	b.click("#user-auth-form button[type=submit]")
	b.at("/")
	b.wait(`document.querySelector("#user-calendar")`)
	b.picture("dashboard-empty")
}

func upload(b *tab, path string) {
	b.open("/workouts/add")
	b.wait(`document.querySelector("#sport option[value='1']")`)
	b.fill("#sport", "1")
	b.upload("#gpxFile", path)
	b.picture("add")
	b.click("#workout-form button[type=submit]")
	b.wait(`location.pathname.startsWith("/workouts/") && location.pathname !== "/workouts/add"`)
	b.wait(`document.querySelector("#workout-chart canvas") && document.querySelector("#workout-map .leaflet-container, .leaflet-container")`)
	b.seen("first ride")
	b.picture("workout")
}
