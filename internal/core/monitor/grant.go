package monitor

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Granter makes and ends grants; access.Service is one.
type Granter interface {
	Grant(ctx context.Context, g access.Grant) (access.Grant, error)
	Grants(ctx context.Context, athlete, coach int64) ([]access.Grant, error)
	Revoke(ctx context.Context, id int64) error
}

// Grants lists what the viewer, an athlete, grants a coach (0 is any), by id.
func (s *Service) Grants(ctx context.Context, v access.Viewer, athlete, coach int64) ([]access.Grant, error) {
	if err := s.own(v, athlete); err != nil {
		return nil, err
	}
	if err := s.coachThere(ctx, coach); coach != 0 && err != nil {
		return nil, err
	}
	return s.opt.Access.Grants(ctx, athlete, coach)
}

// Grant makes one: an athlete's own, or one that a coach with SHARE passes on to another coach, READ or WRITE within the
// interval of that SHARE. Errors: fault.Forbidden "monitor.not_yours" beyond that; fault.NotFound "manager.not_found" for a
// coach who is none; those of access.Service.Grant.
func (s *Service) Grant(ctx context.Context, v access.Viewer, g access.Grant) (access.Grant, error) {
	if !v.SignedIn() {
		return g, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	if g.From.IsZero() {
		g.From = s.opt.Now()
	}
	g.By, g.App = 0, v.App
	if v.ID() != g.Athlete {
		g.By = v.ID()
		if err := s.mayShare(ctx, v, &g); err != nil {
			return g, err
		}
	}
	if err := s.coachThere(ctx, g.Coach); err != nil {
		return g, err
	}
	return s.opt.Access.Grant(ctx, g)
}

// mayShare wants a SHARE that holds now and has the whole grant in it.
func (s *Service) mayShare(ctx context.Context, v access.Viewer, g *access.Grant) error {
	beyond := fault.New(fault.Forbidden, "monitor.not_yours", "only the athlete may grant this")
	me, err := manager(v)
	if err != nil {
		return err
	}
	held, err := s.store.Grants(ctx, g.Athlete, me)
	if err != nil {
		return err
	}
	for i := range held {
		h := &held[i]
		if h.Permission == access.PermissionShare && h.Covers(s.opt.Now()) && g.Permission != access.PermissionShare &&
			g.Coach != me && !g.From.Before(h.From) && !h.Until.Before(g.Until) {
			return nil
		}
	}
	if len(held) == 0 {
		return fault.Missing("athlete")
	}
	return beyond
}

// RevokeGrants ends what the viewer, an athlete, grants a coach: the grant of this id, or all for 0. Errors: fault.NotFound
// "grant.not_found" when there is none of this id.
func (s *Service) RevokeGrants(ctx context.Context, v access.Viewer, athlete, coach, id int64) error {
	all, err := s.Grants(ctx, v, athlete, coach)
	if err != nil {
		return err
	}
	found := id == 0
	for i := range all {
		if id != 0 && all[i].ID != id {
			continue
		}
		found = true
		if err := s.opt.Access.Revoke(ctx, all[i].ID); err != nil {
			return err
		}
	}
	if !found {
		return fault.Missing("grant")
	}
	return nil
}

// own wants the viewer to be that athlete; fault.NotFound "athlete.not_found" otherwise, fault.Forbidden
// "monitor.not_athlete" for a coach.
func (s *Service) own(v access.Viewer, athlete int64) error {
	switch {
	case !v.SignedIn():
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	case v.ID() == athlete:
		return nil
	case v.Person.Role == person.Coach:
		return fault.New(fault.Forbidden, "monitor.not_athlete", "only athletes see what they grant")
	}
	return fault.Missing("athlete")
}

// coachThere wants a coach of this id.
func (s *Service) coachThere(ctx context.Context, id int64) error {
	if id == 0 {
		return nil
	}
	p, err := s.store.Person(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && p.Role != person.Coach {
		return fault.Missing("manager")
	}
	return err
}
