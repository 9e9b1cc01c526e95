package browsertest

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/scenario"
)

// viewer is somebody's account as the services take it.
func (h *house) viewer(t *testing.T, name string) access.Viewer {
	t.Helper()
	p, err := h.auth.PersonByName(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return access.Viewer{Person: p}
}

// opens tells whether a coach sees an athlete's profile now, which the athlete's log then says.
func (h *house) opens(t *testing.T, coach, athlete string) bool {
	t.Helper()
	_, err := h.monitor.Athlete(t.Context(), h.viewer(t, coach), h.person(t, athlete).ID, monitor.AthleteFilter{})
	return err == nil
}

func (h *house) person(t *testing.T, name string) *person.Person {
	t.Helper()
	return h.viewer(t, name).Person
}

func TestAthleteTakesBackAndUndoes(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	b := openTab(t, h.URL)
	b.signIn("ana")
	b.open("/sharing")
	b.wants(".sharing-looked", "Has not looked at anything yet.")
	if !h.opens(t, "carl", "ana") {
		t.Fatal("the coach does not see the athlete")
	}
	b.open("/sharing")
	b.wants(".sharing-looked", "Profile")
	b.wants("#looks .look", "carl Profile")
	if ask[bool](b, `document.querySelector('.sharing-grants form').checkVisibility()`) {
		t.Error("the button that takes back is there before it was asked for")
	}
	b.press(`.sharing-grants summary`)
	b.picture("journey-take-back")
	b.click(`.sharing-grants form button`)
	b.wants(".toast", "Taken back. It holds from now on. Undo")
	if h.opens(t, "carl", "ana") {
		t.Error("what was taken back is still open")
	}
	if got := b.text(".sharing-grants"); strings.Contains(got, "See training") {
		t.Errorf("what was taken back is still listed: %s", got)
	}
	b.click(`.toast form button`)
	b.wants(".toast", "It is back.")
	b.wants(".sharing-grants", "See training")
	if !h.opens(t, "carl", "ana") {
		t.Error("undoing gives nothing back")
	}
}

func TestSharingOnEveryScreen(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t, "cleo")
	h.opens(t, "carl", "ana")
	b := openTab(t, h.URL)
	b.signIn("ana")
	b.open("/sharing")
	b.eachScreen(map[string]string{"sharing": "/sharing"})
	b.open("/sharing")
	b.press(`.sharing-all summary`)
	b.click(`.sharing-all form button`)
	b.eachScreen(map[string]string{"sharing-empty": "/sharing"})
}

// sends stores minutes of a match of a device.
func (h *house) sends(t *testing.T, device int64, from time.Time, minutes int) {
	t.Helper()
	if _, err := h.monitor.Receive(t.Context(), device, scenario.NewPlayer(scenario.Seed, 1, 1).Play(from, 60*minutes)); err != nil {
		t.Fatal(err)
	}
}

func TestDevicesOnEveryScreen(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	b := openTab(t, h.URL)
	b.signIn("carl")
	b.eachScreen(map[string]string{"devices-empty": "/devices"})
	b.theme("light")
	b.wide()
	english(b)
	var first int64
	for i := range 5 {
		made, _, err := h.monitor.AddTracker(t.Context(), "VX-204"+strconv.Itoa(i), "Vest", h.person(t, "carl").ID)
		if err != nil {
			t.Fatal(err)
		}
		if first == 0 {
			first = made.ID
		}
	}
	now := time.Now()
	h.sends(t, first, now.Add(-3*time.Minute), 2)
	h.sends(t, first, now.AddDate(0, 0, -4).Truncate(24*time.Hour).Add(15*time.Hour), 45)
	h.sends(t, first, now.AddDate(0, 0, -4).Truncate(24*time.Hour).Add(16*time.Hour), 45)
	address := "/devices/" + number(first)
	b.open(address)
	b.fill("custom_name", "Vest 1")
	b.click(`.device-name .button-primary`)
	b.wants("h1", "Vest 1")
	b.open("/devices/" + number(first+1))
	b.press(`.part details.sure > summary`)
	b.click(`.part details.sure form button`)
	b.wants(".eyebrow", "nobody holds it")
	b.eachScreen(map[string]string{"devices": "/devices", "device": address})
}

// english sets the language of whoever is signed in.
func english(b *tab) {
	b.t.Helper()
	b.open("/design")
	b.press(".menu summary")
	b.click(`.menu [name="language"][value="en"]`)
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
