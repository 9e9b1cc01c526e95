package auth

import (
	"context"
	"net/url"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// CodeLife is how long an authorization code can be exchanged.
const CodeLife = 5 * time.Minute

// Authorization is what an application asks of a person (RFC 6749, section 4.1.1, and RFC 7636, section 4.3).
type Authorization struct {
	ClientID string
	// RedirectURI may be "" for an application with one address.
	RedirectURI string
	// Scope are words with blanks between them.
	Scope, State string
	// Challenge and Method are those of PKCE; no Method with a Challenge is "plain".
	Challenge, Method string
	// Known are the scopes the caller serves; nil is any.
	Known []string
}

// Consent is what the person is asked to agree to.
type Consent struct {
	App *App
	// Scopes are those asked for that the application may have.
	Scopes []string
	// RedirectURI is where they are sent afterwards.
	RedirectURI string
}

// The two ways to hide a PKCE verifier.
const (
	methodPlain = "plain"
	methodS256  = "S256"
)

// Consent checks a request. Errors, the first two of which must not redirect: fault.NotFound "oauth.client_unknown";
// fault.Invalid "oauth.redirect_uri" with the address in Args; "oauth.grant_type" when the application may not ask
// people; "oauth.challenge_method", "oauth.challenge_missing" (a public application needs S256), "oauth.scope" when
// nothing is left of the scopes.
func (s *Service) Consent(ctx context.Context, v access.Viewer, r Authorization) (*Consent, error) {
	if _, err := firstParty(v); err != nil {
		return nil, err
	}
	a, uri, err := s.destination(ctx, &r)
	if err != nil {
		return nil, err
	}
	if !a.allows(AuthorizationCode) {
		return nil, errGrantType()
	}
	if err := r.checkChallenge(a); err != nil {
		return nil, err
	}
	scopes := known(known(strings.Fields(r.Scope), r.Known), a.Scopes)
	if len(scopes) == 0 {
		return nil, errScopes()
	}
	return &Consent{App: a, Scopes: scopes, RedirectURI: uri}, nil
}

// destination finds the application and where to send the person.
func (s *Service) destination(ctx context.Context, r *Authorization) (*App, string, error) {
	a, _, err := s.store.AppByClientID(ctx, r.ClientID)
	if fault.Is(err, fault.NotFound) {
		return nil, "", fault.New(fault.NotFound, "oauth.client_unknown", "there is no such application")
	}
	if err != nil {
		return nil, "", err
	}
	if r.RedirectURI == "" && len(a.RedirectURIs) == 1 {
		return a, a.RedirectURIs[0], nil
	}
	if !a.redirectsTo(r.RedirectURI) {
		return nil, "", errRedirect(r.RedirectURI)
	}
	return a, r.RedirectURI, nil
}

func (r *Authorization) checkChallenge(a *App) error {
	if r.Challenge == "" {
		if a.Public || r.Method != "" {
			return fault.InvalidField("code_challenge", "oauth.challenge_missing", "a code challenge is needed")
		}
		return nil
	}
	if r.Method == "" {
		r.Method = methodPlain
	}
	if r.Method != methodS256 && (r.Method != methodPlain || a.Public) {
		return fault.InvalidField("code_challenge_method", "oauth.challenge_method", "unsupported code challenge method")
	}
	if len(r.Challenge) > maxVerifier || blank(r.Challenge) {
		return fault.InvalidField("code_challenge", "oauth.challenge_missing", "invalid code challenge")
	}
	return nil
}

// Authorize is the viewer's consent: it gives the address to send them to, with a code that Exchange takes once within
// CodeLife. Errors as Consent.
func (s *Service) Authorize(ctx context.Context, v access.Viewer, r Authorization) (string, error) {
	c, err := s.Consent(ctx, v, r)
	if err != nil {
		return "", err
	}
	code := Code{
		App: c.App.ID, Person: v.ID(), Family: s.opt.NewUUID(), RedirectURI: r.RedirectURI, Scopes: c.Scopes,
		Challenge: r.Challenge, Method: r.Method, ExpiresAt: s.opt.Now().Add(CodeLife),
	}
	if code.Challenge != "" && code.Method == "" {
		code.Method = methodPlain
	}
	secret := randomWord(48)
	code.Hash = hashToken(secret)
	if err := s.store.CreateCode(ctx, code); err != nil {
		return "", err
	}
	return withQuery(c.RedirectURI, "code", secret, "state", r.State)
}

// Deny gives the address to send somebody to who does not agree. Errors as Consent, as far as application and address go.
func (s *Service) Deny(ctx context.Context, v access.Viewer, r Authorization) (string, error) {
	if _, err := firstParty(v); err != nil {
		return "", err
	}
	_, uri, err := s.destination(ctx, &r)
	if err != nil {
		return "", err
	}
	return withQuery(uri, "error", "access_denied", "state", r.State)
}

// withQuery adds names and values to an address, leaving empty values out and what is there as it is.
func withQuery(uri string, pairs ...string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", err
	}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			continue
		}
		if u.RawQuery != "" {
			u.RawQuery += "&"
		}
		u.RawQuery += url.QueryEscape(pairs[i]) + "=" + url.QueryEscape(pairs[i+1])
	}
	return u.String(), nil
}

func errRedirect(uri string) *fault.Error {
	e := fault.InvalidField("redirect_uri", "oauth.redirect_uri", "the application does not know this redirect address")
	e.Args = []any{uri}
	return e
}

func errGrantType() *fault.Error {
	return fault.New(fault.Forbidden, "oauth.grant_type", "the application may not use this grant")
}

func errScopes() *fault.Error {
	return fault.InvalidField("scope", "oauth.scope", "none of these scopes can be given")
}
