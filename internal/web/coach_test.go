package web_test

import (
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"palestra/internal/core/activity"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
	"palestra/internal/store"
	"palestra/internal/web"
)

// planning is the service that plans, over a test's database.
func planning(db *store.Store, activities *activity.Service, now func() time.Time) *plan.Service {
	return plan.New(db, plan.Options{Now: now, NewKey: func() string { return strings.ReplaceAll(uuid.NewString(), "-", "")[:24] }, Recordings: activities})
}

// team is a coach and two athletes, each with a browser.
type team struct {
	t               *testing.T
	deps            web.Deps
	coach, ana, ben *visitor
}

// newTeam signs them up; nobody has granted anything yet.
func newTeam(t *testing.T) *team {
	t.Helper()
	m := &team{t: t}
	server := newSite(t, func(d *web.Deps) { m.deps = *d })
	one := func(name string) *visitor { return visit(t, server).signUp(name) }
	m.coach, m.ana, m.ben = one("carl"), one("ana"), one("ben")
	carl, err := m.deps.Auth.PersonByName(t.Context(), "carl")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.deps.Auth.SetRole(t.Context(), carl.ID, person.Coach, nil); err != nil {
		t.Fatal(err)
	}
	return m
}

// trusted lets the coach see and plan for both, through the pages.
func (m *team) trusted() *team {
	m.t.Helper()
	for name, who := range map[string]*visitor{"ana": m.ana, "ben": m.ben} {
		m.coach.post("/coaching/athletes/ask", "who", name, "permissions", "READ", "permissions", "WRITE").wants(m.t, 200, "The athlete was asked", name)
		page := who.get("/sharing").wants(m.t, 200, "carl asks to coach you")
		who.post(action(m.t, page, "/accept"), "permissions", "READ", "permissions", "WRITE", "before", "1").wants(m.t, 200, "Accepted.", "carl", "See training", "Plan training")
	}
	return m
}

// action is the first address in a page's forms that ends so.
func action(t *testing.T, page answer, end string) string {
	t.Helper()
	m := regexp.MustCompile(`(?:form)?action="([^"]*` + regexp.QuoteMeta(end) + `)"`).FindStringSubmatch(page.body)
	if m == nil {
		t.Fatalf("no form goes to …%s:\n%s", end, page.text())
	}
	return m[1]
}

// holds asserts that a page has something that is not seen, such as an address.
func (a answer) holds(t *testing.T, markup string) {
	t.Helper()
	if !strings.Contains(a.body, markup) {
		t.Errorf("%s: lacks %s:\n%s", a.Request.URL.Path, markup, a.body)
	}
}

const tempo = `{"steps":[{"intensity":"WARMUP","targetType":"OPEN","durationType":"TIME","durationValue":600},` +
	`{"repeatValue":3,"steps":[{"intensity":"INTERVAL","targetType":"PACE","targetValueLow":270,"targetValueHigh":285,"durationType":"TIME","durationValue":300},` +
	`{"intensity":"RECOVERY","targetType":"OPEN","durationType":"DISTANCE","durationValue":400}]}]}`

// session builds one and gives its address.
func (m *team) session(title string) string {
	m.t.Helper()
	res := m.coach.post("/coaching/sessions/new", "title", title, "sport", "5", "tags", "hard, Hills", "content", tempo)
	return res.wants(m.t, 200, title, "Saved.").path()
}

func TestASessionIsBuiltReadAndTakenAlong(t *testing.T) {
	m := newTeam(t)
	at := m.session("Tempo")
	m.coach.get(at).wants(t, 200, "Warm-up", "10 min", "3 ×", "4:45–4:30 min/km", "400 m", "Take it along")
	m.coach.get("/coaching/sessions?q=temp").wants(t, 200, "Tempo", "hard", "Hills", "1 session")
	m.coach.get("/coaching/sessions?tag=hills&sport=1").wants(t, 200, "No session fits this search.").lacks(t, "Tempo")
	for kind, start := range map[string]string{"fit": "\x0e", "zwo": "<", "txt": "Tempo"} {
		res := m.coach.get(at + "/export/" + kind)
		if res.StatusCode != 200 || !strings.HasPrefix(res.body, start) || !strings.Contains(res.Header.Get("Content-Disposition"), "Tempo."+kind) {
			t.Errorf("%s: %d %q %.20q", kind, res.StatusCode, res.Header.Get("Content-Disposition"), res.body)
		}
	}
	m.coach.post(at+"/copy").wants(t, 200, "This is the copy", "Tempo (copy)")
	m.coach.post(at+"/delete").wants(t, 200, "The session was deleted.", "Undo", "1 session")
	m.coach.get(at).wants(t, 404)
	undo := action(t, m.coach.post(strings.Replace(at, "/1", "/2", 1)+"/delete"), "/coaching/undo/2")
	m.coach.post(undo).wants(t, 200, "It is as it was")
	m.coach.get("/coaching/sessions").wants(t, 200, "Tempo (copy)")
	m.coach.post("/coaching/undo/1").wants(t, 200)
	m.coach.get(at).wants(t, 200, "Tempo")
	m.coach.post("/coaching/undo/1").wants(t, 404)
}

