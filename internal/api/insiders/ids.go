package insiders

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"palestra/internal/core/fault"
)

// pathID reads an id of a path, which is the core's own number; anything else names nothing.
func pathID(r *http.Request, name string) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, name), 10, 64)
	if err != nil || id < 1 {
		return 0, fault.Missing(name)
	}
	return id, nil
}

// idOrNull is an id on the wire, where 0 is null.
func idOrNull(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// textOrNull is a text on the wire, where "" is null.
func textOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
