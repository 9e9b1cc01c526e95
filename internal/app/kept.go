package app

import (
	"bytes"
	"context"
	"io"

	"palestra/internal/core/activity"
)

// keptFiles lets accounts keep pictures among the files of recordings.
type keptFiles struct{ activities *activity.Service }

// Keep keeps data and has commit store who uses it.
func (f keptFiles) Keep(ctx context.Context, data []byte, commit func(hash string) error) error {
	return f.activities.KeepFile(ctx, bytes.NewReader(data), int64(len(data)), func(hash string, _ int64) error { return commit(hash) })
}

// Open reads kept bytes.
func (f keptFiles) Open(hash string) (io.ReadSeekCloser, error) { return f.activities.OpenFile(hash) }

// Forget removes what nobody uses any more.
func (f keptFiles) Forget(ctx context.Context, hashes []string) error {
	return f.activities.ForgetFiles(ctx, hashes)
}
