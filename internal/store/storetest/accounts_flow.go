package storetest

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

func sorted(all []string) []string {
	slices.Sort(all)
	return all
}

// postman keeps what it was given, unless it is told to fail.
type postman struct {
	mails []auth.Mail
	fails error
}

func (p *postman) Send(_ context.Context, m auth.Mail) error {
	if p.fails == nil {
		p.mails = append(p.mails, m)
	}
	return p.fails
}

// mailing opens the service with a postman.
func (w *world) mailing() (*house, *postman) {
	w.Helper()
	p := new(postman)
	return w.accounts(func(o *auth.Options) { o.Mailer, o.BaseURL = p, "https://train.example/sub/" }), p
}

var link = regexp.MustCompile(`(\S+)\?token=(\S+)`)

// latest sends what waits and gives the newest mail, and page and token of its link.
func (h *house) latest(p *postman, to string) (m auth.Mail, page, token string) {
	h.Helper()
	if _, err := h.SendMails(h.ctx); err != nil {
		h.Fatal(err)
	}
	for _, m := range slices.Backward(p.mails) {
		if m.To != to {
			continue
		}
		if found := link.FindStringSubmatch(m.Text); found != nil {
			return m, found[1], found[2]
		}
		return m, "", ""
	}
	h.Fatalf("no mail for %s in %v", to, p.mails)
	return m, "", ""
}

func confirmedAccounts(w *world) {
	h, post := w.mailing()
	r := auth.Registration{Username: "ana", Email: "ana@example.org", Password: "correct horse", Language: "fr"}
	p, err := h.Register(h.ctx, r)
	h.must(err)
	if p.Active {
		h.Fatal("open before it is confirmed")
	}
	_, err = h.SignIn(h.ctx, "ana", "correct horse", "192.0.2.1")
	h.refused(err, fault.Unauthenticated, "auth.credentials")
	m, page, first := h.latest(post, "ana@example.org")
	if page != "https://train.example/sub/account-confirmation" || !strings.HasPrefix(m.Text, "Bonjour ana,") {
		h.Fatalf("mail: %s", m.Text)
	}
	// A link for one thing is good for nothing else.
	h.refused(h.SetPasswordByToken(h.ctx, first, "another horse"), fault.Unauthenticated, "auth.token_invalid")
	_, err = h.ConfirmEmail(h.ctx, first)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")
	h.dead(first)

	h.must(h.ResendConfirmation(h.ctx, "ANA@example.org"))
	_, _, second := h.latest(post, "ana@example.org")
	_, err = h.ConfirmAccount(h.ctx, first)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")
	_, err = h.ConfirmAccount(h.ctx, second)
	h.must(err)
	_, err = h.ConfirmAccount(h.ctx, second)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")
	_, err = h.SignIn(h.ctx, "ana", "correct horse", "192.0.2.1")
	h.must(err)

	// Neither somebody who is in nor somebody unknown gets mail, and nobody without end.
	n := len(post.mails)
	h.must(h.ResendConfirmation(h.ctx, "ana@example.org"))
	h.must(h.ResendConfirmation(h.ctx, "nobody@example.org"))
	h.must(h.ResendConfirmation(h.ctx, "ana"))
	r.Username, r.Email = "ben", "ben@example.org"
	_, err = h.Register(h.ctx, r)
	h.must(err)
	for range 5 {
		h.must(h.ResendConfirmation(h.ctx, "ben@example.org"))
	}
	_, _, token := h.latest(post, "ben@example.org")
	if got := len(post.mails) - n; got != 4 {
		h.Fatalf("%d mails, want the first and three more", got)
	}
	h.now = noon.Add(auth.ConfirmLife)
	_, err = h.ConfirmAccount(h.ctx, token)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")

	// What an administrator closes stays closed.
	ana, err := h.SignIn(h.ctx, "ana", "correct horse", "192.0.2.1")
	h.must(err)
	h.must(h.ResendConfirmation(h.ctx, "ben@example.org"))
	_, _, token = h.latest(post, "ben@example.org")
	ben, err := h.PersonByName(h.ctx, "ben")
	h.must(err)
	_, err = h.Administer(h.ctx, access.Viewer{Person: ana}, ben.ID, auth.Administration{Active: pointer(false)})
	h.must(err)
	_, err = h.ConfirmAccount(h.ctx, token)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")
	n = len(post.mails)
	h.must(h.ResendConfirmation(h.ctx, "ben@example.org"))
	if _, err := h.SendMails(h.ctx); err != nil || len(post.mails) != n {
		h.Fatalf("a closed account was sent a link, %v", err)
	}
}

