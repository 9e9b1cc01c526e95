package fittrackee

import (
	"errors"
	"net/http"
	"net/url"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// readFields reads a form of either kind: the reference's client sends multipart, programs do not.
func readFields(r *http.Request) (url.Values, error) {
	err := r.ParseMultipartForm(jsonLimit)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, errPayload
	}
	fields := url.Values{}
	for name, values := range r.PostForm {
		for _, value := range values {
			fields.Add(name, wire.CleanText(value))
		}
	}
	return fields, nil
}

var errDenied = invalid("error", "The resource owner or authorization server denied the request")

// authorize serves POST /oauth/authorize: the viewer lets an application in, or not.
func (d *Dialect) authorize(r *http.Request, v access.Viewer) (wire.Reply, error) {
	f, err := readFields(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if f.Get("client_id") == "" || f.Get("response_type") != "code" {
		return wire.Reply{}, errPayload
	}
	ask := auth.Authorization{
		ClientID: f.Get("client_id"), RedirectURI: f.Get("redirect_uri"), Scope: f.Get("scope"), State: f.Get("state"),
		Challenge: f.Get("code_challenge"), Method: f.Get("code_challenge_method"), Known: scopes,
	}
	if _, err := d.auth.Consent(r.Context(), v, ask); err != nil {
		return wire.Reply{}, consentError(ask, err)
	}
	if c := f.Get("confirm"); c != "true" && c != "True" {
		return wire.Reply{}, errDenied
	}
	back, err := d.auth.Authorize(r.Context(), v, ask)
	if err != nil {
		return wire.Reply{}, consentError(ask, err)
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("redirect_url").String(back)
		j.EndObject()
	}).With("Cache-Control", "no-store"), nil
}

func consentError(ask auth.Authorization, err error) error {
	switch fault.CodeOf(err) {
	case "oauth.client_unknown":
		return invalid("error", "The client does not exist on this server.")
	case "oauth.redirect_uri":
		return invalid("error", "Redirect URI "+ask.RedirectURI+" is not supported by client.")
	case "oauth.grant_type":
		return errDenied
	}
	return err
}
