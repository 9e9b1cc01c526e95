package insiders

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
)

// A handler decodes, makes one call to the core, and says what to answer.
type handler func(d *Dialect, r *http.Request, v access.Viewer) (wire.Reply, error)

// Who may ask. A device shows a key of its own, which its handler looks at.
const (
	anyone   = "anyone"
	signedIn = "signed in"
	athletes = "athletes"
	managers = "managers"
	devices  = "devices"
)

// route is one operation.
type route struct {
	method, path, need string
	handle             handler
}

// bases are what the paths of routes begin with, by turns: the vendor's older and newer form.
var bases = []string{"/api/v1", "/v1"}

// routes are all operations below bases, each with and without a final slash.
//
// Not here: squads and clubs, which came with later versions of that API. Live streams stand in a table of their own.
var routes = []route{
	{"GET", "/account", signedIn, (*Dialect).account},
	{"POST", "/managers", anyone, (*Dialect).createManager},
	{"GET", "/managers/by-external-id", managers, (*Dialect).managerByExternalID},

	{"GET", "/athletes", managers, (*Dialect).listAthletes},
	{"POST", "/athletes", anyone, (*Dialect).createAthlete},
	{"POST", "/athletes/create-managed", managers, (*Dialect).createManaged},
	{"GET", "/athletes/by-external-id", signedIn, (*Dialect).athleteByExternalID},
	{"GET", "/athletes/{athlete}", signedIn, (*Dialect).getAthlete},
	{"PUT", "/athletes/{athlete}", athletes, (*Dialect).replaceAthlete},
	{"DELETE", "/athletes/{athlete}", athletes, (*Dialect).deleteAthlete},
	{"PUT", "/athletes/{athlete}/managed", managers, (*Dialect).replaceManaged},
	{"DELETE", "/athletes/{athlete}/managed", managers, (*Dialect).deleteManaged},
	{"PUT", "/athletes/{athlete}/change-password", athletes, (*Dialect).changePassword},
	{"POST", "/athletes/{athlete}/change-password", athletes, (*Dialect).changePassword},

	{"GET", "/athletes/{athlete}/permissions", athletes, (*Dialect).listPermissions},
	{"GET", "/athletes/{athlete}/permissions/{manager}", athletes, (*Dialect).listPermissions},
	{"POST", "/athletes/{athlete}/permissions/{manager}", signedIn, (*Dialect).createPermission},
	{"DELETE", "/athletes/{athlete}/permissions/{manager}", athletes, (*Dialect).revokePermissions},
	{"DELETE", "/athletes/{athlete}/permissions/{manager}/{permission}", athletes, (*Dialect).revokePermission},

	{"GET", "/json-schemas", managers, (*Dialect).listSchemas},
	{"GET", "/json-schemas/{schema}", managers, (*Dialect).getSchema},

	{"GET", "/activities", managers, (*Dialect).listActivities},
	{"POST", "/activities", managers, (*Dialect).createActivity},
	{"GET", "/activities/{activity}", managers, (*Dialect).getActivity},
	{"PUT", "/activities/{activity}", managers, (*Dialect).replaceActivity},
	{"DELETE", "/activities/{activity}", managers, (*Dialect).deleteActivity},
	{"GET", "/activities/{activity}/computed", managers, (*Dialect).activityComputed},

	{"GET", "/activities/{activity}/webhooks", managers, (*Dialect).listWebhooks},
	{"POST", "/activities/{activity}/webhooks", managers, (*Dialect).createWebhook},
	{"GET", "/activities/{activity}/webhooks/{webhook}", managers, (*Dialect).getWebhook},
	{"PUT", "/activities/{activity}/webhooks/{webhook}", managers, (*Dialect).replaceWebhook},
	{"DELETE", "/activities/{activity}/webhooks/{webhook}", managers, (*Dialect).deleteWebhook},

	{"GET", "/timeframes", managers, (*Dialect).listTimeFrames},
	{"POST", "/timeframes", managers, (*Dialect).createTimeFrame},
	{"GET", "/timeframes/{timeframe}", managers, (*Dialect).getTimeFrame},
	{"PUT", "/timeframes/{timeframe}", managers, (*Dialect).replaceTimeFrame},
	{"PATCH", "/timeframes/{timeframe}", managers, (*Dialect).updateTimeFrame},
	{"DELETE", "/timeframes/{timeframe}", managers, (*Dialect).deleteTimeFrame},
	{"GET", "/timeframes/{timeframe}/computed", managers, (*Dialect).timeFrameComputed},

	{"GET", "/devices", managers, (*Dialect).listDevices},
	{"GET", "/devices/{device}", managers, (*Dialect).getDevice},
	{"POST", "/devices/{device}/take-ownership", managers, (*Dialect).takeDevice},
	{"POST", "/devices/{device}/release-ownership", managers, (*Dialect).releaseDevice},
	{"POST", "/devices/{device}/set-custom-name", managers, (*Dialect).nameDevice},
	{"GET", "/devices/{device}/preprocessed", managers, (*Dialect).readRaw},
	{"POST", "/devices/{device}/preprocessed", devices, (*Dialect).receiveRaw},
	{"GET", "/devices/{device}/preprocessed-ranges", managers, (*Dialect).rawRanges},
	{"GET", "/devices/{device}/latest-preprocessed-data", managers, (*Dialect).latestRaw},
}

