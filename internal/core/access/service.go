package access

import (
	"context"
	"time"

	"palestra/internal/core/fault"
)

// Store keeps grants and followers.
type Store interface {
	// CreateGrant stores g and fills in its ID.
	CreateGrant(ctx context.Context, g *Grant) error
	// Grants lists those of an athlete, or to a coach, or of all (0 is any), by ID.
	Grants(ctx context.Context, athlete, coach int64) ([]Grant, error)
	// RevokeGrant ends one; fault.NotFound when there is none, no change when it was revoked already.
	RevokeGrant(ctx context.Context, id int64, at time.Time) error
	// SetFollower notes whether a follower has been asked for or accepted, or removes it.
	SetFollower(ctx context.Context, follower, person int64, state FollowState) error
	// Relation is what the viewer is to the owner, with grants in any state.
	Relation(ctx context.Context, viewer, owner int64) (Relation, error)
	RequestStore
}

// FollowState is how far one person follows another.
type FollowState string

// The states. NotFollowing removes the row.
const (
	NotFollowing FollowState = ""
	Requested    FollowState = "requested"
	Accepted     FollowState = "accepted"
)

// Service makes and ends grants.
type Service struct {
	store Store
	now   func() time.Time
}

// New makes the service; now is the clock.
func New(store Store, now func() time.Time) *Service { return &Service{store: store, now: now} }

// Forever is the end of a grant that nobody has bounded.
var Forever = time.Date(2199, 12, 31, 0, 0, 0, 0, time.UTC)

// Grant stores an athlete's leave to a coach. A zero From is now, a zero Until Forever. Errors: fault.Invalid when the
// interval is empty, the permission unknown, or somebody grants to themselves.
func (s *Service) Grant(ctx context.Context, g Grant) (Grant, error) {
	if g.From.IsZero() {
		g.From = s.now()
	}
	if g.Until.IsZero() {
		g.Until = Forever
	}
	switch {
	case !g.Permission.Valid():
		return g, fault.InvalidField("permission", "grant.permission", "must be READ, WRITE or SHARE")
	case !g.From.Before(g.Until):
		return g, fault.InvalidField("until", "grant.interval", "must be after the start")
	case g.Athlete == g.Coach:
		return g, fault.InvalidField("coach", "grant.self", "must be somebody else")
	}
	g.CreatedAt = s.now()
	err := s.store.CreateGrant(ctx, &g)
	return g, err
}

// Grants lists grants by athlete and coach; 0 is any.
func (s *Service) Grants(ctx context.Context, athlete, coach int64) ([]Grant, error) {
	return s.store.Grants(ctx, athlete, coach)
}

// Revoke ends a grant now; safe to call twice.
func (s *Service) Revoke(ctx context.Context, id int64) error {
	return s.store.RevokeGrant(ctx, id, s.now())
}
