package web

import (
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// personPage is one account as an administrator sees it: not what it holds.
type personPage struct {
	Notice              *notice
	Avatar              avatar
	Name                string
	About               []number
	Admin, Closed, Self bool
	Here                string
	Confirm             field
	Deleting            bool
	// ByMail tells that a link to set a password is mailed, instead of kept for handing over.
	ByMail bool
}

// personOf is the account that a path names.
func (s *Site) personOf(r *http.Request) (*person.Person, error) {
	id, err := pathRow(r)
	if err != nil {
		return nil, err
	}
	return s.deps.Auth.Person(r.Context(), id)
}

// showPerson serves GET /admin/people/{id}.
func (s *Site) showPerson(r *http.Request, who reader) (reply, error) {
	p, err := s.personOf(r)
	if err != nil {
		return reply{}, err
	}
	return s.person(who, p, "", nil), nil
}

func (s *Site) person(who reader, p *person.Person, typed string, err error) reply {
	t := who.words.T
	role := t("role.athlete")
	if p.Role == person.Coach {
		role = t("role.coach")
	}
	body := &personPage{
		Avatar: s.avatar(p), Name: p.Username, Admin: p.Admin, Closed: !p.Active, Self: p.ID == who.viewer.ID(), ByMail: s.deps.Auth.MailOn() && p.Email != "",
		Here: s.link("/admin/people/" + strconv.FormatInt(p.ID, 10)),
		About: present(number{Label: t("account.email"), Value: p.Email}, number{Label: t("account.pending_label"), Value: p.PendingEmail},
			number{Label: t("admin.role"), Value: role}, number{Label: t("admin.since"), Value: who.print.Date(p.CreatedAt)}),
		Confirm: field{Name: "username", Label: t("admin.delete_confirm", p.Username), Type: "text", Value: typed, Autocomplete: "off", Required: true},
	}
	fields := []field{body.Confirm}
	status := explain(who, err, fields, &body.Notice)
	body.Confirm, body.Deleting = fields[0], fields[0].Error != ""
	answer := s.setting(who, "people", "admin-person", body).answered(status)
	return answer.under(t("admin.people"), s.link("/admin/people"), p.Username)
}

var yes, no = true, false

// openPerson serves POST /admin/people/{id}/open, and so on: one change each.
func (s *Site) openPerson(r *http.Request, who reader) (reply, error) {
	return s.administer(r, who, auth.Administration{Active: &yes}, saidSaved)
}

func (s *Site) closePerson(r *http.Request, who reader) (reply, error) {
	return s.administer(r, who, auth.Administration{Active: &no}, saidSaved)
}

func (s *Site) promotePerson(r *http.Request, who reader) (reply, error) {
	return s.administer(r, who, auth.Administration{Admin: &yes}, saidSaved)
}

func (s *Site) demotePerson(r *http.Request, who reader) (reply, error) {
	return s.administer(r, who, auth.Administration{Admin: &no}, saidSaved)
}

func (s *Site) resetPerson(r *http.Request, who reader) (reply, error) {
	return s.administer(r, who, auth.Administration{ResetPassword: true}, saidReset)
}

// administer makes one change. That somebody must be left to administer is told on the page.
func (s *Site) administer(r *http.Request, who reader, c auth.Administration, what string) (reply, error) {
	p, err := s.personOf(r)
	if err != nil {
		return reply{}, err
	}
	_, err = s.deps.Auth.Administer(r.Context(), who.viewer, p.ID, c)
	if fault.Is(err, fault.Conflict) || fault.Is(err, fault.Invalid) {
		return s.person(who, p, "", err), nil
	}
	return reply{redirect: "/admin/people/" + strconv.FormatInt(p.ID, 10), said: said{what: what}}, err
}

// deletePerson serves POST /admin/people/{id}/delete, confirmed by typing the name.
func (s *Site) deletePerson(r *http.Request, who reader) (reply, error) {
	p, err := s.personOf(r)
	if err != nil {
		return reply{}, err
	}
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	if typed := strings.TrimSpace(r.PostFormValue("username")); !strings.EqualFold(typed, p.Username) {
		return s.person(who, p, typed, fault.InvalidField("username", "web.username", "this is not the username")), nil
	}
	err = s.deps.Auth.DeleteAccount(r.Context(), who.viewer, p.ID)
	if fault.Is(err, fault.Conflict) {
		return s.person(who, p, "", err), nil
	}
	return reply{redirect: "/admin/people", said: said{what: saidPersonGone}}, err
}
