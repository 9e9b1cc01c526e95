package storetest

import (
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

func (w *world) session(p *person.Person, hash string, life time.Duration) auth.Session {
	w.Helper()
	s := auth.Session{Hash: hash, Person: p.ID, Agent: "Firefox", CreatedAt: noon, ExpiresAt: noon.Add(life), LastUsed: noon}
	w.must(w.CreateSession(w.ctx, s))
	return s
}

// signedIn reports whether a session still works.
func (w *world) signedIn(hash string, at time.Time) bool {
	w.Helper()
	_, _, err := w.SessionByHash(w.ctx, hash, at)
	if err != nil {
		w.refused(err, fault.NotFound, "session.not_found")
	}
	return err == nil
}

func sessions(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	want := w.session(ana, "a1", time.Hour)
	got, p, err := w.SessionByHash(w.ctx, "a1", noon)
	w.must(err)
	w.same(got, want, "session")
	w.same(p, ana, "its person")

	if w.signedIn("a1", noon.Add(time.Hour)) {
		w.Fatal("a session works at its end")
	}
	w.session(ana, "a2", 2*time.Hour)
	w.session(ana, "a3", time.Hour)
	w.session(ben, "b1", time.Hour)
	w.must(w.DeleteSession(w.ctx, "a3"))
	w.must(w.DeleteSession(w.ctx, "a3"))
	all, err := w.BrowserSessions(w.ctx, ana.ID, noon)
	w.must(err)
	if len(all) != 2 || all[0].Hash != "a1" || all[1].Hash != "a2" || all[0].Person != ana.ID || all[0].Agent != want.Agent {
		w.Fatalf("sessions: %+v", all)
	}
	_, err = w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{EndSessions: true, KeepSession: "a2"})
	w.must(err)
	for hash, want := range map[string]bool{"a1": false, "a2": true, "a3": false, "b1": true} {
		if got := w.signedIn(hash, noon); got != want {
			w.Errorf("session %s works: %v, want %v", hash, got, want)
		}
	}
	w.must(w.DeleteExpired(w.ctx, noon.Add(time.Hour)))
	if !w.signedIn("a2", noon) || w.signedIn("b1", noon) {
		w.Fatal("expired ones must go, others stay")
	}
	_, err = w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{EndSessions: true})
	w.must(err)
	if w.signedIn("a2", noon) {
		w.Fatal("the last session still works")
	}
}

func sessionUse(w *world) {
	ana := w.person("ana")
	w.session(ana, "a", time.Hour)
	for _, c := range []struct{ at, want time.Duration }{
		{59 * time.Second, 0}, {time.Minute, time.Minute}, {90 * time.Second, time.Minute}, {2 * time.Minute, 2 * time.Minute},
	} {
		if _, _, err := w.SessionByHash(w.ctx, "a", noon.Add(c.at)); err != nil {
			w.Fatal(err)
		}
		got, _, err := w.SessionByHash(w.ctx, "a", noon)
		w.must(err)
		if want := noon.Add(c.want); !got.LastUsed.Equal(want) {
			w.Fatalf("used %v after noon: last use %v, want %v", c.at, got.LastUsed, want)
		}
	}
}

func bearers(w *world) {
	ana := w.person("ana")
	revoked := func(hash string) bool {
		p, revoked, err := w.PersonOfBearer(w.ctx, ana.ID, hash)
		w.must(err)
		w.same(p, ana, "the token's person")
		return revoked
	}
	w.must(w.RevokeBearer(w.ctx, "h", noon))
	w.must(w.RevokeBearer(w.ctx, "h", noon))
	if !revoked("h") || revoked("other") {
		w.Errorf("revoked: %v, another: %v", revoked("h"), revoked("other"))
	}
	_, _, err := w.PersonOfBearer(w.ctx, ana.ID+1, "h")
	w.refused(err, fault.NotFound, "person.not_found")
	w.must(w.DeleteExpired(w.ctx, noon.Add(-time.Second)))
	if !revoked("h") {
		w.Fatal("forgotten before its time")
	}
	w.must(w.DeleteExpired(w.ctx, noon))
	if revoked("h") {
		w.Fatal("kept after its time")
	}
}

func permanentTokens(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	_, err := w.PermanentToken(w.ctx, ana.ID)
	w.refused(err, fault.NotFound, "token.not_found")
	first := auth.PermanentToken{Person: ana.ID, Hash: "h1", Sealed: []byte{0, 255, 7}, CreatedAt: noon}
	got, err := w.CreatePermanentToken(w.ctx, first)
	w.must(err)
	first.Username = "ana"
	w.same(got, first, "the token")
	got, err = w.CreatePermanentToken(w.ctx, auth.PermanentToken{Person: ana.ID, Hash: "h2", Sealed: []byte{1}, CreatedAt: noon})
	w.must(err)
	w.same(got, first, "asked for again")
	got, err = w.PermanentToken(w.ctx, ana.ID)
	w.must(err)
	w.same(got, first, "read")

	second := auth.PermanentToken{Person: ben.ID, Username: "ben", Hash: "h3", Sealed: []byte{}, CreatedAt: noon}
	_, err = w.CreatePermanentToken(w.ctx, second)
	w.must(err)
	all, err := w.PermanentTokens(w.ctx)
	w.must(err)
	w.same(all, []auth.PermanentToken{first, second}, "all tokens")

	_, p, err := w.PermanentTokenByHash(w.ctx, "h1", noon)
	w.must(err)
	w.same(p, ana, "its person")
	got, _, err = w.PermanentTokenByHash(w.ctx, "h1", noon.Add(30*time.Second))
	w.must(err)
	if !got.LastUsed.Equal(noon) {
		w.Fatalf("last use %v, want %v", got.LastUsed, noon)
	}
	_, _, err = w.PermanentTokenByHash(w.ctx, "h2", noon)
	w.refused(err, fault.NotFound, "token.not_found")
	w.must(w.DeletePermanentToken(w.ctx, ana.ID))
	w.refused(w.DeletePermanentToken(w.ctx, ana.ID), fault.NotFound, "token.not_found")
	_, err = w.PermanentToken(w.ctx, ana.ID)
	w.refused(err, fault.NotFound, "token.not_found")
}
