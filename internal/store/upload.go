package store

import (
	"context"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/upload"
)

const uploadColumns = "id, owner_id, name, size_bytes, received_bytes, created_us"

func uploadDest(u *upload.Upload) []any {
	return []any{(*word)(&u.ID), (*whole)(&u.Owner), (*word)(&u.Name), (*whole)(&u.Size), (*whole)(&u.Received), (*instant)(&u.CreatedAt)}
}

// CreateUpload refuses one more than limit that were begun since.
func (s *Store) CreateUpload(ctx context.Context, u *upload.Upload, since time.Time, limit int64) error {
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, u.Owner); err != nil {
			return err
		}
		var n int64
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM upload WHERE owner_id = ? AND created_us >= ?", []any{u.Owner, since.UnixMicro()}, (*whole)(&n)); err != nil {
			return err
		}
		if n >= limit {
			return fault.New(fault.Limited, "upload.too_many", "too many uploads at once")
		}
		_, err := c.exec(ctx, "INSERT INTO upload ("+uploadColumns+") VALUES "+places(6), u.ID, u.Owner, u.Name, u.Size, u.Received, u.CreatedAt.UnixMicro())
		return err
	})
}

// Upload reads one of the owner's that was begun since.
func (s *Store) Upload(ctx context.Context, owner int64, id string, since time.Time) (u *upload.Upload, err error) {
	err = s.view(ctx, func(c *session) error {
		u, err = c.upload(ctx, owner, id, since, "")
		return err
	})
	return u, err
}

func (c *session) upload(ctx context.Context, owner int64, id string, since time.Time, lock string) (*upload.Upload, error) {
	var u upload.Upload
	found, err := c.one(ctx, "SELECT "+uploadColumns+" FROM upload WHERE id = ? AND owner_id = ? AND created_us >= ?"+lock, []any{id, owner, since.UnixMicro()}, uploadDest(&u)...)
	if err == nil && !found {
		err = fault.Missing("upload")
	}
	if err != nil {
		return nil, err
	}
	return &u, nil
}

// AppendUpload adds a chunk.
func (s *Store) AppendUpload(ctx context.Context, owner int64, id string, since time.Time, part upload.Chunk) (u *upload.Upload, err error) {
	err = s.change(ctx, func(c *session) error {
		if u, err = c.upload(ctx, owner, id, since, c.dialect.lock); err != nil {
			return err
		}
		offset, end := part.Offset, part.Offset+int64(len(part.Bytes))
		switch {
		case offset < 0 || offset > u.Received:
			return fault.New(fault.Conflict, "upload.offset", "not the next byte")
		case end > u.Size:
			return fault.New(fault.TooLarge, "upload.too_large", "more than was announced")
		case end <= u.Received:
			return nil
		case offset != u.Received:
			return fault.New(fault.Conflict, "upload.offset", "not the next byte")
		}
		if _, err := c.exec(ctx, "INSERT INTO upload_part (upload_id, start, bytes) VALUES (?, ?, ?)", id, offset, part.Bytes); err != nil {
			return err
		}
		u.Received = end
		if part.Name != "" {
			u.Name = part.Name
		}
		_, err := c.exec(ctx, "UPDATE upload SET received_bytes = ?, name = ? WHERE id = ?", end, u.Name, id)
		return err
	})
	return u, err
}

// UploadBytes is what has been received.
func (s *Store) UploadBytes(ctx context.Context, owner int64, id string, since time.Time) (u *upload.Upload, data []byte, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		if u, err = c.upload(ctx, owner, id, since, ""); err != nil {
			return err
		}
		data = make([]byte, 0, u.Received)
		var part []byte
		return c.query(ctx, "SELECT bytes FROM upload_part WHERE upload_id = ? ORDER BY start", []any{id}, []any{&part}, func() error {
			data = append(data, part...)
			return nil
		})
	})
	return u, data, err
}

// DeleteUpload forgets one.
func (s *Store) DeleteUpload(ctx context.Context, owner int64, id string) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM upload WHERE id = ? AND owner_id = ?", id, owner)
		if err == nil && n == 0 {
			return fault.Missing("upload")
		}
		return err
	})
}

// SweepUploads forgets those begun before.
func (s *Store) SweepUploads(ctx context.Context, before time.Time) error {
	return s.sweep(ctx, "DELETE FROM upload WHERE created_us < ?", before.UnixMicro())
}

// PictureOrigin is what was noted of a person, for a picture with this hash.
func (s *Store) PictureOrigin(ctx context.Context, person int64, hash string) (p upload.Portrait, known bool, err error) {
	err = s.view(ctx, func(c *session) error {
		known, err = c.one(ctx, "SELECT upload_id, name FROM person_picture WHERE person_id = ? AND hash = ?", []any{person, hash}, (*word)(&p.UploadID), (*word)(&p.Name))
		return err
	})
	return p, known, err
}
