package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/web"
)

// inside gives the services behind the pages that a test makes.
func inside(t *testing.T) (*web.Deps, *httptest.Server) {
	t.Helper()
	var deps web.Deps
	server := newSite(t, func(d *web.Deps) { deps = *d })
	return &deps, server
}

// portrait is a picture of one colour.
func portrait(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range img.Pix {
		img.Pix[i] = 0xc0
	}
	img.Set(1, 1, color.Black)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// send posts one file as a form does.
func (v *visitor) send(path, field string, content []byte) answer {
	v.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile(field, "me.png")
	if err != nil {
		v.t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = form.Close()
	req := v.request("POST", path, &b)
	req.Header.Set("Content-Type", form.FormDataContentType())
	return v.do(req)
}

// find gives the first group of a pattern in the page.
func (a answer) find(t *testing.T, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("%s: nothing is like %s in\n%s", a.Request.URL.Path, pattern, a.text())
	}
	return m[1]
}

func TestSettingsListAllSections(t *testing.T) {
	server := newSite(t, nil)
	visit(t, server).signUp("admin").get("/settings").wants(t, 200, "Profile and picture", "Sports", "Equipment", "Data export", "Administration")
	visit(t, server).signUp("ben").get("/settings").wants(t, 200, "Connected applications").lacks(t, "Administration")
	if res := visit(t, server).get("/settings/profile"); res.path() != "/sign-in?next=%2Fsettings%2Fprofile" {
		t.Errorf("a stranger's way to the settings leads to %s", res.path())
	}
}

func TestProfile(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.post("/settings/profile", "first_name", "Ana", "last_name", "Lind", "bio", "Runs.", "birth_date", "1990-02-03").wants(t, 200, "Saved.")
	page := ana.get("/settings/profile")
	for _, want := range []string{`value="Ana"`, `value="Lind"`, `value="1990-02-03"`, "Runs.</textarea>"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the profile does not hold %s", want)
		}
	}
	ana.post("/settings/profile", "bio", strings.Repeat("x", 201), "birth_date", "2999-01-01").wants(t, 400, "At most 200 characters, please.", "A day since 1900")
	ana.post("/settings/profile", "birth_date", "yesterday").wants(t, 400, "A day since 1900")
}

func TestPicture(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.get("/people/ana/picture").wants(t, 404)
	ana.send("/settings/picture", "picture", portrait(t)).wants(t, 200, "Your picture was saved.")
	src := ana.get("/settings/profile").find(t, `<img class="avatar" src="(/people/ana/picture\?v=[0-9a-f]{12})"`)
	seen := visit(t, server).get(src)
	if img, err := png.Decode(strings.NewReader(seen.body)); err != nil || img.Bounds().Dx() != 60 || seen.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture is served as %s: %v", seen.Header.Get("Content-Type"), err)
	}
	ana.send("/settings/picture", "picture", []byte("GIF87 nonsense")).wants(t, 400, "This is not a JPEG, PNG or GIF picture, or it is damaged.")
	ana.send("/settings/picture", "other", portrait(t)).wants(t, 400, "Please choose a file first.")
	ana.send("/settings/picture", "picture", make([]byte, auth.MaxPicture+1)).wants(t, 413, "The file is too large.")
	ana.post("/settings/picture/delete").wants(t, 200, "Your picture was removed.")
	ana.get(src).wants(t, 404)
}

func TestPreferencesPage(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.post("/settings/preferences", "language", "de", "theme", "dark", "units", "imperial", "timezone", "Europe/Berlin", "week", "monday", "hide_ascent", "1", "raw_speed", "1").
		wants(t, 200, "Gespeichert.", "Die Woche beginnt am")
	page := ana.get("/settings/preferences")
	for _, want := range []string{
		`<html lang="de" data-theme="dark">`, `<option value="imperial" selected>`, `<option value="monday" selected>`,
		`name="hide_ascent" value="1" checked`, `name="raw_speed" value="1" checked`, `value="Europe/Berlin"`,
	} {
		if !strings.Contains(page.body, want) {
			t.Errorf("the preferences lack %s", want)
		}
	}
	ana.post("/settings/preferences", "language", "xx", "theme", "pink", "timezone", "Europe/Berlin").wants(t, 400)
	ana.post("/settings/preferences", "language", "en", "theme", "auto", "units", "metric", "week", "sunday", "timezone", "UTC").wants(t, 200, "Saved.")
	if page := ana.get("/settings/preferences").body; strings.Contains(page, "checked") || strings.Contains(page, "data-theme") {
		t.Error("what is taken back stays")
	}
}

