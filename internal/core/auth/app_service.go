package auth

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// firstParty is the viewer's ID when they are here themselves. Applications don't manage applications, nor accounts.
func firstParty(v access.Viewer) (int64, error) {
	if !v.SignedIn() || v.Scopes != nil {
		return 0, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return v.ID(), nil
}

// CreateApp registers an application of the viewer's and gives its secret, shown this once; "" for a public one. Errors:
// fault.Invalid "app.invalid" with fields, fault.Invalid "app.scopes", fault.Limited "app.too_many".
func (s *Service) CreateApp(ctx context.Context, v access.Viewer, d AppDraft) (*App, string, error) {
	owner, err := firstParty(v)
	if err != nil {
		return nil, "", err
	}
	a, err := d.app()
	if err != nil {
		return nil, "", err
	}
	if _, n, err := s.store.Apps(ctx, owner, 0, 1); err != nil {
		return nil, "", err
	} else if n >= maxApps {
		return nil, "", fault.New(fault.Limited, "app.too_many", "there are as many applications as one may have")
	}
	a.Owner, a.IssuedAt, a.ClientID = owner, s.opt.Now(), randomWord(24)
	secret, hash := "", ""
	if !a.Public {
		secret = randomWord(48)
		hash = hashToken(secret)
	}
	return a, secret, s.store.CreateApp(ctx, a, hash)
}

// AppPage is a part of a list of applications.
type AppPage struct {
	Apps  []App
	Total int64
}

// Apps lists the viewer's applications, newest first.
func (s *Service) Apps(ctx context.Context, v access.Viewer, offset, limit int) (AppPage, error) {
	owner, err := firstParty(v)
	if err != nil {
		return AppPage{}, err
	}
	return s.appPage(ctx, owner, offset, limit)
}

// AllApps lists everybody's, newest first, for the command line and administrators.
func (s *Service) AllApps(ctx context.Context, offset, limit int) (AppPage, error) {
	return s.appPage(ctx, 0, offset, limit)
}

func (s *Service) appPage(ctx context.Context, owner int64, offset, limit int) (p AppPage, err error) {
	p.Apps, p.Total, err = s.store.Apps(ctx, owner, max(offset, 0), limit)
	return p, err
}

// App reads one of the viewer's; anybody else's is as unknown: fault.NotFound "app.not_found".
func (s *Service) App(ctx context.Context, v access.Viewer, id int64) (*App, error) {
	owner, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	a, err := s.store.App(ctx, id)
	if err == nil && a.Owner != owner {
		return nil, fault.Missing("app")
	}
	return a, err
}

// OwnAppByClientID is App by the name that the application calls itself.
func (s *Service) OwnAppByClientID(ctx context.Context, v access.Viewer, clientID string) (*App, error) {
	owner, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	a, _, err := s.store.AppByClientID(ctx, clientID)
	if err == nil && a.Owner != owner {
		return nil, fault.Missing("app")
	}
	return a, err
}

// AppByClientID finds anybody's: whoever knows the name may know the application, as the page that asks for consent does.
func (s *Service) AppByClientID(ctx context.Context, clientID string) (*App, error) {
	a, _, err := s.store.AppByClientID(ctx, clientID)
	return a, err
}

// DeleteApp removes one of the viewer's with its codes and tokens. Errors as App.
func (s *Service) DeleteApp(ctx context.Context, v access.Viewer, id int64) error {
	if _, err := s.App(ctx, v, id); err != nil {
		return err
	}
	return s.store.DeleteApp(ctx, id)
}

// AppName is what an application is called, for those who are told of what it did; fault.NotFound when it is gone.
func (s *Service) AppName(ctx context.Context, id int64) (string, error) {
	a, err := s.store.App(ctx, id)
	if err != nil {
		return "", err
	}
	return a.Name, nil
}

// RevokeApp ends all tokens that one of the viewer's applications has, whoever gave them. Errors as App.
func (s *Service) RevokeApp(ctx context.Context, v access.Viewer, id int64) error {
	if _, err := s.App(ctx, v, id); err != nil {
		return err
	}
	return s.EndApp(ctx, id)
}

// EndApp is RevokeApp for the command line, which owns everything.
func (s *Service) EndApp(ctx context.Context, id int64) error {
	return s.store.RevokeAppTokens(ctx, id, 0, s.opt.Now())
}

// RemoveApp is DeleteApp for the command line; fault.NotFound when there is none.
func (s *Service) RemoveApp(ctx context.Context, id int64) error { return s.store.DeleteApp(ctx, id) }

// Connections are the applications that the viewer has let in, by ID.
func (s *Service) Connections(ctx context.Context, v access.Viewer) ([]Connection, error) {
	id, err := firstParty(v)
	if err != nil {
		return nil, err
	}
	return s.store.Connections(ctx, id, s.opt.Now())
}

// Disconnect ends what an application holds of the viewer's; safe to call twice.
func (s *Service) Disconnect(ctx context.Context, v access.Viewer, app int64) error {
	id, err := firstParty(v)
	if err != nil {
		return err
	}
	return s.store.RevokeAppTokens(ctx, app, id, s.opt.Now())
}
