package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"palestra/internal/core/monitor"
)

// State is how far a delivery is.
type State string

// The states.
const (
	// Pending waits for its time, the first or after a failure.
	Pending State = "pending"
	// Delivered was answered with success.
	Delivered State = "delivered"
	// Failed after its last attempt.
	Failed State = "failed"
)

// Valid reports whether s is a state.
func (s State) Valid() bool { return s == Pending || s == Delivered || s == Failed }

// Delivery is one event told to one subscription. It outlives the subscription: an occasion that is deleted is told, too.
type Delivery struct {
	ID int64
	// UUID names it to the receiver, on every attempt alike.
	UUID string
	// Subscription may be gone; URL and Secret are its own.
	Subscription, Occasion int64
	URL, Secret            string
	Event                  monitor.EventName
	// Body is what is sent, as JSON.
	Body      string
	CreatedAt time.Time
	State     State
	Attempts  int
	// NextTry is zero once it was delivered or has failed; EndedAt until then.
	NextTry, EndedAt time.Time
	// Status is what the last attempt was answered with, 0 for no answer; Error why it was no success, "" when it was.
	Status int
	Error  string
}

// Of is an event as it is told to a subscription, due at once. The uuid must be new.
func Of(e monitor.Event, s *Subscription, uuid string) Delivery {
	return Delivery{
		UUID: uuid, Subscription: s.ID, Occasion: e.Occasion, URL: s.URL, Secret: s.Secret, Event: e.Name, Body: body(e),
		CreatedAt: e.At, State: Pending, NextTry: e.At,
	}
}

func body(e monitor.Event) string {
	document := struct {
		Event     monitor.EventName `json:"event"`
		Activity  int64             `json:"activity"`
		TimeFrame *int64            `json:"timeframe"`
		Timestamp int64             `json:"timestamp"`
	}{Event: e.Name, Activity: e.Occasion, Timestamp: e.At.UnixMilli()}
	if e.TimeFrame != 0 {
		document.TimeFrame = &e.TimeFrame
	}
	text, err := json.Marshal(document)
	if err != nil {
		panic(err) // numbers and a word of ours
	}
	return string(text)
}

// Header is a line of a call's head.
type Header struct{ Name, Value string }

// Call is a delivery as it is sent: a POST.
type Call struct {
	URL, Body string
	Headers   []Header
}

// call makes the request. Whoever knows the secret can tell by the signature that the body is ours.
func (d *Delivery) call() Call {
	return Call{URL: d.URL, Body: d.Body, Headers: []Header{
		{"Content-Type", "application/json"},
		{"X-Webhook-Token", d.Secret},
		{"X-Webhook-Signature", Signature(d.Secret, d.Body)},
		{"X-Webhook-Delivery", d.UUID},
		{"X-Webhook-Event", string(d.Event)},
	}}
}

// Signature is "sha256=" and the HMAC (RFC 2104) of a body by a secret in hexadecimal digits.
func Signature(secret, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}
