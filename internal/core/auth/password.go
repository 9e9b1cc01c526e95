package auth

import (
	"context"
	"encoding/base64"
	"fmt"
	"runtime"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/argon2"

	"palestra/internal/core/fault"
)

// passwordParams are OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
var passwordParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// MinPasswordLength and MaxPasswordLength count characters; the upper bound keeps hashing a request's password cheap.
const (
	MinPasswordLength = 8
	MaxPasswordLength = 1000
)

// hasher bounds how many passwords are hashed at once, so that a burst of sign-ins can't take all processors and memory.
type hasher struct {
	slots  chan struct{}
	params *argon2id.Params
	// decoy is what a sign-in with an unknown name is compared with, so that it takes as long as one with a known name.
	decoy string
}

func newHasher(params *argon2id.Params) *hasher {
	return &hasher{slots: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)), params: params, decoy: newDecoy(params)}
}

// newDecoy is the hash of nobody's password, in the form that argon2id writes. It is made up instead of computed: computing
// one would cost every start of the server 20 MiB and as many milliseconds.
func newDecoy(p *argon2id.Params) string {
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.Memory, p.Iterations, p.Parallelism,
		encode(randomBytes(int(p.SaltLength))), encode(randomBytes(int(p.KeyLength))))
}

func (h *hasher) acquire(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.acquire(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	return argon2id.CreateHash(password, h.params)
}

// matches compares in constant time; a stored hash of "" (nobody can sign in with a password) never matches.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	if err := h.acquire(ctx); err != nil {
		return false, err
	}
	defer func() { <-h.slots }()
	known := stored != ""
	if !known {
		stored = h.decoy
	}
	ok, err := argon2id.ComparePasswordAndHash(password, stored)
	return ok && known, err
}

func checkPassword(password string) *fault.Field {
	if n := len([]rune(password)); n < MinPasswordLength || n > MaxPasswordLength {
		return &fault.Field{Name: "password", Message: "8 characters required"}
	}
	return nil
}
