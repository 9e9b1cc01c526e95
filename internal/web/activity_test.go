package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"palestra/internal/scenario"
)

// ride is a recording of one hour.
func ride() []byte { return scenario.GPX(scenario.Ride(1, 3600)) }

var activityLink = regexp.MustCompile(`/activities/[0-9a-f-]{36}`)

// takeRide uploads one ride and gives its address.
func takeRide(t *testing.T, v *visitor) string {
	t.Helper()
	res := v.upload("", nil, file{"ride.gpx", ride()}).wants(t, 200, "ride.gpx", "Taken")
	link := activityLink.FindString(res.body)
	if link == "" {
		t.Fatalf("no link to the activity in %s", res.text())
	}
	return link
}

func TestUploadWithoutScripts(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	res := ana.upload("", map[string]string{"sport": "4"},
		file{"ride.gpx", ride()},
		file{"notes.txt", []byte("hello")},
		file{"broken.gpx", []byte("<gpx><trk>")},
		file{"route.gpx", []byte(`<gpx version="1.1"><rte></rte></gpx>`)},
	)
	res.wants(t, 200, "ride.gpx Taken", "notes.txt This kind of file can’t be read", "broken.gpx The file is damaged or not what its name says: ",
		"route.gpx There is no recording in this file")
	ana.get("/activities").wants(t, 200, "Activities 1", "Mountain biking", "km/h", "bpm")
	ana.upload("", nil).wants(t, 200, "Please choose a file first.")
}

func TestUploadNamesTheDuplicateAndTakesItAllTheSame(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	link := takeRide(t, ana)
	type item struct {
		State, Text string
		Links       []struct{ Text, Href string }
	}
	send := func(fields map[string]string) (it item) {
		res := ana.upload("application/json", fields, file{"ride.gpx", ride()}).wants(t, 200)
		if err := json.Unmarshal([]byte(res.body), &it); err != nil {
			t.Fatal(err)
		}
		return it
	}
	if it := send(nil); it.State != "duplicate" || len(it.Links) != 1 || it.Links[0].Href != link {
		t.Errorf("the second time: %+v, want a duplicate of %s", it, link)
	}
	if it := send(map[string]string{"again": "1"}); it.State != "done" {
		t.Errorf("all the same: %+v", it)
	}
	ana.get("/activities").wants(t, 200, "Activities 2")
}

func TestUploadOfAnArchive(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range map[string][]byte{"a.gpx": ride(), "b.gpx": scenario.GPX(scenario.Ride(2, 600)), "c.gpx": []byte("no")} {
		w, _ := z.Create(name)
		_, _ = w.Write(content)
	}
	_ = z.Close()
	ana.upload("", nil, file{"season.zip", b.Bytes()}).wants(t, 200, "season.zip 2 of 3 taken", "c.gpx: The file is damaged")
	ana.upload("", nil, file{"season.zip", b.Bytes()}).wants(t, 200, "0 of 3 taken", "a.gpx: Already there")
}

func TestUploadIsBounded(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.upload("application/json", nil, file{"big.gpx", make([]byte, 5<<20)}).wants(t, 200, "The file is too large.")
	ana.upload("application/json", nil, file{"big.gpx", make([]byte, 9<<20)}).wants(t, 413, "This is more than the server takes at once.")
	visit(t, server).upload("application/json", nil, file{"ride.gpx", ride()}).wants(t, 401, "Please sign in first.")
}

