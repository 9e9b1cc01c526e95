package wger

import (
	"net/http"
	"regexp"
	"strconv"

	"github.com/go-chi/chi/v5"
)

var digits = regexp.MustCompile(`^-?[0-9]+$`)

// idOf is the id in the path. Ids on the wire are the core's. One that isn't a number is no address at all; one that no row
// can have is a row that isn't there.
func idOf(r *http.Request, p *place) (int64, error) {
	written := chi.URLParam(r, "id")
	n, err := strconv.ParseInt(written, 10, 64)
	switch {
	case err == nil:
		return n, nil
	case digits.MatchString(written):
		return 0, noMatch(p.endpoint.model)
	}
	return 0, notFound()
}
