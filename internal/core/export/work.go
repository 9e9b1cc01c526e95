package export

import (
	"context"
	"errors"
	"io"
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// Work makes every archive that was asked for, one after the other. What can't be made is noted as errored, and is part of
// the error; a context that ends leaves the rest for the next call.
func (s *Service) Work(ctx context.Context) error {
	pending, err := s.store.PendingExports(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for i := range pending {
		err := s.work(ctx, pending[i])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// work makes one archive, or notes that it can't be made.
func (s *Service) work(ctx context.Context, r Request) error {
	err := s.make(ctx, &r)
	if !failed(ctx, err) {
		return nil
	}
	r.State, r.FinishedAt, r.FileName, r.Hash, r.Size = Errored, s.now(), "", "", 0
	if noted := s.store.FinishExport(ctx, r); noted != nil && !fault.Is(noted, fault.NotFound) {
		return errors.Join(err, noted)
	}
	return err
}

// failed tells a failure from a server that stops, from somebody who is gone meanwhile, and from a request that another
// process has served.
func failed(ctx context.Context, err error) bool {
	code := fault.CodeOf(err)
	return err != nil && ctx.Err() == nil && code != "export.not_found" && code != "person.not_found"
}

// make writes the archive straight into the kept files.
func (s *Service) make(ctx context.Context, r *Request) error {
	p, err := s.people.Person(ctx, r.Person)
	if err != nil {
		return err
	}
	reader, writer := io.Pipe()
	written := make(chan struct{})
	go func() {
		defer close(written)
		a := archive{service: s, viewer: access.Viewer{Person: p}}
		writer.CloseWithError(a.write(ctx, writer))
	}()
	err = s.activities.KeepFile(ctx, reader, maxSize, func(hash string, size int64) error {
		r.State, r.FinishedAt, r.Hash, r.Size = Successful, s.now(), hash, size
		r.FileName = "archive_" + strings.ReplaceAll(s.newUUID(), "-", "") + ".zip"
		return s.store.FinishExport(ctx, *r)
	})
	reader.CloseWithError(err) // lets the writer end when nobody reads on
	<-written
	return err
}
