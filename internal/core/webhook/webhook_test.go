package webhook_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
	"palestra/internal/core/webhook"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

var (
	coach = access.Viewer{Person: &person.Person{ID: 7, Role: person.Coach}}
	admin = access.Viewer{Person: &person.Person{ID: 1, Admin: true}}
)

// shelf keeps one subscription and its deliveries in memory.
type shelf struct {
	webhook.Store
	sub     webhook.Subscription
	waiting []*webhook.Delivery
	// leased says that somebody has one of them.
	leased bool
	// awaited are the times for which jobs were asked.
	awaited []time.Time
}

func (s *shelf) CreateWebhook(_ context.Context, sub *webhook.Subscription, _ int) error {
	sub.ID = 3
	s.sub = *sub
	return nil
}

func (s *shelf) UpdateWebhook(_ context.Context, _, _ int64, change func(*webhook.Subscription) error) (*webhook.Subscription, error) {
	changed := s.sub
	if err := change(&changed); err != nil {
		return nil, err
	}
	s.sub = changed
	return &changed, nil
}

func (s *shelf) LeaseDelivery(_ context.Context, _ int64, now, _ time.Time) (*webhook.Delivery, error) {
	for _, d := range s.waiting {
		if d.State == webhook.Pending && !d.NextTry.After(now) {
			leased := *d
			s.leased = true
			return &leased, nil
		}
	}
	return nil, nil
}

func (s *shelf) NoteDelivery(_ context.Context, d *webhook.Delivery) error {
	s.leased = false
	for i := range s.waiting {
		if s.waiting[i].ID == d.ID {
			s.waiting[i] = d
		}
	}
	return nil
}

func (s *shelf) AwaitDelivery(context.Context, int64, time.Time) error {
	for _, d := range s.waiting {
		if d.State == webhook.Pending {
			s.awaited = append(s.awaited, d.NextTry)
			return nil
		}
	}
	return nil
}

func (s *shelf) Deliveries(context.Context, webhook.Filter) (monitor.Page[webhook.Delivery], error) {
	return monitor.Page[webhook.Delivery]{Total: int64(len(s.waiting))}, nil
}

func (s *shelf) SendAgain(context.Context, int64, time.Time) error { return nil }

// tell puts an event into the shelf.
func (s *shelf) tell(e monitor.Event) *webhook.Delivery {
	d := webhook.Of(e, &s.sub, "uuid-"+string(rune('a'+len(s.waiting))))
	d.ID = int64(len(s.waiting) + 1)
	s.waiting = append(s.waiting, &d)
	return s.waiting[len(s.waiting)-1]
}

// club is the occasions of the coach: number 5.
type club struct{}

func (club) Occasion(_ context.Context, v access.Viewer, id int64, _ monitor.OccasionFilter) (*monitor.Occasion, error) {
	if id != 5 || v.ID() != coach.ID() {
		return nil, fault.Missing("occasion")
	}
	return &monitor.Occasion{ID: id, Owner: v.ID()}, nil
}

// receiver answers as a test says, and keeps the calls.
type receiver struct {
	calls  []webhook.Call
	answer func() (int, error)
}

func (r *receiver) Send(_ context.Context, c webhook.Call) (int, error) {
	r.calls = append(r.calls, c)
	return r.answer()
}

// desk is a service over a shelf, with a clock.
type desk struct {
	*webhook.Service
	shelf    shelf
	receiver receiver
	now      time.Time
}

func newDesk() *desk {
	d := &desk{now: noon}
	d.shelf.sub = webhook.Subscription{ID: 3, Occasion: 5, Draft: webhook.Draft{URL: "https://club.example/hook", Secret: "s3cret-token", Activity: true, TimeFrames: true}}
	d.receiver.answer = func() (int, error) { return 204, nil }
	d.Service = webhook.New(&d.shelf, club{}, &d.receiver, func() time.Time { return d.now })
	return d
}

