package web_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/store"
	"palestra/internal/web"
)

// measuring is the service that measures, over a test's database.
func measuring(db *store.Store, now func() time.Time) *monitor.Service {
	return monitor.New(db, monitor.Options{Now: now, NewUUID: uuid.NewString, Access: access.New(db, now)})
}

// watched is a coach and an athlete with browsers, and the services behind the pages.
type watched struct {
	t         *testing.T
	carl, ana *visitor
	deps      web.Deps
}

func newWatched(t *testing.T) *watched {
	t.Helper()
	w := &watched{t: t}
	server := newSite(t, func(d *web.Deps) { w.deps = *d })
	w.carl, w.ana = visit(t, server).signUp("carl"), visit(t, server).signUp("ana")
	if _, err := w.deps.Auth.SetRole(t.Context(), w.person("carl").ID, person.Coach, nil); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *watched) person(name string) *person.Person {
	w.t.Helper()
	p, err := w.deps.Auth.PersonByName(w.t.Context(), name)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// id is somebody's number, as addresses have it.
func (w *watched) id(name string) string {
	w.t.Helper()
	return strconv.FormatInt(w.person(name).ID, 10)
}

// looks opens an athlete's profile as a coach, and tells whether that was let happen.
func (w *watched) looks(coach, athlete string) bool {
	w.t.Helper()
	_, err := w.deps.Monitor.Athlete(w.t.Context(), access.Viewer{Person: w.person(coach)}, w.person(athlete).ID, monitor.AthleteFilter{})
	return err == nil
}

func TestNobodySeesAnythingAtFirst(t *testing.T) {
	w := newWatched(t)
	w.ana.get("/sharing").wants(t, 200, "Nobody sees your data", "Nobody has looked yet.").lacks(t, "carl")
	if w.looks("carl", "ana") {
		t.Error("a coach without a grant sees a profile")
	}
	visit(t, newSite(t, nil)).get("/sharing").wants(t, 200, "Sign in")
}

func TestPermissionsAreGivenByHandAndTakenBack(t *testing.T) {
	w := newWatched(t)
	w.ana.post("/sharing/give", "who", "CARL", "permissions", "READ", "permissions", "SHARE", "from", "2026-10-01", "until", "2026-12-24").
		wants(t, 200, "The coach has access.", "See training", "Pass on", "Thu 1 Oct 2026 to Thu 24 Dec 2026", "Has not looked at anything yet.")
	w.ana.post("/sharing/give", "who", "carl", "permissions", "WRITE", "before", "1").wants(t, 200, "Plan training", "All times, without end")
	if !w.looks("carl", "ana") {
		t.Fatal("the coach does not see the profile")
	}
	page := w.ana.get("/sharing").wants(t, 200, "Profile", "Sun 22 Nov 2026, 13:00").lacks(t, "Nobody has looked yet.")
	w.ana.get("/sharing?coach="+w.id("carl")).wants(t, 200, "Only carl", "Everybody")

	gone := w.ana.post(action(t, page, "/end")).wants(t, 200, "Taken back.", "Undo")
	if n := strings.Count(gone.body, `action="/sharing/grants/`); n != 2 {
		t.Errorf("one of three was taken back, and %d are left", n)
	}
	if w.looks("carl", "ana") {
		t.Error("a permission that was taken back still opens the profile")
	}
	w.ana.post(action(t, gone, "/undo")).wants(t, 200, "It is back.", "Thu 1 Oct 2026 to Thu 24 Dec 2026")
	if !w.looks("carl", "ana") {
		t.Error("what was given again opens nothing")
	}
	w.ana.post("/sharing/coaches/"+w.id("carl")+"/end").wants(t, 200, "Taken back.", "Nobody sees your data", "What they looked at", "carl")
	if w.looks("carl", "ana") {
		t.Error("everything was taken back, and the profile is open")
	}
}

func TestSharingThatIsOverOrAhead(t *testing.T) {
	w := newWatched(t)
	give := func(permission access.Permission, from, until time.Time) {
		g := access.Grant{Athlete: w.person("ana").ID, Coach: w.person("carl").ID, Permission: permission, From: from, Until: until}
		if _, err := w.deps.Access.Grant(t.Context(), g); err != nil {
			t.Fatal(err)
		}
	}
	give(access.PermissionRead, noon.AddDate(0, -2, 0), noon.AddDate(0, -1, 0))
	give(access.PermissionWrite, noon.AddDate(0, 1, 0), time.Time{})
	page := w.ana.get("/sharing").wants(t, 200, "See training over", "stays open to the coach", "Plan training not yet", "Since Tue 22 Dec 2026, without end")
	w.ana.post(action(t, page, "/end")).wants(t, 200, "Taken back.").lacks(t, "stays open to the coach")
}

func TestSharingRefusesWhatMakesNoSense(t *testing.T) {
	w := newWatched(t)
	w.ana.post("/sharing/give", "who", "nobody", "permissions", "READ").wants(t, 400, "No coach here has this name.")
	w.ana.post("/sharing/give", "who", "ana", "permissions", "READ").wants(t, 400, "No coach here has this name.")
	w.carl.post("/sharing/give", "who", "ana", "permissions", "READ").wants(t, 400, "No coach here has this name.")
	w.ana.post("/sharing/give", "who", "carl").wants(t, 400, "Choose at least one permission.")
	w.ana.post("/sharing/give", "who", "carl", "permissions", "READ", "from", "soon").wants(t, 400, "This is not a day that can be taken.")
	w.ana.post("/sharing/give", "who", "carl", "permissions", "READ", "from", "2026-12-24", "until", "2026-12-01").wants(t, 400, "not before the first")
	w.ana.post("/sharing/give", "who", "carl", "permissions", "ALL").wants(t, 400, "Choose at least one permission.")
	w.ana.get("/sharing").lacks(t, "Take back")
}

func TestGrantsOfOthersAreNotThere(t *testing.T) {
	w := newWatched(t)
	w.ana.post("/sharing/give", "who", "carl", "permissions", "READ").wants(t, 200, "carl")
	w.carl.post("/sharing/grants/1/end").wants(t, 404)
	w.carl.post("/sharing/coaches/"+w.id("carl")+"/end").wants(t, 404)
	w.ana.post("/sharing/grants/0/end").wants(t, 404)
	w.ana.post("/sharing/grants/x/end").wants(t, 404)
	if !w.looks("carl", "ana") {
		t.Error("somebody else took it back")
	}
	forged := w.ana.request("POST", "/sharing/coaches/"+w.id("carl")+"/end", nil)
	forged.Header.Set("Sec-Fetch-Site", "cross-site")
	w.ana.do(forged).wants(t, 403)
	w.carl.get("/sharing").wants(t, 200, "Nobody sees your data").lacks(t, "ana")
}

func TestTheAccessLogHasPages(t *testing.T) {
	w := newWatched(t)
	for i := range 21 {
		name := "coach" + strconv.Itoa(100+i)
		if _, err := w.deps.Auth.CreateAccount(t.Context(), auth.Registration{Username: name, Password: "correct horse battery", Role: person.Coach}); err != nil {
			t.Fatal(err)
		}
		w.ana.post("/sharing/give", "who", name, "permissions", "READ").wants(t, 200, name)
		if !w.looks(name, "ana") {
			t.Fatal("the profile is closed")
		}
		w.ana.post("/sharing/coaches/"+w.id(name)+"/end").wants(t, 200, "Nobody sees your data")
	}
	w.ana.get("/sharing").wants(t, 200, "1–20 of 21", "coach120").lacks(t, "coach100")
	w.ana.get("/sharing?page=2").wants(t, 200, "21–21 of 21", "coach100").lacks(t, "coach120")
	w.ana.get("/sharing?page=-1&coach=7%3B+DROP").wants(t, 200, "1–20 of 21")
}

func TestItIsToldWhoPassedItOnAndByWhat(t *testing.T) {
	w := newWatched(t)
	rita, err := w.deps.Auth.CreateAccount(t.Context(), auth.Registration{Username: "rita", Password: "correct horse battery", Role: person.Coach})
	if err != nil {
		t.Fatal(err)
	}
	w.ana.post("/sharing/give", "who", "carl", "permissions", "SHARE", "before", "1").wants(t, 200).lacks(t, "Passed on", "Through the application")
	app, _, err := w.deps.Auth.CreateApp(t.Context(), access.Viewer{Person: rita}, auth.AppDraft{Name: "Club board", Scopes: []string{"profile:read"}, RedirectURIs: []string{"https://club.example/back"}, Website: "https://club.example"})
	if err != nil {
		t.Fatal(err)
	}
	give := func(v access.Viewer, coach int64) {
		g := access.Grant{Athlete: w.person("ana").ID, Coach: coach, Permission: access.PermissionRead, From: noon, Until: noon.AddDate(1, 0, 0), By: 99, App: 99}
		if _, err := w.deps.Monitor.Grant(t.Context(), v, g); err != nil {
			t.Fatal(err)
		}
	}
	give(access.Viewer{Person: w.person("carl")}, rita.ID)
	w.ana.get("/sharing").wants(t, 200, "Passed on by carl.").lacks(t, "application Club board")
	give(access.Viewer{Person: w.person("ana"), App: app.ID}, w.person("carl").ID)
	w.ana.get("/sharing").wants(t, 200, "Through the application Club board.")
	give(access.Viewer{Person: w.person("carl"), App: app.ID}, rita.ID)
	w.ana.get("/sharing").wants(t, 200, "Passed on by carl, through the application Club board.")
}
