package web

import (
	"net"
	"net/http"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/web/format"
	"palestra/internal/web/messages"
)

// reader is who a page is written for: what they may see, and the language, units, zone and colours they see it in.
type reader struct {
	viewer access.Viewer
	// secret is that of the session cookie, "" without one.
	secret string
	words  *messages.Catalogue
	print  format.Printer
	// theme is "light", "dark" or "" for the browser's choice.
	theme string
}

// The cookies. Preferences are kept in cookies as well as with the person, so that the page before the sign-in has them too.
const (
	sessionCookie  = "palestra_session"
	languageCookie = "palestra_language"
	themeCookie    = "palestra_theme"
	unitsCookie    = "palestra_units"
	toastCookie    = "palestra_toast"
)

// SessionSecret is the secret of the session that a request's cookie names, "" without one. Dialects that take the pages'
// sign-in as well resolve it.
func SessionSecret(r *http.Request) string { return cookie(r, sessionCookie) }

// reader resolves the session cookie. An unknown or ended session is a reader who is not signed in.
func (s *Site) reader(r *http.Request) (reader, error) {
	secret := SessionSecret(r)
	if secret == "" {
		return s.stranger(r), nil
	}
	viewer, err := s.deps.Auth.Session(r.Context(), secret)
	if fault.Is(err, fault.Unauthenticated) {
		return s.stranger(r), nil
	}
	if err != nil {
		return s.stranger(r), err
	}
	who := s.readerOf(r, viewer)
	who.secret = secret
	return who, nil
}

// stranger is the reader of a request without regard to its session.
func (s *Site) stranger(r *http.Request) reader { return s.readerOf(r, access.Viewer{}) }

func (s *Site) readerOf(r *http.Request, v access.Viewer) reader {
	lang, units, zone := cookie(r, languageCookie), format.Units(cookie(r, unitsCookie)), s.deps.Zone
	if lang == "" {
		lang = messages.Negotiate(r.Header.Get("Accept-Language"))
	}
	theme := cookie(r, themeCookie)
	if p := v.Person; p != nil {
		lang, units, zone = p.Preferences.Language, unitsOf(p), p.Location()
		if theme == "" {
			theme = p.Preferences.Theme
		}
	}
	if theme != "light" && theme != "dark" {
		theme = ""
	}
	words := messages.For(lang)
	return reader{viewer: v, words: words, print: format.New(words.Lang, units, zone), theme: theme}
}

func unitsOf(p *person.Person) format.Units {
	if p.Preferences.Imperial {
		return format.Imperial
	}
	return format.Metric
}

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie makes a cookie for all of our pages. A negative age ends it.
func (s *Site) setCookie(name, value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: s.deps.Path + "/", MaxAge: seconds,
		HttpOnly: true, Secure: s.deps.Secure, SameSite: http.SameSiteLaxMode,
	}
}

// address is where a request comes from, for throttling sign-ins.
func (s *Site) address(r *http.Request) string {
	if s.deps.Address != nil {
		return s.deps.Address(r)
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
