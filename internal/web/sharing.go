package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// sharingRoutes is who sees what of one's own, until when, and what they looked at.
func (s *Site) sharingRoutes() table {
	return table{
		"GET /sharing":                        s.member(s.showSharing),
		"POST /sharing/give":                  s.member(s.give),
		"POST /sharing/requests/{id}/accept":  s.member(s.acceptRequest),
		"POST /sharing/requests/{id}/decline": s.member(s.declineRequest),
		"POST /sharing/grants/{id}/end":       s.member(s.endGrant),
		"POST /sharing/coaches/{id}/end":      s.member(s.endCoach),
	}
}

// sharingPage is everybody who sees something of the reader's.
type sharingPage struct {
	Notice   *notice
	Requests []asked
	Coaches  []sharingCoach
	Empty    *emptyState
	Give     giveForm
	// Programs is how many have access to the account, in words, "" for none.
	Programs string
	Log      accessLog
}

// sharingCoach is a coach with all that they are granted.
type sharingCoach struct {
	ID             int64
	Name, Username string
	Avatar         avatar
	Grants         []sharingGrant
	// Looked is the newest entry of the access log, nil for none; Looks leads to all of them.
	Looked     *lookRow
	Looks, End string
}

// sharingGrant is one permission with its time.
type sharingGrant struct {
	Label, Help string
	// Span is the time that it covers, State what is special about it now, in the tone of a badge.
	Span, State, Tone string
	// Note says what a time that is over still means, By who passed it on; both may be "".
	Note, Given, By string
	End             string
}

// showSharing serves GET /sharing; ?coach= keeps the log to one of them.
func (s *Site) showSharing(r *http.Request, who reader) (reply, error) {
	return s.sharing(r, who, giveForm{}, nil)
}

