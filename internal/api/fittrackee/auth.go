package fittrackee

import (
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// What a credential needs to reach a route.
const (
	// anyone: no credential is looked at.
	anyone = "-"
	// guest: one is not needed, but counts when it is there.
	guest = "?"
	// signedIn: a sign-in token, and none that an application was given.
	signedIn = ""
	// The rest are scopes, which sign-in tokens have all of.
	writeApplication = "application:write"
	readEquipments   = "equipments:read"
	writeEquipments  = "equipments:write"
	readProfile      = "profile:read"
	writeProfile     = "profile:write"
	readUsers        = "users:read"
	writeUsers       = "users:write"
	readWorkouts     = "workouts:read"
	writeWorkouts    = "workouts:write"
)

// scopes are what applications can be given here.
var scopes = []string{
	writeApplication, readEquipments, writeEquipments, readProfile, writeProfile, readUsers, writeUsers, readWorkouts, writeWorkouts,
}

var (
	errNoToken = &refusal{status: http.StatusUnauthorized, word: "error", message: "provide a valid auth token", challenge: "Bearer"}
	errScheme  = &refusal{status: http.StatusUnauthorized, more: oauthError("unsupported_token_type", "")}
	errScope   = &refusal{
		status: http.StatusForbidden,
		more:   oauthError("insufficient_scope", "The request requires higher privileges than provided by the access token."),
	}
	errTokenInvalid = badToken("invalid token, please log in again")
	errTokenExpired = badToken("signature expired, please log in again")
)

const badTokenText = "The access token provided is expired, revoked, malformed, or invalid for other reasons."

// badToken answers in both ways that are known of this API: clients log out on "error", its documentation promises "message".
func badToken(message string) *refusal {
	return &refusal{
		status: http.StatusUnauthorized, word: "error", message: message, more: oauthError("invalid_token", badTokenText),
		challenge: `Bearer error="invalid_token", error_description="` + badTokenText + `"`,
	}
}

// oauthError writes the members of RFC 6750 and RFC 6749.
func oauthError(code, description string) func(*wire.Encoder) {
	return func(j *wire.Encoder) {
		j.Key("error").Plain(code)
		if description != "" {
			j.Key("error_description").Plain(description)
		}
	}
}

// credential is the scheme and the token of the Authorization header, both "" when there is none.
func credential(r *http.Request) (scheme, token string) {
	scheme, token, _ = strings.Cut(strings.TrimSpace(r.Header.Get("Authorization")), " ")
	return scheme, strings.TrimSpace(token)
}

// viewer finds out who is asking and whether that is enough for what the route needs.
func (d *Dialect) viewer(r *http.Request, need string) (access.Viewer, error) {
	if need == anyone {
		return access.Viewer{}, nil
	}
	scheme, token := credential(r)
	if token == "" {
		if need == guest && scheme == "" {
			return access.Viewer{}, nil
		}
		return access.Viewer{}, errNoToken
	}
	v, err := d.auth.Resolve(r.Context(), token)
	switch {
	case fault.CodeOf(err) == "auth.token_expired":
		return v, errTokenExpired
	case fault.CodeOf(err) == "auth.account_closed":
		return v, errNoToken
	case fault.Is(err, fault.Unauthenticated) && !strings.EqualFold(scheme, "Bearer"):
		// Sign-in tokens are taken under any scheme; for a token of no kind the scheme is to blame.
		return v, errScheme
	case fault.Is(err, fault.Unauthenticated):
		return v, errTokenInvalid
	case err != nil:
		return v, err
	}
	return v, reaches(v, need)
}

// reaches reports, as an error, a credential that is not for what the route needs.
func reaches(v access.Viewer, need string) error {
	switch {
	case need == anyone, need == guest:
		return nil
	case need == signedIn && v.Scopes != nil:
		return errNoToken
	case need == signedIn, v.Has(need):
		return nil
	}
	return errScope
}
