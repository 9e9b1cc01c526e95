package wire

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
)

// Methods is what one path answers to.
type Methods map[string]http.Handler

// Serve registers a path with and without a final slash. HEAD is answered as GET without its body, OPTIONS with the list
// of methods, anything else by notAllowed, both with the Allow header.
func Serve(r chi.Router, path string, methods Methods, notAllowed http.Handler) {
	allowed := []string{http.MethodOptions}
	for m := range methods {
		allowed = append(allowed, m)
		if m == http.MethodGet {
			allowed = append(allowed, http.MethodHead)
		}
	}
	slices.Sort(allowed)
	allow := strings.Join(allowed, ", ")
	for _, p := range []string{path, path + "/"} {
		r.Handle(p, withAllow(allow, notAllowed))
		r.Method(http.MethodOptions, p, withAllow(allow, http.HandlerFunc(noContent)))
		for m, h := range methods {
			r.Method(m, p, h)
			if m == http.MethodGet {
				r.Method(http.MethodHead, p, h)
			}
		}
	}
}

func withAllow(allow string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Allow"] = []string{allow}
		next.ServeHTTP(w, r)
	})
}

func noContent(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }
