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
// everything else of FitTrackee's later releases; mails (password resets, address confirmations); registered OAuth
// applications; changing the configuration, sports or equipment types over HTTP, which is for the command line and the
// pages. All of it is answered 404, like any path that nobody knows.
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
	{method: "GET", path: "/equipments/{id}", need: readEquipments, rank: 'B', handle: (*Dialect).getEquipment},
	{method: "GET", path: "/equipment-types", need: readEquipments, rank: 'B', handle: (*Dialect).listEquipmentTypes},
	{method: "GET", path: "/equipment-types/{id}", need: readEquipments, rank: 'B', handle: (*Dialect).getEquipmentType},
	{method: "GET", path: "/ping", need: anyone, rank: 'B', handle: (*Dialect).ping},
	{method: "GET", path: "/config", need: anyone, rank: 'B', handle: (*Dialect).getConfig},
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
	paths := map[string]wire.Methods{}
	for i := range routes {
		row := &routes[i]
		if paths[row.path] == nil {
			paths[row.path] = wire.Methods{}
		}
		paths[row.path][row.method] = d.adapt(row)
	}
	notAllowed := d.always(errMethod)
	for path, methods := range paths {
		wire.Serve(r, path, methods, notAllowed)
	}
	r.NotFound(d.always(errUnknownPath).ServeHTTP)
	r.MethodNotAllowed(notAllowed.ServeHTTP)
}

// jsonLimit bounds JSON bodies; the longest text that is kept has 10 000 characters.
const jsonLimit = 256 << 10

// limits are what a request may cost.
func (d *Dialect) limits(upload bool) wire.Limits {
	if !upload {
		return wire.Limits{Body: jsonLimit + 1, Stall: 20 * time.Second, Read: 30 * time.Second, Write: 2 * time.Minute}
	}
	largest := max(d.settings.MaxFileSize, d.settings.MaxArchiveSize)
	return wire.Limits{Body: largest + formOverhead, Stall: 30 * time.Second, Read: time.Hour, Write: 2 * time.Hour}
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
