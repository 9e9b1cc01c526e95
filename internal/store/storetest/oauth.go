package storetest

import (
	"errors"
	"strings"
	"sync"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// app registers an application for reading and writing.
func (w *world) app(owner *person.Person, clientID string) *auth.App {
	w.Helper()
	a := &auth.App{
		ClientID: clientID, Name: "Uploader", Description: "brings rides", Website: "https://example.org",
		RedirectURIs: []string{"https://example.org/cb", "app:/done"}, Scopes: []string{"workouts:read", "workouts:write"},
		Grants: []auth.Grant{auth.AuthorizationCode, auth.PasswordGrant}, Owner: owner.ID, IssuedAt: noon,
	}
	w.must(w.CreateApp(w.ctx, a, "hash of "+clientID))
	return a
}

// tokenPair is one whose hashes are its name with "/a" and "/r".
func tokenPair(a *auth.App, p *person.Person, name, family string) auth.TokenPair {
	return auth.TokenPair{
		App: a.ID, Person: p.ID, Family: family, AccessHash: name + "/a", RefreshHash: name + "/r", Scopes: []string{"workouts:read"},
		IssuedAt: noon, AccessUntil: noon.Add(time.Hour), RefreshUntil: noon.Add(2 * time.Hour),
	}
}

// opens reports whether a pair's access token works.
func (w *world) opens(name string, at time.Time) bool {
	w.Helper()
	_, _, err := w.TokensByAccess(w.ctx, name+"/a", at)
	if err != nil {
		w.refused(err, fault.NotFound, "token.not_found")
	}
	return err == nil
}

func (w *world) opening(want map[string]bool, when string) {
	w.Helper()
	for name, works := range want {
		if w.opens(name, noon) != works {
			w.Errorf("%s: access token of %s works: %v, want %v", when, name, !works, works)
		}
	}
}

func apps(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	first, second := w.app(ana, "one"), w.app(ana, "two")
	public := &auth.App{ClientID: "three", Name: "Watch", Scopes: []string{"all"}, Grants: []auth.Grant{auth.AuthorizationCode}, Owner: ben.ID, IssuedAt: noon, Public: true}
	w.must(w.CreateApp(w.ctx, public, ""))
	got, err := w.App(w.ctx, first.ID)
	w.must(err)
	w.same(got, first, "an application")
	got, hash, err := w.AppByClientID(w.ctx, "three")
	w.must(err)
	w.same(got, public, "a public application")
	if hash != "" {
		w.Fatalf("a public application has the secret %q", hash)
	}
	if _, hash, err = w.AppByClientID(w.ctx, "one"); err != nil || hash != "hash of one" {
		w.Fatalf("hash %q, %v", hash, err)
	}
	all, total, err := w.Apps(w.ctx, ana.ID, 0, 1)
	w.must(err)
	w.same(all, []auth.App{*second}, "the newest of hers")
	if total != 2 {
		w.Fatalf("%d in all, want 2", total)
	}
	all, total, err = w.Apps(w.ctx, 0, 1, 5)
	w.must(err)
	w.same(all, []auth.App{*second, *first}, "everybody's but the newest")
	if total != 3 {
		w.Fatalf("%d in all, want 3", total)
	}
	again := *first
	w.refused(w.CreateApp(w.ctx, &again, "x"), fault.Conflict, "store.taken")
	w.must(w.DeleteApp(w.ctx, first.ID))
	_, err = w.App(w.ctx, first.ID)
	w.refused(err, fault.NotFound, "app.not_found")
	w.refused(w.DeleteApp(w.ctx, first.ID), fault.NotFound, "app.not_found")
}

// redeem exchanges a code for a pair of the same name.
func (w *world) redeem(a *auth.App, p *person.Person, hash, pair string, at time.Time) error {
	return w.RedeemCode(w.ctx, hash, a.ID, at, func(k auth.Code) (auth.TokenPair, error) {
		return tokenPair(a, p, pair, k.Family), nil
	})
}

func codes(w *world) {
	ana := w.person("ana")
	a, other := w.app(ana, "one"), w.app(ana, "two")
	want := auth.Code{
		Hash: "k", App: a.ID, Person: ana.ID, Family: "f", RedirectURI: "app:/done", Scopes: []string{"x", "y"}, Challenge: "c", Method: "S256",
		ExpiresAt: noon.Add(time.Minute),
	}
	w.must(w.CreateCode(w.ctx, want))
	w.refused(w.redeem(other, ana, "k", "p", noon), fault.NotFound, "code.not_found")
	w.refused(w.redeem(a, ana, "k", "p", noon.Add(time.Minute)), fault.NotFound, "code.not_found")
	stop := errors.New("stop")
	err := w.RedeemCode(w.ctx, "k", a.ID, noon, func(k auth.Code) (auth.TokenPair, error) {
		w.same(k, want, "the code")
		return tokenPair(a, ana, "p", "f"), stop
	})
	if !errors.Is(err, stop) || w.opens("p", noon) {
		w.Fatalf("got %v, want the error of take and no tokens", err)
	}
	w.must(w.redeem(a, ana, "k", "p", noon))
	w.opening(map[string]bool{"p": true}, "redeemed")
	w.refused(w.redeem(a, ana, "k", "q", noon), fault.NotFound, "code.not_found")
	w.opening(map[string]bool{"p": false, "q": false}, "redeemed again")
}

// oneRedeemsOfMany lets several exchange the same code at once.
func oneRedeemsOfMany(w *world) {
	ana := w.person("ana")
	a := w.app(ana, "one")
	w.must(w.CreateCode(w.ctx, auth.Code{Hash: "k", App: a.ID, Person: ana.ID, Family: "f", ExpiresAt: noon.Add(time.Minute)}))
	const n = 6
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { errs[i] = w.redeem(a, ana, "k", strings.Repeat("p", i+1), noon) })
	}
	all.Wait()
	took := 0
	for _, err := range errs {
		if err == nil {
			took++
			continue
		}
		w.refused(err, fault.NotFound, "code.not_found")
	}
	if took != 1 {
		w.Fatalf("%d exchanged one code", took)
	}
}

