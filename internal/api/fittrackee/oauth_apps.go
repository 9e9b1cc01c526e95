package fittrackee

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// appsPerPage is how many applications a page has.
const appsPerPage = 5

var errNoApp = notFound("OAuth2 client not found")

// listApps serves GET /oauth/apps: the viewer's own, newest first.
func (d *Dialect) listApps(r *http.Request, v access.Viewer) (wire.Reply, error) {
	page, err := pageOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	apps, err := d.auth.Apps(r.Context(), v, (page-1)*appsPerPage, appsPerPage)
	if err != nil {
		return wire.Reply{}, err
	}
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("clients").Array()
		for i := range apps.Apps {
			writeApp(j, &apps.Apps[i], "")
		}
		j.EndArray()
		j.EndObject()
		writePagination(j, page, appsPerPage, apps.Total)
		j.Key("status").Plain("success")
		j.EndObject()
	}), nil
}

// createApp serves POST /oauth/apps. The secret is in this answer alone.
func (d *Dialect) createApp(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := readPayload(r)
	if err != nil {
		return wire.Reply{}, orMissing(err, "OAuth2 client metadata missing")
	}
	draft, err := p.app()
	if err != nil {
		return wire.Reply{}, err
	}
	app, secret, err := d.auth.CreateApp(r.Context(), v, draft)
	if err != nil {
		return wire.Reply{}, err
	}
	return appReply(http.StatusCreated, "created", app, secret).With("Cache-Control", "no-store"), nil
}

// orMissing gives a payload that says nothing another message.
func orMissing(err error, message string) error {
	if errors.Is(err, errPayload) {
		return invalid("error", message)
	}
	return err
}

// app reads what an application is registered with.
func (p payload) app() (auth.AppDraft, error) {
	var missing []string
	for _, key := range []string{"client_name", "client_uri", "redirect_uris", "scope"} {
		if !p.given(key) {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return auth.AppDraft{}, invalid("error", "OAuth2 client metadata missing keys: "+strings.Join(missing, ", "))
	}
	var name, website, scope, description *string
	err := p.texts(map[string]**string{"client_name": &name, "client_uri": &website, "scope": &scope, "client_description": &description})
	if err != nil {
		return auth.AppDraft{}, err
	}
	draft := auth.AppDraft{Name: *name, Website: *website, Scopes: strings.Fields(*scope), Known: scopes}
	if description != nil {
		draft.Description = *description
	}
	draft.RedirectURIs, err = p.textList("redirect_uris")
	return draft, err
}

// getApp serves GET /oauth/apps/{id}, where id is the client's own name for itself.
func (d *Dialect) getApp(r *http.Request, v access.Viewer) (wire.Reply, error) {
	app, err := d.auth.OwnAppByClientID(r.Context(), v, chi.URLParam(r, "id"))
	if err != nil {
		return wire.Reply{}, err
	}
	return appReply(http.StatusOK, "success", app, ""), nil
}

// getAppByID serves GET /oauth/apps/{id}/by_id.
func (d *Dialect) getAppByID(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := appID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	app, err := d.auth.App(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	return appReply(http.StatusOK, "success", app, ""), nil
}

// deleteApp serves DELETE /oauth/apps/{id}: its codes and tokens go too.
func (d *Dialect) deleteApp(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := appID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := d.auth.DeleteApp(r.Context(), v, id); err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, wire.TypeJSON), nil
}

// revokeApp serves POST /oauth/apps/{id}/revoke: all tokens of the application end.
func (d *Dialect) revokeApp(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := appID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if err := d.auth.RevokeApp(r.Context(), v, id); err != nil {
		return wire.Reply{}, err
	}
	return statusReply(), nil
}

func appID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, "id"), 10, 32)
	if err != nil {
		return 0, errNoApp
	}
	return id, nil
}

// missingApp is for routes about one application.
func missingApp(_ string, err error) error {
	if fault.Is(err, fault.NotFound) {
		return errNoApp
	}
	return err
}

func appReply(status int, word string, app *auth.App, secret string) wire.Reply {
	return jsonReply(status, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("client")
		writeApp(j, app, secret)
		j.EndObject()
		j.Key("status").Plain(word)
		j.EndObject()
	})
}

// issuedLayout is how the date of an application is written, unlike every other date.
const issuedLayout = "Mon, 02 January 2006 15:04:05 GMT"

// writeApp writes an application, with its secret unless that is "".
func writeApp(j *wire.Encoder, app *auth.App, secret string) {
	j.Object()
	writeText(j.Key("client_description"), app.Description)
	j.Key("client_id").String(app.ClientID)
	if secret != "" {
		j.Key("client_secret").String(secret)
	}
	j.Key("id").Int(app.ID)
	j.Key("issued_at").Plain(app.IssuedAt.UTC().Format(issuedLayout))
	j.Key("name").String(app.Name)
	j.Key("redirect_uris").Array()
	for _, uri := range app.RedirectURIs {
		j.String(uri)
	}
	j.EndArray()
	// Those that this API does not know belong to another one.
	known := slices.DeleteFunc(slices.Clone(app.Scopes), func(s string) bool { return !slices.Contains(scopes, s) })
	j.Key("scope").String(strings.Join(known, " "))
	j.Key("website").String(app.Website)
	j.EndObject()
}
