package storetest

import (
	"time"

	"palestra/internal/core/auth"
)

// passwordEnds changes a password and ends what was signed in with the old one, but for one consent.
func passwordEnds(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	a := w.app(ana, "one")
	for name, p := range map[string]auth.TokenPair{
		"kept": tokenPair(a, ana, "kept", "f"), "sister": tokenPair(a, ana, "sister", "f"), "other": tokenPair(a, ana, "other", "g"), "ben's": tokenPair(a, ben, "ben's", "h"),
	} {
		p.AccessHash, p.RefreshHash = name+"/a", name+"/r"
		w.must(w.CreateTokens(w.ctx, p))
	}
	for _, p := range []struct {
		id   int64
		name string
	}{{ana.ID, "ana"}, {ben.ID, "ben"}} {
		_, err := w.CreatePermanentToken(w.ctx, auth.PermanentToken{Person: p.id, Username: p.name, Hash: p.name, Sealed: []byte("x"), CreatedAt: noon})
		w.must(err)
	}
	code := auth.Code{Hash: "code", App: a.ID, Person: ana.ID, Family: "k", Scopes: []string{"workouts:read"}, ExpiresAt: noon.Add(time.Minute)}
	w.must(w.CreateCode(w.ctx, code))
	_, err := w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{PasswordHash: "new", EndTokens: noon, KeepAccess: "kept/a"})
	w.must(err)
	w.opening(map[string]bool{"kept": true, "sister": true, "other": false, "ben's": true}, "after a new password")
	if _, _, err := w.PermanentTokenByHash(w.ctx, "ana", noon); err == nil {
		w.Errorf("the permanent token still works")
	}
	if _, _, err := w.PermanentTokenByHash(w.ctx, "ben", noon); err != nil {
		w.Errorf("somebody else's permanent token: %v", err)
	}
	err = w.RedeemCode(w.ctx, "code", a.ID, noon, func(auth.Code) (auth.TokenPair, error) { return tokenPair(a, ana, "late", "k"), nil })
	if err == nil {
		w.Errorf("a code from before still gives tokens")
	}
}
