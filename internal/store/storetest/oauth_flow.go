package storetest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// house is the service for accounts over the world's database, with a clock that the test moves.
type house struct {
	*world
	*auth.Service
	now time.Time
}

// accounts opens the service; change alters its options.
func (w *world) accounts(change ...func(*auth.Options)) *house {
	w.Helper()
	keys, err := auth.NewKeys([]byte(strings.Repeat("k", auth.MinSecretLength)))
	w.must(err)
	h := &house{world: w, now: noon}
	opt := auth.Options{
		Keys: keys, Registering: auth.Open, TimeZone: "UTC", Now: func() time.Time { return h.now }, NewUUID: w.uuid,
		PasswordParams: &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 8, KeyLength: 16},
	}
	for _, f := range change {
		f(&opt)
	}
	h.Service, err = auth.New(w.Stores, opt)
	w.must(err)
	return h
}

// sign makes an account whose password is "password of <name>".
func (h *house) sign(name string) access.Viewer {
	h.Helper()
	p, err := h.CreateAccount(h.ctx, auth.Registration{Username: name, Email: name + "@example.org", Password: "password of " + name})
	h.must(err)
	return access.Viewer{Person: p}
}

func (h *house) register(v access.Viewer, d auth.AppDraft) (*auth.App, string) {
	h.Helper()
	if d.Name == "" {
		d.Name = "Uploader"
	}
	if d.Scopes == nil {
		d.Scopes = []string{"workouts:read", "workouts:write"}
	}
	a, secret, err := h.CreateApp(h.ctx, v, d)
	h.must(err)
	return a, secret
}

// code is what the person's browser brings back to the application.
func (h *house) code(v access.Viewer, r auth.Authorization) string {
	h.Helper()
	address, err := h.Authorize(h.ctx, v, r)
	h.must(err)
	u, err := url.Parse(address)
	h.must(err)
	if got := u.Query().Get("state"); got != r.State {
		h.Fatalf("state %q, want %q", got, r.State)
	}
	return u.Query().Get("code")
}

// shape wants letters and digits.
func (h *house) shape(what, word string, length int) {
	h.Helper()
	if len(word) != length || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
		h.Fatalf("%s %q, want %d letters and digits", what, word, length)
	}
}

