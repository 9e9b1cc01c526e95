package web

import (
	"net/http"
	"net/url"
	"strconv"

	"palestra/internal/core/auth"
	"palestra/internal/core/fault"
)

// adminRoutes are for administrators. To anybody else they are not there.
func (s *Site) adminRoutes() table {
	return table{
		"GET /admin/people":               s.admin(s.listPeople),
		"GET /admin/people/{id}":          s.admin(s.showPerson),
		"POST /admin/people/{id}/open":    s.admin(s.openPerson),
		"POST /admin/people/{id}/close":   s.admin(s.closePerson),
		"POST /admin/people/{id}/promote": s.admin(s.promotePerson),
		"POST /admin/people/{id}/demote":  s.admin(s.demotePerson),
		"POST /admin/people/{id}/reset":   s.admin(s.resetPerson),
		"POST /admin/people/{id}/delete":  s.admin(s.deletePerson),
		"GET /admin/server":               s.admin(s.showServer),
		"POST /admin/server":              s.admin(s.saveServer),
		"GET /admin/mails":                s.admin(s.listMails),
	}
}

// admin serves administrators.
func (s *Site) admin(h handler) http.HandlerFunc {
	return s.member(func(r *http.Request, who reader) (reply, error) {
		if !who.viewer.Person.Admin {
			return reply{}, fault.Missing("page")
		}
		return h(r, who)
	})
}

// peoplePerPage is how many accounts a page lists.
const peoplePerPage = 25

// peoplePage is a part of all accounts.
type peoplePage struct {
	Search field
	Count  string
	Rows   []personRow
	Pager  pager
}

// personRow is one account.
type personRow struct {
	Avatar                   avatar
	Name, Email, Since, Href string
	Admin, Closed            bool
}

// listPeople serves GET /admin/people, with a search by name.
func (s *Site) listPeople(r *http.Request, who reader) (reply, error) {
	query := r.URL.Query().Get("q")
	number := pageNumber(r)
	page, err := s.deps.Auth.Directory(r.Context(), who.viewer, auth.PeopleFilter{
		Query: query, Order: auth.ByCreation, Descending: true, Offset: (number - 1) * peoplePerPage, Limit: peoplePerPage,
	})
	if err != nil {
		return reply{}, err
	}
	body := &peoplePage{
		Search: field{Name: "q", Label: who.words.T("admin.search"), Type: "search", Value: query, MaxLength: 150},
		Count:  who.words.N("admin.count", int(page.Total), who.print.Count(int(page.Total))),
		Pager:  s.plainPager(who, "/admin/people?q="+url.QueryEscape(query), number, peoplePerPage, int(page.Total)),
	}
	for i := range page.People {
		p := &page.People[i]
		body.Rows = append(body.Rows, personRow{
			Avatar: s.avatar(p), Name: p.Username, Email: p.Email, Since: who.print.Date(p.CreatedAt),
			Href: s.link("/admin/people/" + strconv.FormatInt(p.ID, 10)), Admin: p.Admin, Closed: !p.Active,
		})
	}
	return s.setting(who, "people", "admin-people", body), nil
}

// pageNumber is the ?page= of an address, from 1.
func pageNumber(r *http.Request) int {
	return max(1, min(atoi(r.URL.Query().Get("page")), 1_000_000))
}

// plainPager leads through a list whose address, with its query, is given.
func (s *Site) plainPager(who reader, address string, number, perPage, total int) pager {
	pages := (total + perPage - 1) / perPage
	to := func(n int) string { return s.link(address + "&page=" + strconv.Itoa(n)) }
	p := pager{Summary: who.words.T("pager.summary", who.print.Count(min((number-1)*perPage+1, total)), who.print.Count(min(number*perPage, total)), who.print.Count(total))}
	if number > 1 && pages > 0 {
		p.Previous = to(min(number-1, pages))
	}
	if number < pages {
		p.Next = to(number + 1)
	}
	if pages > 1 {
		p.Pages = []pageLink{{Number: number, Current: true}}
	}
	return p
}

// mailsPage is what the server has mailed, or keeps for an administrator to hand over.
type mailsPage struct {
	// Waiting tells that nothing is sent, because there is no mail server.
	Waiting bool
	Rows    []mailRow
	Pager   pager
}

// mailRow is one mail. Text is only there while it was not sent.
type mailRow struct {
	To, Subject, Made, State, Tone, Error, Text string
}

// mailsPerPage is how many mails a page lists.
const mailsPerPage = 25

// listMails serves GET /admin/mails.
func (s *Site) listMails(r *http.Request, who reader) (reply, error) {
	number := pageNumber(r)
	page, err := s.deps.Auth.Outbox(r.Context(), who.viewer, (number-1)*mailsPerPage, mailsPerPage)
	if err != nil {
		return reply{}, err
	}
	body := &mailsPage{Waiting: !s.deps.Auth.MailOn(), Pager: s.plainPager(who, "/admin/mails?", number, mailsPerPage, int(page.Total))}
	for i := range page.Mails {
		body.Rows = append(body.Rows, mailRowOf(who, &page.Mails[i]))
	}
	answer := s.setting(who, "mails", "admin-mails", body)
	answer.private = true
	return answer, nil
}

func mailRowOf(who reader, m *auth.Mail) mailRow {
	t := who.words.T
	row := mailRow{To: m.To, Subject: m.Subject, Made: who.print.Date(m.CreatedAt) + ", " + who.print.Clock(m.CreatedAt), Error: m.Error, Text: m.Text}
	if m.To == "" {
		row.To = t("mails.nobody")
	}
	switch {
	case !m.SentAt.IsZero():
		row.State, row.Tone, row.Text = t("mails.sent"), "success", ""
	case !m.NextTry.IsZero():
		row.State, row.Tone = t("mails.waiting"), "warning"
	case m.Attempts > 0:
		row.State, row.Tone = t("mails.failed"), "danger"
	default:
		row.State = t("mails.yours")
	}
	return row
}
