package fittrackee

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
)

// A handler decodes, makes one call to the core, and says what to answer.
type handler func(d *Dialect, r *http.Request, v access.Viewer) (wire.Reply, error)

// A streamer writes its answer itself, piece by piece. An error means that nothing has been written.
type streamer func(d *Dialect, w http.ResponseWriter, r *http.Request, v access.Viewer) error

// route is one operation.
type route struct {
	method, path string
	// need is the scope, or one of anyone, guest and signedIn.
	need string
	// rank is A for what the documented workouts API has, B for what its web client needs besides, C for the rest.
	rank byte
	// One of the two answers.
	handle handler
	stream streamer
	// missing is how "not there" reads on this route; nil for the general answer.
	missing missing
	// upload allows the size and the time that files need.
	upload bool
}

// routes are all operations, below /api, each with and without a final slash.
//
// Not here, because this server does not have what they are about: follows, likes, comments, reports, notifications and
// everything else of FitTrackee's later releases. All of it is answered 404, like any path that nobody knows.
var routes = []route{
	{method: "GET", path: "/workouts", need: readWorkouts, rank: 'A', handle: (*Dialect).listWorkouts},
	{method: "POST", path: "/workouts", need: writeWorkouts, rank: 'A', handle: (*Dialect).uploadWorkout, upload: true},
	{method: "POST", path: "/workouts/no_gpx", need: writeWorkouts, rank: 'A', handle: (*Dialect).recordWorkout},
	{method: "GET", path: "/workouts/{id}", need: readWorkouts, rank: 'A', handle: (*Dialect).getWorkout, missing: missingWorkouts},
	{method: "PATCH", path: "/workouts/{id}", need: writeWorkouts, rank: 'A', handle: (*Dialect).updateWorkout, missing: missingWorkouts},
	{method: "DELETE", path: "/workouts/{id}", need: writeWorkouts, rank: 'A', handle: (*Dialect).deleteWorkout, missing: missingWorkouts},
	{method: "GET", path: "/workouts/{id}/gpx", need: readWorkouts, rank: 'A', stream: (*Dialect).getGPX, missing: missingGPX},
	{method: "GET", path: "/workouts/{id}/gpx/segment/{n:[0-9]+}", need: readWorkouts, rank: 'A', stream: (*Dialect).getSegmentGPX, missing: missingGPX},
	{method: "GET", path: "/workouts/{id}/gpx/download", need: readWorkouts, rank: 'A', stream: (*Dialect).downloadGPX, missing: missingDownload},
	{method: "GET", path: "/workouts/{id}/chart_data", need: readWorkouts, rank: 'A', handle: (*Dialect).getChart, missing: missingChart},
	{method: "GET", path: "/workouts/{id}/chart_data/segment/{n:[0-9]+}", need: readWorkouts, rank: 'A', handle: (*Dialect).getSegmentChart, missing: missingChart},
	// The examples of the API's documentation use these two names.
	{method: "GET", path: "/workouts/{id}/chart", need: readWorkouts, rank: 'A', handle: (*Dialect).getChart, missing: missingChart},
	{method: "GET", path: "/workouts/{id}/chart/segment/{n:[0-9]+}", need: readWorkouts, rank: 'A', handle: (*Dialect).getSegmentChart, missing: missingChart},
	{method: "GET", path: "/workouts/map/{map}", need: anyone, rank: 'A', stream: (*Dialect).getMap},
	{method: "GET", path: "/workouts/map_tile/{s}/{z}/{x}/{y}.png", need: anyone, rank: 'A', handle: (*Dialect).getTile},

	{method: "POST", path: "/auth/login", need: anyone, rank: 'A', handle: (*Dialect).login},
	{method: "GET", path: "/auth/profile", need: readProfile, rank: 'A', handle: (*Dialect).getProfile},
	{method: "POST", path: "/auth/register", need: anyone, rank: 'B', handle: (*Dialect).register},
	{method: "POST", path: "/auth/logout", need: signedIn, rank: 'B', handle: (*Dialect).logout},

	{method: "GET", path: "/sports", need: guest, rank: 'A', handle: (*Dialect).listSports},
	{method: "GET", path: "/sports/{id}", need: guest, rank: 'A', handle: (*Dialect).getSport},
	{method: "GET", path: "/records", need: readWorkouts, rank: 'B', handle: (*Dialect).listRecords},
	{method: "GET", path: "/stats/all", need: readWorkouts, rank: 'C', handle: (*Dialect).serverStatistics},
	{method: "GET", path: "/stats/{user}/by_time", need: readWorkouts, rank: 'B', handle: (*Dialect).statisticsByTime},
	{method: "GET", path: "/stats/{user}/by_sport", need: readWorkouts, rank: 'B', handle: (*Dialect).statisticsBySport},
	{method: "GET", path: "/equipments", need: readEquipments, rank: 'B', handle: (*Dialect).listEquipments},
	{method: "GET", path: "/equipments/{id}", need: readEquipments, rank: 'B', handle: (*Dialect).getEquipment, missing: missingEquipment},
	{method: "POST", path: "/equipments", need: writeEquipments, rank: 'B', handle: (*Dialect).createEquipment},
	{method: "PATCH", path: "/equipments/{id}", need: writeEquipments, rank: 'B', handle: (*Dialect).updateEquipment, missing: missingEquipment},
	{method: "POST", path: "/equipments/{id}/refresh", need: writeEquipments, rank: 'C', handle: (*Dialect).refreshEquipment, missing: missingEquipment},
	{method: "DELETE", path: "/equipments/{id}", need: writeEquipments, rank: 'B', handle: (*Dialect).deleteEquipment, missing: missingEquipment},
	{method: "GET", path: "/equipment-types", need: readEquipments, rank: 'B', handle: (*Dialect).listEquipmentTypes},
	{method: "GET", path: "/equipment-types/{id}", need: readEquipments, rank: 'B', handle: (*Dialect).getEquipmentType},
	{method: "PATCH", path: "/equipment-types/{id}", need: writeEquipments, rank: 'C', handle: (*Dialect).offerEquipmentType},
	{method: "PATCH", path: "/sports/{id}", need: writeWorkouts, rank: 'C', handle: (*Dialect).offerSport},
	{method: "POST", path: "/auth/profile/edit/sports", need: writeProfile, rank: 'B', handle: (*Dialect).editSportPreference},
	{method: "DELETE", path: "/auth/profile/reset/sports/{id}", need: writeProfile, rank: 'B', handle: (*Dialect).resetSportPreference},
	{method: "POST", path: "/auth/profile/edit", need: writeProfile, rank: 'B', handle: (*Dialect).editProfile},
	{method: "POST", path: "/auth/profile/edit/preferences", need: writeProfile, rank: 'B', handle: (*Dialect).editPreferences},
	{method: "PATCH", path: "/auth/profile/edit/account", need: writeProfile, rank: 'B', handle: (*Dialect).editAccount},
	{method: "POST", path: "/auth/picture", need: writeProfile, rank: 'B', handle: (*Dialect).setPicture, upload: true},
	{method: "DELETE", path: "/auth/picture", need: writeProfile, rank: 'B', handle: (*Dialect).deletePicture},
	{method: "POST", path: "/auth/password/reset-request", need: anyone, rank: 'C', handle: (*Dialect).requestReset},
	{method: "POST", path: "/auth/password/update", need: anyone, rank: 'C', handle: (*Dialect).updatePassword},
	{method: "POST", path: "/auth/email/update", need: anyone, rank: 'C', handle: (*Dialect).updateEmail},
	{method: "POST", path: "/auth/account/confirm", need: anyone, rank: 'B', handle: (*Dialect).confirmAccount},
	{method: "POST", path: "/auth/account/resend-confirmation", need: anyone, rank: 'C', handle: (*Dialect).resendConfirmation},
	{method: "POST", path: "/auth/account/privacy-policy", need: signedIn, rank: 'B', handle: (*Dialect).acceptPolicy},
	{method: "POST", path: "/auth/account/export/request", need: signedIn, rank: 'C', handle: (*Dialect).requestExport},
	{method: "GET", path: "/auth/account/export", need: signedIn, rank: 'B', handle: (*Dialect).getExport},
	{method: "GET", path: "/auth/account/export/{file}", need: signedIn, rank: 'C', stream: (*Dialect).downloadExport},

	{method: "GET", path: "/users", need: readUsers, rank: 'C', handle: (*Dialect).listUsers},
	{method: "GET", path: "/users/{user}", need: readUsers, rank: 'B', handle: (*Dialect).getUser},
	{method: "PATCH", path: "/users/{user}", need: writeUsers, rank: 'C', handle: (*Dialect).updateUser},
	{method: "DELETE", path: "/users/{user}", need: writeUsers, rank: 'B', handle: (*Dialect).deleteUser},
	{method: "GET", path: "/users/{user}/picture", need: anyone, rank: 'B', stream: (*Dialect).getPicture},

	{method: "GET", path: "/oauth/apps", need: signedIn, rank: 'A', handle: (*Dialect).listApps},
	{method: "POST", path: "/oauth/apps", need: signedIn, rank: 'A', handle: (*Dialect).createApp},
	{method: "GET", path: "/oauth/apps/{id}", need: signedIn, rank: 'A', handle: (*Dialect).getApp, missing: missingApp},
	{method: "GET", path: "/oauth/apps/{id}/by_id", need: signedIn, rank: 'A', handle: (*Dialect).getAppByID, missing: missingApp},
	{method: "DELETE", path: "/oauth/apps/{id}", need: signedIn, rank: 'A', handle: (*Dialect).deleteApp, missing: missingApp},
	{method: "POST", path: "/oauth/apps/{id}/revoke", need: signedIn, rank: 'A', handle: (*Dialect).revokeApp, missing: missingApp},
	{method: "POST", path: "/oauth/authorize", need: signedIn, rank: 'A', handle: (*Dialect).authorize},
	{method: "POST", path: "/oauth/token", need: anyone, rank: 'A', handle: (*Dialect).issueToken},
	{method: "POST", path: "/oauth/revoke", need: anyone, rank: 'A', handle: (*Dialect).revokeToken},
	{method: "GET", path: "/ping", need: anyone, rank: 'B', handle: (*Dialect).ping},
	{method: "GET", path: "/config", need: anyone, rank: 'B', handle: (*Dialect).getConfig},
	{method: "PATCH", path: "/config", need: writeApplication, rank: 'C', handle: (*Dialect).updateConfig},
}

