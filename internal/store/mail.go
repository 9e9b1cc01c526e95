package store

import (
	"context"
	"time"

	"palestra/internal/core/auth"
)

const mailColumns = "id, person_id, recipient, subject, body, created_us, next_us, sent_us, attempts, error"

func mailDest(m *auth.Mail, attempts *int64) []any {
	return []any{
		(*whole)(&m.ID), (*whole)(&m.Person), (*word)(&m.To), (*word)(&m.Subject), (*word)(&m.Text), (*instant)(&m.CreatedAt),
		(*instant)(&m.NextTry), (*instant)(&m.SentAt), (*whole)(attempts), (*word)(&m.Error),
	}
}

func (c *session) insertMail(ctx context.Context, personID int64, m *auth.Mail) error {
	_, err := c.exec(ctx, "INSERT INTO mail (person_id, recipient, subject, body, created_us, next_us) VALUES "+places(6),
		personID, m.To, m.Subject, m.Text, m.CreatedAt.UnixMicro(), moment(m.NextTry))
	return err
}

// Mails lists the outbox, newest first, with how many there are.
func (s *Store) Mails(ctx context.Context, offset, limit int) (all []auth.Mail, total int64, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM mail", nil, (*whole)(&total)); err != nil {
			return err
		}
		all, err = c.mails(ctx, "SELECT "+mailColumns+" FROM mail ORDER BY id DESC LIMIT ? OFFSET ?", int64(limit), int64(offset))
		return err
	})
	return all, total, err
}

func (c *session) mails(ctx context.Context, query string, args ...any) ([]auth.Mail, error) {
	var all []auth.Mail
	var m auth.Mail
	var attempts int64
	err := c.query(ctx, query, args, mailDest(&m, &attempts), func() error {
		m.Attempts = int(attempts)
		all = append(all, m)
		return nil
	})
	return all, err
}

// LeaseMails gives mails whose time has come, oldest first, and puts their next time off to until.
func (s *Store) LeaseMails(ctx context.Context, now, until time.Time, limit int) (all []auth.Mail, err error) {
	err = s.change(ctx, func(c *session) (err error) {
		all, err = c.mails(ctx, "SELECT "+mailColumns+" FROM mail WHERE next_us <= ? ORDER BY next_us, id LIMIT ?"+c.dialect.lock, now.UnixMicro(), int64(limit))
		for i := range all {
			if err != nil {
				break
			}
			_, err = c.exec(ctx, "UPDATE mail SET next_us = ? WHERE id = ?", until.UnixMicro(), all[i].ID)
		}
		return err
	})
	return all, err
}

// MailSent notes that one was sent and forgets its text.
func (s *Store) MailSent(ctx context.Context, id int64, at time.Time) error {
	return s.run(ctx, "UPDATE mail SET sent_us = ?, next_us = NULL, body = '', error = '', attempts = attempts + 1 WHERE id = ?", at.UnixMicro(), id)
}

// MailFailed notes one more attempt, why it failed, and when to try next; the zero time is never.
func (s *Store) MailFailed(ctx context.Context, id int64, reason string, next time.Time) error {
	return s.run(ctx, "UPDATE mail SET next_us = ?, error = ?, attempts = attempts + 1 WHERE id = ?", moment(next), reason, id)
}
