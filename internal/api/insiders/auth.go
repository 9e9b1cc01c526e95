package insiders

import (
	"net/http"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// scopeAll is the one scope that this API knows: everything.
const scopeAll = "all"

var errNoCredentials = fault.New(fault.Unauthenticated, "auth.session", "not signed in")

// bearer is the token of a request, "" without one.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// viewer finds out who asks, by an access token, and whether they may use the route at all.
func (d *Dialect) viewer(r *http.Request, need string) (access.Viewer, error) {
	if need == anyone || need == devices {
		return access.Viewer{}, nil
	}
	token := bearer(r)
	if token == "" {
		return access.Viewer{}, errNoCredentials
	}
	v, err := d.auth.Resolve(r.Context(), token)
	if err != nil {
		return v, err
	}
	if !v.Has(scopeAll) {
		return v, fault.New(fault.Forbidden, "auth.scope", "the token does not reach this API")
	}
	v.Scopes = nil // all is everything
	switch {
	case need == managers && v.Person.Role != person.Coach, need == athletes && v.Person.Role != person.Athlete:
		return v, fault.New(fault.Forbidden, "monitor.role", "not for this role")
	}
	return v, nil
}

// deviceKey finds the device whose key a request shows; fault.NotFound when the path names another one.
func (d *Dialect) deviceKey(r *http.Request) (*monitor.Tracker, error) {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if key = strings.TrimSpace(key); !strings.EqualFold(scheme, "device") || key == "" {
		return nil, fault.New(fault.Unauthenticated, "device.no_key", "no device key")
	}
	t, err := d.monitor.TrackerByKey(r.Context(), key)
	if err != nil {
		return nil, err
	}
	id, err := pathID(r, "device")
	if err != nil || id != t.ID {
		return nil, fault.Missing("device")
	}
	return t, nil
}
