package browsertest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/job"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
)

// club stands for another server, which can be reached but at an address that ends in "down".
type club struct{}

func (club) Send(_ context.Context, c webhook.Call) (int, error) {
	if strings.HasSuffix(c.URL, "down") {
		return 503, nil
	}
	return 204, nil
}

// told makes an occasion with a webhook, and delivers what there is to tell.
func (h *house) told(t *testing.T, hooks *webhook.Service, url string) (subscription int64) {
	t.Helper()
	ctx, v := t.Context(), h.viewer(t, "carl")
	o, err := h.monitor.CreateOccasion(ctx, v, monitor.Occasion{Name: "Match", Schema: 3, Document: []byte(`{"sport":"soccer"}`)})
	if err != nil {
		t.Fatal(err)
	}
	sub, err := hooks.Create(ctx, v, o.ID, webhook.Draft{URL: url, Secret: "a long secret", Activity: true, TimeFrames: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.monitor.UpdateOccasion(ctx, v, o.ID, monitor.OccasionFilter{}, func(o *monitor.Occasion) error { o.Name = "Derby"; return nil })
	if err == nil {
		err = hooks.Deliver(ctx, sub.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	return sub.ID
}

// fails gives a job up, as a worker does.
func (h *house) fails(t *testing.T) {
	t.Helper()
	now := time.Now()
	jobs, err := h.db.LeaseJobs(t.Context(), job.DeliverWebhooks, now, now.Add(time.Minute), 1)
	if err == nil && len(jobs) == 0 {
		err = errors.New("there is no job to fail")
	}
	if err == nil {
		err = h.db.FailJob(t.Context(), &jobs[0], "the database is locked\ngoroutine 7 [running]:\npalestra/internal/store.(*Store).change(…)", now, time.Time{})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAdministratorSendsAgain(t *testing.T) {
	h := newHouse(t, nil)
	h.squad(t)
	hooks := webhook.New(h.db, h.monitor, club{}, time.Now)
	down := h.told(t, hooks, "https://club.example/hooks/of/a/rather/long/address/that/goes/down")
	fine := h.told(t, hooks, "https://club.example/hook")
	h.fails(t)
	b := openTab(t, h.URL)
	b.signIn("carl")
	b.open("/admin/webhooks?state=delivered")
	b.wants(".work", "Delivered")
	b.click(`.work form button`)
	b.wants(".toast", "It is being sent.")
	b.wants("main", "Nothing was told to anybody yet.")
	if err := hooks.Deliver(t.Context(), fine); err != nil {
		t.Fatal(err)
	}
	b.open("/admin/webhooks?state=delivered")
	b.wants(".work", "Delivered")

	b.open("/admin/jobs?state=given_up")
	b.wants(".work", "the database is locked")
	b.eachScreen(map[string]string{"admin-jobs": "/admin/jobs", "admin-webhooks": "/admin/webhooks", "admin-webhook": "/admin/webhooks?subscription=" + number(down)})
	english(b)
	b.open("/admin/jobs?state=given_up")
	b.click(`.work form button`)
	b.wants(".toast", "It runs as soon as it can.")
	b.wants("main", "Nothing here.")
}
