package web_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// tracker registers a device as the administrator does, and gives its number.
func (w *watched) tracker(serial string, owner int64) int64 {
	w.t.Helper()
	made, _, err := w.deps.Monitor.AddTracker(w.t.Context(), serial, "Vest "+serial, owner)
	if err != nil {
		w.t.Fatal(err)
	}
	return made.ID
}

// sends stores a minute of frames of a device, as it sends them.
func (w *watched) sends(device int64, from time.Time) {
	w.t.Helper()
	var all []string
	for i := range 60 {
		at := strconv.FormatInt(from.Add(time.Duration(i)*time.Second).UnixMilli(), 10)
		all = append(all, `{"gnss":{"timestamp":[`+at+`],"longitude":[6.6],"latitude":[46.5],"speed":[2]},"device":{"timestamp":`+at+`,"Bat_lvl":17}}`)
	}
	frames, err := monitor.DecodeFrames([]byte("["+strings.Join(all, ",")+"]"), noon)
	if err == nil {
		_, err = w.deps.Monitor.Receive(w.t.Context(), device, frames)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestDevicesAreTakenNamedAndGivenBack(t *testing.T) {
	w := newWatched(t)
	w.carl.get("/devices").wants(t, 200, "No devices yet", "palestra device add --serial SERIAL --owner carl")
	w.carl.post("/devices/take", "serial", "SN-1").wants(t, 400, "No device that is free has this serial number.")
	w.tracker("SN-1", 0)
	taken := w.carl.post("/devices/take", "serial", " sn-1 ").wants(t, 200, "The device is yours from now on.", "Vest SN-1", "Since Sun 22 Nov 2026", "Nothing in these two weeks.")
	at := taken.path()
	w.carl.post(at+"/name", "custom_name", "Number ten").wants(t, 200, "Saved.", "Number ten")
	w.carl.post(at+"/name", "custom_name", strings.Repeat("x", 101)).wants(t, 400, "A name has at most 100 characters.")
	w.carl.get("/devices").wants(t, 200, "You hold now", "Number ten", "Has never sent anything").lacks(t, "You held before")
	w.carl.post(at+"/release").wants(t, 200, "The device is free.", "nobody holds it", "Take it again").lacks(t, "Number ten")
	w.carl.get("/devices").wants(t, 200, "You held before", "Vest SN-1").lacks(t, "You hold now")
	w.carl.post(at+"/release").wants(t, 404)
	w.carl.post(at+"/name", "custom_name", "x").wants(t, 404)
	w.carl.post(at+"/take").wants(t, 200, "The device is yours from now on.")
}

func TestADeviceTellsWhatItRecorded(t *testing.T) {
	w := newWatched(t)
	id := w.tracker("SN-1", w.person("carl").ID)
	w.sends(id, noon.Add(-26*time.Hour))
	w.sends(id, noon.Add(-20*24*time.Hour))
	page := w.carl.get("/devices").wants(t, 200, "Vest SN-1", "17 %", "sending now")
	if !strings.Contains(page.body, "badge-warning") {
		t.Error("a low battery looks like any other")
	}
	at := "/devices/" + strconv.FormatInt(id, 10)
	// Vienna is an hour ahead.
	page = w.carl.get(at).wants(t, 200, "Sat 21 Nov 2026", "11:00", "13:00 Sun 22 Nov 2026", "From the beginning on").lacks(t, "Mon 2 Nov 2026")
	if strings.Count(page.body, `d="M`) < 15 || !strings.Contains(page.body, `d="M660 0h6v10h-6z"`) {
		t.Error("the minute from eleven on is not drawn")
	}
	w.carl.get(at+"?until=2026-11-08").wants(t, 200, "Mon 2 Nov 2026", "13:00").lacks(t, "Sat 21 Nov 2026")
	w.carl.get(at+"?until=2031-01-01").wants(t, 200, "Sat 21 Nov 2026")
	w.carl.get(at+"?until=never").wants(t, 200, "Sat 21 Nov 2026")
}

func TestDevicesOfOthersAreNotThere(t *testing.T) {
	w := newWatched(t)
	rita, err := w.deps.Auth.CreateAccount(t.Context(), auth.Registration{Username: "rita", Password: "correct horse battery", Role: person.Coach})
	if err != nil {
		t.Fatal(err)
	}
	at := "/devices/" + strconv.FormatInt(w.tracker("SN-1", rita.ID), 10)
	w.carl.get("/devices").lacks(t, "SN-1")
	w.carl.get(at).wants(t, 404)
	for _, do := range []string{"/name", "/take", "/release"} {
		w.carl.post(at+do, "custom_name", "mine").wants(t, 404)
	}
	w.carl.post("/devices/take", "serial", "SN-1").wants(t, 400, "No device that is free")
	w.ana.get("/devices").wants(t, 404)
	w.ana.get(at).wants(t, 404)
	w.carl.get("/devices/x").wants(t, 404)

	free := w.tracker("SN-2", 0)
	w.carl.post("/devices/"+strconv.FormatInt(free, 10)+"/take").wants(t, 404)
	if _, err := w.deps.Monitor.Tracker(t.Context(), access.Viewer{Person: w.person("carl")}, free); err == nil {
		t.Error("a device was taken by guessing its number")
	}
}
