// Package webhook tells other servers what happens to an occasion and its time frames.
//
//	sub, err := hooks.Create(ctx, viewer, occasion, webhook.Draft{URL: "https://club.example/hook", Secret: "s3cret", TimeFrames: true})
//
// What happens is written down as deliveries in the transaction in which it happens (Of), and a job per subscription sends
// them (Deliver): in order, each at least once, always with the same id and body. A delivery that fails is tried again later
// and doesn't hold up those after it; after the last attempt it has failed until an administrator sends it again.
package webhook

import (
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// Subscription is who wants to know about an occasion.
type Subscription struct {
	ID, Occasion int64
	Draft
	CreatedAt time.Time
}

// Draft is what the owner of an occasion says about a subscription.
type Draft struct {
	// URL is where deliveries go: http or https, at most MaxURL characters.
	URL string
	// Secret signs them, and is sent along: at most MaxSecret characters.
	Secret string
	// Activity asks for events of the occasion itself, TimeFrames for those of its time frames.
	Activity, TimeFrames bool
}

// What a subscription may be, in characters, and how many an occasion may have.
const (
	MaxURL        = 200
	MaxSecret     = 100
	MaxOfOccasion = 50
)

// Wants reports whether an event is to be told.
func (d *Draft) Wants(e monitor.EventName) bool {
	if strings.HasPrefix(string(e), "activity.") {
		return d.Activity
	}
	return d.TimeFrames
}

// maskTail stands for what is not shown of a secret, whatever its length.
const maskTail = "**********"

// Mask is a secret as it is shown: its first 3 characters, or none of one of 6 or fewer, and ten asterisks.
func Mask(secret string) string {
	if utf8.RuneCountInString(secret) <= 6 {
		return maskTail
	}
	return string([]rune(secret)[:3]) + maskTail
}

// check refuses what can't be called or signed: fault.Invalid "webhook.invalid" on "webhook_url" and "secret_token".
func (d *Draft) check() error {
	var fields []fault.Field
	if why := badURL(d.URL); why != "" {
		fields = append(fields, fault.Field{Name: "webhook_url", Message: why})
	}
	if why := badSecret(d.Secret); why != "" {
		fields = append(fields, fault.Field{Name: "secret_token", Message: why})
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "webhook.invalid", "can't be accepted", fields...)
}

// badURL says what is wrong with an address, "" for nothing. Whom it leads to is seen when it is dialled.
func badURL(s string) string {
	switch {
	case s == "":
		return "This field may not be blank."
	case utf8.RuneCountInString(s) > MaxURL:
		return "Ensure this field has no more than 200 characters."
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.ContainsFunc(s, unicode.IsControl) {
		return "Enter a valid URL."
	}
	return ""
}

// badSecret says what is wrong with a secret. It travels in a header, where control characters can't.
func badSecret(s string) string {
	switch {
	case strings.TrimSpace(s) == "":
		return "This field may not be blank."
	case utf8.RuneCountInString(s) > MaxSecret:
		return "Ensure this field has no more than 100 characters."
	case strings.TrimSpace(s) != s || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return "Enter printable characters, without blanks around them."
	}
	return ""
}