func TestEmailWithoutMailServerHoldsAtOnce(t *testing.T) {
	server := newSite(t, nil)
	visit(t, server).post("/sign-up", "username", "ben", "email", "ben@example.org", "password", "correct horse battery")
	ana := visit(t, server).signUp("ana")
	ana.post("/settings/email", "email", "ana@example.org", "email_password", "wrong").wants(t, 400, "This is not your current password.")
	ana.post("/settings/email", "email", "nowhere", "email_password", "correct horse battery").wants(t, 400, "This does not look like an e-mail address.")
	ana.post("/settings/email", "email", "", "email_password", "correct horse battery").wants(t, 400, "This does not look like an e-mail address.")
	ana.post("/settings/email", "email", "ben@example.org", "email_password", "correct horse battery").wants(t, 409, "An account has this e-mail already.")
	ana.post("/settings/email", "email", "ana@example.org", "email_password", "correct horse battery").wants(t, 200, "Saved.")
	visit(t, server).post("/sign-in", "login", "ana@example.org", "password", "correct horse battery").wants(t, 200, "Activities")
}

func TestDeletingOnesAccount(t *testing.T) {
	server := newSite(t, nil)
	admin := visit(t, server).signUp("admin")
	admin.post("/settings/delete", "delete_password", "correct horse battery").wants(t, 409, "Nobody would be left to administer this server.")
	ana := visit(t, server).signUp("ana")
	refused := ana.post("/settings/delete", "delete_password", "wrong").wants(t, 400, "This is not your current password.")
	if !strings.Contains(refused.body, `<details class="sure" open>`) {
		t.Error("the refusal is folded away")
	}
	ana.post("/settings/delete", "delete_password", "correct horse battery").wants(t, 200, "Your account and everything in it were deleted.")
	visit(t, server).post("/sign-in", "login", "ana", "password", "correct horse battery").wants(t, 401)
}

func TestSportSettings(t *testing.T) {
	deps, server := inside(t)
	ana := visit(t, server).signUp("ana")
	ana.upload("", nil, file{"run.gpx", ride()}).wants(t, 200, "Taken")
	ana.get("/settings/sports").wants(t, 200, "1 activity · stands still up to", "All other sports")
	key := ana.get("/settings/sports").find(t, `href="/settings/sports/([a-z-]+)"`)
	here := "/settings/sports/" + key
	ana.post(here, "color", "#00ff00", "own_color", "1", "active", "1", "stopped_speed", "nonsense").wants(t, 400, "A speed above zero and up to 100 km/h, please.")
	ana.post(here, "color", "red", "own_color", "1", "active", "1", "stopped_speed", "3").wants(t, 400, "A colour such as")
	offer := ana.post(here, "color", "#00ff00", "own_color", "1", "active", "1", "stopped_speed", "3,5").wants(t, 200, "Shall the earlier ones (1 activity) be measured anew")
	if !strings.Contains(offer.body, `value="3.50"`) {
		t.Error("the threshold was not taken")
	}
	if list := ana.get("/settings/sports"); !strings.Contains(list.body, `fill="#00ff00"`) {
		t.Error("the colour is not shown")
	}
	ana.post(here+"/measure").wants(t, 200, "Waiting for its turn")
	done := make(chan activity.Recomputed, 1)
	go deps.Activities.RecomputeInTurn(t.Context(), func(r activity.Recomputed) { done <- r })
	if r := <-done; r.Done != 1 || r.Err != nil {
		t.Fatalf("measured anew: %+v", r)
	}
	ana.get(here).wants(t, 200, "1 activity was measured anew.")
	ana.post(here+"/reset").wants(t, 200, "The sport is as it was at first.")
	if list := ana.get("/settings/sports"); strings.Contains(list.body, `fill="#00ff00"`) {
		t.Error("the colour stays after going back")
	}
	ana.get("/settings/sports/chess").wants(t, 404)
}

