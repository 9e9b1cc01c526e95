// Package upload keeps files on their way: what a browser sends before somebody says what it is for, whole or in chunks.
//
//	u, err := uploads.Begin(ctx, viewer, "face.jpg", 70_000)
//	u, err = uploads.Append(ctx, viewer, u.ID, upload.Chunk{Bytes: first})
//	u, data, err := uploads.Bytes(ctx, viewer, u.ID)
//
// Uploads belong to who made them, and are forgotten after a day.
package upload

import (
	"context"
	"path"
	"strings"
	"time"
	"unicode"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// The bounds of uploads.
const (
	// MaxSize is the most bytes that one may have, Life how long it is kept.
	MaxSize = 20 << 20
	Life    = 24 * time.Hour
	// maxOpen is how many somebody may have at once; maxName bounds names in characters.
	maxOpen = 12
	maxName = 120
)

// Upload is a file on its way.
type Upload struct {
	// ID has 22 characters and can't be guessed.
	ID    string
	Owner int64
	// Name is what the sender calls the file, without folders.
	Name string
	// Size is how many bytes it will have, Received how many are there.
	Size, Received int64
	CreatedAt      time.Time
}

// Complete reports whether everything is there.
func (u *Upload) Complete() bool { return u.Received == u.Size }

// Chunk is a part of a file: bytes from an offset on. Name is what the sender calls the file by then, "" for what was said before.
type Chunk struct {
	Offset int64
	Bytes  []byte
	Name   string
}

// Store keeps uploads. Those of others, and those begun before since, are fault.NotFound "upload.not_found".
type Store interface {
	// CreateUpload refuses one more than limit that were begun since: fault.Limited "upload.too_many".
	CreateUpload(ctx context.Context, u *Upload, since time.Time, limit int64) error
	Upload(ctx context.Context, owner int64, id string, since time.Time) (*Upload, error)
	// AppendUpload adds bytes under a lock. Where they have all been received already nothing changes; an offset that
	// isn't the next is fault.Conflict "upload.offset", more than the size fault.TooLarge "upload.too_large". The upload as it is
	// then comes along, also with these errors.
	AppendUpload(ctx context.Context, owner int64, id string, since time.Time, c Chunk) (*Upload, error)
	// UploadBytes is what has been received.
	UploadBytes(ctx context.Context, owner int64, id string, since time.Time) (*Upload, []byte, error)
	DeleteUpload(ctx context.Context, owner int64, id string) error
	// SweepUploads forgets those begun before.
	SweepUploads(ctx context.Context, before time.Time) error
	PictureStore
}

// Options are what the service needs besides its store.
type Options struct {
	Now func() time.Time
	// NewID makes random names of 22 characters.
	NewID func() string
	// Portraits keep people's pictures.
	Portraits Portraits
}

// Service takes uploads. It is safe for concurrent use.
type Service struct {
	store Store
	opt   Options
}

// New makes the service.
func New(store Store, opt Options) *Service { return &Service{store: store, opt: opt} }

func errSignedOut() error {
	return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
}

// TooLarge is the refusal of what is larger than it may be: fault.TooLarge "upload.too_large".
func TooLarge() error {
	return fault.New(fault.TooLarge, "upload.too_large", "the upload is too large")
}

// since is when the oldest uploads that are still kept were begun.
func (s *Service) since() time.Time { return s.opt.Now().Add(-Life) }

// Begin makes room for a file of so many bytes. Errors: fault.TooLarge "upload.too_large", fault.Invalid "upload.size",
// fault.Limited "upload.too_many".
func (s *Service) Begin(ctx context.Context, v access.Viewer, name string, size int64) (*Upload, error) {
	switch {
	case !v.SignedIn():
		return nil, errSignedOut()
	case size > MaxSize:
		return nil, TooLarge()
	case size < 1:
		return nil, fault.InvalidField("filepond", "upload.size", "The submitted file is empty.")
	}
	u := &Upload{ID: s.opt.NewID(), Owner: v.ID(), Name: cleanName(name), Size: size, CreatedAt: s.opt.Now()}
	return u, s.store.CreateUpload(ctx, u, s.since(), maxOpen)
}

// Append adds a chunk, whose offset must be the number of bytes received so far; sending the same again changes nothing. Of two at
// once one is first. The upload comes back with what has been received, also with fault.Conflict "upload.offset". Other errors:
// fault.NotFound "upload.not_found", fault.TooLarge "upload.too_large".
func (s *Service) Append(ctx context.Context, v access.Viewer, id string, c Chunk) (*Upload, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	if c.Name != "" {
		c.Name = cleanName(c.Name)
	}
	return s.store.AppendUpload(ctx, v.ID(), id, s.since(), c)
}

// Get tells about one of the viewer's; fault.NotFound "upload.not_found".
func (s *Service) Get(ctx context.Context, v access.Viewer, id string) (*Upload, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.Upload(ctx, v.ID(), id, s.since())
}

// Bytes reads a complete one of the viewer's; fault.NotFound "upload.not_found", also while bytes are missing.
func (s *Service) Bytes(ctx context.Context, v access.Viewer, id string) (*Upload, []byte, error) {
	if !v.SignedIn() {
		return nil, nil, errSignedOut()
	}
	u, data, err := s.store.UploadBytes(ctx, v.ID(), id, s.since())
	if err == nil && !u.Complete() {
		err = fault.Missing("upload")
	}
	return u, data, err
}

// Revert forgets one of the viewer's; fault.NotFound "upload.not_found".
func (s *Service) Revert(ctx context.Context, v access.Viewer, id string) error {
	if !v.SignedIn() {
		return errSignedOut()
	}
	return s.store.DeleteUpload(ctx, v.ID(), id)
}

// Sweep forgets uploads older than Life.
func (s *Service) Sweep(ctx context.Context) error { return s.store.SweepUploads(ctx, s.since()) }

// cleanName drops folders and what can't be shown, and keeps names short.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) || c == unicode.ReplacementChar || strings.ContainsRune(`/"<>?#%`, c) {
			return -1
		}
		return c
	}, name)
	if r := []rune(name); len(r) > maxName {
		name = string(r[len(r)-maxName:])
	}
	if strings.Trim(name, ". ") == "" {
		return "file"
	}
	return name
}
