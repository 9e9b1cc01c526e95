package webhook

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"palestra/internal/core/job"
)

// CallTime is how long a receiver has to answer.
const CallTime = 10 * time.Second

const (
	// leaseTime is how long a delivery is its sender's: the call, and noting how it went.
	leaseTime = CallTime + 20*time.Second
	// returnTime is how long it may take to give a delivery back.
	returnTime = 5 * time.Second
	// turn is how many deliveries to one subscription are sent before others get their turn.
	turn = 20
)

// retry is when a delivery that failed is tried again; after the last of these it has failed for good.
var retry = job.Policy{Delays: []time.Duration{
	10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 24 * time.Hour,
}}

// Deliver sends what waits for a subscription, in order: the work of a job, whose subject it is. It ends after a failure, after
// a few deliveries so that a slow receiver keeps nobody else waiting, or when none is due, always with a job for what is left.
// While somebody else sends to the same subscription it does nothing: they will find what is left.
func (s *Service) Deliver(ctx context.Context, subscription int64) error {
	for range turn {
		now := s.now()
		d, err := s.store.LeaseDelivery(ctx, subscription, now, now.Add(leaseTime))
		if err != nil {
			return err
		}
		if d == nil {
			break
		}
		delivered, err := s.attempt(ctx, d)
		if err != nil {
			return err
		}
		if !delivered {
			break
		}
	}
	return s.store.AwaitDelivery(ctx, subscription, s.now())
}

// attempt makes the call and notes how it went. A call that was cut short because the server stops is no attempt.
func (s *Service) attempt(ctx context.Context, d *Delivery) (delivered bool, err error) {
	try, cancel := context.WithTimeout(ctx, CallTime)
	status, failure := s.sender.Send(try, d.call())
	cancel()
	if ctx.Err() != nil {
		return false, errors.Join(ctx.Err(), s.giveBack(ctx, d))
	}
	now := s.now()
	d.Attempts++
	d.Status, d.Error = status, why(status, failure)
	switch {
	case d.Error == "":
		d.State, d.NextTry, d.EndedAt = Delivered, time.Time{}, now
	default:
		if d.NextTry = retry.Next(now, d.Attempts); d.NextTry.IsZero() {
			d.State, d.EndedAt = Failed, now
		}
	}
	return d.State == Delivered, s.store.NoteDelivery(ctx, d)
}

// giveBack ends the lease of a delivery, so that whoever comes next need not wait for that.
func (s *Service) giveBack(ctx context.Context, d *Delivery) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), returnTime)
	defer cancel()
	return s.store.NoteDelivery(ctx, d)
}

// maxWhy bounds what is kept of an error, in bytes.
const maxWhy = 300

// why is what was wrong with an attempt, on one line; "" for success, which is an answer from 200 to 299.
func why(status int, err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("no answer within %v", CallTime)
	case err != nil:
		text := strings.ToValidUTF8(strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\x00", "")), " "), "")
		if len(text) > maxWhy {
			text = strings.ToValidUTF8(text[:maxWhy], "")
		}
		return text
	case status < 200 || status > 299:
		return fmt.Sprintf("answered %d", status)
	}
	return ""
}
