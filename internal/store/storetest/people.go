package storetest

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

func firstPersonIsAdmin(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	if !ana.Admin || ben.Admin {
		w.Fatalf("administrators: first %v, second %v", ana.Admin, ben.Admin)
	}
	if ana.ID != 1 || ben.ID != 2 {
		w.Fatalf("ids %d and %d, want 1 and 2", ana.ID, ben.ID)
	}
	got, err := w.Person(w.ctx, ana.ID)
	w.must(err)
	w.same(got, ana, "the first person")
}

func oneAdminOfMany(w *world) {
	const n = 8
	people := make([]*person.Person, n)
	errs := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		people[i] = newPerson(w.uuid(), fmt.Sprintf("p%d", i))
		all.Go(func() { errs[i] = w.CreatePerson(w.ctx, people[i], "x", auth.Errand{}) })
	}
	all.Wait()
	w.must(errors.Join(errs...))
	admins := 0
	for _, p := range people {
		if p.Admin {
			admins++
		}
		if p.Admin != (p.ID == 1) {
			w.Errorf("person %d: administrator is %v", p.ID, p.Admin)
		}
	}
	if admins != 1 {
		w.Fatalf("%d administrators", admins)
	}
}

// wholePerson has everything set.
func (w *world) wholePerson(name string) *person.Person {
	return &person.Person{
		UUID: w.uuid(), Username: name, Email: name + "@Example.org", Role: person.Coach, Active: true, CreatedAt: noon.Add(123 * time.Microsecond),
		PolicyAcceptedAt: noon.Add(time.Hour),
		Profile:          person.Profile{FirstName: "Ána", LastName: "O'Neil", Bio: "line\nline", Location: "東京", BirthDate: time.Date(1950, 2, 3, 0, 0, 0, 0, time.UTC)},
		Preferences: person.Preferences{
			Language: "fr", TimeZone: "Europe/Paris", DateFormat: "MM/dd/yyyy", Theme: "dark", Imperial: true, WeekStartsMonday: true,
			HideAscent: true, KeepElevationBase: true, RawMaxSpeed: true,
		},
		PendingEmail: "new@example.org", Picture: person.Picture{Hash: "0a", Type: "image/png"}, Generation: 3,
	}
}

func personRoundTrip(w *world) {
	p := w.wholePerson("Ana")
	w.must(w.CreatePerson(w.ctx, p, "secret", auth.Errand{}))
	got, err := w.Person(w.ctx, p.ID)
	w.must(err)
	w.same(got, p, "person")
	prefs, err := w.Preferences(w.ctx, p.ID)
	w.must(err)
	w.same(prefs, p.Preferences, "preferences")
	_, err = w.Person(w.ctx, 99)
	w.refused(err, fault.NotFound, "person.not_found")
	_, err = w.Preferences(w.ctx, 99)
	w.refused(err, fault.NotFound, "person.not_found")
}

func namesAreUnique(w *world) {
	first := w.wholePerson("Élodie")
	w.must(w.CreatePerson(w.ctx, first, "x", auth.Errand{}))
	again := w.wholePerson("éLODIE")
	again.Email = ""
	w.refused(w.CreatePerson(w.ctx, again, "x", auth.Errand{}), fault.Conflict, "person.username_taken")
	again.Username, again.Email = "other", "ÉLODIE@example.ORG"
	w.refused(w.CreatePerson(w.ctx, again, "x", auth.Errand{}), fault.Conflict, "person.email_taken")
	// Any number of people have no address at all.
	w.person("one")
	two := w.person("two")
	_, err := w.UpdatePerson(w.ctx, two.ID, func(p *person.Person) error { p.Username = "ONE"; return nil })
	w.refused(err, fault.Conflict, "person.username_taken")
	_, err = w.UpdatePerson(w.ctx, two.ID, func(p *person.Person) error { p.Email = "élodie@example.org"; return nil })
	w.refused(err, fault.Conflict, "person.email_taken")
	// One's own name in another case is free.
	_, err = w.UpdatePerson(w.ctx, two.ID, func(p *person.Person) error { p.Username = "TWO"; return nil })
	w.must(err)
	got, err := w.PersonByName(w.ctx, "two")
	w.must(err)
	if got.Username != "TWO" {
		w.Fatalf("username %q", got.Username)
	}
}

func personByLogin(w *world) {
	ana := w.wholePerson("Ana")
	w.must(w.CreatePerson(w.ctx, ana, "secret", auth.Errand{}))
	for _, login := range []string{"ana", "ANA", "ana@example.org", "ANA@EXAMPLE.ORG"} {
		got, hash, err := w.PersonByLogin(w.ctx, login)
		w.must(err)
		if got.ID != ana.ID || hash != "secret" {
			w.Fatalf("login %q: person %d, hash %q", login, got.ID, hash)
		}
	}
	w.person("ben") // has no address
	for _, login := range []string{"", "nobody", "an_", "%"} {
		_, _, err := w.PersonByLogin(w.ctx, login)
		w.refused(err, fault.NotFound, "person.not_found")
	}
	_, err := w.PersonByName(w.ctx, "ana@example.org")
	w.refused(err, fault.NotFound, "person.not_found")
	_, err = w.ChangeAccount(w.ctx, ana.ID, nil, auth.Errand{PasswordHash: "new"})
	w.must(err)
	if _, hash, err := w.PersonByLogin(w.ctx, "ana"); err != nil || hash != "new" {
		w.Fatalf("after a change: hash %q, %v", hash, err)
	}
	_, err = w.ChangeAccount(w.ctx, 99, nil, auth.Errand{PasswordHash: "new"})
	w.refused(err, fault.NotFound, "person.not_found")
}

func peopleInPages(w *world) {
	var want []person.Person
	for _, name := range []string{"c", "a", "b"} {
		want = append(want, *w.person(name))
	}
	got, err := w.People(w.ctx, 0, 10)
	w.must(err)
	w.same(got, want, "everybody")
	got, err = w.People(w.ctx, want[0].ID, 1)
	w.must(err)
	w.same(got, want[1:2], "one after the first")
}

func personUpdate(w *world) {
	ana := w.person("ana")
	want := w.wholePerson("Anna")
	got, err := w.UpdatePerson(w.ctx, ana.ID, func(p *person.Person) error {
		w.same(p, ana, "what change is given")
		id, uuid := p.ID, p.UUID
		*p = *want
		want.ID, want.UUID = id, uuid
		return nil
	})
	w.must(err)
	w.same(got, want, "updated")
	read, err := w.Person(w.ctx, ana.ID)
	w.must(err)
	w.same(read, want, "read after the update")

	stop := errors.New("stop")
	_, err = w.UpdatePerson(w.ctx, ana.ID, func(p *person.Person) error { p.Username = "lost"; return stop })
	if !errors.Is(err, stop) {
		w.Fatalf("got %v, want the error of change", err)
	}
	read, err = w.Person(w.ctx, ana.ID)
	w.must(err)
	w.same(read, want, "read after a failed update")
	_, err = w.UpdatePerson(w.ctx, 99, func(*person.Person) error { return nil })
	w.refused(err, fault.NotFound, "person.not_found")
}
