package store

import (
	"context"
	"time"

	"palestra/internal/core/export"
	"palestra/internal/core/fault"
)

const exportColumns = "person_id, state, created_us, finished_us, file_name, file_hash, size_bytes"

func exportDest(r *export.Request) []any {
	return []any{
		(*whole)(&r.Person), (*word)(&r.State), (*instant)(&r.CreatedAt), (*instant)(&r.FinishedAt), (*word)(&r.FileName), (*word)(&r.Hash), (*whole)(&r.Size),
	}
}

func (c *session) export(ctx context.Context, personID int64) (r export.Request, found bool, err error) {
	found, err = c.one(ctx, "SELECT "+exportColumns+" FROM data_export WHERE person_id = ?", []any{personID}, exportDest(&r)...)
	return r, found, err
}

// CreateExport stores r in place of the person's last one, and gives the hash of that one's file, "" for none. While one is in
// progress it is fault.Conflict "export.ongoing", after a successful one since the moment "export.recent".
func (s *Store) CreateExport(ctx context.Context, r export.Request, since time.Time) (old string, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, r.Person); err != nil {
			return err
		}
		last, found, err := c.export(ctx, r.Person)
		if err != nil {
			return err
		}
		old = last.Hash
		if found && last.State == export.InProgress {
			return fault.New(fault.Conflict, "export.ongoing", "an archive is being made")
		}
		if found && last.State == export.Successful && last.CreatedAt.After(since) {
			return fault.New(fault.Conflict, "export.recent", "there is an archive of today")
		}
		if _, err := c.exec(ctx, "DELETE FROM data_export WHERE person_id = ?", r.Person); err != nil {
			return err
		}
		_, err = c.exec(ctx, "INSERT INTO data_export ("+exportColumns+") VALUES "+places(width(exportColumns)),
			r.Person, string(r.State), r.CreatedAt.UnixMicro(), moment(r.FinishedAt), r.FileName, filled(r.Hash), r.Size)
		return err
	})
	return old, err
}

// Export reads a person's; fault.NotFound "export.not_found".
func (s *Store) Export(ctx context.Context, personID int64) (*export.Request, error) {
	var r export.Request
	err := s.view(ctx, func(c *session) error {
		var found bool
		var err error
		r, found, err = c.export(ctx, personID)
		if err == nil && !found {
			return fault.Missing("export")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &r, nil
}

// PendingExports are those in progress, oldest first.
func (s *Store) PendingExports(ctx context.Context) ([]export.Request, error) {
	var all []export.Request
	err := s.view(ctx, func(c *session) error {
		var r export.Request
		all = nil
		return c.query(ctx, "SELECT "+exportColumns+" FROM data_export WHERE state = 'in_progress' ORDER BY created_us, person_id", nil, exportDest(&r), func() error {
			all = append(all, r)
			return nil
		})
	})
	return all, err
}

// FinishExport stores how r ended. Unless the very request is still in progress it is fault.NotFound "export.not_found".
func (s *Store) FinishExport(ctx context.Context, r export.Request) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "UPDATE data_export SET state = ?, finished_us = ?, file_name = ?, file_hash = ?, size_bytes = ?"+
			" WHERE person_id = ? AND created_us = ? AND state = 'in_progress'",
			string(r.State), moment(r.FinishedAt), r.FileName, filled(r.Hash), r.Size, r.Person, r.CreatedAt.UnixMicro())
		if err == nil && n == 0 {
			return fault.Missing("export")
		}
		return err
	})
}

// DropExports forgets those made before the moment, and gives the hashes of their files.
func (s *Store) DropExports(ctx context.Context, before time.Time) (hashes []string, err error) {
	err = s.change(ctx, func(c *session) error {
		hashes = nil
		var hash string
		return c.query(ctx, "DELETE FROM data_export WHERE state <> 'in_progress' AND created_us < ? RETURNING file_hash", []any{before.UnixMicro()},
			[]any{(*word)(&hash)}, func() error {
				if hash != "" {
					hashes = append(hashes, hash)
				}
				return nil
			})
	})
	return hashes, err
}
