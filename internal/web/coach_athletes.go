package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// athletesPage is a coach's athletes and requests.
type athletesPage struct {
	Notice   *notice
	Athletes []granted
	Requests []asked
	Empty    *emptyState
	Ask      []field
	// Permissions are those to ask for.
	Permissions []permissionChoice
}

// granted is somebody with whom grants are shared.
type granted struct {
	ID     int64
	Name   string
	Avatar avatar
	// Username is "" where nobody signs in.
	Username    string
	Permissions []string
	// Until is the earliest end, "" for none.
	Until string
	Board string
	End   string
}

// asked is a request that waits for an answer.
type asked struct {
	ID          int64
	Name        string
	Avatar      avatar
	Permissions []string
	Until       string
	// UntilDay is the date for a form, "" for no end.
	UntilDay string
	Choices  []permissionChoice
	Decline  string
	Accept   string
}

// permissionChoice is a permission with what it means.
type permissionChoice struct {
	Value, Label, Help string
	Checked            bool
}

var permissionKeys = []struct {
	permission  access.Permission
	label, help string
}{
	{access.PermissionRead, "permission.read", "permission.read_help"},
	{access.PermissionWrite, "permission.write", "permission.write_help"},
	{access.PermissionShare, "permission.share", "permission.share_help"},
}

func permissionNames(who reader, all []access.Permission) []string {
	var names []string
	for _, k := range permissionKeys {
		if slices.Contains(all, k.permission) {
			names = append(names, who.words.T(k.label))
		}
	}
	return names
}

func permissionChoices(who reader, checked []access.Permission) []permissionChoice {
	var all []permissionChoice
	for _, k := range permissionKeys {
		all = append(all, permissionChoice{string(k.permission), who.words.T(k.label), who.words.T(k.help), slices.Contains(checked, k.permission)})
	}
	return all
}

// sharing is everything between the viewer and one other person that holds now.
type sharing struct {
	other       int64
	permissions []access.Permission
	until       time.Time
}

// sharings groups grants that hold now, or will, by the other person.
func (s *Site) sharings(r *http.Request, athlete, coach int64) ([]sharing, error) {
	all, err := s.deps.Access.Grants(r.Context(), athlete, coach)
	if err != nil {
		return nil, err
	}
	by := map[int64]*sharing{}
	var out []*sharing
	for i := range all {
		g := &all[i]
		if !g.RevokedAt.IsZero() || !g.Until.After(s.deps.Now()) {
			continue
		}
		other := g.Athlete
		if athlete != 0 {
			other = g.Coach
		}
		if by[other] == nil {
			by[other] = &sharing{other: other, until: g.Until}
			out = append(out, by[other])
		}
		by[other].permissions = append(by[other].permissions, g.Permission)
		if g.Until.Before(by[other].until) {
			by[other].until = g.Until
		}
	}
	flat := make([]sharing, len(out))
	for i := range out {
		flat[i] = *out[i]
	}
	return flat, nil
}

// untilText is the last day before an end in words, "" for none.
func untilText(who reader, until time.Time) string {
	if !until.Before(access.Forever) {
		return ""
	}
	return who.print.Date(until.Add(-time.Second))
}

// showAthletes serves GET /coaching/athletes.
func (s *Site) showAthletes(r *http.Request, who reader) (reply, error) {
	return s.athletesReply(r, who, nil, "")
}

