package auth

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/fault"
)

// Grant is a way in which an application gets tokens. Every one may be refreshed.
type Grant string

// The grants an application can be allowed.
const (
	// AuthorizationCode sends the person to a page of ours, where they agree.
	AuthorizationCode Grant = "authorization_code"
	// PasswordGrant hands the person's password to the application: for clients that were deployed with it.
	PasswordGrant Grant = "password"
	// RefreshToken is asked for by those who have one; applications are not allowed it by name.
	RefreshToken Grant = "refresh_token"
)

// App is a program that people let into their accounts (a client, in the words of RFC 6749).
type App struct {
	ID int64
	// ClientID is what it calls itself: 24 letters and digits.
	ClientID                   string
	Name, Description, Website string
	// RedirectURIs are where people may be sent back to.
	RedirectURIs []string
	// Scopes are the most it can be given.
	Scopes []string
	// Grants are AuthorizationCode, PasswordGrant or both.
	Grants []Grant
	// Public is true for a program that can't keep a secret; it has none, and must prove itself by PKCE with S256.
	Public bool
	// Owner registered it.
	Owner    int64
	IssuedAt time.Time
}

// allows reports whether the application may use a grant.
func (a *App) allows(g Grant) bool { return slices.Contains(a.Grants, g) }

// AppDraft is what an application is registered with.
type AppDraft struct {
	// Name has 1 to 100 characters, Description at most 1000; Website is "" or an http or https address.
	Name, Description, Website string
	// RedirectURIs are absolute, without a fragment, at most 10. One is needed for AuthorizationCode.
	RedirectURIs []string
	// Scopes that are not in Known are dropped; none left is an error. A nil Known knows everything.
	Scopes, Known []string
	// Grants is AuthorizationCode alone when empty.
	Grants []Grant
	Public bool
}

// Bounds of an application's texts, in characters, and lists.
const (
	maxAppName        = 100
	maxAppDescription = 1000
	maxURI            = 2000
	maxRedirects      = 10
	maxScopes         = 50
	maxScope          = 100
	// maxApps is how many applications one person may have.
	maxApps = 100
)

// app checks the draft and makes the application of it, without identity.
func (d *AppDraft) app() (*App, error) {
	if len(d.Grants) == 0 {
		d.Grants = []Grant{AuthorizationCode}
	}
	if fields := d.check(); len(fields) > 0 {
		return nil, fault.New(fault.Invalid, "app.invalid", "invalid application", fields...)
	}
	scopes := known(d.Scopes, d.Known)
	if len(scopes) == 0 || len(scopes) > maxScopes {
		return nil, fault.InvalidField("scopes", "app.scopes", "at least one known scope is needed")
	}
	return &App{
		Name: d.Name, Description: d.Description, Website: d.Website, RedirectURIs: d.RedirectURIs, Scopes: scopes,
		Grants: d.Grants, Public: d.Public,
	}, nil
}

func (d *AppDraft) check() []fault.Field {
	var fields []fault.Field
	refuse := func(name, message string) { fields = append(fields, fault.Field{Name: name, Message: message}) }
	if n := len([]rune(d.Name)); n == 0 || n > maxAppName {
		refuse("name", "1 to 100 characters required")
	}
	if len([]rune(d.Description)) > maxAppDescription {
		refuse("description", "at most 1000 characters")
	}
	if d.Website != "" && !webAddress(d.Website) {
		refuse("website", "must be an http or https address")
	}
	for _, g := range d.Grants {
		if g != AuthorizationCode && g != PasswordGrant {
			refuse("grants", "must be authorization_code or password")
		}
	}
	if len(d.RedirectURIs) > maxRedirects || slices.Contains(d.Grants, AuthorizationCode) && len(d.RedirectURIs) == 0 {
		refuse("redirect_uris", "1 to 10 addresses required")
	}
	for _, uri := range d.RedirectURIs {
		if !redirectable(uri) {
			refuse("redirect_uris", "must be absolute addresses without a fragment")
			break
		}
	}
	return fields
}

// known keeps the scopes that are words and in the set, each once; a nil set has everything.
func known(scopes, set []string) []string {
	var kept []string
	for _, s := range scopes {
		if scopeWord(s) && (set == nil || slices.Contains(set, s)) && !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// scopeWord is scope-token of RFC 6749, appendix A.4.
func scopeWord(s string) bool {
	if s == "" || len(s) > maxScope {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' })
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= maxURI && !blank(s) && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// blank reports whether a text has characters that no address can have.
func blank(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f })
}

// unsafeSchemes run or read something in the browser instead of leading to an application.
var unsafeSchemes = []string{"javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source"}

// redirectable reports whether people may be sent to an address: a web page, or an application with a scheme of its own.
func redirectable(s string) bool {
	u, err := url.Parse(s)
	if err != nil || len(s) > maxURI || blank(s) || u.Fragment != "" || strings.Contains(s, "#") || u.Scheme == "" {
		return false
	}
	if u.Scheme == "http" || u.Scheme == "https" {
		return u.Host != ""
	}
	return !slices.Contains(unsafeSchemes, u.Scheme)
}

// redirectsTo reports whether people may be sent back to an address: one that is registered, to the letter. On the
// person's own machine any port will do, because a program there takes a free one (RFC 8252, section 7.3).
func (a *App) redirectsTo(uri string) bool {
	for _, registered := range a.RedirectURIs {
		if registered == uri || sameLoopback(registered, uri) {
			return true
		}
	}
	return false
}

func sameLoopback(registered, asked string) bool {
	r, err := url.Parse(registered)
	if err != nil {
		return false
	}
	a, err := url.Parse(asked)
	if err != nil || blank(asked) || r.Scheme != "http" || a.Scheme != "http" || a.User != nil || strings.Contains(asked, "#") {
		return false
	}
	host := r.Hostname()
	return (host == "127.0.0.1" || host == "::1") && a.Hostname() == host && a.EscapedPath() == r.EscapedPath() && a.RawQuery == r.RawQuery
}
