package web

import (
	"net/http"
	"strings"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/auth"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
)

// table maps a pattern of http.ServeMux to what answers it.
type table map[string]http.HandlerFunc

// routes is everything the pages answer, made of one table per part of the site.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	for _, part := range []table{
		s.commonRoutes(), s.activityRoutes(), s.settingsRoutes(), s.equipmentRoutes(), s.appRoutes(), s.accountRoutes(), s.adminRoutes(),
		s.coachRoutes(), s.calendarRoutes(), s.sharingRoutes(), s.deviceRoutes(), s.workRoutes(), s.aboutRoutes(), s.gymRoutes(), s.monitorRoutes(),
	} {
		for pattern, h := range part {
			mux.Handle(pattern, wire.Bound(s.limits(pattern), h))
		}
	}
	mux.Handle("GET /static/", wire.Bound(s.limits(""), http.HandlerFunc(s.serveAsset)))
	return mux
}

// commonRoutes is what every reader meets. open is for everybody, member for those who are signed in.
func (s *Site) commonRoutes() table {
	return table{
		"GET /{$}":          s.open(s.showStart),
		"GET /sign-up":      s.open(s.showSignUp),
		"POST /sign-up":     s.open(s.signUp),
		"GET /sign-in":      s.open(s.showSignIn),
		"POST /sign-in":     s.open(s.signIn),
		"POST /sign-out":    s.open(s.signOut),
		"POST /preferences": s.open(s.setPreferences),
		"GET /design":       s.open(s.showDesign),
		"/":                 s.open(s.notFound),
	}
}

// activityRoutes is the recorded training; writing is for answers that are no pages.
func (s *Site) activityRoutes() table {
	return table{
		"GET /activities":                   s.member(s.listActivities),
		"GET /activities/upload":            s.member(s.showUpload),
		uploadRoute:                         s.member(s.upload),
		"GET /activities/new":               s.member(s.showNewActivity),
		"POST /activities/new":              s.member(s.createActivity),
		"GET /activities/{id}":              s.shared(s.showActivity),
		"GET /activities/{id}/edit":         s.member(s.showEditActivity),
		"POST /activities/{id}/edit":        s.member(s.editActivity),
		"POST /activities/{id}/delete":      s.member(s.deleteActivity),
		"POST /activities/{id}/restore":     s.member(s.restoreActivity),
		"GET /activities/{id}/track.json":   s.writing(s.trackData),
		"GET /activities/{id}/map.png":      s.writing(s.mapPicture),
		"GET /activities/{id}/original":     s.writing(s.downloadOriginal),
		"GET /activities/{id}/gpx":          s.writing(s.downloadGPX),
		"GET /tiles/{theme}/{z}/{x}/{tile}": s.writing(s.tile),
	}
}

// maxForm bounds the body of every form but the upload's, in bytes.
const maxForm = 128 << 10

// maxSession bounds a session of the library: a thousand steps, or a text with some pictures in it.
const maxSession = 6 << 20

// uploadRoute is the one that takes large bodies, and whose answer waits for them.
const uploadRoute = "POST /activities/upload"

// limits are what a route may make the server read and wait for.
func (s *Site) limits(pattern string) wire.Limits {
	switch pattern {
	case pictureRoute:
		return wire.Limits{Body: auth.MaxPicture + maxForm, Stall: 30 * time.Second, Read: 10 * time.Minute, Write: 10 * time.Minute}
	case progressRoute:
		return wire.Limits{Body: body.MaxPicture + maxForm, Stall: 30 * time.Second, Read: 10 * time.Minute, Write: 10 * time.Minute}
	case uploadRoute:
		return wire.Limits{Body: s.deps.MaxArchiveSize + maxForm, Stall: 30 * time.Second, Read: time.Hour, Write: 2 * time.Hour}
	}
	if strings.HasPrefix(pattern, "POST /coaching/sessions/") || strings.HasPrefix(pattern, "POST /coaching/texts/") {
		return wire.Limits{Body: maxSession, Stall: 20 * time.Second, Read: 2 * time.Minute, Write: 10 * time.Minute}
	}
	return wire.Limits{Body: maxForm, Stall: 20 * time.Second, Read: time.Minute, Write: 10 * time.Minute}
}

// notFound answers every path that no route has.
func (s *Site) notFound(*http.Request, reader) (reply, error) {
	return reply{}, fault.Missing("page")
}
