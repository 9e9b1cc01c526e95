package web_test

import (
	"context"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"palestra/internal/core/auth"
	"palestra/internal/web"
)

// postbox keeps what is mailed.
type postbox struct{ mails []auth.Mail }

func (p *postbox) Send(_ context.Context, m auth.Mail) error {
	p.mails = append(p.mails, m)
	return nil
}

// post is a site with mail, and the service that sends it.
type post struct {
	*testing.T
	server *httptest.Server
	deps   web.Deps
	box    postbox
}

func newPost(t *testing.T) *post {
	t.Helper()
	p := &post{T: t}
	p.server = newSiteWith(t, func(o *auth.Options) { o.Mailer = &p.box }, func(d *web.Deps) { p.deps = *d })
	return p
}

// link is the path that the latest mail to an address leads to.
func (p *post) link(to string) string {
	p.Helper()
	if _, err := p.deps.Auth.SendMails(p.Context()); err != nil {
		p.Fatal(err)
	}
	for i := len(p.box.mails) - 1; i >= 0; i-- {
		if m := p.box.mails[i]; m.To == to {
			if path := regexp.MustCompile(`/[a-z-]+\?token=\S+`).FindString(m.Text); path != "" {
				return path
			}
		}
	}
	p.Fatalf("no link was mailed to %s: %+v", to, p.box.mails)
	return ""
}

// token is what stands for the person in such a path.
func tokenOf(path string) string { return path[strings.Index(path, "=")+1:] }

func (p *post) signUp(name string) *visitor {
	p.Helper()
	v := visit(p.T, p.server)
	v.post("/sign-up", "username", name, "email", name+"@example.org", "password", "correct horse battery").wants(p.T, 200, "We have sent a link")
	path := p.link(name + "@example.org")
	v.get(path).wants(p.T, 200, "Open my account")
	v.post("/sign-in", "login", name, "password", "correct horse battery").wants(p.T, 401)
	v.post("/account-confirmation", "token", tokenOf(path)).wants(p.T, 200, "Your account is open. Welcome!")
	v.post("/account-confirmation", "token", tokenOf(path)).wants(p.T, 401, "This link has been used already or is too old.")
	v.post("/sign-in", "login", name, "password", "correct horse battery").wants(p.T, 200, "Activities")
	return v
}

func TestConfirmationMail(t *testing.T) {
	p := newPost(t)
	p.signUp("ana")
	v := visit(t, p.server)
	v.post("/sign-up", "username", "ben", "email", "ben@example.org", "password", "correct horse battery").wants(t, 200)
	first := p.link("ben@example.org")
	v.get("/sign-in").wants(t, 200, "Forgot your password?", "No confirmation mail?")
	v.get("/account-confirmation").wants(t, 200, "Which address did you sign up with?")
	known := v.post("/account-confirmation/send", "email", "ben@example.org").wants(t, 200, "it is on its way")
	unknown := v.post("/account-confirmation/send", "email", "who@example.org").wants(t, 200)
	if strings.ReplaceAll(unknown.text(), "who@", "ben@") != known.text() {
		t.Error("the answer tells whether there is such an account")
	}
	second := p.link("ben@example.org")
	if first == second {
		t.Fatal("no other link was mailed")
	}
	v.post("/account-confirmation", "token", tokenOf(second)).wants(t, 200, "Your account is open. Welcome!")
}

func TestPasswordResetByMail(t *testing.T) {
	p := newPost(t)
	ana := p.signUp("ana")
	v := visit(t, p.server)
	v.post("/password-reset/send", "email", "ana@example.org").wants(t, 200, "it is on its way")
	path := p.link("ana@example.org")
	page := v.get(path).wants(t, 200, "Set a new password")
	if page.Header.Get("Cache-Control") != "no-store" {
		t.Error("a page whose address holds a token may be kept")
	}
	v.post("/password-reset", "token", tokenOf(path), "password", "short").wants(t, 400, "At least 8 characters, please.")
	v.post("/password-reset", "token", "guessed", "password", "another good one").wants(t, 401, "This link has been used already or is too old.")
	v.post("/email-update", "token", tokenOf(path)).wants(t, 401, "This link has been used already or is too old.")
	v.post("/password-reset", "token", tokenOf(path), "password", "another good one").wants(t, 200, "Your new password is set. Please sign in.")
	if res := ana.get("/settings"); !strings.HasPrefix(res.path(), "/sign-in") {
		t.Error("who was signed in before still is")
	}
	v.post("/password-reset", "token", tokenOf(path), "password", "a third good one").wants(t, 401)
	v.post("/sign-in", "login", "ana", "password", "another good one").wants(t, 200, "Activities")
}

func TestEmailChangeByMail(t *testing.T) {
	p := newPost(t)
	ana := p.signUp("ana")
	change := func(to string) string {
		ana.post("/settings/email", "email", to, "email_password", "correct horse battery").
			wants(t, 200, "We have sent a link to the new address.", to+" becomes your address once you have followed the link")
		return p.link(to)
	}
	path := change("new@example.org")
	ana.post("/settings/email/keep").wants(t, 200, "The address stays as it is.").lacks(t, "new@example.org")
	ana.post("/email-update", "token", tokenOf(path)).wants(t, 401, "This link has been used already or is too old.")
	path = change("newer@example.org")
	visit(t, p.server).get(path).wants(t, 200, "Use this address for your account from now on?")
	visit(t, p.server).post("/email-update", "token", tokenOf(path)).wants(t, 200, "newer@example.org is now the address of the account.")
	if page := ana.get("/settings/account").lacks(t, "becomes your address"); !strings.Contains(page.body, `value="newer@example.org"`) {
		t.Error("the address did not change")
	}
	ana.post("/email-update", "token", tokenOf(change("third@example.org"))).wants(t, 200, "The new address is yours.")
	ana.get("/email-update").wants(t, 404)
}

func TestWithoutMail(t *testing.T) {
	v := visit(t, newSite(t, nil))
	v.get("/sign-in").wants(t, 200).lacks(t, "Forgot your password?")
	v.get("/password-reset").wants(t, 200, "This server sends no mails.")
	v.post("/password-reset/send", "email", "x@example.org").wants(t, 200)
}
