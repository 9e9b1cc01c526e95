package wire

import (
	"context"
	"errors"
	"net/http"
)

// StatusClientGone is what logs and metrics show of a request whose client hung up before it had its answer. nginx has made
// the number common for that. It goes to a connection that nobody reads.
const StatusClientGone = 499

// Gone reports whether the client has hung up, while it waited or in the middle of its body. What fails from then on most
// likely fails for that reason, so it is nobody's mistake and not to be logged as one.
func Gone(r *http.Request) bool {
	if !errors.Is(r.Context().Err(), context.Canceled) {
		return false
	}
	// net/http takes a client that sent its body too slowly for one that has left, but it may still listen.
	body, _ := r.Context().Value(patientBodyKey{}).(*patientBody)
	return body == nil || !body.late.Load()
}
