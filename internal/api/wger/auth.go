package wger

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

const (
	csrfCookie = "csrftoken"
	csrfHeader = "X-CSRFToken"
	// sessionCookie is what clients of this API know the session as that the pages keep under a name of their own.
	sessionCookie = "sessionid"
	// sessionAge is how long browsers keep it, in seconds; the session itself may end before.
	sessionAge = 14 * 24 * 60 * 60
)

// secretOf is the secret of a browser's session: by the pages' cookie or, without that, by this API's; "" for none.
func (d *Dialect) secretOf(r *http.Request) string {
	if secret := d.session(r); secret != "" {
		return secret
	}
	return cookie(r, sessionCookie)
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// viewer finds out who asks: by a browser's session, a permanent token or a signed one. A credential that can't be right is
// refused wherever it is shown, on public addresses too; no credential is nobody. session is the secret of a session that holds.
func (d *Dialect) viewer(r *http.Request) (v access.Viewer, session string, err error) {
	scheme, rest, _ := strings.Cut(strings.TrimSpace(r.Header.Get("Authorization")), " ")
	words := strings.Fields(rest)
	switch {
	case strings.EqualFold(scheme, "token"):
		v, err = d.permanent(r, words)
		return v, "", err
	case scheme == "Bearer":
		v, err = d.bearer(r, words)
		return v, "", err
	}
	secret := d.secretOf(r)
	if secret == "" {
		return v, "", nil
	}
	v, err = d.auth.Session(r.Context(), secret)
	if fault.Is(err, fault.Unauthenticated) {
		return access.Viewer{}, "", nil // a cookie that has ended is no credential
	}
	if err != nil {
		return v, "", err
	}
	return v, secret, checkCSRF(r)
}

func (d *Dialect) permanent(r *http.Request, words []string) (access.Viewer, error) {
	switch len(words) {
	case 0:
		return access.Viewer{}, detail(http.StatusForbidden, "Invalid token header. No credentials provided.")
	case 1:
	default:
		return access.Viewer{}, detail(http.StatusForbidden, "Invalid token header. Token string should not contain spaces.")
	}
	v, err := d.auth.ResolvePermanent(r.Context(), words[0])
	switch fault.CodeOf(err) {
	case "auth.token_invalid":
		return v, detail(http.StatusForbidden, "Invalid token.")
	case "auth.account_closed":
		return v, detail(http.StatusForbidden, "User inactive or deleted.")
	}
	return v, err
}

func (d *Dialect) bearer(r *http.Request, words []string) (access.Viewer, error) {
	if len(words) != 1 {
		return access.Viewer{}, coded(http.StatusForbidden, "Authorization header must contain two space-delimited values", "bad_authorization_header")
	}
	v, err := d.auth.Access(r.Context(), words[0])
	switch fault.CodeOf(err) {
	case "auth.account_gone":
		return v, coded(http.StatusForbidden, "User not found", "user_not_found")
	case "auth.account_closed":
		return v, coded(http.StatusForbidden, "User is inactive", "user_inactive")
	}
	if fault.Is(err, fault.Unauthenticated) {
		return v, badAccess(saidOfToken(err))
	}
	return v, err
}

// saidOfToken is what the messages say of a signed token that doesn't hold.
func saidOfToken(err error) string {
	switch fault.CodeOf(err) {
	case "auth.token_expired":
		return "Token is expired"
	case "auth.token_type":
		return "Token has wrong type"
	}
	return "Token is invalid"
}

func badAccess(message string) *refusal {
	return &refusal{answer{status: http.StatusForbidden, body: func(j *wire.Encoder) {
		j.Object()
		j.Key("detail").Plain("Given token not valid for any token type")
		j.Key("code").Plain("token_not_valid")
		j.Key("messages").Array()
		j.Object()
		j.Key("token_class").Plain("AccessToken")
		j.Key("token_type").Plain("access")
		j.Key("message").Plain(message)
		j.EndObject()
		j.EndArray()
		j.EndObject()
	}}}
}

// permit decides whether the viewer may ask this of the place at all.
func (d *Dialect) permit(c *call) error {
	switch safe := safeMethod(c.r.Method); c.place.need {
	case signedIn:
		if !c.v.SignedIn() {
			return noCredentials()
		}
	case contributors:
		switch {
		case safe:
		case !c.v.SignedIn():
			return noCredentials()
		case c.r.Method == http.MethodDelete && !c.v.Person.Admin, !d.contributes(c.v):
			return notPermitted()
		}
	case anyone:
	}
	return nil
}

// contributes reports whether somebody may write to the catalogue.
func (d *Dialect) contributes(v access.Viewer) bool {
	return v.SignedIn() && d.auth.Trusted(v.Person)
}

func safeMethod(m string) bool {
	return m == http.MethodGet || m == http.MethodHead || m == http.MethodOptions
}

// checkCSRF wants the token of the cookie repeated in a header or a form, which no other site can do, on requests that
// change things. Requests with a token of their own need none: no browser adds that by itself.
func checkCSRF(r *http.Request) error {
	if safeMethod(r.Method) {
		return nil
	}
	token, sent := cookie(r, csrfCookie), r.Header.Get(csrfHeader)
	switch {
	case token == "" || sent == "":
		return detail(http.StatusForbidden, "CSRF Failed: CSRF token missing.")
	case subtle.ConstantTimeCompare([]byte(token), []byte(sent)) != 1:
		return detail(http.StatusForbidden, "CSRF Failed: CSRF token incorrect.")
	}
	return nil
}

// handCookies gives a browser that has a session what it lacks of the cookies that clients of this API look for.
func (d *Dialect) handCookies(h http.Header, c *call) {
	if c.session == "" {
		return
	}
	k := http.Cookie{Path: "/", SameSite: http.SameSiteLaxMode, Secure: strings.HasPrefix(c.host, "https:")}
	if cookie(c.r, csrfCookie) == "" {
		secret := make([]byte, 16)
		_, _ = rand.Read(secret) // never fails
		k.Name, k.Value = csrfCookie, hex.EncodeToString(secret)
		h.Add("Set-Cookie", k.String())
	}
	if cookie(c.r, sessionCookie) != c.session {
		k.Name, k.Value, k.HttpOnly, k.MaxAge = sessionCookie, c.session, true, sessionAge
		h.Add("Set-Cookie", k.String())
	}
}