func (d *desk) deliver(t *testing.T) {
	t.Helper()
	if err := d.Deliver(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
}

func header(c webhook.Call, name string) string {
	for _, h := range c.Headers {
		if h.Name == name {
			return h.Value
		}
	}
	return ""
}

func TestWhatIsSent(t *testing.T) {
	d := newDesk()
	d.shelf.tell(monitor.Event{Name: monitor.TimeFrameComputed, Occasion: 321, TimeFrame: 12, At: noon})
	d.shelf.tell(monitor.Event{Name: monitor.OccasionDeleted, Occasion: 321, At: noon})
	d.deliver(t)
	want := []string{
		`{"event":"timeframe.computed","activity":321,"timeframe":12,"timestamp":1777636800000}`,
		`{"event":"activity.deleted","activity":321,"timeframe":null,"timestamp":1777636800000}`,
	}
	for i, c := range d.receiver.calls {
		mac := hmac.New(sha256.New, []byte("s3cret-token"))
		mac.Write([]byte(want[i]))
		if c.Body != want[i] || c.URL != "https://club.example/hook" || header(c, "X-Webhook-Token") != "s3cret-token" ||
			header(c, "X-Webhook-Signature") != "sha256="+hex.EncodeToString(mac.Sum(nil)) || header(c, "Content-Type") != "application/json" ||
			header(c, "X-Webhook-Delivery") != d.shelf.waiting[i].UUID || header(c, "X-Webhook-Event") != string(d.shelf.waiting[i].Event) {
			t.Errorf("%+v", c)
		}
	}
	if len(d.receiver.calls) != 2 || d.shelf.waiting[1].State != webhook.Delivered || !d.shelf.waiting[1].EndedAt.Equal(noon) {
		t.Errorf("%d calls, %+v", len(d.receiver.calls), d.shelf.waiting[1])
	}
}

// The signature is that of RFC 4231, test case 2.
func TestSignature(t *testing.T) {
	if got := webhook.Signature("Jefe", "what do ya want for nothing?"); got != "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" {
		t.Error(got)
	}
}

// A delivery that never succeeds is tried at growing intervals, always the same, and then has failed.
func TestFailuresAreTriedAgain(t *testing.T) {
	d := newDesk()
	d.receiver.answer = func() (int, error) { return 500, nil }
	told := d.shelf.tell(monitor.Event{Name: monitor.TimeFrameComputed, Occasion: 321, TimeFrame: 12, At: noon})
	first := *told
	for _, wait := range []time.Duration{10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour} {
		d.deliver(t)
		now := d.shelf.waiting[0]
		if after := now.NextTry.Sub(d.now); after < wait || after > wait+wait/5 || now.State != webhook.Pending || now.Status != 500 || now.Error != "answered 500" {
			t.Fatalf("after %v, want %v: %+v", after, wait, now)
		}
		if awaited := d.shelf.awaited[len(d.shelf.awaited)-1]; !awaited.Equal(now.NextTry) {
			t.Fatalf("a job was asked for at %v", awaited)
		}
		before := len(d.receiver.calls)
		d.now = now.NextTry.Add(-time.Millisecond)
		d.deliver(t)
		if len(d.receiver.calls) != before {
			t.Fatal("was tried before its time")
		}
		d.now = now.NextTry
	}
	d.deliver(t)
	last := d.shelf.waiting[0]
	if last.State != webhook.Failed || !last.NextTry.IsZero() || last.Attempts != 8 || len(d.receiver.calls) != 8 {
		t.Errorf("%d calls, %+v", len(d.receiver.calls), last)
	}
	for _, c := range d.receiver.calls {
		if diff := cmp.Diff(d.receiver.calls[0], c); diff != "" || c.Body != first.Body {
			t.Error(diff)
		}
	}
}

func TestSuccessIsAnAnswerOfTwoHundred(t *testing.T) {
	hung := context.DeadlineExceeded
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk()
		status := rapid.IntRange(100, 599).Draw(t, "status")
		var err error
		if rapid.Bool().Draw(t, "broken") {
			status, err = 0, rapid.SampledFrom([]error{hung, errors.New("connection\x00\nrefused\xff " + strings.Repeat("é", 400))}).Draw(t, "error")
		}
		d.receiver.answer = func() (int, error) { return status, err }
		d.shelf.tell(monitor.Event{Name: monitor.OccasionUpdated, Occasion: 5, At: noon})
		if e := d.Deliver(context.Background(), 3); e != nil {
			t.Fatal(e)
		}
		got := d.shelf.waiting[0]
		success := status >= 200 && status < 300
		if (got.State == webhook.Delivered) != success || (got.Error == "") != success || got.Attempts != 1 || got.Status != status {
			t.Fatalf("%d %v: %+v", status, err, got)
		}
		if len(got.Error) > 300 || strings.ContainsAny(got.Error, "\x00\n") || strings.ToValidUTF8(got.Error, "") != got.Error {
			t.Fatalf("%q", got.Error)
		}
		if errors.Is(err, hung) && got.Error != "no answer within 10s" {
			t.Fatalf("%q", got.Error)
		}
	})
}

