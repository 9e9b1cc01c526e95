package wger

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
)

// endpoints are all resources, in the order of the root's list.
//
// Not here, and answered with 404: what later releases added (routines with slots and their rules, trophies, ingredient
// synchronisation, sign-in by other services) and ingredienttoweightunit's write side, which never was.
func endpoints() []*endpoint {
	return []*endpoint{
		trainingDays.endpoint(),
		workoutSets.endpoint(),
		setSettings.endpoint(),
		workouts.endpoint(),
		templates.endpoint(),
		publicTemplates.endpoint(),
		workoutSessions.endpoint(),
		workoutLogs.endpoint(),
		scheduleSteps.endpoint(),
		schedules.endpoint(),
		daysOfWeek.endpoint(),
		languages.endpoint(),
		licenses.endpoint(),
		userProfileEndpoint(),
		repetitionUnits.endpoint(),
		weightUnits.endpoint(),
		exerciseInfo.endpoint(),
		exerciseBaseInfo.endpoint(),
		exercises.endpoint(),
		exerciseTranslations.endpoint(),
		exerciseBases.endpoint(),
		equipment.endpoint(),
		deletions.endpoint(),
		categories.endpoint(),
		videos.endpoint(),
		exerciseImages.endpoint(),
		comments.endpoint(),
		aliases.endpoint(),
		muscles.endpoint(),
		variations.endpoint(),
		ingredients.endpoint(),
		ingredientInfos.endpoint(),
		portionUnits.endpoint(),
		portions.endpoint(),
		portionsByOldName.endpoint(),
		nutritionPlans.endpoint(),
		nutritionPlanInfos.endpoint(),
		diary.endpoint(),
		meals.endpoint(),
		mealItems.endpoint(),
		ingredientImages.endpoint(),
		weightEntries.endpoint(),
		gallery.endpoint(),
		measurements.endpoint(),
		measurementCategories.endpoint(),
	}
}

// places makes the table of addresses from the resources and the singles.
func places(endpoints []*endpoint) []*place {
	all := singles()
	for _, e := range endpoints {
		all = append(all, e.places()...)
	}
	for _, p := range all {
		p.allow = []string{allowed(p.methods)}
	}
	return all
}

// places are the addresses of a resource.
func (e *endpoint) places() []*place {
	at := base + e.name + "/"
	all := []*place{
		{pattern: at, endpoint: e, title: e.title + " List", need: e.need, cache: e.cache, methods: map[string]handler{}},
		{pattern: at + "{id}/", endpoint: e, detail: true, title: e.title + " Instance", need: e.need, cache: e.cache, methods: map[string]handler{}},
	}
	if e.rowsChange {
		all[1].cache = 0
	}
	list, get := e.list, e.get
	if e.need != signedIn {
		list, get = keeps(list), keeps(get)
	}
	for _, m := range []struct {
		way    ways
		place  int
		method []string
		handle handler
	}{
		{canList, 0, []string{http.MethodGet}, list}, {canCreate, 0, []string{http.MethodPost}, e.create},
		{canGet, 1, []string{http.MethodGet}, get}, {canUpdate, 1, []string{http.MethodPut, http.MethodPatch}, e.update},
		{canDelete, 1, []string{http.MethodDelete}, e.remove},
	} {
		for _, name := range m.method {
			if e.ways&m.way != 0 {
				all[m.place].methods[name] = m.handle
			}
		}
	}
	all = slices.DeleteFunc(all, func(p *place) bool { return len(p.methods) == 0 })
	for i := range e.actions {
		a := &e.actions[i]
		p := &place{pattern: at + "{id}/" + a.name + "/", endpoint: e, action: a, detail: true, title: title(a.name), need: e.need, methods: map[string]handler{}}
		if a.whole {
			p.pattern, p.detail = at+a.name+"/", false
		}
		if a.open {
			p.need = anyone
		}
		method := a.method
		if method == "" {
			method = http.MethodGet
		}
		p.methods[method] = a.handle
		all = append(all, p)
	}
	return all
}

