package planif

import (
	"net/http"
	"regexp"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

// objectID is the form of a built session's own name.
var objectID = regexp.MustCompile(`^[0-9a-f]{24}$`)

// builtRef reads the {id} of a path: 24 hex digits or the number.
func builtRef(r *http.Request) (plan.Ref, error) {
	word := chi.URLParam(r, "id")
	if objectID.MatchString(word) {
		return plan.Ref{Key: word}, nil
	}
	id, err := pathID(r)
	return plan.Ref{ID: id}, err
}

// pathID reads the {id} of a path as a number; anything else names nothing.
func pathID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 64)
	if err != nil || id < 1 {
		return 0, fault.Missing("session")
	}
	return id, nil
}

// askedID reads "id" from the query, or else from the body.
func askedID(r *http.Request) (int64, error) {
	if word := r.URL.Query().Get("id"); word != "" {
		id, ok := wholeNumber(word)
		if !ok {
			return 0, invalid("id", notInteger)
		}
		return id, nil
	}
	f, err := readForm(r)
	if err != nil {
		return 0, err
	}
	id, _ := f.integer("id", true)
	return id, f.err()
}