func TestWhatIsWrongStandsAtItsStep(t *testing.T) {
	m := newTeam(t)
	broken := strings.Replace(tempo, `"durationValue":300`, `"durationValue":0`, 1)
	res := m.coach.post("/coaching/sessions/new", "title", "Tempo", "sport", "5", "content", broken)
	res.wants(t, 400, "Give a length above 0.", "New session")
	if !strings.Contains(res.body, "&#34;path&#34;:&#34;1.0&#34;") {
		t.Errorf("the script is not told where: %s", regexp.MustCompile(`problem.{0,200}`).FindString(res.body))
	}
	m.coach.post("/coaching/sessions/new", "title", "", "sport", "5", "content", tempo).wants(t, 400, "Give a title of at most 100 characters.")
	m.coach.post("/coaching/sessions/new", "title", "x", "sport", "5", "content", "{").wants(t, 400, "The steps can’t be read.")
	m.coach.post("/coaching/sessions/new", "title", "x", "sport", "5", "content", tempo, "estimate", "soon").wants(t, 400, "A duration is hours, minutes and seconds")

	var preview struct {
		Pictures, Numbers []string
		Problem           *struct {
			Text, Path, Field string
			Variant           int
		}
	}
	ask := func(content string) {
		preview.Pictures, preview.Problem = nil, nil
		res := m.coach.post("/coaching/sessions/preview", "sport", "5", "content", content)
		if err := json.Unmarshal([]byte(res.body), &preview); err != nil {
			t.Fatalf("%v: %s", err, res.body)
		}
	}
	ask(tempo)
	if len(preview.Pictures) != 1 || !strings.Contains(preview.Pictures[0], `class="k-interval"`) || !strings.Contains(preview.Numbers[0], "32:09") {
		t.Errorf("preview: %+v", preview)
	}
	list := tempo[len(`{"steps":`) : len(tempo)-1]
	ask(`{"variants":[{"name":"a","steps":` + list + `},{"name":"b","steps":[{"repeatValue":0,"steps":` + list + `}]}]}`)
	if p := preview.Problem; p == nil || p.Variant != 1 || p.Path != "0" || p.Field != "repeatValue" || p.Text != "Say how often, from 1 to 1,000." {
		t.Errorf("problem: %+v", p)
	}
}

func TestTextSessionsAreCleaned(t *testing.T) {
	m := newTeam(t)
	res := m.coach.post("/coaching/texts/new", "title", "Core", "tags", "strength", "estimate", "30:00", "html", `<p onclick="x()">Plank<script>alert(1)</script></p>`)
	res.wants(t, 200, "Core", "Plank", "Saved.")
	if strings.Contains(res.body, "alert(1)") || strings.Contains(res.body, "onclick") {
		t.Error("the text was not cleaned")
	}
	m.coach.post("/coaching/texts/new", "title", "Core", "html", " ").wants(t, 400, "Write something.")
	m.coach.post(res.path(), "title", "Core and more", "html", "<p>Plank, longer</p>").wants(t, 200, "Core and more", "Plank, longer")
	m.coach.post(res.path()+"/copy").wants(t, 200, "Core and more (copy)")
	m.coach.post(action(t, m.coach.post(res.path()+"/delete").wants(t, 200, "The session was deleted."), "/coaching/undo/1")).wants(t, 200, "It is as it was")
	m.coach.get("/coaching/sessions?q=core").wants(t, 200, "Core and more", "2 sessions")
}

