package plan

import (
	"context"

	"palestra/internal/core/access"
)

// Given is a training with its sessions, for the coach who planned it or for the athlete who is to do it. Errors:
// fault.NotFound "training.not_found".
func (s *Service) Given(ctx context.Context, v access.Viewer, training, athlete int64) (*FeedItem, error) {
	t, err := s.trainingFor(ctx, v, training, athlete)
	if err != nil {
		return nil, err
	}
	items := []FeedItem{{Training: *t}}
	return &items[0], s.explain(ctx, items)
}
