package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/person"
	"palestra/internal/core/webhook"
)

// hookSecret signs what the tests' receivers get.
const hookSecret = "s3cret of the club"

// told is a call as somebody's server got it.
type told struct {
	Event, ID, Body string
	TimeFrame       int64
}

// hook is somebody's server, which checks what it gets and hands it on.
type hook struct {
	*testing.T
	url   string
	calls chan told
	// answer says what the n-th call, from 1, is answered with; 200 without it.
	answer     func(n int64, r *http.Request) int
	n, at, top atomic.Int64
}

func newHook(t *testing.T, answer func(n int64, r *http.Request) int) *hook {
	t.Helper()
	h := &hook{T: t, calls: make(chan told, 100), answer: answer}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	h.url = server.URL + "/hook"
	return h
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.top.Store(max(h.top.Load(), h.at.Add(1)))
	defer h.at.Add(-1)
	text, err := io.ReadAll(r.Body)
	var body struct {
		Event                          string
		Activity, TimeFrame, Timestamp int64
	}
	if err := joinErrors(err, json.Unmarshal(text, &body)); err != nil {
		h.Errorf("%v: %s", err, text)
	}
	mac := hmac.New(sha256.New, []byte(hookSecret))
	mac.Write(text)
	if r.Header.Get("X-Webhook-Token") != hookSecret || r.Header.Get("X-Webhook-Signature") != "sha256="+hex.EncodeToString(mac.Sum(nil)) ||
		r.Header.Get("X-Webhook-Event") != body.Event || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("X-Webhook-Delivery") == "" ||
		time.Since(time.UnixMilli(body.Timestamp)) > time.Hour || body.Activity < 1 {
		h.Errorf("%v %s", r.Header, text)
	}
	status := http.StatusOK
	if h.answer != nil {
		status = h.answer(h.n.Add(1), r)
	}
	h.calls <- told{body.Event, r.Header.Get("X-Webhook-Delivery"), string(text), body.TimeFrame}
	w.WriteHeader(status)
}

// wants reads calls of these events, in order.
func (h *hook) wants(events ...string) (got []told) {
	h.Helper()
	for _, event := range events {
		c := <-h.calls
		if c.Event != event {
			h.Fatalf("told of %s, want %s", c.Event, event)
		}
		got = append(got, c)
	}
	return got
}

// watched is a server with a manager, mia, whose athlete has uploaded a run, and an occasion.
type watchedOccasion struct {
	*running
	token    string
	occasion int64
}

func watchOccasion(t *testing.T, url string, private bool) *watchedOccasion {
	t.Helper()
	c := testConfig(t.TempDir(), url)
	c.WebhookAllowPrivate = private
	o := &watchedOccasion{running: start(t, c)}
	o.uploadAPI(o.account("ana"), filepath.Join(recordings, "garmin-run.tcx"), 5)
	o.token = o.manager("mia", "ana")
	var made struct{ ID int64 }
	o.insiders(o.token, "POST", "/api/v1/activities/", `{"owner": 2, "name": "Run", "json_schema": 2, "json": {"sport": "running"}}`, &made)
	o.occasion = made.ID
	return o
}

// subscribe tells a hook of everything.
func (o *watchedOccasion) subscribe(h *hook) {
	o.Helper()
	o.insiders(o.token, "POST", fmt.Sprintf("/api/v1/activities/%d/webhooks/", o.occasion),
		fmt.Sprintf(`{"webhook_url": %q, "secret_token": %q, "activity_events": true, "timeframes_events": true}`, h.url, hookSecret), &struct{}{})
}

// frame makes a time frame around the run.
func (o *watchedOccasion) frame() (id int64) {
	o.Helper()
	var made struct{ ID int64 }
	o.insiders(o.token, "POST", "/api/v1/timeframes/", fmt.Sprintf(
		`{"start_time": "2012-12-26T00:00:00Z", "end_time": "2012-12-27T00:00:00Z", "athlete": 1, "activity": %d, "json_schema": 8}`, o.occasion), &made)
	return made.ID
}

// again stops the server and starts one over the same data.
func (o *watchedOccasion) again() {
	o.Helper()
	if err := o.stop(); err != nil {
		o.Fatal(err)
	}
	o.running = start(o.T, o.app.config)
}