// The clock of these tests stands on Sunday, 22 November 2026.
func TestABoardIsPlannedMovedCopiedAndTakenBack(t *testing.T) {
	m := newTeam(t).trusted()
	m.session("Tempo")
	week := "/coaching?from=2026-11-23"
	m.coach.post("/coaching/put", "session", "w1", "day", "2026-11-24", "athlete", "2", "back", week).wants(t, 200, "Planned.", "Undo", "Tempo", "0 of 1 done")
	m.coach.post("/coaching/put", "session", "w1", "day", "2026-11-26", "athlete", "0", "back", week).wants(t, 200, "and 1 other")
	m.ana.get("/calendar?view=week&from=2026-11-24").wants(t, 200, "Tempo", "Planned")

	moved := m.coach.post("/coaching/move", "training", "2", "athlete", "2", "to", "2", "day", "2026-11-27", "back", week).wants(t, 200, "Moved.", "Undo").lacks(t, "and 1 other")
	m.coach.post(action(t, moved, "/coaching/undo/3")).wants(t, 200, "It is as it was")
	m.coach.get(week).wants(t, 200, "and 1 other")
	m.coach.post("/coaching/move", "training", "1", "athlete", "2", "to", "3", "day", "2026-11-24", "copy", "1", "back", week).wants(t, 200, "Copied.")
	m.coach.post("/coaching/copy-week", "from", "2026-11-22", "day", "2026-11-29", "athlete", "0", "back", week).wants(t, 200, "The week was copied to here.", "29 Nov – 5 Dec 2026", "0 of 2 done")
	m.coach.post("/coaching/copy-week", "from", "2026-01-05", "day", "2026-11-30", "athlete", "0", "back", week).wants(t, 200, "There was nothing to copy.")
	m.coach.post("/coaching/withdraw", "training", "1", "athlete", "2", "back", week).wants(t, 200, "Taken off the calendar.", "Undo")
	m.coach.get("/coaching?view=month&from=2026-11-01").wants(t, 200, "November 2026", "Tempo, Planned")
	m.coach.post("/coaching/trainings/new", "title", `<b onclick="x">&`, "sport", "5", "day", "2026-11-28", "athletes", "2").wants(t, 200, "Planned.")
	m.coach.get("/coaching?view=month&from=2026-11-01").holds(t, `title="&lt;b onclick=&#34;x&#34;&gt;&amp; · Planned `)

	for _, wrong := range [][]string{
		{"/coaching/put", "session", "w9", "day", "2026-11-24", "athlete", "2"}, {"/coaching/move", "training", "99", "athlete", "2", "to", "2", "day", "2026-11-24"},
		{"/coaching/withdraw", "training", "2", "athlete", "77"},
	} {
		m.coach.post(wrong[0], wrong[1:]...).wants(t, 404)
	}
	m.coach.post("/coaching/put", "session", "w1", "day", "2026-11-24", "athlete", "77").wants(t, 400, "an athlete does not let you plan")
	m.coach.post("/coaching/put", "session", "w1", "day", "soon", "athlete", "2").wants(t, 400)
}

func TestWhatWasDoneIsShownAndPairedByHand(t *testing.T) {
	m := newTeam(t).trusted()
	m.coach.post("/coaching/trainings/new", "title", "Easy run", "sport", "5", "day", "2026-11-21", "half", "morning", "duration", "1:00:00", "athletes", "2").wants(t, 200, "Planned.")
	m.coach.post("/coaching/trainings/new", "sport", "5", "day", "2026-11-21").wants(t, 400, "Choose at least one athlete.")
	m.coach.get("/coaching/trainings/1").wants(t, 200, "Easy run", "Missed", "Nothing that fits was recorded.")
	m.ana.post("/activities/new", "title", "Round the lake", "sport", "5", "start", "2026-11-21T09:00", "duration", "0:55:00", "distance", "10", "visibility", "private").wants(t, 200, "Round the lake")
	m.coach.get("/coaching?from=2026-11-21").wants(t, 200, "Done 91", "1 of 1 done")
	page := m.coach.get("/coaching/trainings/1?athlete=2").wants(t, 200, "Done 91", "55:00 done, 1:00:00 planned.", "Does not belong")
	activity := regexp.MustCompile(`name="activity" value="([^"]+)"`).FindStringSubmatch(page.body)[1]
	m.coach.post("/coaching/trainings/1/pair", "athlete", "2", "activity", activity, "paired", "0").wants(t, 200, "No longer paired.", "Missed", "Something else was done for it")
	m.ana.get("/calendar/trainings/1").wants(t, 200, "Planned by carl", "Missed")
	m.ana.post("/calendar/trainings/1/pair", "activity", activity, "paired", "1").wants(t, 200, "Paired.", "Done 91", "Paired by hand.")
	m.ben.get("/calendar/trainings/1").wants(t, 404)
	m.ana.get("/calendar").wants(t, 200, "November 2026", "Easy run", "Running · 55:00", "Of the plan 1 of 1 done")

	m.coach.get("/coaching/trainings/1/edit").wants(t, 200, "As it is", "Take off the calendar")
	m.coach.post("/coaching/trainings/1/edit", "title", "Easier run", "sport", "5", "day", "2026-11-21", "duration", "0:55:00", "athletes", "2").wants(t, 200, "Easier run", "Done 100")
}

