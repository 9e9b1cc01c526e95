package activity

import (
	"context"
	"io"

	"palestra/internal/core/fault"
)

// KeepFile keeps bytes beside the originals, at most limit, and calls commit with their hash and size, which stores who uses
// them; when it fails they are forgotten again. Errors: those of commit, and fault.TooLarge "upload.too_large".
func (s *Service) KeepFile(ctx context.Context, r io.Reader, limit int64, commit func(hash string, size int64) error) error {
	staged, err := s.blobs.Stage(r, limit)
	if err != nil {
		return err
	}
	defer staged.Discard()
	if err := s.commitFile(staged, commit); err != nil {
		_ = s.forgetFile(context.WithoutCancel(ctx), staged.Hash()) // the first error counts; doctor finds what is left
		return err
	}
	return nil
}

func (s *Service) commitFile(staged Staged, commit func(hash string, size int64) error) error {
	s.keeping.RLock()
	defer s.keeping.RUnlock()
	if err := staged.Keep(); err != nil {
		return err
	}
	return commit(staged.Hash(), staged.Size())
}

// OpenFile reads kept bytes; unknown ones are fault.NotFound "blob.not_found".
func (s *Service) OpenFile(hash string) (Blob, error) {
	if hash == "" {
		return nil, fault.Missing("blob")
	}
	return s.blobs.Open(hash)
}

// ForgetFiles removes those of these that nobody uses any more.
func (s *Service) ForgetFiles(ctx context.Context, hashes []string) error {
	for _, hash := range hashes {
		if err := s.forgetFile(ctx, hash); err != nil {
			return err
		}
	}
	return nil
}
