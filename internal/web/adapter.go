package web

import (
	"encoding/json"
	"errors"
	"net/http"

	"palestra/internal/core/fault"
)

// handler serves one route: it decodes, makes its core call, and returns what to show. The adapter writes.
type handler func(r *http.Request, who reader) (reply, error)

// download serves what is not a page, such as a file; it writes itself unless it returns an error.
type download func(w http.ResponseWriter, r *http.Request, who reader) error

// reply is what a handler wants said: a page, a redirection, or JSON for our own scripts.
type reply struct {
	// status is 200 when zero; a redirection is always 303.
	status int
	// page names the template, shell its frame, body its content.
	page  string
	shell shell
	body  any
	// redirect is a path of ours; said is shown there once.
	redirect string
	said     said
	// away is an address outside of ours instead, which the core has found good to lead people to.
	away    string
	json    any
	cookies []*http.Cookie
	// private keeps a page out of every cache: it shows a secret.
	private bool
	// formsTo is where the page's forms may lead besides ours, as a source of the Content-Security-Policy.
	formsTo string
}

// errGone says that the browser has left; nobody needs to know.
var errGone = errors.New("client gone")

// open serves everybody.
func (s *Site) open(h handler) http.HandlerFunc {
	return s.writing(func(w http.ResponseWriter, r *http.Request, who reader) error {
		answer, err := h(r, who)
		if err != nil {
			return err
		}
		return s.send(w, r, who, answer)
	})
}

// member serves those who are signed in, and leads the others to the sign-in and back.
func (s *Site) member(h handler) http.HandlerFunc {
	return s.open(func(r *http.Request, who reader) (reply, error) {
		if !who.viewer.SignedIn() {
			return reply{}, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
		}
		return h(r, who)
	})
}

// writing is the one place where errors become answers.
func (s *Site) writing(h download) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		who, err := s.reader(r)
		if err == nil {
			err = h(w, r, who)
		}
		if err != nil && !errors.Is(err, errGone) {
			s.fail(w, r, who, err)
		}
	}
}

func (s *Site) send(w http.ResponseWriter, r *http.Request, who reader, answer reply) error {
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("Vary", "Cookie, Accept-Language")
	for _, c := range answer.cookies {
		http.SetCookie(w, c)
	}
	if answer.private {
		w.Header().Set("Cache-Control", "no-store")
	}
	if answer.formsTo != "" {
		w.Header().Set("Content-Security-Policy", contentSecurityPolicy(s.deps.TileURL, answer.formsTo))
	}
	switch {
	case answer.away != "":
		http.Redirect(w, r, answer.away, http.StatusSeeOther)
		return nil
	case answer.redirect != "":
		if answer.said != (said{}) {
			http.SetCookie(w, s.setCookie(toastCookie, answer.said.encode(), 60))
		}
		http.Redirect(w, r, s.link(answer.redirect), http.StatusSeeOther)
		return nil
	case answer.json != nil:
		return writeJSON(w, r, max(answer.status, http.StatusOK), answer.json)
	}
	p := page{shell: answer.shell, Body: answer.body}
	s.fillShell(w, r, who, &p.shell)
	return s.templates.write(w, r, max(answer.status, http.StatusOK), who.words.Lang, answer.page, p)
}

// fillShell adds what every page shows of its reader.
func (s *Site) fillShell(w http.ResponseWriter, r *http.Request, who reader, sh *shell) {
	sh.Here = r.URL.RequestURI()
	if r.Method != http.MethodGet {
		sh.Here = "/"
	}
	sh.Theme, sh.Imperial = who.theme, who.print.ElevationUnit() == "ft"
	if who.viewer.SignedIn() {
		sh.SignedIn, sh.Username = true, who.viewer.Person.Username
		sh.Avatar = s.avatar(who.viewer.Person)
		sh.Top, sh.Bottom = s.navigation(who, sh.Nav)
	}
	if value := cookie(r, toastCookie); value != "" {
		http.SetCookie(w, s.setCookie(toastCookie, "", -1))
		sh.Toast = s.toastOf(who, decodeSaid(value))
	}
}

func writeJSON(w http.ResponseWriter, r *http.Request, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return respond(w, r, status, b)
}
