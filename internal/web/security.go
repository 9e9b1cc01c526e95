package web

import (
	"net/http"
	"net/url"
	"strings"
)

// contentSecurityPolicy allows nothing but our own files; no inline script, no inline style, no frame around us.
// tileURL, if there is one, adds the host that maps may load pictures from; formsTo are sources that forms may lead to.
func contentSecurityPolicy(tileURL string, formsTo ...string) string {
	images := "img-src 'self' data: blob:"
	if origin := tileOrigin(tileURL); origin != "" {
		images += " " + origin
	}
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "style-src 'self'", images, "connect-src 'self'", "font-src 'self'",
		strings.Join(append([]string{"form-action 'self'"}, formsTo...), " "), "frame-ancestors 'none'", "base-uri 'none'",
	}, "; ")
}

// tileOrigin is the source expression for a tile address such as https://{s}.tile.example/{z}/{x}/{y}.png.
func tileOrigin(tileURL string) string {
	u, err := url.Parse(strings.ReplaceAll(tileURL, "{s}.", "wildcard."))
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	if rest, ok := strings.CutPrefix(u.Host, "wildcard."); ok {
		return u.Scheme + "://*." + rest
	}
	return u.Scheme + "://" + u.Host
}

// secure sets the headers that every answer carries, and refuses what another site makes a browser send.
func (s *Site) secure(next http.Handler) http.Handler {
	policy := contentSecurityPolicy(s.deps.TileURL)
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(s.refuseCrossOrigin))
	for _, origin := range s.deps.TrustedOrigins {
		// An origin that can't be parsed trusts nobody, which is the safe side; the configuration has checked it before.
		_ = csrf.AddTrustedOrigin(origin)
	}
	protected := csrf.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if s.deps.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		protected.ServeHTTP(w, r)
	})
}

func (s *Site) refuseCrossOrigin(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, s.stranger(r), errCrossOrigin)
}