// history waits until the deliveries are as a test wants them, and gives them, the oldest first.
func (o *watchedOccasion) history(as func([]webhook.Delivery) bool) []webhook.Delivery {
	o.Helper()
	root := access.Viewer{Person: &person.Person{ID: 1, Admin: true}}
	for {
		page, err := o.app.webhooks.Deliveries(context.Background(), root, webhook.Filter{})
		if err != nil {
			o.Fatal(err)
		}
		for i, j := 0, len(page.Rows)-1; i < j; i, j = i+1, j-1 {
			page.Rows[i], page.Rows[j] = page.Rows[j], page.Rows[i]
		}
		if as(page.Rows) {
			return page.Rows
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func allDelivered(all []webhook.Delivery) bool {
	for i := range all {
		if all[i].State != webhook.Delivered {
			return false
		}
	}
	return true
}

// From the request that changes something to the receiver that is told, through the server's own worker.
func TestWebhooksAreDelivered(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, url string) {
		o := watchOccasion(t, url, true)
		h := newHook(t, nil)
		o.subscribe(h)
		id := o.frame()
		if got := h.wants("timeframe.created", "timeframe.computed"); got[0].TimeFrame != id || got[1].TimeFrame != id || got[0].ID == got[1].ID {
			t.Errorf("%+v", got)
		}
		var computed struct {
			Distance float64 `json:"total_distance"`
		}
		o.insiders(o.token, "GET", fmt.Sprintf("/api/v1/timeframes/%d/computed/", id), "", &computed)
		if computed.Distance < 1000 {
			t.Errorf("%v m", computed.Distance)
		}
		o.insiders(o.token, "PATCH", fmt.Sprintf("/api/v1/timeframes/%d/", id), `{"params": {"max_hr": 190}}`, &struct{}{})
		h.wants("timeframe.updated", "timeframe.computed")
		activity := fmt.Sprintf("/api/v1/activities/%d/", o.occasion)
		o.insiders(o.token, "PUT", activity, `{"owner": 2, "name": "Long run", "json_schema": 2, "json": {"sport": "running"}}`, &struct{}{})
		h.wants("activity.updated", "timeframe.computed")
		if status, _ := o.delete(activity); status != http.StatusNoContent {
			t.Errorf("deleting answers %d", status)
		}
		h.wants("timeframe.deleted", "activity.deleted")
	})
}

func (o *watchedOccasion) delete(path string) (int, string) {
	o.Helper()
	r, err := http.NewRequest(http.MethodDelete, o.base+path, nil)
	if err != nil {
		o.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+o.token)
	return o.do(http.DefaultClient, r)
}

// A receiver that fails is told again, with the same id and the same words, also by a server that was started since; what
// comes after is not held up.
func TestReceiversThatFailAreToldAgain(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, url string) {
		o := watchOccasion(t, url, true)
		h := newHook(t, func(n int64, _ *http.Request) int {
			if n == 1 {
				return http.StatusServiceUnavailable
			}
			return http.StatusNoContent
		})
		o.subscribe(h)
		o.frame()
		first := h.wants("timeframe.created", "timeframe.computed")[0]
		failed := o.history(func(all []webhook.Delivery) bool { return len(all) == 2 && all[1].State == webhook.Delivered })
		if d := failed[0]; d.State != webhook.Pending || d.Attempts != 1 || d.Status != http.StatusServiceUnavailable || d.Error != "answered 503" {
			t.Errorf("%+v", d)
		}
		o.again()
		if second := h.wants("timeframe.created")[0]; second != first {
			t.Errorf("told %+v first, and then %+v", first, second)
		}
		if d := o.history(allDelivered)[0]; d.Attempts != 2 || d.Status != http.StatusNoContent || d.Error != "" {
			t.Errorf("%+v", d)
		}
	})
}

// A receiver that hangs holds up nobody else, and not the server when it stops; the next server tells it at once.
func TestReceiversThatHangHoldUpNobody(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, url string) {
		o := watchOccasion(t, url, true)
		hanging := make(chan struct{})
		stuck := newHook(t, func(n int64, r *http.Request) int {
			if n == 1 {
				close(hanging)
				<-r.Context().Done()
			}
			return http.StatusOK
		})
		quick := newHook(t, nil)
		o.subscribe(stuck)
		o.subscribe(quick)
		o.frame()
		<-hanging
		quick.wants("timeframe.created", "timeframe.computed")
		o.again()
		cut := stuck.wants("timeframe.created", "timeframe.created", "timeframe.computed")
		if cut[0] != cut[1] {
			t.Errorf("told %+v first, and then %+v", cut[0], cut[1])
		}
		for _, d := range o.history(allDelivered) {
			if d.Attempts != 1 {
				t.Errorf("%+v", d)
			}
		}
	})
}

// A receiver that answers slowly is told one thing after the other, in order.
func TestSlowReceiversAreToldInOrder(t *testing.T) {
	t.Parallel()
	onBothDatabases(t, func(t *testing.T, url string) {
		o := watchOccasion(t, url, true)
		h := newHook(t, func(int64, *http.Request) int {
			time.Sleep(100 * time.Millisecond)
			return http.StatusAccepted
		})
		o.subscribe(h)
		const frames = 12
		for range frames {
			o.frame()
		}
		var got []told
		for range 2 * frames {
			got = append(got, <-h.calls)
		}
		if h.top.Load() != 1 {
			t.Errorf("%d calls at once", h.top.Load())
		}
		seen := map[int64]string{}
		made := int64(0)
		for _, c := range got {
			if c.Event == "timeframe.created" && c.TimeFrame <= made || c.Event == "timeframe.computed" && seen[c.TimeFrame] != "timeframe.created" {
				t.Errorf("%s of %d comes after %v", c.Event, c.TimeFrame, seen)
			}
			if c.Event == "timeframe.created" {
				made = c.TimeFrame
			}
			seen[c.TimeFrame] = c.Event
		}
		if len(seen) != frames {
			t.Errorf("told of %d time frames", len(seen))
		}
	})
}

// Unless the operator allows it, a subscription to an address of this machine comes to nothing, and the history says why.
func TestPrivateReceiversAreRefused(t *testing.T) {
	t.Parallel()
	o := watchOccasion(t, "", false)
	h := newHook(t, nil)
	o.subscribe(h)
	o.frame()
	all := o.history(func(all []webhook.Delivery) bool { return len(all) > 0 && all[0].Attempts == 1 })
	if d := all[0]; d.State != webhook.Pending || d.Status != 0 || d.Error != "dial tcp "+h.url[len("http://"):len(h.url)-len("/hook")]+": address is not public" {
		t.Errorf("%+v", d)
	}
	if n := len(h.calls); n > 0 {
		t.Errorf("%d calls came through", n)
	}
}
