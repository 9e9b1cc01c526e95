package auth

import (
	"context"
	"io"
)

// Files keeps bytes under the hash of their content, beside those of recordings.
type Files interface {
	// Keep makes data survive a power cut and then calls commit with its hash, which stores who uses it.
	Keep(ctx context.Context, data []byte, commit func(hash string) error) error
	// Open reads kept bytes; unknown ones are fault.NotFound.
	Open(hash string) (io.ReadSeekCloser, error)
	// Forget removes those of these that nobody uses any more.
	Forget(ctx context.Context, hashes []string) error
}

// forget removes files that lost a user; "" is none.
func (s *Service) forget(ctx context.Context, hashes ...string) error {
	if s.opt.Files == nil || len(hashes) == 0 || hashes[0] == "" {
		return nil
	}
	return s.opt.Files.Forget(ctx, hashes)
}
