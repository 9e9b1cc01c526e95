package storetest

import (
	"errors"
	"sync"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

func accountChanges(w *world) {
	ana := w.person("ana")
	w.session(ana, "s", time.Hour)
	token := auth.AccountToken{Hash: "t", Purpose: auth.SetNewPassword, ExpiresAt: noon.Add(time.Hour)}
	mail := auth.Mail{To: "ana@example.org", Subject: "Hello", Text: "line\nline", CreatedAt: noon, NextTry: noon}
	stop := errors.New("stop")
	_, err := w.ChangeAccount(w.ctx, ana.ID, func(p *person.Person) error { p.Username = "lost"; return stop },
		auth.Errand{PasswordHash: "lost", EndSessions: true, Tokens: []auth.AccountToken{token}, Mails: []auth.Mail{mail}})
	if !errors.Is(err, stop) {
		w.Fatalf("got %v, want the error of change", err)
	}
	if _, total, err := w.Mails(w.ctx, 0, 9); err != nil || total != 0 || !w.signedIn("s", noon) {
		w.Fatalf("after a failed change: %d mails, %v", total, err)
	}
	got, err := w.ChangeAccount(w.ctx, ana.ID, func(p *person.Person) error { p.Username = "Anna"; return nil },
		auth.Errand{PasswordHash: "new", EndSessions: true, Tokens: []auth.AccountToken{token}, Mails: []auth.Mail{mail}})
	w.must(err)
	if _, hash, err := w.PersonByLogin(w.ctx, "anna"); err != nil || hash != "new" || got.Username != "Anna" || w.signedIn("s", noon) {
		w.Fatalf("changed: %q, hash %q, %v", got.Username, hash, err)
	}
	mails, total, err := w.Mails(w.ctx, 0, 9)
	w.must(err)
	mail.ID, mail.Person = mails[0].ID, ana.ID
	w.same(mails, []auth.Mail{mail}, "outbox")
	if total != 1 {
		w.Fatalf("%d mails", total)
	}
	_, err = w.DeletePerson(w.ctx, ana.ID)
	w.refused(err, fault.Conflict, "auth.last_admin")
	w.must(w.DeleteExpired(w.ctx, noon.Add(auth.MailLife-time.Second)))
	if _, total, _ = w.Mails(w.ctx, 0, 9); total != 1 {
		w.Fatal("a mail went too early")
	}
	w.must(w.DeleteExpired(w.ctx, noon.Add(auth.MailLife)))
	if _, total, _ = w.Mails(w.ctx, 0, 9); total != 0 {
		w.Fatal("an old mail is kept")
	}
}

func accountTokens(w *world) {
	ana := w.person("ana")
	give := func(hash string, purpose auth.Purpose) {
		_, err := w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{
			Tokens: []auth.AccountToken{{Hash: hash, Purpose: purpose, Email: "new@example.org", ExpiresAt: noon.Add(time.Hour)}},
		})
		w.must(err)
	}
	use := func(hash string, purpose auth.Purpose, at time.Time, result error) error {
		_, err := w.UseAccountToken(w.ctx, hash, purpose, at, func(p *person.Person, email string) error {
			if p.ID != ana.ID || email != "new@example.org" {
				w.Fatalf("token of person %d, address %q", p.ID, email)
			}
			return result
		}, auth.Errand{})
		return err
	}
	give("a", auth.SetNewPassword)
	give("b", auth.ConfirmEmail)
	w.refused(use("a", auth.ConfirmEmail, noon, nil), fault.NotFound, "token.not_found")
	w.refused(use("a", auth.SetNewPassword, noon.Add(time.Hour), nil), fault.NotFound, "token.not_found")
	stop := errors.New("stop")
	if err := use("a", auth.SetNewPassword, noon, stop); !errors.Is(err, stop) {
		w.Fatalf("got %v, want the error of change", err)
	}
	w.must(use("a", auth.SetNewPassword, noon, nil)) // a failure hasn't used it up
	w.refused(use("a", auth.SetNewPassword, noon, nil), fault.NotFound, "token.not_found")
	give("c", auth.SetNewPassword)
	give("d", auth.SetNewPassword)
	w.refused(use("c", auth.SetNewPassword, noon, nil), fault.NotFound, "token.not_found") // replaced
	_, err := w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{DropTokens: true})
	w.must(err)
	w.refused(use("b", auth.ConfirmEmail, noon, nil), fault.NotFound, "token.not_found")
	give("e", auth.ConfirmAccount)
	w.must(w.DeleteExpired(w.ctx, noon.Add(time.Hour)))
	w.refused(use("e", auth.ConfirmAccount, noon, nil), fault.NotFound, "token.not_found")
}

