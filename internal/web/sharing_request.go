package web

import (
	"net/http"

	"palestra/internal/core/fault"
)

// requestsTo are what coaches ask the reader for, with the choices to answer by.
func (s *Site) requestsTo(r *http.Request, who reader) ([]asked, error) {
	received, _, err := s.deps.Access.Requests(r.Context(), who.viewer)
	if err != nil {
		return nil, err
	}
	var all []asked
	for i := range received {
		one, err := s.askedOf(r, who, &received[i], received[i].Coach)
		if err != nil {
			return nil, err
		}
		at := s.link("/sharing/requests/" + itoa(one.ID))
		one.Accept, one.Decline = at+"/accept", at+"/decline"
		all = append(all, one)
	}
	return all, nil
}

// acceptRequest serves POST /sharing/requests/{id}/accept: on the athlete's own terms.
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
		return s.sharing(r, who, giveForm{refusedElsewhere: true}, err)
	}
	return reply{redirect: "/sharing", said: said{what: saidAccepted}}, err
}

// declineRequest serves POST /sharing/requests/{id}/decline.
func (s *Site) declineRequest(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "request")
	if err == nil {
		err = s.deps.Access.Decline(r.Context(), who.viewer, id)
	}
	return reply{redirect: "/sharing", said: said{what: saidDeclined}}, err
}
