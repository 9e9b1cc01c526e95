package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"palestra/internal/core/auth"
)

// callback is where the application of these tests takes people back.
const callback = "http://127.0.0.1:9/callback"

// uploader registers an application, and gives its address, its name on the wire and its secret.
func (v *visitor) uploader() (client, secret string) {
	v.t.Helper()
	made := v.post("/settings/apps/new", "name", "Uploader", "website", "https://uploader.example", "redirect_uris", "http://127.0.0.1/callback",
		"scope_workouts:write", "1", "scope_profile:read", "1").wants(v.t, 200, "Registered. Keep the secret now", "Add, change and delete activities")
	if made.Header.Get("Cache-Control") != "no-store" {
		v.t.Error("a page with a secret may be kept")
	}
	secret = made.find(v.t, `data-copy-text>([A-Za-z0-9]{48})<`)
	return made.find(v.t, `data-copy-text>([A-Za-z0-9]{24})<`), secret
}

// asking is the query that the application sends people with.
func asking(client string, more ...string) url.Values {
	q := url.Values{"response_type": {"code"}, "client_id": {client}, "scope": {"workouts:write profile:read users:read"}, "redirect_uri": {callback}, "state": {"xyz"}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return q
}

// answerTo posts the consent and gives where it leads, without going there.
func (v *visitor) answerTo(q url.Values, confirm string) *url.URL {
	v.t.Helper()
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	defer func() { v.client.CheckRedirect = nil }()
	form := []string{"confirm", confirm}
	for name := range q {
		form = append(form, name, q.Get(name))
	}
	res := v.post("/profile/apps/authorize", form...)
	to, err := res.Location()
	if err != nil || res.StatusCode != http.StatusSeeOther {
		v.t.Fatalf("the consent is answered by %d: %v\n%s", res.StatusCode, err, res.text())
	}
	return to
}

func TestApplicationFromConsentToRevocation(t *testing.T) {
	deps, server := inside(t)
	client, secret := visit(t, server).signUp("dev").uploader()
	ana := visit(t, server)
	q := asking(client)
	if res := ana.get("/profile/apps/authorize?" + q.Encode()); !strings.HasPrefix(res.path(), "/sign-in?next=%2Fprofile%2Fapps%2Fauthorize%3F") {
		t.Fatalf("a stranger is led to %s", res.path())
	}
	ana.signUp("ana")
	page := ana.get("/profile/apps/authorize?"+q.Encode()).wants(t, 200, "Let Uploader in?", "registered by dev", "uploader.example",
		"Add, change and delete activities", "See your profile and preferences", "You are signed in as ana", "go back to 127.0.0.1:9").lacks(t, "See other people here")
	if policy := page.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' http://127.0.0.1:9;") {
		t.Errorf("the browser would not let the reader go back: %s", policy)
	}
	to := ana.answerTo(q, "true")
	if !strings.HasPrefix(to.String(), callback+"?code=") || to.Query().Get("state") != "xyz" {
		t.Fatalf("the consent leads to %s", to)
	}
	issued, err := deps.Auth.Exchange(t.Context(), auth.Exchange{
		ClientID: client, ClientSecret: secret, Grant: auth.AuthorizationCode, Code: to.Query().Get("code"), RedirectURI: callback,
	})
	if err != nil {
		t.Fatal(err)
	}
	list := ana.get("/settings/connections").wants(t, 200, "Uploader", "Add, change and delete activities", "since Sun 22 Nov 2026", "never used")
	if _, err := deps.Auth.ResolveApp(t.Context(), issued.Access); err != nil {
		t.Fatal(err)
	}
	ana.get("/settings/connections").wants(t, 200, "last used Sun 22 Nov 2026")
	end := list.find(t, `action="(/settings/connections/\d+/end)"`)
	visit(t, server).signUp("ben").post(end)
	if _, err := deps.Auth.ResolveApp(t.Context(), issued.Access); err != nil {
		t.Errorf("somebody else has ended it: %v", err)
	}
	ana.post(end).wants(t, 200, "Access has ended.", "No program has access")
	if _, err := deps.Auth.ResolveApp(t.Context(), issued.Access); err == nil {
		t.Error("the application is still in")
	}
}

func TestConsentThatIsRefused(t *testing.T) {
	_, server := inside(t)
	client, _ := visit(t, server).signUp("dev").uploader()
	ana := visit(t, server).signUp("ana")
	if to := ana.answerTo(asking(client), "false"); to.String() != callback+"?error=access_denied&state=xyz" {
		t.Errorf("a refusal leads to %s", to)
	}
	for text, q := range map[string]url.Values{
		"There is no such application here.":                   asking("nobody"),
		"it has not registered: https://evil.example/":         asking(client, "redirect_uri", "https://evil.example/"),
		"The application asks for something else than a code.": asking(client, "response_type", "token"),
		"The application asks for nothing that it may have.":   asking(client, "scope", "users:write"),
		"proves itself in a way that is not safe enough":       asking(client, "code_challenge", "x", "code_challenge_method", "MD5"),
	} {
		page := ana.get("/profile/apps/authorize?" + q.Encode())
		if page.StatusCode < 400 || !strings.Contains(page.text(), text) {
			t.Errorf("want %q, got %d %s", text, page.StatusCode, page.text())
		}
	}
}

func TestOwnApplications(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.get("/settings/apps").wants(t, 200, "No application yet")
	ana.post("/settings/apps/new", "name", "", "website", "nowhere", "redirect_uris", "not an address").
		wants(t, 400, "1 to 100 characters, please.", "An address that begins with https://", "1 to 10 whole addresses without #, please.")
	ana.post("/settings/apps/new", "name", "X", "redirect_uris", "https://x.example/back", "scope_users:write", "1").wants(t, 400, "At least one of these, please.")
	_, secret := ana.uploader()
	here := ana.get("/settings/apps").find(t, `href="(/settings/apps/\d+)"`)
	if page := ana.get(here).wants(t, 200, "Uploader", "http://127.0.0.1/callback"); strings.Contains(page.body, secret) {
		t.Error("the secret is shown again")
	}
	ana.post("/settings/apps/new", "name", "Phone", "redirect_uris", "phone.app:/back", "scope_profile:read", "1", "public", "1").wants(t, 200, "Registered. It has no secret.")
	ben := visit(t, server).signUp("ben")
	ben.get(here).wants(t, 404)
	ben.post(here+"/delete").wants(t, 404)
	ana.post(here+"/end").wants(t, 200, "Access has ended.")
	ana.post(here+"/delete").wants(t, 200, "The application was deleted.", "Phone").lacks(t, "Uploader")
	ana.get(here).wants(t, 404)
}