// One that fails ends the turn, so that others get theirs; those behind it go on without it.
func TestFailuresHoldNobodyUp(t *testing.T) {
	d := newDesk()
	answers := []int{500, 200, 200}
	d.receiver.answer = func() (int, error) {
		status := answers[0]
		answers = answers[1:]
		return status, nil
	}
	for range 3 {
		d.shelf.tell(monitor.Event{Name: monitor.OccasionUpdated, Occasion: 5, At: noon})
	}
	d.deliver(t)
	if len(d.receiver.calls) != 1 || len(d.shelf.awaited) != 1 {
		t.Fatalf("%d calls, %d jobs asked for", len(d.receiver.calls), len(d.shelf.awaited))
	}
	d.deliver(t)
	var order []string
	for _, c := range d.receiver.calls {
		order = append(order, header(c, "X-Webhook-Delivery"))
	}
	if diff := cmp.Diff([]string{"uuid-a", "uuid-b", "uuid-c"}, order); diff != "" {
		t.Error(diff)
	}
	if last := d.shelf.awaited[len(d.shelf.awaited)-1]; len(d.shelf.awaited) != 2 || !last.Equal(d.shelf.waiting[0].NextTry) {
		t.Errorf("jobs were asked for at %v, the one that failed is to be tried again at %v", d.shelf.awaited, d.shelf.waiting[0].NextTry)
	}
}

func TestTurnsAreBounded(t *testing.T) {
	d := newDesk()
	for range 50 {
		d.shelf.tell(monitor.Event{Name: monitor.OccasionUpdated, Occasion: 5, At: noon})
	}
	d.deliver(t)
	if len(d.receiver.calls) != 20 || len(d.shelf.awaited) != 1 {
		t.Errorf("%d calls, %d jobs asked for", len(d.receiver.calls), len(d.shelf.awaited))
	}
}

// A call that the end of the server cuts short counts for nothing: the job comes again.
func TestTheEndOfTheServerIsNoFailure(t *testing.T) {
	d := newDesk()
	d.shelf.tell(monitor.Event{Name: monitor.OccasionUpdated, Occasion: 5, At: noon})
	ctx, cancel := context.WithCancel(t.Context())
	d.receiver.answer = func() (int, error) {
		cancel()
		return 0, ctx.Err()
	}
	if err := d.Deliver(ctx, 3); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if got := d.shelf.waiting[0]; got.Attempts != 0 || got.State != webhook.Pending || d.shelf.leased {
		t.Errorf("leased %v, %+v", d.shelf.leased, got)
	}
}

func TestSecretsAreMasked(t *testing.T) {
	for secret, want := range map[string]string{
		"123456789": "123**********", "1234567": "123**********", "123456": "**********", "": "**********", "äöüßéèê": "äöü**********",
	} {
		if got := webhook.Mask(secret); got != want {
			t.Errorf("%s: %s, want %s", secret, got, want)
		}
	}
}

