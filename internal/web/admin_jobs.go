package web

import (
	"net/http"
	"net/url"
	"strings"

	"palestra/internal/core/job"
)

// workRoutes are what the server does in the background, for administrators.
func (s *Site) workRoutes() table {
	return table{
		"GET /admin/jobs":                 s.admin(s.listJobs),
		"POST /admin/jobs/{id}/run":       s.admin(s.runJob),
		"GET /admin/webhooks":             s.admin(s.listDeliveries),
		"POST /admin/webhooks/{id}/again": s.admin(s.sendAgain),
	}
}

// jobsPage is a part of all jobs.
type jobsPage struct {
	States, Kinds []tab
	Rows          []jobRow
	Pager         pager
}

// jobRow is one job.
type jobRow struct {
	What, About, State, Tone string
	// Tries is how often it was begun, Time when it runs or ended, Made when it was written.
	Tries, Time, Made string
	// Error is the first line of why the last attempt failed, Trace all of it when there is more.
	Error, Trace string
	// Subject leads to what it is about, "" where there is no page for that.
	Subject string
	// Run has it run now, "" where that makes no sense.
	Run string
}

// jobsPerPage is how many jobs a page lists.
const jobsPerPage = 25

// jobKinds are the kinds by the key of their name.
var jobKinds = []struct {
	kind       job.Kind
	key, about string
}{
	{job.ComputeTimeFrame, "work.compute", "work.about_frame"},
	{job.DeliverWebhooks, "work.deliver", "work.about_webhook"},
}

// jobStates are the states by the key of their name, each with its tone.
var jobStates = []struct {
	state     job.State
	key, tone string
}{
	{job.Waiting, "work.waiting", ""}, {job.Running, "work.running", "accent"}, {job.GivenUp, "work.given_up", "danger"}, {job.Done, "work.done", "success"},
}

// jobFilter is what of the jobs an address asks for; what it can't mean is left out.
func jobFilter(r *http.Request) (f job.Filter, query string) {
	f = job.Filter{State: job.State(r.URL.Query().Get("state")), Kind: job.Kind(r.URL.Query().Get("kind"))}
	if !f.State.Valid() {
		f.State = ""
	}
	if _, known := job.PolicyOf(f.Kind); !known {
		f.Kind = ""
	}
	return f, jobQuery(f)
}

func jobQuery(f job.Filter) string {
	return url.Values{"state": {string(f.State)}, "kind": {string(f.Kind)}}.Encode()
}

// listJobs serves GET /admin/jobs: ?state= and ?kind= keep to some of them.
func (s *Site) listJobs(r *http.Request, who reader) (reply, error) {
	t := who.words.T
	f, query := jobFilter(r)
	number := pageNumber(r)
	f.Offset, f.Limit = (number-1)*jobsPerPage, jobsPerPage
	page, err := s.deps.Jobs.List(r.Context(), who.viewer, f)
	if err != nil {
		return reply{}, err
	}
	body := &jobsPage{Pager: s.plainPager(who, "/admin/jobs?"+query, number, jobsPerPage, int(page.Total))}
	to := func(label string, other job.Filter) tab {
		return tab{Label: label, Href: s.link("/admin/jobs?" + jobQuery(other)), Current: other.State == f.State && other.Kind == f.Kind}
	}
	all := int64(0)
	for _, st := range jobStates {
		n := page.States[st.state]
		all += n
		body.States = append(body.States, to(t("work.counted", t(st.key), who.print.Count(int(n))), job.Filter{State: st.state, Kind: f.Kind}))
	}
	body.States = append([]tab{to(t("work.counted", t("work.all"), who.print.Count(int(all))), job.Filter{Kind: f.Kind})}, body.States...)
	body.Kinds = append(body.Kinds, to(t("work.all_kinds"), job.Filter{State: f.State}))
	for _, k := range jobKinds {
		body.Kinds = append(body.Kinds, to(t(k.key), job.Filter{State: f.State, Kind: k.kind}))
	}
	for i := range page.Jobs {
		body.Rows = append(body.Rows, s.jobRow(who, &page.Jobs[i], query))
	}
	return s.setting(who, "jobs", "admin-jobs", body), nil
}

func (s *Site) jobRow(who reader, j *job.Job, query string) jobRow {
	t := who.words.T
	row := jobRow{What: string(j.Kind), Made: t("work.made", momentText(who, j.CreatedAt))}
	if row.Error, _, _ = strings.Cut(j.Error, "\n"); row.Error != j.Error {
		row.Trace = j.Error
	}
	most := 0
	if p, known := job.PolicyOf(j.Kind); known {
		most = len(p.Delays) + 1
	}
	row.Tries = t("work.tries", who.print.Count(j.Attempts), who.print.Count(most))
	for _, k := range jobKinds {
		if k.kind == j.Kind {
			row.What, row.About = t(k.key), t(k.about, itoa(j.Subject))
		}
	}
	for _, st := range jobStates {
		if st.state == j.State {
			row.State, row.Tone = t(st.key), st.tone
		}
	}
	if j.Kind == job.DeliverWebhooks {
		row.Subject = s.link("/admin/webhooks?subscription=" + itoa(j.Subject))
	}
	at := momentText(who, j.At)
	switch j.State {
	case job.Waiting:
		row.Time, row.Run = t("work.next", at), s.link("/admin/jobs/"+itoa(j.ID)+"/run?"+query)
		if j.Error != "" {
			row.Tone = "warning"
		}
	case job.Running:
		row.Time = t("work.leased", at)
	case job.GivenUp:
		row.Time, row.Run = t("work.gave_up", at), s.link("/admin/jobs/"+itoa(j.ID)+"/run?"+query)
	case job.Done:
		row.Time = t("work.ended", at)
	}
	return row
}

// runJob serves POST /admin/jobs/{id}/run, and leads back to the same list.
func (s *Site) runJob(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "job")
	if err == nil {
		err = s.deps.Jobs.RunNow(r.Context(), who.viewer, id)
	}
	_, query := jobFilter(r)
	return reply{redirect: "/admin/jobs?" + query, said: said{what: saidJobRuns}}, err
}