func passwordReset(w *world) {
	h, post := w.mailing()
	ana := h.sign("ana")
	bearer, err := h.IssueBearer(ana.Person)
	h.must(err)
	cookie, err := h.StartSession(h.ctx, ana.Person, "browser")
	h.must(err)
	h.must(h.RequestPasswordReset(h.ctx, "nobody@example.org"))
	h.must(h.RequestPasswordReset(h.ctx, "ana")) // a name is no address
	h.must(h.RequestPasswordReset(h.ctx, "Ana@Example.org"))
	_, page, token := h.latest(post, "ana@example.org")
	if page != "https://train.example/sub/password-reset" || len(post.mails) != 1 {
		h.Fatalf("page %s, %d mails", page, len(post.mails))
	}
	h.dead(token)
	h.refused(h.SetPasswordByToken(h.ctx, bearer, "another horse"), fault.Unauthenticated, "auth.token_invalid")
	h.refused(h.SetPasswordByToken(h.ctx, token, "short"), fault.Invalid, "person.invalid")
	h.must(h.SetPasswordByToken(h.ctx, token, "another horse"))
	h.refused(h.SetPasswordByToken(h.ctx, token, "a third horse"), fault.Unauthenticated, "auth.token_invalid")
	h.dead(bearer)
	_, err = h.Session(h.ctx, cookie)
	h.refused(err, fault.Unauthenticated, "auth.session")
	p, err := h.SignIn(h.ctx, "ana", "another horse", "192.0.2.1")
	h.must(err)
	bearer, err = h.IssueBearer(p)
	h.must(err)
	h.lives(bearer)

	h.must(h.RequestPasswordReset(h.ctx, "ana@example.org"))
	_, _, token = h.latest(post, "ana@example.org")
	h.now = noon.Add(auth.ResetLife)
	h.refused(h.SetPasswordByToken(h.ctx, token, "another horse"), fault.Unauthenticated, "auth.token_invalid")
	n := len(post.mails)
	for range 5 {
		h.must(h.RequestPasswordReset(h.ctx, "ana@example.org"))
	}
	if _, err := h.SendMails(h.ctx); err != nil || len(post.mails) != n+3 {
		h.Fatalf("%d mails in an hour, %v", len(post.mails)-n, err)
	}
}

func ownAccount(w *world) {
	h := w.accounts()
	ana := h.sign("ana")
	h.sign("ben")
	change := func(c auth.AccountChange) (*person.Person, error) { return h.UpdateAccount(h.ctx, ana, c) }
	const current = "password of ana"
	_, err := change(auth.AccountChange{Current: "wrong", Email: "new@example.org"})
	h.refused(err, fault.Unauthenticated, "auth.credentials")
	_, err = change(auth.AccountChange{Current: current, Email: "new", Password: "short"})
	h.refused(err, fault.Invalid, "person.invalid")
	if text := err.Error(); !strings.Contains(text, "email: valid email must be provided") || !strings.Contains(text, "password: 8 characters required") {
		h.Fatal(text)
	}
	_, err = change(auth.AccountChange{Current: current, Email: "BEN@example.org"})
	h.refused(err, fault.Conflict, "person.email_taken")
	got, err := change(auth.AccountChange{Current: current, Email: "new@example.org"})
	h.must(err)
	if got.Email != "new@example.org" || got.PendingEmail != "" {
		h.Fatalf("without mail the address is %q, pending %q", got.Email, got.PendingEmail)
	}
	keep, err := h.StartSession(h.ctx, ana.Person, "here")
	h.must(err)
	other, err := h.StartSession(h.ctx, ana.Person, "there")
	h.must(err)
	_, err = change(auth.AccountChange{Current: current, Password: "another horse", Keep: keep})
	h.must(err)
	_, err = h.Session(h.ctx, keep)
	h.must(err)
	_, err = h.Session(h.ctx, other)
	h.refused(err, fault.Unauthenticated, "auth.session")
	_, err = h.SignIn(h.ctx, "ana", "another horse", "192.0.2.1")
	h.must(err)

	bearer, err := h.IssueBearer(ana.Person)
	h.must(err)
	h.must(h.SignOutElsewhere(h.ctx, ana, keep))
	h.dead(bearer)
	all, err := h.Sessions(h.ctx, ana)
	h.must(err)
	if len(all) != 1 || all[0].Agent != "here" {
		h.Fatalf("sessions: %+v", all)
	}
	// Whoever finds a browser signed in can't try all passwords.
	for range 10 {
		_, err = change(auth.AccountChange{Current: "wrong"})
		h.refused(err, fault.Unauthenticated, "auth.credentials")
	}
	_, err = change(auth.AccountChange{Current: "another horse"})
	h.refused(err, fault.Unauthenticated, "auth.credentials")
	_, err = h.SignIn(h.ctx, "ana", "another horse", "192.0.2.1")
	h.must(err)
}

