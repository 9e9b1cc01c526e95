package app

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"time"

	"palestra/internal/api/planif"
	"palestra/internal/core/contact"
	"palestra/internal/core/plan"
	"palestra/internal/core/profile"
	"palestra/internal/core/upload"
	"palestra/internal/web"
)

// startPlanning makes the services that a coach's work stands on.
func (a *App) startPlanning() {
	a.plans = plan.New(a.store, plan.Options{Now: time.Now, NewKey: newPlanKey, Recordings: a.activities})
	a.contacts = contact.New(a.store)
	a.uploads = upload.New(a.store, upload.Options{Now: time.Now, NewID: newUploadID, Portraits: a.auth})
	a.profiles = profile.New(a.store, profile.Options{Accounts: a.auth, Uploads: a.uploads, Now: time.Now})
}

// newPlanKey is the name that sessions of the library have on the wire: 24 hex digits.
func newPlanKey() string {
	b := make([]byte, 12)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// newUploadID is the name of an upload, which nobody can guess.
func newUploadID() string {
	var b [16]byte
	rand.Read(b[:])
	return upload.Name(b)
}

func (p *parts) planif() http.Handler {
	return planif.New(planif.Deps{
		Auth: p.auth, Plans: p.plans, Activities: p.activities, Bodies: p.gym.body, Contacts: p.contacts, Uploads: p.uploads, Profiles: p.profiles, Now: time.Now,
		Session: web.SessionSecret, Proxies: p.proxies, Log: p.log,
	}).Handler()
}

// feedsOr answers calendar feeds with one handler, and everything else below /calendar/ with another.
func feedsOr(feeds, rest http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if planif.IsFeed(r.URL.Path) {
			feeds.ServeHTTP(w, r)
			return
		}
		rest.ServeHTTP(w, r)
	})
}