// oauthRoutes are those that give tokens.
var oauthRoutes = []route{
	{"GET", "/oauth2/authorize", anyone, (*Dialect).authorize},
	{"POST", "/oauth2/token", anyone, (*Dialect).issueToken},
	{"POST", "/oauth2/revoke_token", anyone, (*Dialect).revokeToken},
}

// bodyLimit fits an activity with a GPX document of some hours, and an hour of frames.
const bodyLimit = 20 << 20

var limits = wire.Limits{Body: bodyLimit, Stall: 20 * time.Second, Read: 2 * time.Minute, Write: 4 * time.Minute}

// Handler serves the API below Prefixes, with a line in the log for every request.
func (d *Dialect) Handler() http.Handler {
	r := chi.NewRouter()
	// Before the routes: chi goes through all that there are.
	r.NotFound(d.guard(func(*http.Request) (wire.Reply, error) { return notFound(), nil }).ServeHTTP)
	for _, base := range bases {
		d.serve(r, base, routes)
	}
	d.serve(r, "", oauthRoutes)
	return wire.Logged(d.log, d.proxies, r)
}

func (d *Dialect) serve(r chi.Router, base string, table []route) {
	paths := map[string]wire.Methods{}
	for i := range table {
		row := &table[i]
		if paths[row.path] == nil {
			paths[row.path] = wire.Methods{}
		}
		paths[row.path][row.method] = d.adapt(row)
	}
	notAllowed := d.guard(func(r *http.Request) (wire.Reply, error) {
		return wire.Detail(http.StatusMethodNotAllowed, `Method "`+wire.CleanText(r.Method)+`" not allowed.`), nil
	})
	for path, methods := range paths {
		wire.Serve(r, base+path, methods, notAllowed)
	}
}

// adapt makes a route into a handler: bounds, credential, the call, and its answer or refusal written.
func (d *Dialect) adapt(row *route) http.Handler {
	return d.guard(func(r *http.Request) (wire.Reply, error) {
		v, err := d.viewer(r, row.need)
		if err != nil {
			return wire.Reply{}, err
		}
		return row.handle(d, r, v)
	})
}

func (d *Dialect) guard(answer func(r *http.Request) (wire.Reply, error)) http.Handler {
	failed := func(*http.Request) wire.Reply { return wire.Detail(http.StatusInternalServerError, serverError) }
	return wire.Bound(limits, wire.Recovered(d.log, failed, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait := d.limiter.admit(d.caller(r), d.now()); wait > 0 {
			wire.Write(w, r, throttled(wait))
			return
		}
		reply, err := answer(r)
		if err != nil {
			reply = d.refuse(r, err)
		}
		wire.Write(w, r, reply)
	})))
}
