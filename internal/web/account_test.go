package web_test

import (
	"net/http"
	"strings"
	"testing"

	"palestra/internal/core/auth"
)

func TestSignUpInAndOut(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	ana.get("/").wants(t, 200, "Your almanac is empty", "ana")
	ana.post("/sign-out").wants(t, 200, "Create an account")
	if res := ana.get("/activities"); res.path() != "/sign-in?next=%2Factivities" {
		t.Errorf("after signing out, the list leads to %s", res.path())
	}
	ana.post("/sign-in", "login", "ana", "password", "wrong horse", "next", "/settings").
		wants(t, 401, "Name and password do not match an account here.")
	res := ana.post("/sign-in", "login", "ANA", "password", "correct horse battery", "next", "/settings").wants(t, 200, "Settings")
	if res.path() != "/settings" {
		t.Errorf("the sign-in leads to %s, not back to where the reader was going", res.path())
	}
}

func TestSignUpSaysWhatIsWrongBesideTheField(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	res := v.post("/sign-up", "username", "x", "email", "nowhere", "password", "short").wants(t, 400,
		"3 to 150 letters, digits or _ . @ + - please.", "This does not look like an e-mail address.", "At least 8 characters, please.")
	for _, name := range []string{"username", "email", "password"} {
		if !strings.Contains(res.body, `id="f-`+name+`-error"`) {
			t.Errorf("field %s has no error that a screen reader finds", name)
		}
	}
	if !strings.Contains(res.body, `value="nowhere"`) || strings.Contains(res.body, "short") {
		t.Error("the form should come back filled in, but for the password")
	}
	v.signUp("ana")
	visit(t, server).post("/sign-up", "username", "Ana", "password", "correct horse battery").wants(t, 409, "This username is taken.")
}

// mailer takes no part: mails wait in the outbox.
type mailer struct{ auth.Mailer }

func TestSignUpThatHasToBeConfirmed(t *testing.T) {
	server := newSiteWith(t, func(o *auth.Options) { o.Mailer = mailer{} }, nil)
	v := visit(t, server)
	v.post("/sign-up", "username", "ana", "email", "ana@example.org", "password", "correct horse battery").
		wants(t, 200, "We have sent a link to ana@example.org.", "Welcome back")
	v.post("/sign-in", "login", "ana", "password", "correct horse battery").wants(t, 401)
}

func TestClosedRegistration(t *testing.T) {
	server := newSiteWith(t, func(o *auth.Options) { o.Registering = auth.Closed }, nil)
	v := visit(t, server)
	v.get("/").wants(t, 200, "Sign in").lacks(t, "Create an account")
	v.get("/sign-up").wants(t, 200, "Accounts on this server are made by its administrator.")
	v.post("/sign-up", "username", "ana", "password", "correct horse battery").wants(t, 403, "Accounts on this server are made by its administrator.")
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	server := newSite(t, nil)
	visit(t, server).signUp("ana")
	for _, next := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/\t/evil.example", ""} {
		res := visit(t, server).post("/sign-in", "login", "ana", "password", "correct horse battery", "next", next)
		if res.path() != "/activities" || !strings.HasPrefix(server.URL, "http://"+res.Request.URL.Host) {
			t.Errorf("next=%q leads to %s", next, res.Request.URL)
		}
	}
}

func TestPreferencesHoldForStrangersAndMembers(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	v.lang = "fr-CA, en;q=0.5"
	v.get("/").wants(t, 200, "Votre entraînement")
	res := v.post("/preferences", "language", "de", "return", "/sign-up").wants(t, 200, "Konto anlegen")
	if !strings.Contains(res.body, `<html lang="de">`) {
		t.Error("the page does not say its language")
	}
	v.post("/preferences", "theme", "dark", "return", "/")
	if res := v.get("/"); !strings.Contains(res.body, `<html lang="de" data-theme="dark">`) {
		t.Error("the dark theme is not applied by the server")
	}
	v.post("/sign-up", "username", "ana", "password", "correct horse battery").wants(t, 200, "Aktivitäten")
	v.post("/preferences", "units", "imperial", "return", "/activities")
	other := visit(t, server)
	other.post("/sign-in", "login", "ana", "password", "correct horse battery").wants(t, 200, "Aktivitäten")
	other.get("/activities/new").wants(t, 200, "Distanz mi", "Aufstieg (freiwillig) ft")
}

func TestPreferencesIgnoreNonsense(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	res := v.post("/preferences", "language", "xx", "theme", `"><script>`, "units", "cubits", "return", "https://evil.example/")
	if res.Request.URL.Host != strings.TrimPrefix(server.URL, "http://") {
		t.Errorf("led away to %s", res.Request.URL)
	}
	if strings.Contains(v.get("/").body, `"><script>`) {
		t.Error("a theme was believed")
	}
}

func TestSettings(t *testing.T) {
	server := newSite(t, nil)
	ana := visit(t, server).signUp("ana")
	other := visit(t, server)
	other.post("/sign-in", "login", "ana", "password", "correct horse battery").wants(t, 200)

	ana.post("/settings/preferences", "timezone", "Mars/Olympus").wants(t, 400, "This time zone is not known here.")
	ana.post("/settings/preferences", "timezone", "Asia/Tokyo").wants(t, 200, "Saved.")
	ana.post("/settings/password", "current", "wrong", "password", "another good one").wants(t, 400, "This is not your current password.")
	ana.post("/settings/password", "current", "correct horse battery", "password", "short").wants(t, 400, "At least 8 characters, please.")
	ana.post("/settings/password", "current", "correct horse battery", "password", "another good one").wants(t, 200, "Your password was changed.")
	ana.get("/settings").wants(t, 200)
	if res := other.get("/settings"); !strings.HasPrefix(res.path(), "/sign-in") {
		t.Error("a change of password should sign out other devices")
	}
	ana.get("/settings").lacks(t, "Your password was changed.")
}

func TestErrorsSpeakTheReadersLanguage(t *testing.T) {
	server := newSite(t, nil)
	v := visit(t, server)
	v.get("/no/such/page").wants(t, 404, "There is nothing here")
	v.lang = "fr"
	v.get("/no/such/page").wants(t, 404, "Il n’y a rien ici")
	v.lang = "de"
	v.get("/no/such/page").wants(t, 404, "Hier ist nichts")
	if res := v.post("/design"); res.StatusCode != http.StatusNotFound {
		t.Errorf("POST to a page that takes none: %d", res.StatusCode)
	}
}