// lastAdmin has administrators remove each other, one after the other and all at once.
func lastAdmin(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	resign := func(p *person.Person) error { p.Admin = false; return nil }
	lock := func(p *person.Person) error { p.Active = false; return nil }
	appoint := func(p *person.Person) error { p.Admin, p.Active = true, true; return nil }
	set := func(p *person.Person, change func(*person.Person) error) error {
		_, err := w.ChangeAccount(w.ctx, p.ID, change, auth.Errand{Administration: true})
		return err
	}
	w.refused(set(ana, resign), fault.Conflict, "auth.last_admin")
	w.refused(set(ana, lock), fault.Conflict, "auth.last_admin")
	w.must(set(ben, appoint))
	w.must(set(ben, lock))
	w.refused(set(ana, resign), fault.Conflict, "auth.last_admin") // a closed account administers nothing
	w.must(set(ben, appoint))

	both, errs := []*person.Person{ana, ben}, make([]error, 2)
	var all sync.WaitGroup
	for i, p := range both {
		all.Go(func() {
			if i == 0 {
				errs[i] = set(p, resign)
				return
			}
			_, errs[i] = w.DeletePerson(w.ctx, p.ID)
		})
	}
	all.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		w.Fatalf("two administrators removed at once: %v, %v; want one refused", errs[0], errs[1])
	}
	w.refused(errors.Join(errs...), fault.Conflict, "auth.last_admin")
}

func personDeleted(w *world) {
	w.person("root")
	ana, ben := w.person("ana"), w.person("ben")
	file := func(hash string) *activity.Draft {
		d := w.run(ana, 0, 1, 1)
		d.File = &activity.File{Hash: hash, Name: "x.gpx", Format: "gpx", Size: 1}
		return d
	}
	shoes := w.equip(ana, "shoes")
	a, b := file("f1"), file("f2")
	a.EquipmentIDs = []int64{shoes.ID}
	w.create(a, file("f1"))
	w.create(b)
	w.must(w.TrashActivity(w.ctx, b.UUID, noon))
	w.session(ana, "s", time.Hour)
	app := w.app(ana, "one")
	w.must(w.CreateTokens(w.ctx, tokenPair(app, ben, "p", "f")))
	_, err := w.ChangeAccount(w.ctx, ana.ID, func(p *person.Person) error {
		p.Picture = person.Picture{Hash: "pic", Type: "image/png"}
		return nil
	}, auth.Errand{Mails: []auth.Mail{{To: "x", CreatedAt: noon}}})
	w.must(err)
	used, err := w.HashInUse(w.ctx, "pic")
	w.must(err)
	if !used {
		w.Fatal("a picture counts as left over")
	}
	hashes, err := w.DeletePerson(w.ctx, ana.ID)
	w.must(err)
	w.same(sorted(hashes), []string{"f1", "f2", "pic"}, "files")
	for _, hash := range hashes {
		if used, err := w.HashInUse(w.ctx, hash); err != nil || used {
			w.Fatalf("%s is still in use, %v", hash, err)
		}
	}
	_, err = w.Person(w.ctx, ana.ID)
	w.refused(err, fault.NotFound, "person.not_found")
	_, err = w.Activity(w.ctx, a.UUID)
	w.refused(err, fault.NotFound, "activity.not_found")
	w.opening(map[string]bool{"p": false}, "its application's owner deleted")
	if _, total, err := w.Mails(w.ctx, 0, 9); err != nil || total != 0 || w.signedIn("s", noon) {
		w.Fatalf("%d mails are left, %v", total, err)
	}
	_, err = w.DeletePerson(w.ctx, ana.ID)
	w.refused(err, fault.NotFound, "person.not_found")
}