func newAddress(w *world) {
	h, post := w.mailing()
	ana, ben := h.sign("ana"), h.sign("ben")
	change := func(email string) string {
		h.Helper()
		got, err := h.UpdateAccount(h.ctx, ana, auth.AccountChange{Current: "password of ana", Email: email})
		h.must(err)
		if got.Email != "ana@example.org" || got.PendingEmail != email {
			h.Fatalf("the address is %q, pending %q", got.Email, got.PendingEmail)
		}
		_, _, token := h.latest(post, email)
		return token
	}
	first := change("first@example.org")
	if m, _, _ := h.latest(post, "ana@example.org"); !strings.Contains(m.Text, "first@example.org") {
		h.Fatalf("the old address is told %s", m.Text)
	}
	second := change("second@example.org")
	_, err := h.ConfirmEmail(h.ctx, first)
	h.refused(err, fault.Unauthenticated, "auth.token_invalid")
	got, err := h.ConfirmEmail(h.ctx, second)
	h.must(err)
	if got.Email != "second@example.org" || got.PendingEmail != "" {
		h.Fatalf("the address is %q, pending %q", got.Email, got.PendingEmail)
	}
	// Whether an address is taken shows only to whoever reads its mail.
	got, err = h.UpdateAccount(h.ctx, ben, auth.AccountChange{Current: "password of ben", Email: "second@example.org"})
	h.must(err)
	_, _, token := h.latest(post, got.PendingEmail)
	_, err = h.ConfirmEmail(h.ctx, token)
	h.refused(err, fault.Conflict, "person.email_taken")
}

func administration(w *world) {
	h, post := w.mailing()
	ana, ben := h.sign("ana"), h.sign("ben")
	admin := func(id int64, c auth.Administration) error { _, err := h.Administer(h.ctx, ana, id, c); return err }
	_, err := h.Administer(h.ctx, ben, ana.ID(), auth.Administration{Admin: pointer(false)})
	h.refused(err, fault.Forbidden, "auth.admin_only")
	_, err = h.Directory(h.ctx, ben, auth.PeopleFilter{})
	h.refused(err, fault.Forbidden, "auth.admin_only")
	_, err = h.Directory(h.ctx, ana, auth.PeopleFilter{Order: "password_hash"})
	h.refused(err, fault.Invalid, "filter.order")
	_, err = h.Outbox(h.ctx, ben, 0, 9)
	h.refused(err, fault.Forbidden, "auth.admin_only")
	h.refused(h.DeleteAccount(h.ctx, ben, ana.ID()), fault.Forbidden, "auth.admin_only")

	h.refused(admin(99, auth.Administration{}), fault.NotFound, "person.not_found")
	h.refused(admin(ben.ID(), auth.Administration{Email: pointer("x")}), fault.Invalid, "person.email")
	h.refused(admin(ben.ID(), auth.Administration{Email: pointer("Ben@example.org")}), fault.Invalid, "person.email_same")
	h.refused(admin(ana.ID(), auth.Administration{Admin: pointer(false)}), fault.Conflict, "auth.last_admin")
	h.refused(admin(ana.ID(), auth.Administration{Active: pointer(false)}), fault.Conflict, "auth.last_admin")
	h.refused(h.DeleteAccount(h.ctx, ana, ana.ID()), fault.Conflict, "auth.last_admin")

	bearer, err := h.IssueBearer(ben.Person)
	h.must(err)
	h.must(admin(ben.ID(), auth.Administration{ResetPassword: true, Email: pointer("new@example.org")}))
	h.dead(bearer)
	_, err = h.SignIn(h.ctx, "ben", "password of ben", "192.0.2.1")
	h.refused(err, fault.Unauthenticated, "auth.credentials")
	_, page, confirm := h.latest(post, "new@example.org")
	if !strings.HasSuffix(page, "/email-update") {
		h.Fatalf("page %s", page)
	}
	_, err = h.ConfirmEmail(h.ctx, confirm)
	h.must(err)
	var reset string
	for _, m := range post.mails {
		if found := link.FindStringSubmatch(m.Text); found != nil && strings.HasSuffix(found[1], "/password-reset") {
			reset = found[2]
		}
	}
	h.must(h.SetPasswordByToken(h.ctx, reset, "another horse"))
	p, err := h.SignIn(h.ctx, "new@example.org", "another horse", "192.0.2.1")
	h.must(err)
	bearer, err = h.IssueBearer(p)
	h.must(err)

	h.must(admin(ben.ID(), auth.Administration{Active: pointer(false)}))
	_, err = h.Bearer(h.ctx, bearer)
	h.refused(err, fault.Unauthenticated, "auth.account_closed")
	h.must(admin(ben.ID(), auth.Administration{Active: pointer(true), Admin: pointer(true)}))
	h.dead(bearer)
	h.must(h.DeleteAccount(h.ctx, ana, ana.ID()))
	_, err = h.SignIn(h.ctx, "ana", "password of ana", "192.0.2.1")
	h.refused(err, fault.Unauthenticated, "auth.credentials")
}

