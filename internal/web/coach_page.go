package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// coachRoutes is what coaches plan with, and what athletes see of it.
func (s *Site) coachRoutes() table {
	return table{
		"GET /coaching":                             s.coach(s.showBoard),
		"POST /coaching/put":                        s.coach(s.putOnBoard),
		"POST /coaching/move":                       s.coach(s.moveOnBoard),
		"POST /coaching/withdraw":                   s.coach(s.withdrawFromBoard),
		"POST /coaching/copy-week":                  s.coach(s.copyWeek),
		"POST /coaching/undo/{undo}":                s.coach(s.undoPlanning),
		"GET /coaching/sessions":                    s.coach(s.showLibrary),
		"GET /coaching/sessions/new":                s.coach(s.showNewSession),
		"POST /coaching/sessions/new":               s.coach(s.createSession),
		"POST /coaching/sessions/preview":           s.coach(s.previewSession),
		"GET /coaching/sessions/{id}":               s.coach(s.showSession),
		"POST /coaching/sessions/{id}":              s.coach(s.saveSession),
		"POST /coaching/sessions/{id}/copy":         s.coach(s.copySession),
		"POST /coaching/sessions/{id}/delete":       s.coach(s.deleteSession),
		"GET /coaching/sessions/{id}/export/{kind}": s.writing(s.exportSession),
		"GET /coaching/plans":                       s.coach(s.showPlans),
		"POST /coaching/plans/new":                  s.coach(s.createPlan),
		"GET /coaching/plans/{id}":                  s.coach(s.showPlan),
		"POST /coaching/plans/{id}":                 s.coach(s.savePlan),
		"POST /coaching/plans/{id}/put":             s.coach(s.putInPlan),
		"POST /coaching/plans/{id}/move":            s.coach(s.moveInPlan),
		"POST /coaching/plans/{id}/remove":          s.coach(s.removeFromPlan),
		"POST /coaching/plans/{id}/lay-out":         s.coach(s.layOutPlan),
		"POST /coaching/plans/{id}/delete":          s.coach(s.deletePlan),
		"GET /coaching/texts/new":                   s.coach(s.showNewText),
		"POST /coaching/texts/new":                  s.coach(s.createText),
		"GET /coaching/texts/{id}":                  s.coach(s.showText),
		"POST /coaching/texts/{id}":                 s.coach(s.saveText),
		"POST /coaching/texts/{id}/copy":            s.coach(s.copyText),
		"POST /coaching/texts/{id}/delete":          s.coach(s.deleteText),
		"GET /coaching/trainings/new":               s.coach(s.showNewTraining),
		"POST /coaching/trainings/new":              s.coach(s.createTraining),
		"GET /coaching/trainings/{id}":              s.coach(s.showPlanned),
		"GET /coaching/trainings/{id}/edit":         s.coach(s.showEditTraining),
		"POST /coaching/trainings/{id}/edit":        s.coach(s.editTraining),
		"POST /coaching/trainings/{id}/pair":        s.coach(s.pairTraining),
		"GET /coaching/athletes":                    s.coach(s.showAthletes),
		"POST /coaching/athletes/ask":               s.coach(s.askAthlete),
		"POST /coaching/requests/{id}/decline":      s.coach(s.withdrawRequest),
		"POST /coaching/athletes/{id}/end":          s.coach(s.endAthlete),
	}
}

// coach serves those who are signed in as a coach; the others are told so.
func (s *Site) coach(h handler) http.HandlerFunc {
	return s.member(func(r *http.Request, who reader) (reply, error) {
		if !isCoach(who) {
			return reply{}, errNotCoach
		}
		return h(r, who)
	})
}

// isCoach tells for whom the coaching pages are.
func isCoach(who reader) bool { return who.viewer.SignedIn() && who.viewer.Person.Role == person.Coach }

var errNotCoach = fault.New(fault.Forbidden, "plan.not_coach", "only coaches have a library and plan for others")

// face is an avatar beside a name: without a picture it shows the letter that the name begins with.
func (s *Site) face(p *person.Person) avatar {
	a := s.avatar(p)
	first, _ := utf8.DecodeRuneInString(displayName(p))
	a.Letter = string(unicode.ToUpper(first))
	return a
}

// withQuery is a path with some of its query changed; an empty value takes a name away.
func withQuery(path string, now url.Values, pairs ...string) string {
	next := url.Values{}
	for name, values := range now {
		next[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			next.Del(pairs[i])
		} else {
			next.Set(pairs[i], pairs[i+1])
		}
	}
	if len(next) == 0 {
		return path
	}
	return path + "?" + next.Encode()
}

// numberedPager leads through pages of a list that is known as a whole.
func numberedPager(who reader, page, pages, perPage, total int, at func(int) string) pager {
	first := min((page-1)*perPage+1, total)
	out := pager{Summary: who.words.T("pager.summary", who.print.Count(first), who.print.Count(min(page*perPage, total)), who.print.Count(total))}
	if pages < 2 {
		return out
	}
	if page > 1 {
		out.Previous = at(page - 1)
	}
	if page < pages {
		out.Next = at(page + 1)
	}
	for n := 1; n <= pages; n++ {
		switch {
		case n == 1 || n == pages || n >= page-1 && n <= page+1:
			out.Pages = append(out.Pages, pageLink{Number: n, Href: at(n), Current: n == page})
		case n == page-2 || n == page+2:
			out.Pages = append(out.Pages, pageLink{})
		}
	}
	return out
}

// undoable is a message with the way to take back what it tells of.
func undoable(what string, undo int64) said {
	return said{what: what, activity: strconv.FormatInt(undo, 10)}
}

// cameFrom is the path of ours that a form was on, as far as the browser tells.
func (s *Site) cameFrom(r *http.Request, otherwise string) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return otherwise
	}
	path, ok := strings.CutPrefix(u.RequestURI(), s.deps.Path)
	if !ok || !strings.HasPrefix(path, otherwise) {
		return otherwise
	}
	return path
}
