package web

import (
	"net/http"

	"palestra/internal/core/fault"
)

// routes is the table of everything the pages answer. open is for everybody, member for those who are signed in;
// writing is for answers that are no pages.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /{$}":          s.open(s.showStart),
		"GET /sign-up":      s.open(s.showSignUp),
		"POST /sign-up":     s.open(s.signUp),
		"GET /sign-in":      s.open(s.showSignIn),
		"POST /sign-in":     s.open(s.signIn),
		"POST /sign-out":    s.open(s.signOut),
		"POST /preferences": s.open(s.setPreferences),
		"GET /settings":     s.member(s.showSettings),
		"POST /settings":    s.member(s.saveSettings),
		"POST /password":    s.member(s.changePassword),

		"GET /activities":                   s.member(s.listActivities),
		"GET /activities/upload":            s.member(s.showUpload),
		"POST /activities/upload":           s.member(s.upload),
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
		"GET /design":                       s.open(s.showDesign),
		"/":                                 s.open(s.notFound),
	} {
		mux.HandleFunc(pattern, h)
	}
	mux.Handle("GET /static/", s.assets)
	return mux
}

// notFound answers every path that no route has.
func (s *Site) notFound(*http.Request, reader) (reply, error) {
	return reply{}, fault.Missing("page")
}
