package app

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"palestra/internal/api/insiders"
	"palestra/internal/core/job"
	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
	"palestra/internal/outbound"
)

func (a *App) startMonitoring() {
	a.monitor = monitor.New(a.store, monitor.Options{
		Now: time.Now, NewUUID: uuid.NewString, Access: a.access,
		Received: func(device int64, r *monitor.RawFrame) { a.streams.Received(device, r) },
	})
	a.streams = live.New(a.monitor, time.Now)
	a.webhooks = webhook.New(a.store, a.monitor, outbound.NewWebhooks(a.config.WebhookAllowPrivate), time.Now)
	a.stopping = make(chan struct{})
}

// monitoring is what tells others of what is measured.
type monitoring struct {
	streams  *live.Service
	webhooks *webhook.Service
	// stopping is closed when the server begins to stop, which ends streams.
	stopping chan struct{}
}

// worker runs the jobs of all kinds.
func (a *App) worker(log *slog.Logger) *job.Worker {
	return job.NewWorker(a.store, job.Options{Now: time.Now, Log: log, Handlers: map[job.Kind]job.Handler{
		job.ComputeTimeFrame: func(ctx context.Context, j *job.Job) error { return a.monitor.Compute(ctx, j.Subject, j.ID) },
		job.DeliverWebhooks:  func(ctx context.Context, j *job.Job) error { return a.webhooks.Deliver(ctx, j.Subject) },
	}})
}

// streamed is the WebSockets of the dialect of monitoring.
func (p *parts) streamed() http.Handler {
	deps := insiders.LiveDeps{
		Auth: p.auth, Devices: p.monitor, Streams: p.streams, Now: time.Now, Stop: p.stopping, Proxies: p.proxies, Log: p.log,
	}
	if p.base != nil {
		deps.Origins = []string{p.base.Host}
	}
	return insiders.NewLive(deps).Handler()
}

func (p *parts) insiders() http.Handler {
	return insiders.New(insiders.Deps{
		Auth: p.auth, Monitor: p.monitor, Webhooks: p.webhooks, Now: time.Now, Zone: zoneOf(p.config.Timezone), RateLimit: p.config.RateLimit, Path: p.path(),
		Proxies: p.proxies, Log: p.log,
	}).Handler()
}