// title is a name with underscores and dashes for people.
func title(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// allowed is the Allow header of a set of methods.
func allowed(methods map[string]handler) string {
	var all []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		if methods[m] != nil {
			all = append(all, m)
			if m == http.MethodGet {
				all = append(all, http.MethodHead)
			}
		}
	}
	return strings.Join(append(all, http.MethodOptions), ", ")
}

// Handler serves the API below Prefixes, with a line in the log for every request.
func (d *Dialect) Handler() http.Handler {
	return wire.Logged(d.log, d.proxies, open(d.suffixed(d.router())))
}

// router registers every place.
func (d *Dialect) router() *chi.Mux {
	r := chi.NewRouter()
	byPattern := map[string]http.Handler{}
	nowhere := d.adapt(&place{need: anyone, methods: map[string]handler{}, allow: []string{http.MethodOptions}, nowhere: true})
	// Every place answers OPTIONS, which finds it whatever the method is. Its own handler says what is wrong, after it has
	// looked at who asks.
	find := func(path string) string { return r.Find(chi.NewRouteContext(), http.MethodOptions, path) }
	// Both before the places: chi goes through all that there are.
	r.MethodNotAllowed(func(w http.ResponseWriter, req *http.Request) {
		byPattern[find(req.URL.Path)].ServeHTTP(w, req)
	})
	r.NotFound(func(w http.ResponseWriter, req *http.Request) {
		if !strings.HasSuffix(req.URL.Path, "/") && find(req.URL.Path+"/") != "" {
			redirect(w, req)
			return
		}
		nowhere.ServeHTTP(w, req)
	})
	for _, p := range d.places {
		h := d.adapt(p)
		byPattern[p.pattern] = h
		register(r, p, p.pattern, h)
		if p.slashes {
			byPattern[p.pattern+"/"] = h
			register(r, p, p.pattern+"/", h)
		}
	}
	return r
}

// register gives a place its methods; HEAD is answered as GET, of which net/http leaves the body away.
func register(r *chi.Mux, p *place, pattern string, h http.Handler) {
	r.Method(http.MethodOptions, pattern, h)
	for m := range p.methods {
		r.Method(m, pattern, h)
		if m == http.MethodGet {
			r.Method(http.MethodHead, pattern, h)
		}
	}
}

// redirect sends a path without its final slash to the one with it.
func redirect(w http.ResponseWriter, r *http.Request) {
	to := pathOf(r) + "/"
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header()["Location"] = []string{to}
	w.Header()["Content-Length"] = []string{"0"}
	w.WriteHeader(http.StatusMovedPermanently)
}

// asked is what the path of a request was before the router saw it.
type asked struct{ path, format string }

type askedKey struct{}

func pathOf(r *http.Request) string {
	if a, ok := r.Context().Value(askedKey{}).(asked); ok {
		return a.path
	}
	return r.URL.Path
}

func formatOf(r *http.Request) string {
	a, _ := r.Context().Value(askedKey{}).(asked)
	return a.format
}

// suffixed takes formats off paths.
func (d *Dialect) suffixed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plain, name := cutSuffix(r.URL.Path)
		if name != "" && strings.HasPrefix(plain, base+"static/") {
			name = ""
		}
		if name != "" {
			r2 := r.WithContext(context.WithValue(r.Context(), askedKey{}, asked{r.URL.Path, name}))
			u := *r.URL
			u.Path, u.RawPath = plain, ""
			r2.URL = &u
			r = r2
		}
		next.ServeHTTP(w, r)
	})
}

// open lets pages of any origin ask, as the API always has: no credential of theirs is sent along by browsers.
func open(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, base) {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h["Access-Control-Allow-Origin"] = anyOrigin
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h["Access-Control-Allow-Headers"] = []string{"accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with"}
			h["Access-Control-Allow-Methods"] = []string{"DELETE, GET, OPTIONS, PATCH, POST, PUT"}
			h["Access-Control-Max-Age"] = []string{"86400"}
			h["Content-Length"] = []string{"0"}
			w.WriteHeader(http.StatusOK)
			return
		}
		next.ServeHTTP(w, r)
	})
}