func appTokens(w *world) {
	ana := w.person("ana")
	a := w.app(ana, "one")
	want := tokenPair(a, ana, "p", "f")
	w.must(w.CreateTokens(w.ctx, want))
	got, p, err := w.TokensByAccess(w.ctx, "p/a", noon)
	w.must(err)
	want.LastUsed = noon
	w.same(got, want, "a pair")
	w.same(p, ana, "its person")
	got, _, err = w.TokensByAccess(w.ctx, "p/a", noon.Add(time.Minute))
	w.must(err)
	if want := noon.Add(time.Minute); !got.LastUsed.Equal(want) {
		w.Fatalf("last use %v, want %v", got.LastUsed, want)
	}
	if w.opens("p", noon.Add(time.Hour)) {
		w.Fatal("an access token works at its end")
	}
	_, _, err = w.TokensByAccess(w.ctx, "p/r", noon)
	w.refused(err, fault.NotFound, "token.not_found")
	w.must(w.DeleteExpired(w.ctx, noon.Add(2*time.Hour-time.Second)))
	w.opening(map[string]bool{"p": true}, "before the end")
	w.must(w.DeleteExpired(w.ctx, noon.Add(2*time.Hour)))
	w.opening(map[string]bool{"p": false}, "after the end")
}

func (w *world) rotate(a *auth.App, p *person.Person, from, to string, at time.Time) error {
	return w.RotateTokens(w.ctx, from+"/r", a.ID, at, func(old auth.TokenPair) (auth.TokenPair, error) {
		return tokenPair(a, p, to, old.Family), nil
	})
}