func TestActivityPage(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	link := takeRide(t, ana)
	res := ana.get(link).wants(t, 200,
		"Cycling (sport)", "Sunday, 9 June 2024, 09:30", // Vienna is two hours ahead in June
		"Distance", "km", "Moving time", "Speed", "km/h", "Ascent", "Heart rate", "at most", "Power", "W",
		"Farthest", "Each km", "ride.gpx", "Original file", "Only me")
	if !strings.Contains(res.body, `data-track="`+link+`/track.json"`) || !strings.Contains(res.body, `<img src="`+link+`/map.png`) {
		t.Error("the map has neither picture nor data")
	}
	if res := ana.get(link + "/map.png"); res.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture is %s", res.Header.Get("Content-Type"))
	}
	ana.post("/preferences", "units", "imperial", "return", link).wants(t, 200, "mi", "mph", "ft", "Each mi")
	ana.post("/preferences", "language", "fr", "return", link).wants(t, 200, "dimanche 9 juin 2024", "Temps en mouvement", "Plus longue distance")
}

func TestOthersSeeNothingPrivate(t *testing.T) {
	server := newSite(t, nil)
	ana, ben := visit(t, server).signUp("ana"), visit(t, server).signUp("ben")
	link := takeRide(t, ana)
	for _, path := range []string{"", "/edit", "/track.json", "/map.png", "/original", "/gpx"} {
		ben.get(link+path).wants(t, 404, "There is no such activity")
	}
	for _, path := range []string{"/edit", "/delete", "/restore"} {
		ben.post(link+path, "title", "mine").wants(t, 404)
	}
	if res := visit(t, server).get(link); !strings.HasPrefix(res.path(), "/sign-in?next=") {
		t.Errorf("a stranger is led to %s", res.path())
	}
	ana.get(link).wants(t, 200)

	ana.post(link+"/edit", "title", "For all", "sport", "1", "visibility", "public", "notes", "my secret").wants(t, 200, "my secret")
	visit(t, server).get(link).wants(t, 200, "For all", "by ana").lacks(t, "my secret", "Original file", "Edit")
	ben.get(link+"/original").wants(t, 404)
}

func TestEdit(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	link := takeRide(t, ana)
	ana.get(link+"/edit").wants(t, 200, "Edit the activity").lacks(t, "Hours, minutes, seconds")
	res := ana.post(link+"/edit", "title", "Over <b>the</b> hills", "sport", "17", "description", "First line\nSecond", "notes", "windy", "visibility", "private")
	res.wants(t, 200, "Saved.", "Over <b>the</b> hills", "Cycling (touring)", "First line", "windy")
	if res.path() != link {
		t.Errorf("after saving one is at %s", res.path())
	}
	ana.post(link+"/edit", "title", "x", "sport", "9999", "visibility", "private").wants(t, 400, "This sport is not known here.")
	ana.post(link+"/edit", "title", "x", "sport", "1", "visibility", "the cat").wants(t, 400, "Please choose who may see it.")
}

func TestDeleteAndUndo(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	link := takeRide(t, ana)
	res := ana.post(link+"/delete").wants(t, 200, "The activity was deleted.", "Undo", "Your almanac is empty")
	if !strings.Contains(res.body, `action="`+link+`/restore"`) {
		t.Error("the toast can't undo")
	}
	ana.get("/activities").wants(t, 200).lacks(t, "was deleted")
	ana.get(link).wants(t, 404)
	ana.post(link+"/restore").wants(t, 200, "The activity is back.", "Farthest")
	ana.get("/activities").wants(t, 200, "Activities 1")
}

func TestDownloads(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	track := scenario.Ride(3, 1200)
	res := ana.upload("", nil, file{`C:\rides\Tür zu.tcx`, scenario.TCX(track)}).wants(t, 200, "Tür zu.tcx Taken")
	link := activityLink.FindString(res.body)
	original := ana.get(link + "/original")
	if original.body != string(scenario.TCX(track)) {
		t.Error("the original differs from what was uploaded")
	}
	if d := original.Header.Get("Content-Disposition"); !strings.HasPrefix(d, "attachment") || !strings.Contains(d, "T%C3%BCr%20zu.tcx") {
		t.Errorf("the original is offered as %q", d)
	}
	gpx := ana.get(link + "/gpx")
	if !strings.Contains(gpx.body, "<trkpt") || !strings.Contains(gpx.Header.Get("Content-Disposition"), "2024-06-09-") {
		t.Errorf("GPX: %v %.80s", gpx.Header, gpx.body)
	}
}

