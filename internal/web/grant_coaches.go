package web

import (
	"net/http"
	"strconv"

	"palestra/internal/core/fault"
)

// grantRoutes is who may see and plan one's training.
func (s *Site) grantRoutes() table {
	return table{
		"GET /settings/coaches":                        s.member(s.showCoaches),
		"POST /settings/coaches/requests/{id}/accept":  s.member(s.acceptRequest),
		"POST /settings/coaches/requests/{id}/decline": s.member(s.declineRequest),
		"POST /settings/coaches/{id}/end":              s.member(s.endCoach),
	}
}

// coachesPage is an athlete's coaches and their requests.
type coachesPage struct {
	Notice   *notice
	Coaches  []granted
	Requests []asked
	Empty    *emptyState
}

// showCoaches serves GET /settings/coaches.
func (s *Site) showCoaches(r *http.Request, who reader) (reply, error) {
	return s.coachesReply(r, who, nil)
}

func (s *Site) coachesReply(r *http.Request, who reader, refused error) (reply, error) {
	t := who.words.T
	body := &coachesPage{}
	status := explain(who, refused, nil, &body.Notice)
	received, _, err := s.deps.Access.Requests(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	for i := range received {
		one, err := s.askedOf(r, who, &received[i], received[i].Coach)
		if err != nil {
			return reply{}, err
		}
		at := s.link("/settings/coaches/requests/" + strconv.FormatInt(one.ID, 10))
		one.Accept, one.Decline = at+"/accept", at+"/decline"
		body.Requests = append(body.Requests, one)
	}
	shared, err := s.sharings(r, who.viewer.ID(), 0)
	if err != nil {
		return reply{}, err
	}
	for _, one := range shared {
		p, err := s.deps.Auth.Person(r.Context(), one.other)
		if err != nil {
			return reply{}, err
		}
		body.Coaches = append(body.Coaches, granted{
			ID: p.ID, Name: displayName(p), Avatar: s.avatar(p), Username: p.Username, Permissions: permissionNames(who, one.permissions),
			Until: untilText(who, one.until), End: s.link("/settings/coaches/" + strconv.FormatInt(p.ID, 10) + "/end"),
		})
	}
	if len(body.Coaches)+len(body.Requests) == 0 {
		body.Empty = &emptyState{Icon: "person", Title: t("people.no_coach_title"), Text: t("people.no_coach_text")}
	}
	answer := s.setting(who, "coaches", "coaches", body)
	answer.status = status
	return answer, nil
}

// acceptRequest serves POST /settings/coaches/requests/{id}/accept: on the athlete's own terms.
func (s *Site) acceptRequest(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "request")
	if err != nil {
		return reply{}, err
	}
	terms, err := readTerms(r, who)
	if err == nil {
		err = s.deps.Access.Accept(r.Context(), who.viewer, id, terms)
	}
	if fault.Is(err, fault.Invalid) {
		return s.coachesReply(r, who, err)
	}
	return reply{redirect: "/settings/coaches", said: said{what: saidAccepted}}, err
}

// declineRequest serves POST /settings/coaches/requests/{id}/decline.
func (s *Site) declineRequest(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "request")
	if err == nil {
		err = s.deps.Access.Decline(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/settings/coaches", said: said{what: saidDeclined}}, err
}

// endCoach serves POST /settings/coaches/{id}/end: everything granted to a coach ends now.
func (s *Site) endCoach(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "grant")
	if err == nil {
		err = s.deps.Access.End(r.Context(), who.viewer, who.viewer.ID(), id)
	}
	return reply{redirect: "/settings/coaches", said: said{what: saidEnded}}, err
}
