package planif

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
)

// A handler decodes, makes one call to the core, and says what to answer.
type handler func(d *Dialect, r *http.Request, v access.Viewer) (wire.Reply, error)

// Who may ask.
const (
	anyone   = "anyone"
	signedIn = "signed in"
	coaches  = "coaches"
)

// route is one operation.
type route struct {
	method, path, need string
	handle             handler
}

// routes are all operations, each with and without a final slash. Sessions written as text answer at three addresses,
// which the documentation uses by turns.
//
// Not here: clubs, experience, education, skills, hashtags, socials, public profiles and ratings of plans, which the later editions
// of the API add.
var routes = append([]route{
	{"POST", "/api-shared/api-token-auth", anyone, (*Dialect).signIn},
	{"GET", "/api-shared/sport", anyone, (*Dialect).listSports},

	{"GET", "/api-shared/profile-coach", coaches, (*Dialect).getProfile},
	{"PUT", "/api-shared/profile-coach", coaches, (*Dialect).putProfile},
	{"GET", "/api-shared/profile-athlete", signedIn, (*Dialect).getProfile},
	{"PUT", "/api-shared/profile-athlete", signedIn, (*Dialect).putProfile},
	{"POST", "/api-shared/profile-picture", signedIn, (*Dialect).takePicture},
	{"DELETE", "/api-shared/profile-picture", signedIn, (*Dialect).dropPicture},
	{"DELETE", "/api-share/profile_picture", signedIn, (*Dialect).dropPicture},
	{"GET", "/mediafiles/default/picture.svg", anyone, (*Dialect).defaultMediafile},
	{"GET", "/mediafiles/{person}/{upload}/{name}", signedIn, (*Dialect).mediafile},

	{"POST", "/fp/process", signedIn, (*Dialect).processUpload},
	{"PATCH", "/fp/patch/{id}", signedIn, (*Dialect).patchUpload},
	{"HEAD", "/fp/patch/{id}", signedIn, (*Dialect).headUpload},
	{"DELETE", "/fp/revert", signedIn, (*Dialect).revertUpload},
	{"GET", "/fp/load", signedIn, (*Dialect).loadUpload},
	{"GET", "/fp/restore", signedIn, (*Dialect).loadUpload},

	{"GET", "/api-shared/calendar-feed", signedIn, (*Dialect).getFeed},
	{"POST", "/api-shared/calendar-feed", signedIn, (*Dialect).makeFeed},
	{"DELETE", "/api-shared/calendar-feed", signedIn, (*Dialect).revokeFeed},
	{"GET", feedPath, anyone, (*Dialect).calendar},

	{"GET", "/api-coach/built-session", coaches, (*Dialect).listBuilt},
	{"POST", "/api-coach/built-session", coaches, (*Dialect).createBuilt},
	{"GET", "/api-coach/built-session/{id}", coaches, (*Dialect).getBuilt},
	{"PUT", "/api-coach/built-session/{id}", coaches, (*Dialect).replaceBuilt},
	{"PATCH", "/api-coach/built-session/{id}", coaches, (*Dialect).updateBuilt},
	{"DELETE", "/api-coach/built-session/{id}", coaches, (*Dialect).deleteBuilt},
	{"GET", "/api-coach/built-session/{id}/export", coaches, (*Dialect).exportBuilt},

	{"GET", "/api-coach/plan", coaches, (*Dialect).listPlans},
	{"POST", "/api-coach/plan", coaches, (*Dialect).createPlan},
	{"GET", "/api-coach/plan/{id}", coaches, (*Dialect).getPlan},
	{"PATCH", "/api-coach/plan/{id}", coaches, (*Dialect).updatePlan},
	{"DELETE", "/api-coach/plan/{id}", coaches, (*Dialect).deletePlan},
	{"POST", "/api-coach/plan/{id}/lay-out", coaches, (*Dialect).layOut},
	{"POST", "/api-coach/link-athlete-to-plan", coaches, (*Dialect).linkPlan},
	{"DELETE", "/api-coach/link-athlete-to-plan", coaches, (*Dialect).unlinkPlan},

	{"GET", "/api-coach/tag-coach", coaches, (*Dialect).listTags},
	{"POST", "/api-coach/tag-coach", coaches, (*Dialect).createTag},
	{"DELETE", "/api-coach/tag-coach", coaches, (*Dialect).deleteTag},

	{"GET", "/api-coach/training-planned", coaches, (*Dialect).listTrainings},
	{"POST", "/api-coach/training-planned", coaches, (*Dialect).createTrainings},
	{"PATCH", "/api-coach/training-planned", coaches, (*Dialect).updateTrainings},
	{"DELETE", "/api-coach/training-planned", coaches, (*Dialect).deleteTraining},
	{"GET", "/api-coach/training-planned/{id}/match", coaches, (*Dialect).matchDetail},
	{"POST", "/api-coach/training-planned/{id}/match", coaches, (*Dialect).match},
	{"DELETE", "/api-coach/training-planned/{id}/match", coaches, (*Dialect).unmatch},
	{"GET", "/api-athlete/training-planned/{id}/match", signedIn, (*Dialect).matchDetail},
	{"POST", "/api-athlete/training-planned/{id}/match", signedIn, (*Dialect).match},
	{"DELETE", "/api-athlete/training-planned/{id}/match", signedIn, (*Dialect).unmatch},
	{"GET", "/api-athlete/training-planned", signedIn, (*Dialect).listOwnTrainings},
	{"GET", "/api-athlete/activity", signedIn, (*Dialect).listActivities},
	{"GET", "/api-athlete/activity-month", signedIn, (*Dialect).monthActivities},
	{"GET", "/api-athlete/activity/{id}", signedIn, (*Dialect).getActivity},
	{"PATCH", "/api-athlete/activity/{id}", signedIn, (*Dialect).updateActivity},
	{"DELETE", "/api-athlete/activity/{id}", signedIn, (*Dialect).deleteActivity},
	{"GET", "/api-athlete/stats-activity", signedIn, (*Dialect).statActivities},

	{"GET", "/api-coach/list-athletes-coach", coaches, (*Dialect).listAthletes},
}, textRoutes("/api-coach/sessions-text", "/api/sessions-text", "/api-coach/text-session")...)