// Handler serves the API at /api, with a line in the log for every request.
func (d *Dialect) Handler() http.Handler {
	r := chi.NewRouter()
	r.Route("/api", d.Routes)
	return wire.Logged(d.log, d.proxies, r)
}

// Routes adds the operations to a router that is mounted at /api. It answers everything else there as well; another
// dialect below /api is mounted at its longer path, which wins.
func (d *Dialect) Routes(r chi.Router) {
	// Before the routes: chi goes through all that there are.
	notAllowed := d.always(errMethod)
	r.NotFound(d.always(errUnknownPath).ServeHTTP)
	r.MethodNotAllowed(notAllowed.ServeHTTP)
	paths := map[string]wire.Methods{}
	for i := range routes {
		row := &routes[i]
		if paths[row.path] == nil {
			paths[row.path] = wire.Methods{}
		}
		paths[row.path][row.method] = d.adapt(row)
	}
	for path, methods := range paths {
		wire.Serve(r, path, methods, notAllowed)
	}
}

// jsonLimit bounds JSON bodies; the longest text that is kept has 10 000 characters.
const jsonLimit = 256 << 10

// limits are what a request may cost.
func (d *Dialect) limits(upload bool) wire.Limits {
	if !upload {
		return wire.Limits{Body: jsonLimit + 1, Stall: 20 * time.Second, Read: 30 * time.Second, Write: 2 * time.Minute}
	}
	return wire.Limits{Body: d.largestForm() + patience, Stall: 30 * time.Second, Read: time.Hour, Write: 2 * time.Hour}
}

// adapt makes a route into a handler: bounds, credential, the call, and its answer or refusal written.
func (d *Dialect) adapt(row *route) http.Handler {
	return d.guard(row.upload, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := d.viewer(r, row.need)
		if err != nil {
			wire.Write(w, r, d.refuse(r, err))
			return
		}
		var reply wire.Reply
		if row.stream != nil {
			if err = row.stream(d, w, r, v); err == nil {
				return
			}
		} else {
			reply, err = row.handle(d, r, v)
		}
		if err != nil {
			if row.missing != nil {
				err = row.missing(chi.URLParam(r, "id"), err)
			}
			reply = d.refuse(r, err)
		}
		wire.Write(w, r, reply)
	}))
}

// always answers every request in the same way.
func (d *Dialect) always(e *refusal) http.Handler {
	return d.guard(false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { wire.Write(w, r, e.reply()) }))
}

func (d *Dialect) guard(upload bool, next http.Handler) http.Handler {
	failed := func(*http.Request) wire.Reply { return errServer.reply() }
	return wire.Bound(d.limits(upload), wire.Recovered(d.log, failed, next))
}