func TestAthletesTakeAlongWhatIsPlannedForThem(t *testing.T) {
	m := newTeam(t).trusted()
	list := tempo[len(`{"steps":`) : len(tempo)-1]
	m.session("Tempo")
	m.coach.post("/coaching/sessions/new", "title", "Hills", "sport", "5", "content", `{"variants":[{"name":"short","steps":`+list+`},{"name":"long","steps":`+list+`}]}`).wants(t, 200, "Saved.")
	m.coach.post("/coaching/put", "session", "w1", "day", "2026-11-24", "athlete", "2").wants(t, 200, "Planned.")
	m.coach.post("/coaching/put", "session", "w2", "day", "2026-11-25", "athlete", "2").wants(t, 200, "Planned.")
	m.ana.get("/calendar/trainings/1").wants(t, 200, "Tempo", "FIT", "ZWO", "TXT").holds(t, `href="/calendar/trainings/1/sessions/1/fit"`)
	m.ana.get("/calendar/trainings/2").wants(t, 200, "FIT, short", "FIT, long", "ZWO, long", "TXT")
	m.coach.get("/coaching/trainings/1").wants(t, 200, "FIT").holds(t, `href="/coaching/sessions/1/export/fit"`)

	library := m.coach.get("/coaching/sessions/1/export/fit").body
	for kind, start := range map[string]string{"fit": library, "zwo": "<", "txt": "Tempo"} {
		res := m.ana.get("/calendar/trainings/1/sessions/1/" + kind)
		if res.StatusCode != 200 || !strings.HasPrefix(res.body, start) || !strings.Contains(res.Header.Get("Content-Disposition"), "Tempo."+kind) {
			t.Errorf("%s: %d %q %.20q", kind, res.StatusCode, res.Header.Get("Content-Disposition"), res.body)
		}
	}
	if res := m.ana.get("/calendar/trainings/2/sessions/2/txt?variant=long"); strings.Contains(res.body, "short") || !strings.Contains(res.body, "long") {
		t.Errorf("the text of one variant is %q", res.body)
	}
	for _, path := range []string{"1/sessions/2/fit", "1/sessions/1/pdf", "9/sessions/1/fit"} {
		m.ana.get("/calendar/trainings/"+path).wants(t, 404)
	}
	m.coach.post("/coaching/plans/new", "name", "Long ones", "duration", "1").wants(t, 200)
	m.coach.post("/coaching/plans/1/put", "session", "w2", "day", "1-1").wants(t, 200)
	m.coach.post("/coaching/plans/1/lay-out", "start", "2026-11-30", "athletes", "2", "variant-2", "long").wants(t, 200, "The plan was laid out.")
	m.ana.get("/calendar/trainings/3").wants(t, 200, "Variant: long", "FIT, long", "ZWO, long").lacks(t, "short").holds(t, "sessions/2/txt?variant=long")
	m.ana.get("/calendar/trainings/2/sessions/2/fit?variant=endless").wants(t, 400)
	m.ben.get("/calendar/trainings/1/sessions/1/fit").wants(t, 404)
	visit(t, &httptest.Server{URL: m.ana.base}).get("/calendar/trainings/1/sessions/1/fit").wants(t, 200, "Sign in")
}