func oauthFlow(w *world) {
	h := w.accounts()
	dev, ana := h.sign("dev"), h.sign("ana")
	a, secret := h.register(dev, auth.AppDraft{RedirectURIs: []string{"https://example.org/cb?x=1"}, Known: []string{"workouts:read", "workouts:write"},
		Scopes: []string{"workouts:read", "nonsense", "workouts:write"}})
	h.shape("client id", a.ClientID, 24)
	h.shape("secret", secret, 48)
	h.same(a.Scopes, []string{"workouts:read", "workouts:write"}, "known scopes")

	code := h.code(ana, auth.Authorization{ClientID: a.ClientID, Scope: "workouts:write profile:read", State: "a&b"})
	h.shape("code", code, 48)
	x := auth.Exchange{Grant: auth.AuthorizationCode, ClientID: a.ClientID, ClientSecret: secret, Code: code}
	first, err := h.Exchange(h.ctx, x)
	h.must(err)
	h.shape("access token", first.Access, 42)
	h.shape("refresh token", first.Refresh, 48)
	if first.Life != 10*24*time.Hour {
		h.Fatalf("it holds %v", first.Life)
	}
	v, err := h.Resolve(h.ctx, first.Access)
	h.must(err)
	if v.ID() != ana.ID() || !v.Has("workouts:write") || v.Has("workouts:read") || v.Has("profile:read") {
		h.Fatalf("the token is person %d with %v", v.ID(), v.Scopes)
	}
	// Applications manage neither applications nor the way in.
	_, err = h.Apps(h.ctx, v, 0, 5)
	h.refused(err, fault.Unauthenticated, "auth.session")
	_, err = h.Authorize(h.ctx, v, auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read"})
	h.refused(err, fault.Unauthenticated, "auth.session")

	second, err := h.Exchange(h.ctx, auth.Exchange{Grant: auth.RefreshToken, ClientID: a.ClientID, ClientSecret: secret, RefreshToken: first.Refresh})
	h.must(err)
	h.same(second.Scopes, []string{"workouts:write"}, "scopes after a refresh")
	h.dead(first.Access)
	h.lives(second.Access)
	h.now = noon.Add(auth.AccessLife)
	h.dead(second.Access)
	third, err := h.Exchange(h.ctx, auth.Exchange{Grant: auth.RefreshToken, ClientID: a.ClientID, ClientSecret: secret, RefreshToken: second.Refresh})
	h.must(err)
	h.lives(third.Access)
	h.must(h.RevokeToken(h.ctx, a.ClientID, secret, third.Refresh))
	h.dead(third.Access)
}

func (h *house) lives(token string) {
	h.Helper()
	if _, err := h.Resolve(h.ctx, token); err != nil {
		h.Fatalf("a token that should work: %v", err)
	}
}

func (h *house) dead(token string) {
	h.Helper()
	_, err := h.Resolve(h.ctx, token)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")
}

func oauthPKCE(w *world) {
	h := w.accounts()
	ana := h.sign("ana")
	a, _ := h.register(ana, auth.AppDraft{Public: true, RedirectURIs: []string{"http://127.0.0.1/done"}})
	verifier := strings.Repeat("v", 43)
	sum := sha256.Sum256([]byte(verifier))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	ask := auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read", RedirectURI: "http://127.0.0.1:4711/done", Challenge: challenge, Method: "S256"}
	for _, c := range []struct{ challenge, method, code string }{
		{"", "", "oauth.challenge_missing"}, {verifier, "plain", "oauth.challenge_method"}, {verifier, "", "oauth.challenge_method"},
		{challenge, "S512", "oauth.challenge_method"},
	} {
		r := ask
		r.Challenge, r.Method = c.challenge, c.method
		_, err := h.Authorize(h.ctx, ana, r)
		h.refused(err, fault.Invalid, c.code)
	}
	x := auth.Exchange{Grant: auth.AuthorizationCode, ClientID: a.ClientID, Code: h.code(ana, ask), RedirectURI: ask.RedirectURI}
	_, err := h.Exchange(h.ctx, x)
	h.refused(err, fault.Invalid, "oauth.verifier_missing")
	x.Verifier = verifier + "x"
	_, err = h.Exchange(h.ctx, x)
	h.refused(err, fault.Invalid, "oauth.challenge")
	x.Verifier, x.RedirectURI = verifier, "http://127.0.0.1/done"
	_, err = h.Exchange(h.ctx, x)
	h.refused(err, fault.Invalid, "oauth.redirect_uri")
	x.RedirectURI = ask.RedirectURI
	got, err := h.Exchange(h.ctx, x)
	h.must(err)
	h.lives(got.Access)
	_, err = h.Exchange(h.ctx, x)
	h.refused(err, fault.Invalid, "oauth.code")
	h.dead(got.Access)

	// With a secret, plain is taken, and no challenge must mean no verifier.
	b, secret := h.register(ana, auth.AppDraft{RedirectURIs: []string{"app:/done"}})
	x = auth.Exchange{Grant: auth.AuthorizationCode, ClientID: b.ClientID, ClientSecret: secret, Verifier: verifier}
	x.Code = h.code(ana, auth.Authorization{ClientID: b.ClientID, Scope: "workouts:read", Challenge: verifier})
	_, err = h.Exchange(h.ctx, x)
	h.must(err)
	x.Code = h.code(ana, auth.Authorization{ClientID: b.ClientID, Scope: "workouts:read"})
	_, err = h.Exchange(h.ctx, x)
	h.refused(err, fault.Invalid, "oauth.challenge")
}

func oauthRefusals(w *world) {
	h := w.accounts()
	ana, ben := h.sign("ana"), h.sign("ben")
	a, secret := h.register(ana, auth.AppDraft{RedirectURIs: []string{"https://example.org/cb"}})
	for _, c := range []struct {
		ask  auth.Authorization
		kind fault.Kind
		code string
	}{
		{auth.Authorization{ClientID: "nobody", Scope: "workouts:read"}, fault.NotFound, "oauth.client_unknown"},
		{auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read", RedirectURI: "https://example.org/cb/"}, fault.Invalid, "oauth.redirect_uri"},
		{auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read", RedirectURI: "https://example.org:8000/cb"}, fault.Invalid, "oauth.redirect_uri"},
		{auth.Authorization{ClientID: a.ClientID, Scope: "profile:read"}, fault.Invalid, "oauth.scope"},
		{auth.Authorization{ClientID: a.ClientID}, fault.Invalid, "oauth.scope"},
		{auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read", Known: []string{"all"}}, fault.Invalid, "oauth.scope"},
		{auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read", Method: "S256"}, fault.Invalid, "oauth.challenge_missing"},
	} {
		_, err := h.Authorize(h.ctx, ben, c.ask)
		h.refused(err, c.kind, c.code)
	}
	denied, err := h.Deny(h.ctx, ben, auth.Authorization{ClientID: a.ClientID, State: "s"})
	h.must(err)
	if denied != "https://example.org/cb?error=access_denied&state=s" {
		h.Fatalf("denied: %s", denied)
	}
	code := h.code(ben, auth.Authorization{ClientID: a.ClientID, Scope: "workouts:read"})
	good := auth.Exchange{Grant: auth.AuthorizationCode, ClientID: a.ClientID, ClientSecret: secret, Code: code}
	for _, c := range []struct {
		spoil func(*auth.Exchange)
		kind  fault.Kind
		code  string
	}{
		{func(x *auth.Exchange) { x.ClientSecret = "wrong" }, fault.Unauthenticated, "oauth.client"},
		{func(x *auth.Exchange) { x.ClientSecret = "" }, fault.Unauthenticated, "oauth.client"},
		{func(x *auth.Exchange) { x.ClientID = "nobody" }, fault.Unauthenticated, "oauth.client"},
		{func(x *auth.Exchange) { x.Grant = "implicit" }, fault.Invalid, "oauth.grant_unknown"},
		{func(x *auth.Exchange) { x.Grant = auth.PasswordGrant }, fault.Forbidden, "oauth.grant_type"},
		{func(x *auth.Exchange) { x.Code = "wrong" }, fault.Invalid, "oauth.code"},
		{func(x *auth.Exchange) { x.Grant, x.RefreshToken = auth.RefreshToken, code }, fault.Invalid, "oauth.refresh_token"},
	} {
		x := good
		c.spoil(&x)
		_, err := h.Exchange(h.ctx, x)
		h.refused(err, c.kind, c.code)
	}
	h.now = noon.Add(auth.CodeLife)
	_, err = h.Exchange(h.ctx, good)
	h.refused(err, fault.Invalid, "oauth.code")
	h.refused(h.RevokeToken(h.ctx, a.ClientID, "wrong", code), fault.Unauthenticated, "oauth.client")

	// What belongs to somebody else is not there.
	_, err = h.App(h.ctx, ben, a.ID)
	h.refused(err, fault.NotFound, "app.not_found")
	_, err = h.OwnAppByClientID(h.ctx, ben, a.ClientID)
	h.refused(err, fault.NotFound, "app.not_found")
	h.refused(h.DeleteApp(h.ctx, ben, a.ID), fault.NotFound, "app.not_found")
	h.refused(h.RevokeApp(h.ctx, ben, a.ID), fault.NotFound, "app.not_found")
}

func oauthPassword(w *world) {
	h := w.accounts()
	ana := h.sign("ana")
	a, secret := h.register(ana, auth.AppDraft{Scopes: []string{"all"}, Grants: []auth.Grant{auth.PasswordGrant}})
	x := auth.Exchange{
		Grant: auth.PasswordGrant, ClientID: a.ClientID, ClientSecret: secret, Username: "ana", Password: "password of ana", Address: "192.0.2.1", Known: []string{"all"},
	}
	got, err := h.Exchange(h.ctx, x)
	h.must(err)
	h.same(got.Scopes, []string{"all"}, "scopes")
	h.lives(got.Access)
	_, err = h.Authorize(h.ctx, ana, auth.Authorization{ClientID: a.ClientID, Scope: "all"})
	h.refused(err, fault.Invalid, "oauth.redirect_uri")
	x.Password = "wrong"
	for range 10 {
		_, err = h.Exchange(h.ctx, x)
		h.refused(err, fault.Unauthenticated, "auth.credentials")
	}
	x.Password = "password of ana"
	_, err = h.Exchange(h.ctx, x)
	h.refused(err, fault.Unauthenticated, "auth.credentials") // throttled
	x.Scope, x.Address = "none", "192.0.2.2"
	_, err = h.Exchange(h.ctx, x)
	h.refused(err, fault.Invalid, "oauth.scope")

	_, err = h.UpdatePerson(h.ctx, ana.ID(), func(p *person.Person) error { p.Active = false; return nil })
	h.must(err)
	h.dead(got.Access)
}

func badApps(w *world) {
	h := w.accounts()
	ana := h.sign("ana")
	good := auth.AppDraft{Name: "Uploader", Website: "https://example.org", RedirectURIs: []string{"https://example.org/cb"}, Scopes: []string{"all"}}
	for field, spoil := range map[string]func(*auth.AppDraft){
		"name":          func(d *auth.AppDraft) { d.Name = "" },
		"description":   func(d *auth.AppDraft) { d.Description = strings.Repeat("é", 1001) },
		"website":       func(d *auth.AppDraft) { d.Website = "javascript:alert(1)" },
		"grants":        func(d *auth.AppDraft) { d.Grants = []auth.Grant{"implicit"} },
		"redirect_uris": func(d *auth.AppDraft) { d.RedirectURIs = nil },
	} {
		d := good
		spoil(&d)
		_, _, err := h.CreateApp(h.ctx, ana, d)
		h.refused(err, fault.Invalid, "app.invalid")
		if !strings.Contains(err.Error(), field+": ") {
			h.Errorf("%s: %v", field, err)
		}
	}
	for _, uri := range []string{"/cb", "example.org", "https://", "https://e.org/#x", "https://e.org/a b", "javascript:alert(1)", "data:text/html,x", "https://e.org/#", "ht\ntp://e.org"} {
		d := good
		d.RedirectURIs = []string{uri}
		_, _, err := h.CreateApp(h.ctx, ana, d)
		if fault.CodeOf(err) != "app.invalid" {
			h.Errorf("redirect %q: %v", uri, err)
		}
	}
	for _, scopes := range [][]string{nil, {""}, {"a b"}, {`a"b`}, {"ünïcode"}} {
		d := good
		d.Scopes = scopes
		_, _, err := h.CreateApp(h.ctx, ana, d)
		h.refused(err, fault.Invalid, "app.scopes")
	}
	for i := range 100 {
		d := good
		d.Name = fmt.Sprint("app ", i)
		h.register(ana, d)
	}
	_, _, err := h.CreateApp(h.ctx, ana, good)
	h.refused(err, fault.Limited, "app.too_many")
}
