package auth

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// SessionLife is how long a browser stays signed in.
const SessionLife = 30 * 24 * time.Hour

// maxAgent bounds what is kept of a User-Agent.
const maxAgent = 300

// StartSession signs a browser in and gives the secret for its cookie, shown this once.
func (s *Service) StartSession(ctx context.Context, p *person.Person, agent string) (string, error) {
	secret, now := newSessionSecret(), s.opt.Now()
	if len(agent) > maxAgent {
		agent = agent[:maxAgent]
	}
	return secret, s.store.CreateSession(ctx, Session{
		Hash: hashToken(secret), Person: p.ID, Agent: agent, CreatedAt: now, ExpiresAt: now.Add(SessionLife), LastUsed: now,
	})
}

// Session resolves a cookie's secret. Unknown and expired ones, and those of closed accounts, are
// fault.Unauthenticated with code "auth.session".
func (s *Service) Session(ctx context.Context, secret string) (access.Viewer, error) {
	_, p, err := s.store.SessionByHash(ctx, hashToken(secret), s.opt.Now())
	if fault.Is(err, fault.NotFound) || (err == nil && !p.Active) {
		return access.Viewer{}, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	if err != nil {
		return access.Viewer{}, err
	}
	return access.Viewer{Person: p}, nil
}

// EndSession signs a browser out; safe to call twice.
func (s *Service) EndSession(ctx context.Context, secret string) error {
	err := s.store.DeleteSession(ctx, hashToken(secret))
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// Sessions lists the viewer's browser sessions, the last used first.
func (s *Service) Sessions(ctx context.Context, v access.Viewer) ([]Session, error) {
	id, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	return s.store.BrowserSessions(ctx, id, s.opt.Now())
}

// SignOutElsewhere ends all of the viewer's browser sessions but the one with this secret ("" for none), and every token
// that IssueBearer signed. Permanent tokens and those of applications stay.
func (s *Service) SignOutElsewhere(ctx context.Context, v access.Viewer, keep string) error {
	id, err := firstParty(v)
	if err != nil {
		return err
	}
	e := Errand{EndSessions: true}
	if keep != "" {
		e.KeepSession = hashToken(keep)
	}
	_, err = s.store.ChangeAccount(ctx, id, signOut, e)
	return err
}

// Sweep forgets what has expired; call it now and then.
func (s *Service) Sweep(ctx context.Context) error { return s.store.DeleteExpired(ctx, s.opt.Now()) }
