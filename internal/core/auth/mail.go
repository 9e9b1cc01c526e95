package auth

import (
	"context"
	"errors"
	"strings"
	"time"

	"palestra/internal/core/access"
)

// Mail is a letter in the outbox: plain text, written in the transaction that causes it.
type Mail struct {
	ID int64
	// Person is whom it is about. It goes with their account.
	Person int64
	// To is an address, Subject one line, Text plain. Text is "" once the mail was sent: it holds links that stand for a
	// person.
	To, Subject, Text string
	CreatedAt         time.Time
	// NextTry is when it will be tried next: zero once it was sent or given up, and without mail, when an administrator
	// hands it over.
	NextTry time.Time
	// SentAt is zero while it was not.
	SentAt   time.Time
	Attempts int
	// Error is why the last attempt failed, "" when there was none.
	Error string
}

// Mailer sends a mail now. Several may be sent at once.
type Mailer interface {
	Send(ctx context.Context, m Mail) error
}

// MailOn reports whether mails are sent. Without, they wait in the outbox for an administrator, new accounts are open at
// once, and new addresses hold at once.
func (s *Service) MailOn() bool { return s.opt.Mailer != nil }

// MailLife is how long the outbox keeps a mail.
const MailLife = 7 * 24 * time.Hour

// MailPage is a part of the outbox.
type MailPage struct {
	Mails []Mail
	Total int64
}

// Outbox lists the mails of the last days, newest first; for administrators. Errors: fault.Forbidden "auth.admin_only".
func (s *Service) Outbox(ctx context.Context, v access.Viewer, offset, limit int) (p MailPage, err error) {
	if err := v.Administers(); err != nil {
		return p, err
	}
	p.Mails, p.Total, err = s.store.Mails(ctx, max(offset, 0), limit)
	return p, err
}

// How mails are tried: so many at a time, each for at most mailLease, again after the delays, then never more.
const (
	mailBatch = 10
	mailLease = 2 * time.Minute
)

var mailDelays = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour}

// SendMails sends what waits in the outbox and gives how many were sent; call it now and then, in any number of processes
// at once. A mail that can't be sent is tried again later; that is no error.
func (s *Service) SendMails(ctx context.Context) (sent int, err error) {
	if !s.MailOn() {
		return 0, nil
	}
	for {
		now := s.opt.Now()
		mails, err := s.store.LeaseMails(ctx, now, now.Add(mailLease*mailBatch), mailBatch)
		if err != nil || len(mails) == 0 {
			return sent, err
		}
		for i := range mails {
			done, err := s.sendMail(ctx, &mails[i])
			if err != nil {
				return sent, err
			}
			if done {
				sent++
			}
		}
	}
}

// sendMail tries one mail and notes what became of it.
func (s *Service) sendMail(ctx context.Context, m *Mail) (sent bool, err error) {
	try, cancel := context.WithTimeout(ctx, mailLease)
	defer cancel()
	failure := s.opt.Mailer.Send(try, *m)
	if failure == nil {
		return true, s.store.MailSent(ctx, m.ID, s.opt.Now())
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	var next time.Time
	if m.Attempts < len(mailDelays) {
		next = s.opt.Now().Add(mailDelays[m.Attempts])
	}
	return false, s.store.MailFailed(ctx, m.ID, reason(failure), next)
}

// reason is why a mail could not be sent, on one line of bounded length.
func reason(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "timed out"
	}
	text := strings.ToValidUTF8(strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\x00", "")), " "), "")
	if len(text) > 300 {
		text = strings.ToValidUTF8(text[:300], "")
	}
	return text
}