func TestSportThatIsPutAway(t *testing.T) {
	ana := visit(t, newSite(t, nil)).signUp("ana")
	for _, form := range []string{"/activities/new", "/activities/upload"} {
		ana.get(form).wants(t, 200, "Snowboarding")
	}
	ana.post("/settings/sports/snowboarding", "stopped_speed", "0.10").wants(t, 200, "Not offered")
	for _, form := range []string{"/activities/new", "/activities/upload"} {
		ana.get(form).wants(t, 200, "Running").lacks(t, "Snowboarding")
	}
}

func TestTokensAndBrowsers(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	phone := visit(t, server)
	phone.client.Transport = agent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1")
	phone.post("/sign-in", "login", "ana", "password", "correct horse battery").wants(t, 200)
	page := ana.get("/settings/tokens").wants(t, 200, "Safari, iPhone", "This browser", "Sign out everywhere else", "Create a token")
	ben := visit(t, server).signUp("ben")
	hash := page.find(t, `name="session" value="([^"]+)"`)
	ben.post("/settings/sessions/end", "session", hash)
	phone.get("/settings/tokens").wants(t, 200, "Safari, iPhone")
	ana.post("/settings/sessions/end", "session", hash).wants(t, 200, "Signed out.").lacks(t, "iPhone")
	if res := phone.get("/settings"); !strings.HasPrefix(res.path(), "/sign-in") {
		t.Error("the browser that was signed out is still in")
	}
	phone.post("/sign-in", "login", "ana", "password", "correct horse battery").wants(t, 200)
	ana.post("/settings/sessions/others").wants(t, 200, "Signed out.").lacks(t, "iPhone")
}

func TestPermanentToken(t *testing.T) {
	deps, server := inside(t)
	ana := visit(t, server).signUp("ana")
	made := ana.post("/settings/tokens/new").wants(t, 200, "This is the token. It is not shown again.", "never used", "Replace it")
	first := made.find(t, `data-copy-text>([0-9a-f]{40})<`)
	if got := made.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("a page with a secret may be kept: %q", got)
	}
	if strings.Contains(ana.get("/settings/tokens").body, first) {
		t.Error("the token is shown again")
	}
	if _, err := deps.Auth.ResolvePermanent(t.Context(), first); err != nil {
		t.Errorf("the token does not work: %v", err)
	}
	ana.get("/settings/tokens").wants(t, 200, "last used")
	second := ana.post("/settings/tokens/new").find(t, `data-copy-text>([0-9a-f]{40})<`)
	if _, err := deps.Auth.ResolvePermanent(t.Context(), first); err == nil || first == second {
		t.Error("the replaced token works on")
	}
	ana.post("/settings/tokens/end").wants(t, 200, "The token no longer works.", "Create a token")
	if _, err := deps.Auth.ResolvePermanent(t.Context(), second); err == nil {
		t.Error("the revoked token works on")
	}
}

func TestExport(t *testing.T) {
	deps, server := inside(t)
	ana := visit(t, server).signUp("ana")
	ana.get("/settings/export").wants(t, 200, "Make an archive")
	ana.post("/settings/export").wants(t, 200, "Your archive is being made")
	ana.post("/settings/export").wants(t, 409, "An archive is being made already.")
	if err := deps.Exports.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := ana.get("/settings/export").wants(t, 200, "Your archive is ready", "Sun 29 Nov 2026", "You can ask for the next one from Mon 23 Nov 2026")
	link := page.find(t, `href="(/settings/export/[^"]+)"`)
	zip := ana.get(link)
	if !strings.HasPrefix(zip.body, "PK") || zip.Header.Get("Content-Disposition") != "attachment; filename=palestra-ana.zip" {
		t.Errorf("the archive comes as %q", zip.Header.Get("Content-Disposition"))
	}
	ana.post("/settings/export").wants(t, 409, "You can ask for one archive a day.")
	visit(t, server).signUp("ben").get(link).wants(t, 404)
}

// agent is a transport of a browser that calls itself so.
type agent string

func (a agent) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", string(a))
	return http.DefaultTransport.RoundTrip(r)
}