func TestByHand(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.get("/activities/new").wants(t, 200, "Write down a training")
	ana.post("/activities/new", "sport", "5", "start", "yesterday", "duration", "1:75", "distance", "far", "ascent", "-3", "visibility", "private").
		wants(t, 400, "A date and a time, please.", "Hours, minutes and seconds, please", "A number, please", "A number of zero or more, please.")
	ana.post("/activities/new", "sport", "5", "start", "2026-11-20T18:00", "duration", "0:00", "distance", "10", "visibility", "private").
		wants(t, 400, "The duration must be above zero.")
	res := ana.post("/activities/new", "sport", "5", "start", "2026-11-20T18:00", "duration", "50:00", "distance", "10,5", "ascent", "120",
		"title", "Without the watch", "visibility", "private").
		wants(t, 200, "The activity was added.", "Without the watch", "Friday, 20 November 2026, 18:00", "10.50 km", "50:00", "4:46 min/km", "120 m", "written down by hand")
	link := res.path()
	ana.post(link+"/edit", "title", "Longer", "sport", "5", "start", "2026-11-20T18:00", "duration", "1:00:00", "distance", "10.500", "ascent", "120",
		"descent", "0", "visibility", "private").wants(t, 200, "Saved.", "1:00:00", "5:43 min/km")
	ana.get(link+"/original").wants(t, 404, "written down by hand")
	ana.get(link+"/gpx").wants(t, 404)
}

func TestListFiltersOrdersAndPages(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	for i := range 23 {
		sport := []string{"5", "1"}[i%2]
		ana.post("/activities/new", "sport", sport, "start", fmt.Sprintf("2026-10-%02dT08:00", i+1), "duration", "30:00",
			"distance", fmt.Sprint(i+1), "title", fmt.Sprintf("Training no. %d.", i+1), "visibility", "private").wants(t, 200)
	}
	ana.get("/activities").wants(t, 200, "Activities 23", "276.0 km", "11:30:00", "1–20 of 23", "Training no. 23.").lacks(t, "Training no. 3.")
	ana.get("/activities?page=2").wants(t, 200, "21–23 of 23", "Training no. 3.").lacks(t, "Training no. 23.")
	if res := ana.get("/activities?page=9"); res.path() != "/activities?page=2" {
		t.Errorf("a page beyond the last leads to %s", res.path())
	}
	ana.get("/activities?sport=1").wants(t, 200, "Activities 11", "132.0 km", "Training no. 22.").lacks(t, "Training no. 23.")
	ana.get("/activities?q=no.+2.").wants(t, 200, "Activities 1 ", "Training no. 2.")
	ana.get("/activities?from=2026-10-05&to=2026-10-06").wants(t, 200, "Activities 2", "Training no. 5.", "Training no. 6.")
	ana.get("/activities?min=21,5&max=22.5").wants(t, 200, "Activities 1 ", "Training no. 22.")
	res := ana.get("/activities?order=distance-up").wants(t, 200, "Training no. 1.").lacks(t, "Training no. 23.")
	if !strings.Contains(res.body, `aria-sort="ascending"`) {
		t.Error("the head does not tell the order")
	}
	ana.get("/activities?sport=1&q=nothing+like+it").wants(t, 200, "Nothing matches", "Show all")
	ana.get("/activities?page=-1&sport=abc&from=never&min=many&order=luck").wants(t, 200, "1–20 of 23")
}

func TestTiles(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	for path, want := range map[string]int{
		"/tiles/light/3/4/2.png": 200, "/tiles/dark/3/4/2@2x.png": 200,
		"/tiles/light/3/8/2.png": 404, "/tiles/pink/3/4/2.png": 404, "/tiles/light/3/4/2.jpg": 404, "/tiles/light/x/4/2.png": 404,
	} {
		if res := v.get(path); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
}
