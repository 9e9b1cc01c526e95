package strength

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Copy makes a routine of the viewer's from another of theirs, or from anybody's public template, with its days, sets and
// prescriptions and without what was logged. today becomes its date; it is no template. fault.NotFound "routine.not_found".
func (s *Service) Copy(ctx context.Context, v access.Viewer, routine int64, today time.Time) (*Routine, error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	return s.store.CopyRoutine(ctx, routine, Routine{Owner: v.ID(), UUID: s.newUUID(), Created: date(today)})
}