// sharing is the page, with what was typed and why it was refused.
func (s *Site) sharing(r *http.Request, who reader, typed giveForm, refused error) (reply, error) {
	body := &sharingPage{Give: typed}
	status := body.Give.fill(who, refused, &body.Notice)
	var err error
	if body.Requests, err = s.requestsTo(r, who); err != nil {
		return reply{}, err
	}
	if body.Coaches, err = s.sharingCoaches(r, who); err != nil {
		return reply{}, err
	}
	programs, err := s.deps.Auth.Connections(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	if len(programs) > 0 {
		body.Programs = who.words.N("sharing.programs", len(programs), who.print.Count(len(programs)))
	}
	if body.Log, err = s.accessLog(r, who, body.Coaches); err != nil {
		return reply{}, err
	}
	if len(body.Coaches)+len(body.Requests) == 0 {
		body.Empty = &emptyState{Icon: "lock", Title: who.words.T("sharing.empty_title"), Text: who.words.T("sharing.empty_text")}
	}
	body.Give.Open = len(body.Coaches)+len(body.Requests) == 0 || refused != nil
	return s.setting(who, "sharing", "sharing", body).answered(status), nil
}

// standing are the grants of the reader that open something: those that aren't revoked, whenever they begin and end. One that
// has run out still opens what lies in its time.
func (s *Site) standing(r *http.Request, who reader) ([]access.Grant, error) {
	all, err := s.deps.Access.Grants(r.Context(), who.viewer.ID(), 0)
	return slices.DeleteFunc(all, func(g access.Grant) bool { return !g.RevokedAt.IsZero() }), err
}

// sharingCoaches groups them by coach, by name.
func (s *Site) sharingCoaches(r *http.Request, who reader) ([]sharingCoach, error) {
	grants, err := s.standing(r, who)
	if err != nil {
		return nil, err
	}
	by := map[int64][]access.Grant{}
	for i := range grants {
		by[grants[i].Coach] = append(by[grants[i].Coach], grants[i])
	}
	all := make([]sharingCoach, 0, len(by))
	for id, of := range by {
		p, err := s.deps.Auth.Person(r.Context(), id)
		if err != nil {
			return nil, err
		}
		c, err := s.sharingCoach(r, who, p, of)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b sharingCoach) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func (s *Site) sharingCoach(r *http.Request, who reader, p *person.Person, of []access.Grant) (sharingCoach, error) {
	c := sharingCoach{
		ID: p.ID, Name: displayName(p), Username: p.Username, Avatar: s.avatar(p),
		End: s.link("/sharing/coaches/" + itoa(p.ID) + "/end"), Looks: s.link("/sharing?coach=" + itoa(p.ID) + "#looks"),
	}
	slices.SortFunc(of, func(a, b access.Grant) int {
		return cmp.Or(cmp.Compare(rankOf(a.Permission), rankOf(b.Permission)), a.From.Compare(b.From), cmp.Compare(a.ID, b.ID))
	})
	for i := range of {
		row, err := s.sharingGrant(r, who, &of[i])
		if err != nil {
			return c, err
		}
		c.Grants = append(c.Grants, row)
	}
	newest, err := s.deps.Monitor.Looks(r.Context(), who.viewer, monitor.LookFilter{Viewer: p.ID, Paging: monitor.Paging{Limit: 1}})
	if err == nil && len(newest.Rows) > 0 {
		row := lookRowOf(who, &newest.Rows[0], nil)
		c.Looked = &row
	}
	return c, err
}

// rankOf is where a permission stands among them.
func rankOf(p access.Permission) int {
	for i, k := range permissionKeys {
		if k.permission == p {
			return i
		}
	}
	return len(permissionKeys)
}

func (s *Site) sharingGrant(r *http.Request, who reader, g *access.Grant) (sharingGrant, error) {
	t, now := who.words.T, s.deps.Now()
	row := sharingGrant{
		Span: grantSpan(who, g.From, g.Until), Given: t("sharing.given", who.print.Date(g.CreatedAt)), End: s.link("/sharing/grants/" + itoa(g.ID) + "/end"),
	}
	if i := rankOf(g.Permission); i < len(permissionKeys) {
		row.Label, row.Help = t(permissionKeys[i].label), t(permissionKeys[i].help)
	}
	switch {
	case g.From.After(now):
		row.State = t("sharing.ahead")
	case !g.Until.After(now):
		row.State, row.Tone, row.Note = t("sharing.over"), "warning", t("sharing.over_note")
	}
	by, err := s.giver(r, who, g)
	row.By = by
	return row, err
}

// giver is who or what gave a grant in the reader's place, in words, "" for the reader's own hand.
func (s *Site) giver(r *http.Request, who reader, g *access.Grant) (string, error) {
	app := ""
	if g.App != 0 {
		name, err := s.deps.Auth.AppName(r.Context(), g.App)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return "", err
		}
		app = name
	}
	switch {
	case g.By == 0 && app == "":
		return "", nil
	case g.By == 0:
		return who.words.T("sharing.through", app), nil
	}
	p, err := s.deps.Auth.Person(r.Context(), g.By)
	if err != nil {
		return "", err
	}
	if app == "" {
		return who.words.T("sharing.passed_on", displayName(p)), nil
	}
	return who.words.T("sharing.passed_on_through", displayName(p), app), nil
}

// beginning is what a grant without a start begins with.
var beginning = time.Unix(0, 0).UTC()

// grantSpan is the time that a grant covers, in words.
func grantSpan(who reader, from, until time.Time) string {
	t := who.words.T
	last := untilText(who, until)
	switch always := !from.After(beginning); {
	case always && last == "":
		return t("sharing.always")
	case always:
		return t("sharing.until", last)
	case last == "":
		return t("sharing.since", who.print.Date(from))
	default:
		return t("sharing.between", who.print.Date(from), last)
	}
}

// endGrant serves POST /sharing/grants/{id}/end: one permission ends now, for data of its time too.
func (s *Site) endGrant(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "grant")
	if err != nil {
		return reply{}, err
	}
	return s.end(r, who, func(g *access.Grant) bool { return g.ID == id })
}

// endCoach serves POST /sharing/coaches/{id}/end: all that a coach is granted ends now.
func (s *Site) endCoach(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "grant")
	if err != nil {
		return reply{}, err
	}
	return s.end(r, who, func(g *access.Grant) bool { return g.Coach == id })
}

// end revokes those of the reader's grants that are meant, and offers to give them again.
func (s *Site) end(r *http.Request, who reader, meant func(*access.Grant) bool) (reply, error) {
	all, err := s.standing(r, who)
	if err != nil {
		return reply{}, err
	}
	var ended []access.Grant
	for i := range all {
		if !meant(&all[i]) {
			continue
		}
		if err := s.deps.Monitor.RevokeGrants(r.Context(), who.viewer, who.viewer.ID(), 0, all[i].ID); err != nil {
			return reply{}, err
		}
		ended = append(ended, all[i])
	}
	if len(ended) == 0 {
		return reply{}, fault.Missing("grant")
	}
	return s.taken("/sharing", saidSharingEnded, removed{Grants: ended}), nil
}

// grantAgain gives what was revoked a moment ago; whatever the grants say, they are the reader's own.
func (s *Site) grantAgain(r *http.Request, who reader, grants []access.Grant) error {
	for i := range grants {
		g := &grants[i]
		again := access.Grant{Athlete: who.viewer.ID(), Coach: g.Coach, Permission: g.Permission, From: g.From, Until: g.Until}
		if _, err := s.deps.Monitor.Grant(r.Context(), who.viewer, again); err != nil {
			return err
		}
	}
	return nil
}