func TestGrantsAreAskedForAnsweredAndEnded(t *testing.T) {
	m := newTeam(t)
	m.coach.get("/coaching").wants(t, 200, "No athletes yet", "Ask an athlete")
	m.coach.post("/coaching/athletes/ask", "who", "nobody", "permissions", "READ").wants(t, 400, "Nobody here has this name.")
	m.coach.post("/coaching/athletes/ask", "who", "carl", "permissions", "READ").wants(t, 400, "Nobody here has this name.")
	m.coach.post("/coaching/athletes/ask", "who", "ana").wants(t, 400, "Choose at least one permission.")
	m.coach.post("/coaching/athletes/ask", "who", "ana", "permissions", "READ", "until", "2026-11-20").wants(t, 400, "Choose a day from today on.")
	m.coach.post("/coaching/athletes/ask", "who", "ANA", "permissions", "READ", "until", "2026-12-31").wants(t, 200, "Waiting for an answer", "until Thu 31 Dec 2026")
	m.ana.get("/calendar").wants(t, 200, "A coach waits for your answer.")
	page := m.ana.get("/sharing").wants(t, 200, "carl asks to coach you")
	m.ben.post(action(t, page, "/accept"), "permissions", "READ").wants(t, 404)
	m.ana.post(action(t, page, "/accept")).wants(t, 400, "Choose at least one permission.")
	m.ana.post(action(t, page, "/accept"), "permissions", "READ", "until", "2026-12-24").wants(t, 200, "Accepted.", "See training", "Sun 22 Nov 2026 to Thu 24 Dec 2026").lacks(t, "asks to coach")
	m.coach.get("/coaching").wants(t, 200, "ana")
	m.ana.post(action(t, m.ana.get("/sharing"), "/end")).wants(t, 200, "Taken back.", "Nobody sees your data")
	m.coach.get("/coaching").wants(t, 200, "No athletes yet")

	m.coach.post("/coaching/athletes/ask", "who", "ben", "permissions", "WRITE").wants(t, 200)
	m.ben.post(action(t, m.ben.get("/sharing"), "/decline")).wants(t, 200, "The request is gone.")
	m.coach.post("/coaching/athletes/ask", "who", "ben", "permissions", "WRITE").wants(t, 200)
	m.coach.post(action(t, m.coach.get("/coaching/athletes"), "/decline")).wants(t, 200, "The request is gone.").lacks(t, "Waiting")
}

func TestPlansAreWrittenAndLaidOut(t *testing.T) {
	m := newTeam(t).trusted()
	m.session("Tempo")
	m.coach.post("/coaching/plans/new", "name", "", "duration", "4").wants(t, 400, "Give a name of at most 100 characters.")
	at := m.coach.post("/coaching/plans/new", "name", "Ten kilometers", "duration", "3").wants(t, 200, "Ten kilometers", "Week 3").path()
	m.coach.post(at+"/put", "session", "w1", "day", "1-2", "athlete", "0").wants(t, 200, "Tempo")
	m.coach.post(at+"/move", "training", "1", "day", "2-4", "copy", "1").wants(t, 200)
	m.coach.post(at+"/put", "session", "w1", "day", "9-9").wants(t, 400)
	m.coach.post(at+"/lay-out", "start", "2026-11-23").wants(t, 400, "Choose at least one athlete.")
	m.coach.post(at+"/lay-out", "start", "2026-11-23", "athletes", "2", "athletes", "3").wants(t, 200, "The plan was laid out.", "Tempo", "0 of 1 done")
	m.ana.get("/calendar?view=week&from=2026-12-03").wants(t, 200, "Tempo")
	m.coach.post(at+"/remove", "training", "1").wants(t, 200, "Saved.")
	m.coach.post(at, "name", "Ten", "duration", "1").wants(t, 400, "not fewer than have training")
	m.coach.post(at+"/delete").wants(t, 200, "The plan was deleted.", "No plans yet")
}

func TestTheCalendarAddressIsMadeAndEnded(t *testing.T) {
	m := newTeam(t)
	m.ana.get("/calendar/feed").wants(t, 200, "There is no address yet.")
	made := m.ana.post("/calendar/feed").wants(t, 200, "It is shown this once", ".ics")
	if made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the address may be kept: %q", made.Header.Get("Cache-Control"))
	}
	m.ana.get("/calendar/feed").wants(t, 200, "There is an address since").lacks(t, ".ics")
	m.ana.post("/calendar/feed/revoke").wants(t, 200, "The address no longer works.", "There is no address yet.")
}

func TestCoachingIsForCoaches(t *testing.T) {
	m := newTeam(t)
	for _, path := range []string{"/coaching", "/coaching/sessions", "/coaching/sessions/new", "/coaching/plans", "/coaching/athletes", "/coaching/trainings/1"} {
		m.ana.get(path).wants(t, 403, "Only coaches have a library and plan for others.")
	}
	m.ana.get("/calendar").wants(t, 200).lacks(t, "Coaching")
	m.session("Tempo")
	m.ana.get("/coaching/sessions/1/export/fit").wants(t, 403)
	stranger := visit(t, &httptest.Server{URL: m.coach.base})
	stranger.get("/coaching").wants(t, 200, "Sign in")
	stranger.get("/calendar").wants(t, 200, "Sign in")
}
