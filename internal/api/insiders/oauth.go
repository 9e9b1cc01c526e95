package insiders

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// consentPage is where people agree to let an application in.
const consentPage = "/profile/apps/authorize"

// authorize serves GET /oauth2/authorize: it leads to the page where the person agrees, who may have to sign in first. An
// application that names no scope asks for the one there is.
func (d *Dialect) authorize(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	q := r.URL.Query()
	if strings.TrimSpace(q.Get("scope")) == "" {
		q.Set("scope", scopeAll)
	}
	return wire.Empty(http.StatusFound, "").With("Location", d.path+consentPage+"?"+q.Encode()).With("Cache-Control", "no-store"), nil
}

// issueToken serves POST /oauth2/token/: a code, a refresh token or a password for new tokens.
func (d *Dialect) issueToken(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	id, secret := client(r, f)
	issued, err := d.auth.Exchange(r.Context(), auth.Exchange{
		Grant: auth.Grant(f.Get("grant_type")), ClientID: id, ClientSecret: secret,
		Code: f.Get("code"), RedirectURI: f.Get("redirect_uri"), Verifier: f.Get("code_verifier"), RefreshToken: f.Get("refresh_token"),
		Username: f.Get("username"), Password: f.Get("password"), Address: d.proxies.ClientAddr(r).String(),
		Scope: f.Get("scope"), Known: []string{scopeAll},
	})
	if err != nil {
		return wire.Reply{}, tokenRefusal(r, err)
	}
	answer, err := reply(http.StatusOK, struct {
		Access    string `json:"access_token"`
		Type      string `json:"token_type"`
		ExpiresIn int64  `json:"expires_in"`
		Refresh   string `json:"refresh_token"`
		Scope     string `json:"scope"`
	}{issued.Access, "Bearer", int64(issued.Life.Seconds()), issued.Refresh, strings.Join(issued.Scopes, " ")})
	return answer.With("Cache-Control", "no-store").With("Pragma", "no-cache"), err
}

// revokeToken serves POST /oauth2/revoke_token/, which doesn't tell whether there was such a token.
func (d *Dialect) revokeToken(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	f, err := readForm(r)
	if err != nil {
		return wire.Reply{}, err
	}
	id, secret := client(r, f)
	if err := d.auth.RevokeToken(r.Context(), id, secret, f.Get("token")); err != nil {
		return wire.Reply{}, tokenRefusal(r, err)
	}
	return reply(http.StatusOK, struct{}{})
}

// formLimit is far more than any of these forms has.
const formLimit = 64 << 10

// readForm reads a form of either kind, or an object of texts as JSON, which some clients send.
func readForm(r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, formLimit)
	f := url.Values{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), wire.TypeJSON) {
		b, err := readBody(r)
		if err != nil {
			return nil, oauthError(http.StatusBadRequest, "invalid_request")
		}
		for name := range b.members {
			if text, ok := b.textOr(name); ok {
				f.Set(name, text)
			}
		}
		return f, nil
	}
	err := r.ParseMultipartForm(formLimit)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, oauthError(http.StatusBadRequest, "invalid_request")
	}
	for name, values := range r.PostForm {
		f.Set(name, wire.CleanText(values[0]))
	}
	return f, nil
}

// client is what an application calls itself, and its secret: from the header, where both are written as in a form
// (RFC 6749, section 2.3.1), or else from the body.
func client(r *http.Request, f url.Values) (id, secret string) {
	if id, secret, ok := r.BasicAuth(); ok {
		return wire.CleanText(unescaped(id)), unescaped(secret)
	}
	return f.Get("client_id"), f.Get("client_secret")
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// oauthError is a refusal of RFC 6749, section 5.2.
func oauthError(status int, code string) *refusal {
	return &refusal{wire.JSON(status, func(j *wire.Encoder) {
		j.Object()
		j.Key("error").Plain(code)
		j.EndObject()
	}).With("Cache-Control", "no-store")}
}

// tokenErrors are the words of RFC 6749 by the core's reason.
var tokenErrors = map[string]string{
	"oauth.grant_type":       "unauthorized_client",
	"oauth.grant_unknown":    "unsupported_grant_type",
	"oauth.code":             "invalid_grant",
	"oauth.redirect_uri":     "invalid_grant",
	"oauth.challenge":        "invalid_grant",
	"oauth.verifier_missing": "invalid_request",
	"oauth.refresh_token":    "invalid_grant",
	"oauth.scope":            "invalid_scope",
	"auth.credentials":       "invalid_grant",
}

func tokenRefusal(r *http.Request, err error) error {
	code := fault.CodeOf(err)
	if code == "oauth.client" {
		e := oauthError(http.StatusUnauthorized, "invalid_client")
		if _, _, ok := r.BasicAuth(); ok {
			e.reply = e.reply.With("WWW-Authenticate", `Basic realm="api"`)
		}
		return e
	}
	if word, ok := tokenErrors[code]; ok {
		return oauthError(http.StatusBadRequest, word)
	}
	return err
}