func mailsAreTriedAgain(w *world) {
	h, post := w.mailing()
	h.sign("ana")
	h.must(h.RequestPasswordReset(h.ctx, "ana@example.org"))
	post.fails = errors.New("550 no\nsuch\x00 box " + strings.Repeat("é", 400))
	attempts := 0
	for range 24 * 60 {
		mails, _, err := h.Mails(h.ctx, 0, 1)
		h.must(err)
		if mails[0].NextTry.IsZero() {
			break
		}
		if _, err := h.SendMails(h.ctx); err != nil {
			h.Fatal(err)
		}
		if mails, _, _ = h.Mails(h.ctx, 0, 1); mails[0].Attempts > attempts {
			attempts = mails[0].Attempts
		}
		h.now = h.now.Add(time.Minute)
	}
	mails, _, err := h.Mails(h.ctx, 0, 1)
	h.must(err)
	m := mails[0]
	if attempts != 6 || !m.NextTry.IsZero() || !m.SentAt.IsZero() || !strings.HasPrefix(m.Error, "550 no such box") || len(m.Error) > 300 {
		h.Fatalf("%d attempts, then %+v", attempts, m)
	}
}

func profiles(w *world) {
	h := w.accounts()
	ana := h.sign("ana")
	want := person.Profile{FirstName: "Ána", LastName: "O'Neil", Bio: strings.Repeat("é", 200), Location: "東京", BirthDate: noon.AddDate(-30, 0, 0).Truncate(24 * time.Hour)}
	got, err := h.SetProfile(h.ctx, ana, want)
	h.must(err)
	h.same(got.Profile, want, "profile")
	for field, spoil := range map[string]func(*person.Profile){
		"first_name": func(p *person.Profile) { p.FirstName = strings.Repeat("x", 81) },
		"last_name":  func(p *person.Profile) { p.LastName = strings.Repeat("x", 81) },
		"location":   func(p *person.Profile) { p.Location = strings.Repeat("x", 81) },
		"bio":        func(p *person.Profile) { p.Bio = strings.Repeat("é", 201) },
		"birth_date": func(p *person.Profile) { p.BirthDate = noon.AddDate(0, 0, 1) },
	} {
		bad := want
		spoil(&bad)
		_, err := h.SetProfile(h.ctx, ana, bad)
		h.refused(err, fault.Invalid, "person.invalid")
		if !strings.Contains(err.Error(), field+": ") {
			h.Errorf("%s: %v", field, err)
		}
	}
	got, err = h.SetProfile(h.ctx, ana, person.Profile{})
	h.must(err)
	h.same(got.Profile, person.Profile{}, "emptied")
	for field, p := range map[string]person.Preferences{
		"timezone": {TimeZone: "Mars"}, "theme": {Theme: "pink"}, "language": {Language: "<b>"}, "date_format": {DateFormat: strings.Repeat("M", 21)},
	} {
		_, err := h.SetPreferences(h.ctx, ana, p)
		h.refused(err, fault.Invalid, "person.invalid")
		if !strings.Contains(err.Error(), field+": ") {
			h.Errorf("%s: %v", field, err)
		}
	}
	prefs := person.Preferences{TimeZone: "Europe/Paris", Theme: "dark", Language: "zh_Hans", DateFormat: "date_string", Imperial: true}
	got, err = h.SetPreferences(h.ctx, ana, prefs)
	h.must(err)
	h.same(got.Preferences, prefs, "preferences")
	h.now = noon.Add(time.Hour)
	got, err = h.AcceptPolicy(h.ctx, ana)
	h.must(err)
	if !got.PolicyAcceptedAt.Equal(h.now) {
		h.Fatalf("accepted at %v", got.PolicyAcceptedAt)
	}
}