func rotation(w *world) {
	ana := w.person("ana")
	a, other := w.app(ana, "one"), w.app(ana, "two")
	w.must(w.CreateTokens(w.ctx, tokenPair(a, ana, "p", "f")))
	w.must(w.CreateTokens(w.ctx, tokenPair(a, ana, "x", "g")))
	w.refused(w.rotate(other, ana, "p", "q", noon), fault.NotFound, "token.not_found")
	w.refused(w.rotate(a, ana, "p", "q", noon.Add(2*time.Hour)), fault.NotFound, "token.not_found")
	w.must(w.rotate(a, ana, "p", "q", noon))
	w.opening(map[string]bool{"p": false, "q": true}, "refreshed")
	w.must(w.rotate(a, ana, "q", "r", noon))
	// Somebody has kept the first refresh token.
	w.refused(w.rotate(a, ana, "p", "s", noon), fault.NotFound, "token.not_found")
	w.opening(map[string]bool{"p": false, "q": false, "r": false, "s": false, "x": true}, "a token used twice")
	w.refused(w.rotate(a, ana, "r", "s", noon), fault.NotFound, "token.not_found")
}

func closedAccounts(w *world) {
	ana := w.person("ana")
	a := w.app(ana, "one")
	w.must(w.CreateTokens(w.ctx, tokenPair(a, ana, "p", "f")))
	w.must(w.CreateCode(w.ctx, auth.Code{Hash: "k", App: a.ID, Person: ana.ID, Family: "g", ExpiresAt: noon.Add(time.Minute)}))
	_, err := w.UpdatePerson(w.ctx, ana.ID, func(p *person.Person) error { p.Active = false; return nil })
	w.must(err)
	w.refused(w.rotate(a, ana, "p", "q", noon), fault.NotFound, "token.not_found")
	w.refused(w.redeem(a, ana, "k", "q", noon), fault.NotFound, "code.not_found")
}

func appRevocation(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	a, b := w.app(ana, "one"), w.app(ben, "two")
	fill := func(names ...string) {
		for _, name := range names {
			app, who := a, ana
			if strings.HasPrefix(name, "b") {
				app = b
			}
			if strings.HasSuffix(name, "ben") {
				who = ben
			}
			w.must(w.CreateTokens(w.ctx, tokenPair(app, who, name, name)))
		}
	}
	fill("a-ana", "a-ben", "b-ana")
	used, _, err := w.TokensByAccess(w.ctx, "a-ana/a", noon.Add(time.Minute))
	w.must(err)
	got, err := w.Connections(w.ctx, ana.ID, noon)
	w.must(err)
	w.same(got, []auth.Connection{
		{App: *a, Scopes: []string{"workouts:read"}, Since: noon, LastUsed: used.LastUsed}, {App: *b, Scopes: []string{"workouts:read"}, Since: noon},
	}, "connections")

	w.must(w.RevokeAppTokens(w.ctx, a.ID, ana.ID, noon))
	w.opening(map[string]bool{"a-ana": false, "a-ben": true, "b-ana": true}, "one person's")
	got, err = w.Connections(w.ctx, ana.ID, noon)
	w.must(err)
	if len(got) != 1 || got[0].App.ID != b.ID {
		w.Fatalf("connections: %+v", got)
	}
	w.must(w.CreateCode(w.ctx, auth.Code{Hash: "k", App: a.ID, Person: ben.ID, Family: "g", ExpiresAt: noon.Add(time.Minute)}))
	w.must(w.RevokeAppTokens(w.ctx, a.ID, 0, noon))
	w.opening(map[string]bool{"a-ben": false, "b-ana": true}, "everybody's")
	w.refused(w.redeem(a, ben, "k", "z", noon), fault.NotFound, "code.not_found")

	fill("a2-ana", "a3-ana")
	w.must(w.RevokeTokens(w.ctx, "a2-ana/a", b.ID, noon))
	w.opening(map[string]bool{"a2-ana": true}, "by another application")
	w.must(w.RevokeTokens(w.ctx, "a2-ana/a", a.ID, noon))
	w.must(w.RevokeTokens(w.ctx, "a3-ana/r", a.ID, noon))
	w.must(w.RevokeTokens(w.ctx, "unknown", a.ID, noon))
	w.opening(map[string]bool{"a2-ana": false, "a3-ana": false, "b-ana": true}, "by the application")
	w.must(w.DeleteApp(w.ctx, b.ID))
	w.opening(map[string]bool{"b-ana": false}, "its application deleted")
}
