package auth

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/fault"
)

// How long tokens of applications hold, from issue. Refreshing replaces both.
const (
	AccessLife  = 10 * 24 * time.Hour
	RefreshLife = 20 * 24 * time.Hour
)

// maxVerifier is the longest PKCE verifier (RFC 7636, section 4.1).
const maxVerifier = 128

// Exchange is a request for tokens (RFC 6749, sections 4.1.3, 4.3.2 and 6).
type Exchange struct {
	Grant                  Grant
	ClientID, ClientSecret string
	// Code, RedirectURI and Verifier are for AuthorizationCode; RedirectURI must be what Authorization had, if it had one.
	Code, RedirectURI, Verifier string
	// RefreshToken is for RefreshToken.
	RefreshToken string
	// Username, Password and the caller's Address are for PasswordGrant, and throttled as every sign-in.
	Username, Password, Address string
	// Scope narrows what a refreshed token or one for a password may do; "" is all that there is.
	Scope string
	// Known are the scopes the caller serves; nil is any.
	Known []string
}

// Issued are tokens as the application is told them, once.
type Issued struct {
	// Access has 42 letters and digits, Refresh 48.
	Access, Refresh string
	Scopes          []string
	// Life is how long Access holds.
	Life time.Duration
}

// Exchange gives tokens for a code, a refresh token or a password. Errors, with the word of RFC 6749 they stand for:
// fault.Unauthenticated "oauth.client" (invalid_client); fault.Forbidden "oauth.grant_type" (unauthorized_client);
// fault.Invalid "oauth.grant_unknown" (unsupported_grant_type), "oauth.code", "oauth.redirect_uri", "oauth.challenge" and
// "oauth.refresh_token" (invalid_grant), "oauth.verifier_missing" (invalid_request), "oauth.scope" (invalid_scope);
// fault.Unauthenticated "auth.credentials" (invalid_grant).
func (s *Service) Exchange(ctx context.Context, x Exchange) (*Issued, error) {
	a, err := s.client(ctx, x.ClientID, x.ClientSecret)
	if err != nil {
		return nil, err
	}
	switch x.Grant {
	case AuthorizationCode:
		return s.exchangeCode(ctx, a, &x)
	case RefreshToken:
		return s.refresh(ctx, a, &x)
	case PasswordGrant:
		return s.exchangePassword(ctx, a, &x)
	}
	return nil, fault.InvalidField("grant_type", "oauth.grant_unknown", "unsupported grant type")
}

// client checks who is asking. A public application has no secret to check.
func (s *Service) client(ctx context.Context, id, secret string) (*App, error) {
	a, hash, err := s.store.AppByClientID(ctx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	known := err == nil
	if known && a.Public {
		return a, nil
	}
	if !known || subtle.ConstantTimeCompare([]byte(hashToken(secret)), []byte(hash)) != 1 {
		return nil, fault.New(fault.Unauthenticated, "oauth.client", "unknown application or wrong secret")
	}
	return a, nil
}

func (s *Service) exchangeCode(ctx context.Context, a *App, x *Exchange) (*Issued, error) {
	if !a.allows(AuthorizationCode) {
		return nil, errGrantType()
	}
	var issued *Issued
	err := s.store.RedeemCode(ctx, hashToken(x.Code), a.ID, s.opt.Now(), func(c Code) (TokenPair, error) {
		if c.RedirectURI != "" && c.RedirectURI != x.RedirectURI {
			return TokenPair{}, errRedirect(x.RedirectURI)
		}
		if err := c.verify(x.Verifier); err != nil {
			return TokenPair{}, err
		}
		var t TokenPair
		issued, t = s.issue(a, c.Person, c.Family, c.Scopes)
		return t, nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil, fault.InvalidField("code", "oauth.code", "invalid code")
	}
	if err != nil {
		return nil, err
	}
	return issued, nil
}

// verify holds the verifier against the challenge. A verifier for a code without one is refused as well: somebody took
// the challenge away on the way (RFC 9700, section 2.1.1).
func (c *Code) verify(verifier string) error {
	wrong := fault.InvalidField("code_verifier", "oauth.challenge", "the code challenge failed")
	if c.Challenge == "" {
		if verifier != "" {
			return wrong
		}
		return nil
	}
	if verifier == "" {
		return fault.InvalidField("code_verifier", "oauth.verifier_missing", "the code verifier is missing")
	}
	if len(verifier) > maxVerifier {
		return wrong
	}
	if c.Method == methodS256 {
		sum := sha256.Sum256([]byte(verifier))
		verifier = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	if subtle.ConstantTimeCompare([]byte(verifier), []byte(c.Challenge)) != 1 {
		return wrong
	}
	return nil
}

func (s *Service) refresh(ctx context.Context, a *App, x *Exchange) (*Issued, error) {
	var issued *Issued
	err := s.store.RotateTokens(ctx, hashToken(x.RefreshToken), a.ID, s.opt.Now(), func(old TokenPair) (TokenPair, error) {
		scopes := old.Scopes
		if asked := strings.Fields(x.Scope); len(asked) > 0 {
			scopes = known(asked, old.Scopes)
			if len(scopes) < len(slices.Compact(slices.Sorted(slices.Values(asked)))) {
				return TokenPair{}, errScopes()
			}
		}
		var t TokenPair
		issued, t = s.issue(a, old.Person, old.Family, scopes)
		return t, nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil, fault.InvalidField("refresh_token", "oauth.refresh_token", "invalid refresh token")
	}
	if err != nil {
		return nil, err
	}
	return issued, nil
}

func (s *Service) exchangePassword(ctx context.Context, a *App, x *Exchange) (*Issued, error) {
	if !a.allows(PasswordGrant) {
		return nil, errGrantType()
	}
	scopes := known(a.Scopes, x.Known)
	if asked := strings.Fields(x.Scope); len(asked) > 0 {
		scopes = known(asked, scopes)
	}
	if len(scopes) == 0 {
		return nil, errScopes()
	}
	p, err := s.SignIn(ctx, x.Username, x.Password, x.Address)
	if err != nil {
		return nil, err
	}
	issued, t := s.issue(a, p.ID, s.opt.NewUUID(), scopes)
	if err := s.store.CreateTokens(ctx, t); err != nil {
		return nil, err
	}
	return issued, nil
}

// issue makes a new pair, told and stored.
func (s *Service) issue(a *App, personID int64, family string, scopes []string) (*Issued, TokenPair) {
	now := s.opt.Now()
	i := &Issued{Access: randomWord(42), Refresh: randomWord(48), Scopes: scopes, Life: AccessLife}
	return i, TokenPair{
		App: a.ID, Person: personID, Family: family, AccessHash: hashToken(i.Access), RefreshHash: hashToken(i.Refresh),
		Scopes: scopes, IssuedAt: now, AccessUntil: now.Add(AccessLife), RefreshUntil: now.Add(RefreshLife),
	}
}

// RevokeToken ends an access or refresh token of the application that asks, with everything that came from the same
// consent (RFC 7009). Unknown tokens are no error; "oauth.client" as Exchange.
func (s *Service) RevokeToken(ctx context.Context, clientID, secret, token string) error {
	a, err := s.client(ctx, clientID, secret)
	if err != nil {
		return err
	}
	return s.store.RevokeTokens(ctx, hashToken(token), a.ID, s.opt.Now())
}
