package webhook

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// Service keeps subscriptions and delivers. It is safe for concurrent use.
type Service struct {
	store     Store
	occasions Occasions
	sender    Sender
	now       func() time.Time
}

// New makes the service; now is the clock.
func New(store Store, occasions Occasions, sender Sender, now func() time.Time) *Service {
	return &Service{store: store, occasions: occasions, sender: sender, now: now}
}

// owned refuses everybody but the owner of an occasion, with the errors of monitor.Service.Occasion.
func (s *Service) owned(ctx context.Context, v access.Viewer, occasion int64) error {
	_, err := s.occasions.Occasion(ctx, v, occasion, monitor.OccasionFilter{})
	return err
}

// List gives those of one of the viewer's occasions by ID. Secrets are whole here: show Mask of them.
func (s *Service) List(ctx context.Context, v access.Viewer, occasion int64, p monitor.Paging) (monitor.Page[Subscription], error) {
	if err := s.owned(ctx, v, occasion); err != nil {
		return monitor.Page[Subscription]{}, err
	}
	return s.store.Webhooks(ctx, occasion, p)
}

// Get reads one; fault.NotFound "webhook.not_found", besides the errors of monitor.Service.Occasion.
func (s *Service) Get(ctx context.Context, v access.Viewer, occasion, id int64) (*Subscription, error) {
	if err := s.owned(ctx, v, occasion); err != nil {
		return nil, err
	}
	return s.store.Webhook(ctx, occasion, id)
}

// Create subscribes to one of the viewer's occasions. Errors: fault.Invalid "webhook.invalid" on "webhook_url" and
// "secret_token", "webhook.too_many"; those of monitor.Service.Occasion.
func (s *Service) Create(ctx context.Context, v access.Viewer, occasion int64, d Draft) (*Subscription, error) {
	if err := s.owned(ctx, v, occasion); err != nil {
		return nil, err
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	created := &Subscription{Occasion: occasion, Draft: d, CreatedAt: s.now()}
	return created, s.store.CreateWebhook(ctx, created, MaxOfOccasion)
}

// Update replaces what one says; a secret that is the Mask of the one before stays as it was. Errors as Get and Create.
func (s *Service) Update(ctx context.Context, v access.Viewer, occasion, id int64, d Draft) (*Subscription, error) {
	if err := s.owned(ctx, v, occasion); err != nil {
		return nil, err
	}
	return s.store.UpdateWebhook(ctx, occasion, id, func(now *Subscription) error {
		if d.Secret == Mask(now.Secret) {
			d.Secret = now.Secret
		}
		if err := d.check(); err != nil {
			return err
		}
		now.Draft = d
		return nil
	})
}

// Delete ends one, and what was still to be told to it. Errors as Get.
func (s *Service) Delete(ctx context.Context, v access.Viewer, occasion, id int64) error {
	if err := s.owned(ctx, v, occasion); err != nil {
		return err
	}
	return s.store.DeleteWebhook(ctx, occasion, id)
}
