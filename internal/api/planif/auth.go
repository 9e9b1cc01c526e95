package planif

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

const (
	csrfCookie = "csrftoken"
	csrfHeader = "X-CSRFToken"
)

var (
	errNoCredentials = fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	errCSRFMissing   = &refusal{wire.Detail(http.StatusForbidden, "CSRF Failed: CSRF token missing.")}
	errCSRFWrong     = &refusal{wire.Detail(http.StatusForbidden, "CSRF Failed: CSRF token incorrect.")}
)

// viewer finds out who asks: by a permanent token, a signed one, or the pages' session cookie.
func (d *Dialect) viewer(r *http.Request, need string) (access.Viewer, error) {
	if need == anyone {
		return access.Viewer{}, nil
	}
	v, err := d.credential(r)
	if err != nil {
		return v, err
	}
	if need == coaches && v.Person.Role != person.Coach {
		return v, fault.New(fault.Forbidden, "plan.not_coach", "only for coaches")
	}
	return v, nil
}

func (d *Dialect) credential(r *http.Request) (access.Viewer, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	token = strings.TrimSpace(token)
	switch strings.ToLower(scheme) {
	case "token":
		return d.auth.ResolvePermanent(r.Context(), token)
	case "bearer":
		v, err := d.auth.Bearer(r.Context(), token)
		if fault.Is(err, fault.Unauthenticated) {
			return d.auth.Access(r.Context(), token)
		}
		return v, err
	}
	secret := d.session(r)
	if secret == "" {
		return access.Viewer{}, errNoCredentials
	}
	v, err := d.auth.Session(r.Context(), secret)
	if err != nil {
		return v, err
	}
	return v, checkCSRF(r)
}

// checkCSRF wants the token of the cookie repeated in a header, which no other site can do, on requests that change things.
// Requests with a token of their own need none: no browser adds that by itself.
func checkCSRF(r *http.Request) error {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return nil
	}
	c, err := r.Cookie(csrfCookie)
	sent := r.Header.Get(csrfHeader)
	switch {
	case err != nil || c.Value == "" || sent == "":
		return errCSRFMissing
	case subtle.ConstantTimeCompare([]byte(c.Value), []byte(sent)) != 1:
		return errCSRFWrong
	}
	return nil
}

// withCSRF hands the cookie's token to a browser that has none yet.
func (d *Dialect) withCSRF(r *http.Request, reply wire.Reply) wire.Reply {
	if r.Header.Get("Authorization") != "" || d.session(r) == "" {
		return reply
	}
	if c, err := r.Cookie(csrfCookie); err == nil && c.Value != "" {
		return reply
	}
	secret := make([]byte, 16)
	_, _ = rand.Read(secret) // never fails
	c := http.Cookie{Name: csrfCookie, Value: hex.EncodeToString(secret), Path: "/", SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil}
	return reply.With("Set-Cookie", c.String())
}

// signIn serves POST /api-shared/api-token-auth/: the person's one permanent token.
func (d *Dialect) signIn(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	login, password := f.text("username", true), f.text("password", true)
	f.notBlank("username", login)
	f.notBlank("password", password)
	if err := f.err(); err != nil {
		return wire.Reply{}, err
	}
	p, err := d.auth.SignIn(r.Context(), login, password, d.proxies.ClientAddr(r).String())
	if fault.CodeOf(err) == "auth.credentials" {
		return wire.Reply{}, fault.InvalidField("non_field_errors", "auth.credentials", "Unable to log in with provided credentials.")
	}
	if err != nil {
		return wire.Reply{}, err
	}
	token, err := d.auth.Permanent(r.Context(), p)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("token").Plain(token)
		j.EndObject()
	}).With("Cache-Control", "no-store"), nil
}
