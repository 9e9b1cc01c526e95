package fittrackee_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"

	"palestra/internal/core/activity"
	"palestra/internal/core/auth"
)

// kept keeps pictures among the files of recordings, as the server does.
type kept struct{ w *world }

func (k kept) Keep(ctx context.Context, data []byte, commit func(hash string) error) error {
	return k.w.activities.KeepFile(ctx, bytes.NewReader(data), int64(len(data)), func(hash string, _ int64) error { return commit(hash) })
}

func (k kept) Open(hash string) (io.ReadSeekCloser, error) { return k.w.activities.OpenFile(hash) }

func (k kept) Forget(ctx context.Context, hashes []string) error {
	return k.w.activities.ForgetFiles(ctx, hashes)
}

// waiting is a mail server whose mails are read from the outbox.
type waiting struct{}

func (waiting) Send(context.Context, auth.Mail) error { return nil }

var mailedToken = regexp.MustCompile(`token=([^\s&]+)`)

// doMailed gives the token in the last mail to an address: "mailed ana@example.org".
func (w *world) doMailed(args []string) (string, error) {
	page, err := w.auth.Outbox(context.Background(), w.viewer("admin"), 0, 100)
	if err != nil {
		return "", err
	}
	for _, m := range page.Mails {
		if found := mailedToken.FindStringSubmatch(m.Text); m.To == args[0] && found != nil {
			return found[1], nil
		}
	}
	return "", fmt.Errorf("no mail to %s with a token", args[0])
}

// doExported makes the archives that were asked for.
func (w *world) doExported([]string) (string, error) { return "", w.exports.Work(context.Background()) }

// doRecomputed does what was put off: "recomputed".
func (w *world) doRecomputed([]string) (string, error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var err error
	w.activities.RecomputeInTurn(ctx, func(r activity.Recomputed) {
		err = r.Err
		stop()
	})
	return "", err
}