func peopleFound(w *world) {
	for i, name := range []string{"Berta", "ana", "Élodie", "a_b", "axb"} {
		p := newPerson(w.uuid(), name)
		p.CreatedAt, p.Active, p.Admin = noon.Add(-time.Duration(i)*time.Hour), i != 1, i == 4
		if i > 2 {
			p.Email = name + "@example.org"
		}
		w.must(w.CreatePerson(w.ctx, p, "x", auth.Errand{}))
		if i == 2 {
			w.create(w.run(p, 0, 1, 1))
		}
	}
	for _, c := range []struct {
		f     auth.PeopleFilter
		want  []string
		total int64
	}{
		{auth.PeopleFilter{Limit: 9}, []string{"a_b", "ana", "axb", "Berta", "Élodie"}, 5},
		{auth.PeopleFilter{Limit: 2, Offset: 1, Order: auth.ByUsername, Descending: true}, []string{"Berta", "axb"}, 5},
		{auth.PeopleFilter{Limit: 9, Query: "A_"}, []string{"a_b"}, 1},
		{auth.PeopleFilter{Limit: 9, Query: "éLO"}, []string{"Élodie"}, 1},
		{auth.PeopleFilter{Limit: 9, Query: `\`}, []string{}, 0},
		{auth.PeopleFilter{Limit: 9, Offset: 7}, []string{}, 5},
		{auth.PeopleFilter{Limit: 9, Order: auth.ByCreation}, []string{"axb", "a_b", "Élodie", "ana", "Berta"}, 5},
		{auth.PeopleFilter{Limit: 2, Order: auth.ByEmail, Descending: true}, []string{"axb", "a_b"}, 5},
		{auth.PeopleFilter{Limit: 2, Order: auth.ByActive}, []string{"ana", "Berta"}, 5},
		{auth.PeopleFilter{Limit: 2, Order: auth.ByAdmin, Descending: true}, []string{"axb", "Berta"}, 5},
		{auth.PeopleFilter{Limit: 2, Order: auth.ByActivities, Descending: true}, []string{"Élodie", "axb"}, 5},
	} {
		all, total, err := w.FindPeople(w.ctx, c.f)
		w.must(err)
		names := []string{}
		for i := range all {
			names = append(names, all[i].Username)
		}
		w.same(names, c.want, "people of "+string(c.f.Order)+" "+c.f.Query)
		if total != c.total {
			w.Errorf("%+v: %d in all, want %d", c.f, total, c.total)
		}
	}
}

func outbox(w *world) {
	ana := w.person("ana")
	for _, m := range []auth.Mail{
		{Subject: "later", CreatedAt: noon, NextTry: noon.Add(time.Hour)},
		{Subject: "first", CreatedAt: noon, NextTry: noon.Add(-time.Minute), Text: "secret"},
		{Subject: "by hand", CreatedAt: noon},
		{Subject: "second", CreatedAt: noon, NextTry: noon},
	} {
		_, err := w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{Mails: []auth.Mail{m}})
		w.must(err)
	}
	lease := func(at time.Time, want ...string) []auth.Mail {
		w.Helper()
		mails, err := w.LeaseMails(w.ctx, at, at.Add(10*time.Minute), 5)
		w.must(err)
		got := []string{}
		for _, m := range mails {
			got = append(got, m.Subject)
		}
		w.same(got, want, "leased")
		return mails
	}
	mails := lease(noon, "first", "second")
	lease(noon)
	w.must(w.MailSent(w.ctx, mails[0].ID, noon))
	w.must(w.MailFailed(w.ctx, mails[1].ID, "refused", noon.Add(time.Minute)))
	again := lease(noon.Add(time.Minute), "second")
	if again[0].Attempts != 1 || again[0].Error != "refused" {
		w.Fatalf("after a failure: %+v", again[0])
	}
	w.must(w.MailFailed(w.ctx, mails[1].ID, "refused again", time.Time{}))
	lease(noon.Add(time.Hour), "later")
	all, _, err := w.Mails(w.ctx, 2, 1)
	w.must(err)
	if m := all[0]; len(all) != 1 || m.Subject != "first" || m.Text != "" || !m.SentAt.Equal(noon) || !m.NextTry.IsZero() || m.Attempts != 1 {
		w.Fatalf("sent: %+v", all)
	}
}
