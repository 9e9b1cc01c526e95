package access

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Request is what a coach asks an athlete for. It goes when it is answered; there is one for each pair of people.
type Request struct {
	ID             int64
	Athlete, Coach int64
	Permissions    []Permission
	// Until is when the coach would like it to end; Forever without an end.
	Until     time.Time
	CreatedAt time.Time
}

// MaxRequests is how many unanswered requests a coach may have.
const MaxRequests = 200

// RequestStore keeps requests. Those of other people are as unknown as those that are not there: fault.NotFound
// "request.not_found".
type RequestStore interface {
	// PutRequest stores r in place of one of the same two people, and fills in its ID. A coach with limit of them already is
	// fault.Limited "request.limit"; an athlete who does not exist is fault.NotFound "person.not_found".
	PutRequest(ctx context.Context, r *Request, limit int) error
	// Requests lists those to an athlete, or of a coach (the other is 0), by ID.
	Requests(ctx context.Context, athlete, coach int64) ([]Request, error)
	// AnswerRequest removes one to the athlete and stores the grants that answer makes of it.
	AnswerRequest(ctx context.Context, athlete, id int64, answer func(Request) []Grant) error
	// WithdrawRequest removes one of the coach.
	WithdrawRequest(ctx context.Context, coach, id int64) error
}

// Terms are what an athlete grants to a coach.
type Terms struct {
	Permissions []Permission
	// Until is the end, zero for none.
	Until time.Time
	// Before opens what was recorded before now as well.
	Before bool
}

// Ask asks an athlete for permissions until a moment, zero for no end. Errors: fault.Forbidden "request.not_coach",
// fault.Invalid "request.permissions", "request.until" or "request.self", and those of PutRequest.
func (s *Service) Ask(ctx context.Context, v Viewer, athlete int64, permissions []Permission, until time.Time) (Request, error) {
	r := Request{Athlete: athlete, Coach: v.ID(), Permissions: permissions, Until: until, CreatedAt: s.now()}
	if !v.SignedIn() || v.Person.Role != person.Coach {
		return r, fault.New(fault.Forbidden, "request.not_coach", "only coaches ask athletes for permissions")
	}
	if athlete == v.ID() {
		return r, fault.InvalidField("athlete", "request.self", "must be somebody else")
	}
	terms := Terms{Permissions: permissions, Until: until}
	if err := s.checkTerms(&terms); err != nil {
		return r, err
	}
	r.Permissions, r.Until = terms.Permissions, terms.Until
	err := s.store.PutRequest(ctx, &r, MaxRequests)
	return r, err
}

// checkTerms tidies them: each permission once, in the order READ, WRITE, SHARE, and an end.
func (s *Service) checkTerms(t *Terms) error {
	var kept []Permission
	for _, p := range []Permission{PermissionRead, PermissionWrite, PermissionShare} {
		if slices.Contains(t.Permissions, p) {
			kept = append(kept, p)
		}
	}
	t.Permissions = kept
	if t.Until.IsZero() {
		t.Until = Forever
	}
	switch {
	case len(kept) == 0:
		return fault.InvalidField("permissions", "request.permissions", "choose at least one permission")
	case !t.Until.After(s.now()):
		return fault.InvalidField("until", "request.until", "must lie in the future")
	case t.Until.After(Forever):
		t.Until = Forever
	}
	return nil
}

// Requests lists those to the viewer, and those that the viewer has made, by ID.
func (s *Service) Requests(ctx context.Context, v Viewer) (received, made []Request, err error) {
	if !v.SignedIn() {
		return nil, nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	if received, err = s.store.Requests(ctx, v.ID(), 0); err != nil {
		return nil, nil, err
	}
	made, err = s.store.Requests(ctx, 0, v.ID())
	return received, made, err
}

// Accept answers a request to the viewer with grants on the viewer's own terms, in place of the coach's former ones of the
// same permissions. Errors: fault.Invalid "request.permissions" or "request.until", fault.NotFound "request.not_found".
func (s *Service) Accept(ctx context.Context, v Viewer, id int64, t Terms) error {
	if err := s.checkTerms(&t); err != nil {
		return err
	}
	from := s.now()
	if t.Before {
		from = time.Unix(0, 0).UTC()
	}
	return s.store.AnswerRequest(ctx, v.ID(), id, func(r Request) []Grant {
		grants := make([]Grant, 0, len(t.Permissions))
		for _, p := range t.Permissions {
			grants = append(grants, Grant{Athlete: r.Athlete, Coach: r.Coach, Permission: p, From: from, Until: t.Until, CreatedAt: s.now()})
		}
		return grants
	})
}

// Decline refuses a request to the viewer, or withdraws one that the viewer has made.
func (s *Service) Decline(ctx context.Context, v Viewer, id int64) error {
	err := s.store.AnswerRequest(ctx, v.ID(), id, func(Request) []Grant { return nil })
	if fault.Is(err, fault.NotFound) {
		return s.store.WithdrawRequest(ctx, v.ID(), id)
	}
	return err
}

// End ends all grants between the viewer and somebody else now, those of the viewer to them or of them to the viewer:
// an athlete takes back what they gave, a coach gives back what they got. No grant at all is fault.NotFound "grant.not_found".
func (s *Service) End(ctx context.Context, v Viewer, athlete, coach int64) error {
	if !v.SignedIn() || v.ID() != athlete && v.ID() != coach {
		return fault.Missing("grant")
	}
	all, err := s.store.Grants(ctx, athlete, coach)
	if err != nil {
		return err
	}
	ended := false
	for i := range all {
		if !all[i].RevokedAt.IsZero() || !all[i].Until.After(s.now()) {
			continue
		}
		if err := s.store.RevokeGrant(ctx, all[i].ID, s.now()); err != nil {
			return err
		}
		ended = true
	}
	if !ended {
		return fault.Missing("grant")
	}
	return nil
}
