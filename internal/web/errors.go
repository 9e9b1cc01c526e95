package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
	"palestra/internal/web/messages"
)

// errCrossOrigin answers a form that another site has sent from our reader's browser.
var errCrossOrigin = fault.New(fault.Forbidden, "web.cross_origin", "this form was sent from another site")

// statusOf says with which status each kind of refusal is answered.
var statusOf = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusBadRequest,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.Limited:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// faultPage is the content of an error page.
type faultPage struct {
	Status            int
	Title, Text, Note string
}

// fail answers with an error: JSON for our scripts, the sign-in for those who have to, else a page that says what and why.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, who reader, err error) {
	if wire.Gone(r) {
		w.WriteHeader(wire.StatusClientGone)
		return
	}
	err = fromHTTP(err)
	kind := fault.KindOf(err)
	if kind == fault.Internal {
		s.deps.Log.ErrorContext(r.Context(), "page failed", "method", r.Method, "path", r.URL.Path, "err", err)
	}
	// "Not yours" and "not there" look alike.
	if kind == fault.Forbidden && fault.CodeOf(err) == "activity.forbidden" {
		kind, err = fault.NotFound, fault.Missing("activity")
	}
	status := statusOf[kind]
	if wantsJSON(r) {
		_ = writeJSON(w, r, status, uploadItem{State: stateRefused, Text: faultText(who.words, err)})
		return
	}
	if kind == fault.Unauthenticated && fault.CodeOf(err) == "auth.session" {
		to := "/sign-in"
		if r.Method == http.MethodGet {
			to += "?next=" + url.QueryEscape(r.URL.RequestURI())
		}
		http.Redirect(w, r, s.link(to), http.StatusSeeOther)
		return
	}
	body := faultPage{Status: status, Title: who.words.T(faultTitle(kind))}
	if kind != fault.Internal {
		body.Text = faultText(who.words, err)
	}
	answer := reply{status: status, page: "fault", shell: shell{Title: body.Title, Width: "medium"}, body: body}
	if err := s.send(w, r, who, answer); err != nil && !errors.Is(err, errGone) {
		s.deps.Log.ErrorContext(r.Context(), "error page failed", "err", err)
		http.Error(w, http.StatusText(status), status)
	}
}

// fromHTTP names the errors of reading a request.
func fromHTTP(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		e := fault.New(fault.TooLarge, "web.too_large", "the request is too large")
		e.Args = []any{tooLarge.Limit}
		return e
	case errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Unavailable, "web.timeout", "this took too long")
	}
	return err
}

func faultTitle(k fault.Kind) string {
	switch k {
	case fault.NotFound:
		return "fault_page.not_found"
	case fault.Forbidden:
		return "fault_page.forbidden"
	case fault.Internal, fault.Unavailable:
		return "fault_page.internal"
	}
	return "fault_page.refused"
}

// faultText is a refusal in the reader's language: the catalogue's sentence for its code, else the English one it carries.
// Anything that is not a refusal is our own mistake and says no more than that.
func faultText(words *messages.Catalogue, err error) string {
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind == fault.Internal {
		return words.T("fault_page.internal")
	}
	if key := "fault." + e.Code; words.Has(key) {
		return words.T(key, e.Args...)
	}
	return e.Message
}

func wantsJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}
