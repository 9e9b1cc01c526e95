package app

import (
	"bufio"
	"io"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// postbox is a tiny SMTP server for tests: it takes every mail that it is handed on this machine, without encryption, and keeps
// it for whoever looks.
type postbox struct {
	*testing.T
	listener net.Listener
	mails    chan string
	// kept are those that have come and that nobody has looked at.
	kept []string
}

func newPostbox(t *testing.T) *postbox {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	p := &postbox{T: t, listener: listener, mails: make(chan string, 20)}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			p.take(conn)
		}
	}()
	return p
}

// take speaks as much of RFC 5321 with one client as a mail needs.
func (p *postbox) take(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	answer := func(line string) { _, _ = io.WriteString(conn, line+"\r\n") }
	answer("220 ready")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch strings.ToUpper(strings.TrimSpace(line)) {
		case "DATA":
			answer("354 go on")
			var text strings.Builder
			for line, err = r.ReadString('\n'); err == nil && line != ".\r\n"; line, err = r.ReadString('\n') {
				text.WriteString(strings.TrimPrefix(line, "."))
			}
			p.mails <- text.String()
			answer("250 kept")
		case "QUIT":
			answer("221 bye")
			return
		default:
			answer("250 fine")
		}
	}
}

var webLink = regexp.MustCompile(`http://\S+`)

// to is the link in the first mail to an address that nobody has looked at yet, "" when there is none in it.
func (p *postbox) to(address string) *url.URL {
	p.Helper()
	for len(p.mails) > 0 {
		p.kept = append(p.kept, <-p.mails)
	}
	for i, text := range p.kept {
		m, err := mail.ReadMessage(strings.NewReader(text))
		if err != nil {
			p.Fatalf("%v in\n%s", err, text)
		}
		if m.Header.Get("To") != address {
			continue
		}
		p.kept = slices.Delete(p.kept, i, i+1)
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil {
			p.Fatal(err)
		}
		link, err := url.Parse(webLink.FindString(string(body)))
		if err != nil {
			p.Fatal(err)
		}
		return link
	}
	p.Fatalf("no mail to %s has come, but %d others", address, len(p.kept))
	return nil
}

// mailing is a server that hands its mails to a postbox.
type mailing struct {
	*testing.T
	app  *App
	base string
	box  *postbox
}

func newMailing(t *testing.T, database string) *mailing {
	t.Helper()
	site := httptest.NewUnstartedServer(nil)
	base := "http://" + site.Listener.Addr().String()
	box := newPostbox(t)
	c := testConfig(t.TempDir(), database)
	c.SMTPURL, c.MailFrom, c.BaseURL = "smtp://"+box.listener.Addr().String(), "training@example.org", base
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	if site.Config.Handler, err = a.Handler(newLog(io.Discard, "error")); err != nil {
		t.Fatal(err)
	}
	site.Start()
	t.Cleanup(site.Close)
	return &mailing{t, a, base, box}
}

// letter sends what waits, and gives the link of the one mail, which must go to an address and lead to a page.
func (m *mailing) letter(to, path string) *url.URL {
	m.Helper()
	if _, err := m.app.auth.SendMails(m.Context()); err != nil {
		m.Fatal(err)
	}
	link := m.box.to(to)
	if link.Path != path || link.Query().Get("token") == "" || !strings.HasPrefix(link.String(), m.base+"/") {
		m.Fatalf("the mail to %s leads to %s, not to %s", to, link, path)
	}
	return link
}

// reader is a browser with cookies of its own.
type reader struct {
	*mailing
	client *http.Client
}

func (m *mailing) reader() *reader {
	jar, err := cookiejar.New(nil)
	if err != nil {
		m.Fatal(err)
	}
	return &reader{m, &http.Client{Jar: jar}}
}

// page is where an address leads, and what it shows.
func (r *reader) page(response *http.Response, err error) (path, text string) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		r.Fatal(err)
	}
	return response.Request.URL.Path, string(body)
}

func (r *reader) post(path string, pairs ...string) (at, text string) {
	r.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return r.page(r.client.PostForm(r.base+path, form))
}

// follow opens a link as a person does: the page first, then its button.
func (r *reader) follow(link *url.URL, pairs ...string) (at, text string) {
	r.Helper()
	if _, text := r.page(r.client.Get(link.String())); !strings.Contains(text, link.Query().Get("token")) {
		r.Fatalf("%s shows no form for its token:\n%s", link.Path, text)
	}
	return r.post(link.Path, append(pairs, "token", link.Query().Get("token"))...)
}

// entersWith reports whether a new browser gets in.
func (m *mailing) entersWith(login, password string) bool {
	m.Helper()
	r := m.reader()
	r.post("/sign-in", "login", login, "password", password)
	at, _ := r.page(r.client.Get(m.base + "/settings/account"))
	return at == "/settings/account"
}

// From the mail to a sign-in that works: an account that is confirmed, a password that was forgotten, an address that changes.
func TestJourneysByMail(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, database string) {
		m := newMailing(t, database)
		m.reader().post("/sign-up", "username", "ana", "email", "ana@example.org", "password", "correct horse")
		confirm := m.letter("ana@example.org", "/account-confirmation")
		if m.entersWith("ana", "correct horse") {
			t.Fatal("an account is open before its address is confirmed")
		}
		m.reader().follow(confirm)
		if !m.entersWith("ana", "correct horse") {
			t.Fatal("an account that was confirmed can't be used")
		}

		m.reader().post("/password-reset/send", "email", "nobody@example.org")
		m.reader().post("/password-reset/send", "email", "ana@example.org")
		reset := m.letter("ana@example.org", "/password-reset")
		if at, text := m.reader().follow(reset, "password", "short"); at == "/sign-in" {
			t.Fatalf("a short password was taken:\n%s", text)
		}
		if at, text := m.reader().follow(reset, "password", "battery staple"); at != "/sign-in" {
			t.Fatalf("the new password leads to %s:\n%s", at, text)
		}
		if m.entersWith("ana", "correct horse") || !m.entersWith("ana@example.org", "battery staple") {
			t.Fatal("the old password still counts, or the new one does not")
		}
		if at, _ := m.reader().follow(reset, "password", "third password"); at == "/sign-in" || m.entersWith("ana", "third password") {
			t.Fatal("a link for a new password works twice")
		}

		ana := m.reader()
		ana.post("/sign-in", "login", "ana", "password", "battery staple")
		ana.post("/settings/email", "email", "new@example.org", "email_password", "battery staple")
		m.told("ana@example.org")
		update := m.letter("new@example.org", "/email-update")
		if m.entersWith("new@example.org", "battery staple") {
			t.Fatal("an address counts before it is confirmed")
		}
		ana.follow(update)
		if !m.entersWith("new@example.org", "battery staple") || m.entersWith("ana@example.org", "battery staple") {
			t.Fatal("the new address doesn't count, or the old one still does")
		}
	})
}

// told sends what waits; a mail to an address must tell something without a link.
func (m *mailing) told(to string) {
	m.Helper()
	if _, err := m.app.auth.SendMails(m.Context()); err != nil {
		m.Fatal(err)
	}
	if link := m.box.to(to); link.String() != "" {
		m.Fatalf("the mail to %s leads to %s", to, link)
	}
}