func textRoutes(paths ...string) []route {
	var all []route
	for _, path := range paths {
		all = append(all,
			route{"GET", path, coaches, (*Dialect).listTexts},
			route{"POST", path, coaches, (*Dialect).createText},
			route{"GET", path + "/{id}", coaches, (*Dialect).getText},
			route{"POST", path + "/{id}", coaches, (*Dialect).replaceText},
			route{"PATCH", path + "/{id}", coaches, (*Dialect).updateText},
			route{"DELETE", path + "/{id}", coaches, (*Dialect).deleteText},
		)
	}
	return all
}

// bodyLimit fits a text session with a few images, or a thousand trainings.
const bodyLimit = 8 << 20

var limits = wire.Limits{Body: bodyLimit, Stall: 20 * time.Second, Read: 2 * time.Minute, Write: 4 * time.Minute}

// limitsOf a path: uploads are larger than anything else.
func limitsOf(path string) wire.Limits {
	l := limits
	if strings.HasPrefix(path, "/fp/") {
		l.Body = uploadLimit
	}
	return l
}

// Handler serves the API below Prefixes, with a line in the log for every request.
func (d *Dialect) Handler() http.Handler {
	r := chi.NewRouter()
	// Before the routes: chi goes through all that there are.
	r.NotFound(d.guard(func(*http.Request) (wire.Reply, error) { return notFound(), nil }).ServeHTTP)
	paths := map[string]wire.Methods{}
	for i := range routes {
		row := &routes[i]
		if paths[row.path] == nil {
			paths[row.path] = wire.Methods{}
		}
		paths[row.path][row.method] = d.adapt(row)
	}
	notAllowed := d.guard(func(r *http.Request) (wire.Reply, error) {
		return wire.Detail(http.StatusMethodNotAllowed, `Method "`+wire.CleanText(r.Method)+`" not allowed.`), nil
	})
	for path, methods := range paths {
		wire.Serve(r, path, methods, notAllowed)
	}
	return withoutSecret(wire.Logged(d.log, d.proxies, r))
}

// adapt makes a route into a handler: bounds, credential, the call, and its answer or refusal written.
func (d *Dialect) adapt(row *route) http.Handler {
	return d.bounded(limitsOf(row.path), func(r *http.Request) (wire.Reply, error) {
		v, err := d.viewer(r, row.need)
		if err != nil {
			return wire.Reply{}, err
		}
		reply, err := row.handle(d, r, v)
		if err == nil {
			reply = d.withCSRF(r, reply)
		}
		return reply, err
	})
}

func (d *Dialect) guard(answer func(r *http.Request) (wire.Reply, error)) http.Handler {
	return d.bounded(limits, answer)
}

func (d *Dialect) bounded(l wire.Limits, answer func(r *http.Request) (wire.Reply, error)) http.Handler {
	failed := func(*http.Request) wire.Reply { return wire.Detail(http.StatusInternalServerError, serverError) }
	return wire.Bound(l, wire.Recovered(d.log, failed, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reply, err := answer(r)
		if err != nil {
			reply = d.refuse(r, err)
		}
		wire.Write(w, r, reply)
	})))
}
