package web

import (
	"net/http"
	"net/url"
	"strconv"

	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
)

// deliveriesPage is a part of what other servers were told.
type deliveriesPage struct {
	States []tab
	// Only is the webhook to which the list is kept, "" for all; All leads to all of them then.
	Only, All string
	Rows      []deliveryRow
	Pager     pager
}

// deliveryRow is one event told to one webhook.
type deliveryRow struct {
	Event, URL, State, Tone string
	// Answer is what the receiver said to the last attempt.
	Answer, Error string
	// Tries is how often it was sent, Time when it is next or ended, Made when the event was.
	Tries, Time, Made string
	UUID, Body        string
	// Same leads to the deliveries of the same webhook.
	Webhook, Same string
	Again         string
	// Pending tells that it is sent anyway.
	Pending bool
}

// deliveriesPerPage is how many deliveries a page lists.
const deliveriesPerPage = 25

// deliveryStates are the states by the key of their name, each with its tone.
var deliveryStates = []struct {
	state     webhook.State
	key, tone string
}{{webhook.Pending, "hook.pending", "warning"}, {webhook.Failed, "hook.failed", "danger"}, {webhook.Delivered, "hook.delivered", "success"}}

// deliveryFilter is what of the history an address asks for; what it can't mean is left out.
func deliveryFilter(r *http.Request) (f webhook.Filter, query string) {
	f.State = webhook.State(r.URL.Query().Get("state"))
	if !f.State.Valid() {
		f.State = ""
	}
	if id, err := strconv.ParseInt(r.URL.Query().Get("subscription"), 10, 64); err == nil && id > 0 {
		f.Subscription = id
	}
	return f, deliveryQuery(f)
}

func deliveryQuery(f webhook.Filter) string {
	v := url.Values{"state": {string(f.State)}}
	if f.Subscription != 0 {
		v.Set("subscription", itoa(f.Subscription))
	}
	return v.Encode()
}

// listDeliveries serves GET /admin/webhooks: ?state= and ?subscription= keep to some of them.
func (s *Site) listDeliveries(r *http.Request, who reader) (reply, error) {
	t := who.words.T
	f, query := deliveryFilter(r)
	number := pageNumber(r)
	f.Paging = monitor.Paging{Offset: (number - 1) * deliveriesPerPage, Limit: deliveriesPerPage}
	page, err := s.deps.Webhooks.Deliveries(r.Context(), who.viewer, f)
	if err != nil {
		return reply{}, err
	}
	body := &deliveriesPage{Pager: s.plainPager(who, "/admin/webhooks?"+query, number, deliveriesPerPage, int(page.Total))}
	to := func(label string, state webhook.State) tab {
		other := webhook.Filter{State: state, Subscription: f.Subscription}
		return tab{Label: label, Href: s.link("/admin/webhooks?" + deliveryQuery(other)), Current: state == f.State}
	}
	body.States = append(body.States, to(t("work.all"), ""))
	for _, st := range deliveryStates {
		body.States = append(body.States, to(t(st.key), st.state))
	}
	if f.Subscription != 0 {
		body.Only, body.All = t("hook.only", itoa(f.Subscription)), s.link("/admin/webhooks?"+deliveryQuery(webhook.Filter{State: f.State}))
	}
	for i := range page.Rows {
		body.Rows = append(body.Rows, s.deliveryRow(who, &page.Rows[i], query))
	}
	answer := s.setting(who, "webhooks", "admin-webhooks", body)
	answer.private = true
	return answer, nil
}

func (s *Site) deliveryRow(who reader, d *webhook.Delivery, query string) deliveryRow {
	t := who.words.T
	row := deliveryRow{
		Event: string(d.Event), URL: d.URL, UUID: d.UUID, Body: d.Body, Pending: d.State == webhook.Pending,
		Tries: who.words.N("hook.tries", d.Attempts, who.print.Count(d.Attempts)), Made: t("work.made", momentText(who, d.CreatedAt)),
		Webhook: t("hook.one", itoa(d.Subscription)), Same: s.link("/admin/webhooks?subscription=" + itoa(d.Subscription)),
		Again: s.link("/admin/webhooks/" + itoa(d.ID) + "/again?" + query),
	}
	for _, st := range deliveryStates {
		if st.state == d.State {
			row.State, row.Tone = t(st.key), st.tone
		}
	}
	if d.Status != 0 {
		row.Answer = t("hook.answer", strconv.Itoa(d.Status)) // which is all that the error says then
	} else {
		row.Error = d.Error
	}
	switch {
	case row.Pending:
		row.Time = t("work.next", momentText(who, d.NextTry))
	case !d.EndedAt.IsZero():
		row.Time = t("work.ended", momentText(who, d.EndedAt))
	}
	return row
}

// sendAgain serves POST /admin/webhooks/{id}/again, and leads back to the same list.
func (s *Site) sendAgain(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "delivery")
	if err == nil {
		err = s.deps.Webhooks.Again(r.Context(), who.viewer, id)
	}
	_, query := deliveryFilter(r)
	return reply{redirect: "/admin/webhooks?" + query, said: said{what: saidSentAgain}}, err
}
