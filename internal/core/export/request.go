package export

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// firstParty refuses applications: no scope stands for everything that somebody has.
func firstParty(v access.Viewer) error {
	if !v.SignedIn() || v.Scopes != nil {
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return nil
}

// Request asks for an archive of the viewer's. Errors: fault.Conflict "export.ongoing" while one is being made,
// "export.recent" within a day of the last.
func (s *Service) Request(ctx context.Context, v access.Viewer) (*Request, error) {
	if err := firstParty(v); err != nil {
		return nil, err
	}
	r := Request{Person: v.ID(), State: InProgress, CreatedAt: s.now()}
	old, err := s.store.CreateExport(ctx, r, r.CreatedAt.Add(-Pause))
	if err != nil {
		return nil, err
	}
	select {
	case s.wake <- struct{}{}:
	default: // somebody is about to look already
	}
	return &r, s.forget(ctx, old)
}

// Get reads the viewer's latest request, nil when there is none.
func (s *Service) Get(ctx context.Context, v access.Viewer) (*Request, error) {
	if err := firstParty(v); err != nil {
		return nil, err
	}
	r, err := s.store.Export(ctx, v.ID())
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return r, err
}

// Open opens the viewer's archive by its name; the caller closes it. Errors: fault.NotFound "export.not_found".
func (s *Service) Open(ctx context.Context, v access.Viewer, fileName string) (activity.Blob, *Request, error) {
	r, err := s.Get(ctx, v)
	if err != nil {
		return nil, nil, err
	}
	if r == nil || r.State != Successful || r.FileName != fileName {
		return nil, nil, fault.Missing("export")
	}
	b, err := s.activities.OpenFile(r.Hash)
	if fault.Is(err, fault.NotFound) {
		err = fault.Missing("export")
	}
	return b, r, err
}

// Sweep removes archives whose time is over; call it now and then.
func (s *Service) Sweep(ctx context.Context) error {
	hashes, err := s.store.DropExports(ctx, s.now().Add(-Life))
	if err != nil {
		return err
	}
	return s.activities.ForgetFiles(ctx, hashes)
}

func (s *Service) forget(ctx context.Context, hash string) error {
	if hash == "" {
		return nil
	}
	return s.activities.ForgetFiles(ctx, []string{hash})
}
