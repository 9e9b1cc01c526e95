package fittrackee

import (
	"net/http"
	"net/url"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// issueToken serves POST /oauth/token: a code or a refresh token for new tokens.
func (d *Dialect) issueToken(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	f, err := readFields(r)
	if err != nil {
		return wire.Reply{}, tokenError("invalid_request", "")
	}
	id, secret := client(r, f)
	issued, err := d.auth.Exchange(r.Context(), auth.Exchange{
		Grant: auth.Grant(f.Get("grant_type")), ClientID: id, ClientSecret: secret,
		Code: f.Get("code"), RedirectURI: f.Get("redirect_uri"), Verifier: f.Get("code_verifier"), RefreshToken: f.Get("refresh_token"),
		Username: f.Get("username"), Password: f.Get("password"), Address: d.proxies.ClientAddr(r).String(),
		Scope: f.Get("scope"), Known: scopes,
	})
	if err != nil {
		return wire.Reply{}, tokenRefusal(err)
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("access_token").Plain(issued.Access)
		j.Key("expires_in").Int(int64(issued.Life.Seconds()))
		j.Key("refresh_token").Plain(issued.Refresh)
		j.Key("scope").String(strings.Join(issued.Scopes, " "))
		j.Key("token_type").Plain("Bearer")
		j.EndObject()
	}).With("Cache-Control", "no-store").With("Pragma", "no-cache"), nil
}

// revokeToken serves POST /oauth/revoke, which does not tell whether there was such a token.
func (d *Dialect) revokeToken(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	f, err := readFields(r)
	if err != nil {
		return wire.Reply{}, tokenError("invalid_request", "")
	}
	id, secret := client(r, f)
	if err := d.auth.RevokeToken(r.Context(), id, secret, f.Get("token")); err != nil {
		return wire.Reply{}, tokenRefusal(err)
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.EndObject()
	}), nil
}

// client is what an application calls itself, and its secret: from the form, as the reference wants it, or else from the
// header that libraries prefer (RFC 6749, section 2.3.1).
func client(r *http.Request, f url.Values) (id, secret string) {
	if id, secret, ok := r.BasicAuth(); ok {
		return wire.CleanText(id), secret
	}
	return f.Get("client_id"), f.Get("client_secret")
}

// tokenError is a refusal of RFC 6749, section 5.2.
func tokenError(code, description string) *refusal {
	return &refusal{status: http.StatusBadRequest, more: oauthError(code, description)}
}

// tokenErrors are the refusals by the core's reason.
var tokenErrors = map[string]*refusal{
	"oauth.client":           tokenError("invalid_client", ""),
	"oauth.grant_type":       tokenError("unauthorized_client", ""),
	"oauth.grant_unknown":    tokenError("unsupported_grant_type", ""),
	"oauth.code":             tokenError("invalid_grant", "Invalid 'code' in request."),
	"oauth.redirect_uri":     tokenError("invalid_grant", "Invalid 'redirect_uri' in request."),
	"oauth.challenge":        tokenError("invalid_grant", "Code challenge failed."),
	"oauth.verifier_missing": tokenError("invalid_request", "Missing 'code_verifier'"),
	"oauth.refresh_token":    tokenError("invalid_grant", ""),
	"oauth.scope":            tokenError("invalid_scope", ""),
	"auth.credentials":       tokenError("invalid_grant", ""),
}

func tokenRefusal(err error) error {
	if answer, ok := tokenErrors[fault.CodeOf(err)]; ok {
		return answer
	}
	return err
}
