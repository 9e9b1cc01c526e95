package auth

import (
	"sync"
	"time"
)

// maxVerified bounds the signed tokens that are remembered, at some 150 bytes each.
const maxVerified = 4096

// signed is what a token of ours says.
type signed struct {
	person, generation int64
	expires            time.Time
}

// verified remembers tokens whose signature has been checked, by their hash: a client sends the same one with every
// request. Whether a token was revoked, and whether its person may still sign in, is never remembered.
type verified struct {
	mu     sync.Mutex
	tokens map[string]signed
}

func (v *verified) find(hash string) (signed, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	c, ok := v.tokens[hash]
	return c, ok
}

// keep remembers a token; any other makes room for it.
func (v *verified) keep(hash string, c signed) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.tokens == nil {
		v.tokens = make(map[string]signed)
	}
	if len(v.tokens) >= maxVerified {
		for old := range v.tokens {
			delete(v.tokens, old)
			break
		}
	}
	v.tokens[hash] = c
}