func TestTheMaskKeepsTheSecret(t *testing.T) {
	d := newDesk()
	draft := d.shelf.sub.Draft
	draft.Secret, draft.URL = webhook.Mask(draft.Secret), "http://club.example:8080/other"
	got, err := d.Update(t.Context(), coach, 5, 3, draft)
	if err != nil || got.Secret != "s3cret-token" || got.URL != draft.URL {
		t.Errorf("%+v %v", got, err)
	}
	draft.Secret = "another secret"
	if got, err = d.Update(t.Context(), coach, 5, 3, draft); err != nil || got.Secret != "another secret" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestBadSubscriptionsAreRefused(t *testing.T) {
	good := webhook.Draft{URL: "https://club.example/hook", Secret: "s3cret"}
	tests := []struct {
		url, secret string
		fields      []string
	}{
		{good.URL, good.Secret, nil},
		{"http://[2001:db8::1]:8080/", "ein Geheimnis", nil},
		{"", "", []string{"webhook_url", "secret_token"}},
		{"ftp://club.example", good.Secret, []string{"webhook_url"}},
		{"https://", good.Secret, []string{"webhook_url"}},
		{"/hook", good.Secret, []string{"webhook_url"}},
		{"https://name:password@club.example", good.Secret, []string{"webhook_url"}},
		{"https://club.example/\r\nX: y", good.Secret, []string{"webhook_url"}},
		{"https://club.example/" + strings.Repeat("x", 180), good.Secret, []string{"webhook_url"}},
		{good.URL, "a\r\nX-Other: b", []string{"secret_token"}},
		{good.URL, " ", []string{"secret_token"}},
		{good.URL, "s3cret ", []string{"secret_token"}},
		{good.URL, "\xff", []string{"secret_token"}},
		{good.URL, strings.Repeat("é", 100), nil},
		{good.URL, strings.Repeat("x", 101), []string{"secret_token"}},
	}
	for _, tt := range tests {
		d := newDesk()
		_, err := d.Create(t.Context(), coach, 5, webhook.Draft{URL: tt.url, Secret: tt.secret})
		var f *fault.Error
		var fields []string
		if errors.As(err, &f) {
			for _, field := range f.Fields {
				fields = append(fields, field.Name)
			}
		}
		if diff := cmp.Diff(tt.fields, fields); diff != "" || (err == nil) != (tt.fields == nil) {
			t.Errorf("%q %q: %v\n%s", tt.url, tt.secret, err, diff)
		}
	}
}

func TestSubscriptionsAreTheOwners(t *testing.T) {
	d := newDesk()
	if _, err := d.Create(t.Context(), coach, 6, webhook.Draft{URL: "https://club.example", Secret: "s3cret"}); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if err := d.Delete(t.Context(), admin, 5, 3); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

func TestTheHistoryIsForAdministrators(t *testing.T) {
	d := newDesk()
	for _, v := range []access.Viewer{{}, coach} {
		if _, err := d.Deliveries(t.Context(), v, webhook.Filter{}); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Unauthenticated) {
			t.Error(err)
		}
		if err := d.Again(t.Context(), v, 1); !fault.Is(err, fault.Forbidden) && !fault.Is(err, fault.Unauthenticated) {
			t.Error(err)
		}
	}
	if _, err := d.Deliveries(t.Context(), admin, webhook.Filter{}); err != nil {
		t.Error(err)
	}
	if err := d.Again(t.Context(), admin, 1); err != nil {
		t.Error(err)
	}
}

// Whatever the event, the body is one object of JSON with its four members.
func TestBodiesAreJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := monitor.Event{
			Name: monitor.EventName(rapid.String().Draw(t, "name")), Occasion: rapid.Int64().Draw(t, "occasion"), TimeFrame: rapid.Int64().Draw(t, "frame"),
			At: time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "at")),
		}
		var got map[string]any
		if err := json.Unmarshal([]byte(webhook.Of(e, &webhook.Subscription{}, "u").Body), &got); err != nil || len(got) != 4 {
			t.Fatal(err, got)
		}
	})
}