func (s *Site) athletesReply(r *http.Request, who reader, refused error, typed string) (reply, error) {
	t := who.words.T
	body := &athletesPage{
		Permissions: permissionChoices(who, []access.Permission{access.PermissionRead, access.PermissionWrite}),
		Ask: []field{
			{Name: "who", Label: t("people.who"), Type: "text", Value: typed, Help: t("people.who_help"), Required: true, MaxLength: 255, Autocomplete: "off"},
			{Name: "until", Label: t("people.until"), Type: "date", Help: t("people.until_help"), Optional: true},
		},
	}
	status := explain(who, refused, body.Ask, &body.Notice)
	shared, err := s.sharings(r, 0, who.viewer.ID())
	if err != nil {
		return reply{}, err
	}
	for _, one := range shared {
		p, err := s.deps.Auth.Person(r.Context(), one.other)
		if err != nil {
			return reply{}, err
		}
		login := p.Username
		if !p.Active {
			login = "" // nobody signs in with that of an athlete whom a coach keeps
		}
		body.Athletes = append(body.Athletes, granted{
			ID: p.ID, Name: displayName(p), Avatar: s.face(p), Username: login, Permissions: permissionNames(who, one.permissions),
			Until: untilText(who, one.until), Board: s.link("/coaching"), End: s.link("/coaching/athletes/" + strconv.FormatInt(p.ID, 10) + "/end"),
		})
	}
	slices.SortFunc(body.Athletes, func(a, b granted) int { return cmp.Compare(a.Name, b.Name) })
	_, made, err := s.deps.Access.Requests(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	for i := range made {
		one, err := s.askedOf(r, who, &made[i], made[i].Athlete)
		if err != nil {
			return reply{}, err
		}
		one.Decline = s.link("/coaching/requests/" + strconv.FormatInt(one.ID, 10) + "/decline")
		body.Requests = append(body.Requests, one)
	}
	if len(body.Athletes)+len(body.Requests) == 0 {
		body.Empty = &emptyState{Icon: "person", Title: t("people.empty_title"), Text: t("people.empty_text")}
	}
	return reply{status: status, page: "athletes", shell: shell{Title: t("people.athletes"), Nav: "coaching", Width: "medium"}, body: body}, nil
}

func (s *Site) askedOf(r *http.Request, who reader, q *access.Request, other int64) (asked, error) {
	p, err := s.deps.Auth.Person(r.Context(), other)
	if err != nil {
		return asked{}, err
	}
	one := asked{ID: q.ID, Name: displayName(p), Avatar: s.face(p), Permissions: permissionNames(who, q.Permissions), Until: untilText(who, q.Until), Choices: permissionChoices(who, q.Permissions)}
	if one.Until != "" {
		one.UntilDay = q.Until.Add(-time.Second).In(who.print.Zone).Format(time.DateOnly)
	}
	return one, nil
}

// readTerms reads permissions and an end, which is the end of its day where the reader is.
func readTerms(r *http.Request, who reader) (access.Terms, error) {
	if err := r.ParseForm(); err != nil {
		return access.Terms{}, errForm(err)
	}
	var t access.Terms
	for _, p := range r.PostForm["permissions"] {
		t.Permissions = append(t.Permissions, access.Permission(p))
	}
	t.Before = r.PostFormValue("before") == "1"
	if text := r.PostFormValue("until"); text != "" {
		day, ok := parseDay(text)
		if !ok {
			return t, fault.InvalidField("until", "request.until", "must lie in the future")
		}
		t.Until = person.InZone(day.AddDate(0, 0, 1), who.print.Zone)
	}
	return t, nil
}

// askAthlete serves POST /coaching/athletes/ask.
func (s *Site) askAthlete(r *http.Request, who reader) (reply, error) {
	terms, err := readTerms(r, who)
	typed := strings.TrimSpace(r.PostFormValue("who"))
	if err == nil {
		var p *person.Person
		if p, err = s.deps.Auth.PersonByLogin(r.Context(), typed); err == nil {
			_, err = s.deps.Access.Ask(r.Context(), who.viewer, p.ID, terms.Permissions, terms.Until)
		}
		if fault.Is(err, fault.NotFound) || fault.CodeOf(err) == "request.self" {
			err = fault.InvalidField("who", "request.nobody", "nobody here has this name")
		}
	}
	switch {
	case fault.Is(err, fault.Invalid), fault.Is(err, fault.Limited):
		return s.athletesReply(r, who, err, typed)
	case err != nil:
		return reply{}, err
	}
	return reply{redirect: "/coaching/athletes", said: said{what: saidAsked}}, nil
}

// withdrawRequest serves POST /coaching/requests/{id}/decline.
func (s *Site) withdrawRequest(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "request")
	if err == nil {
		err = s.deps.Access.Decline(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/coaching/athletes", said: said{what: saidDeclined}}, err
}

// endAthlete serves POST /coaching/athletes/{id}/end: the coach gives back what an athlete has granted.
func (s *Site) endAthlete(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "grant")
	if err == nil {
		err = s.deps.Access.End(r.Context(), who.viewer, id, who.viewer.ID())
	}
	return reply{redirect: "/coaching/athletes", said: said{what: saidEnded}}, err
}

// writable are the athletes that the reader may plan for now.
func (s *Site) writable(r *http.Request, who reader) ([]int64, error) {
	shared, err := s.deps.Access.Grants(r.Context(), 0, who.viewer.ID())
	if err != nil {
		return nil, err
	}
	var ids []int64
	for i := range shared {
		if shared[i].Permission == access.PermissionWrite && shared[i].Covers(s.deps.Now()) && !slices.Contains(ids, shared[i].Athlete) {
			ids = append(ids, shared[i].Athlete)
		}
	}
	return ids, nil
}

// athleteOptions are those that the reader may plan for, and those chosen already.
func (s *Site) athleteOptions(r *http.Request, who reader, chosen []int64) ([]option, error) {
	ids, err := s.writable(r, who)
	if err != nil {
		return nil, err
	}
	for _, id := range chosen {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	var all []option
	for _, id := range ids {
		p, err := s.deps.Auth.Person(r.Context(), id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, option{strconv.FormatInt(id, 10), displayName(p), slices.Contains(chosen, id)})
	}
	slices.SortFunc(all, func(a, b option) int { return cmp.Compare(a.Label, b.Label) })
	return all, nil
}
