package web_test

import (
	"context"
	"errors"
	"html"
	"strconv"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
	"palestra/internal/core/webhook"
	"palestra/internal/store"
)

// receivers stand for other servers: those whose address ends in "down" can't be reached, the others are content.
type receivers struct{}

func (receivers) Send(_ context.Context, c webhook.Call) (int, error) {
	if strings.HasSuffix(c.URL, "down") {
		return 0, errors.New("connection refused")
	}
	return 204, nil
}

// hooked is the service that tells others, over a test's database.
func hooked(db *store.Store, now func() time.Time) *webhook.Service {
	return webhook.New(db, measuring(db, now), receivers{}, now)
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// told makes an occasion of the coach's with a webhook, changes it, and delivers what is to be told.
func (w *watched) told(url string) (subscription int64) {
	w.t.Helper()
	ctx, v := w.t.Context(), access.Viewer{Person: w.person("carl")}
	o, err := w.deps.Monitor.CreateOccasion(ctx, v, monitor.Occasion{Name: "Match", Schema: 3, Document: []byte(`{"sport":"soccer"}`)})
	if err != nil {
		w.t.Fatal(err)
	}
	sub, err := w.deps.Webhooks.Create(ctx, v, o.ID, webhook.Draft{URL: url, Secret: "a long secret", Activity: true, TimeFrames: true})
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.deps.Monitor.UpdateOccasion(ctx, v, o.ID, monitor.OccasionFilter{}, func(o *monitor.Occasion) error { o.Name = "Derby"; return nil })
	if err == nil {
		err = w.deps.Webhooks.Deliver(ctx, sub.ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return sub.ID
}

// The first account is the administrator, and in these tests it is the coach's.
func TestWebhookDeliveriesAreSeenAndSentAgain(t *testing.T) {
	w := newWatched(t)
	w.carl.get("/admin/webhooks").wants(t, 200, "Nothing was told to anybody yet.")
	fine, down := w.told("https://club.example/hook"), w.told("https://club.example/down")
	page := w.carl.get("/admin/webhooks").wants(t, 200, "https://club.example/hook", "Answer 204", "Delivered", "1 try", "activity.updated",
		"https://club.example/down", "Pending", "connection refused", "Next try Sun 22 Nov 2026, 13:00", "1–2 of 2").lacks(t, "a long secret")
	if !strings.Contains(page.text(), `"event":"activity.updated"`) {
		t.Error("the body isn't shown")
	}
	w.carl.get("/admin/webhooks?state=delivered").wants(t, 200, "1–1 of 1", "/hook").lacks(t, "/down")
	w.carl.get("/admin/webhooks?state=failed").wants(t, 200, "Nothing was told to anybody yet.")
	w.carl.get("/admin/webhooks?subscription="+number(down)).wants(t, 200, "Only webhook "+number(down), "/down").lacks(t, "club.example/hook")
	w.carl.get("/admin/webhooks?state=no&subscription=-1&page=-3").wants(t, 200, "1–2 of 2")

	again := w.carl.post(action(t, w.carl.get("/admin/webhooks?state=delivered"), "/again?state=delivered")).wants(t, 200, "It is being sent.")
	if again.path() != "/admin/webhooks?state=delivered" {
		t.Errorf("sending again leads to %s", again.path())
	}
	w.carl.get("/admin/webhooks?subscription="+number(fine)).wants(t, 200, "Pending", "0 tries", "Send now")
	w.carl.get("/admin/jobs?kind=webhook.deliver").wants(t, 200, "Tell a webhook", "Webhook "+number(fine), "Waiting").lacks(t, "Time frame")
	if err := w.deps.Webhooks.Deliver(t.Context(), fine); err != nil {
		t.Fatal(err)
	}
	w.carl.get("/admin/webhooks?subscription="+number(fine)).wants(t, 200, "Delivered", "1 try")
	w.carl.post("/admin/webhooks/999/again").wants(t, 404)
	w.carl.post("/admin/webhooks/x/again").wants(t, 404)
}

func TestJobsAreSeenAndRunAgain(t *testing.T) {
	w := newWatched(t)
	w.carl.get("/admin/jobs").wants(t, 200, "Nothing here.", "All (0)", "Given up (0)")
	w.ana.post("/sharing/give", "who", "carl", "permissions", "WRITE", "before", "1").wants(t, 200)
	carl := access.Viewer{Person: w.person("carl")}
	made, err := w.deps.Monitor.CreateTimeFrame(t.Context(), carl, monitor.TimeFrame{Athlete: w.person("ana").ID, From: noon.Add(-time.Hour), Until: noon, Schema: 9})
	if err != nil {
		t.Fatal(err)
	}
	page := w.carl.get("/admin/jobs?state=waiting").wants(t, 200, "Measure", "Time frame "+number(made.ID), "Waiting (1)", "All (1)", "Try 0 of 8", "Next try Sun 22 Nov 2026, 13:00", "1–1 of 1")
	if ran := w.carl.post(html.UnescapeString(action(t, page, "/run?kind=&amp;state=waiting"))).wants(t, 200, "It runs as soon as it can."); !strings.Contains(ran.path(), "state=waiting") {
		t.Errorf("running leads to %s", ran.path())
	}
	w.carl.get("/admin/jobs?state=done").wants(t, 200, "Nothing here.", "Waiting (1)")
	w.carl.get("/admin/jobs?state=lost&kind=none&page=x").wants(t, 200, "1–1 of 1")
	w.carl.post("/admin/jobs/999/run").wants(t, 404)
	w.carl.post("/admin/jobs/0/run").wants(t, 404)
}

func TestBackgroundWorkIsForAdministrators(t *testing.T) {
	w := newWatched(t)
	for _, path := range []string{"/admin/jobs", "/admin/webhooks"} {
		w.ana.get(path).wants(t, 404)
	}
	w.told("https://club.example/hook")
	w.ana.post("/admin/webhooks/1/again").wants(t, 404)
	w.ana.post("/admin/jobs/1/run").wants(t, 404)
	w.carl.get("/admin/webhooks").wants(t, 200, "Delivered").lacks(t, "Pending 1")
	forged := w.carl.request("POST", "/admin/webhooks/1/again", nil)
	forged.Header.Set("Sec-Fetch-Site", "cross-site")
	w.carl.do(forged).wants(t, 403)
}
