package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
)

// Keys are derived from the server's one secret, a separate one for each use, so that no token of one kind can ever
// pass for another.
type Keys struct {
	bearer, pair, lookup, account []byte
	seal                          cipher.AEAD
}

// MinSecretLength is the least the server's secret may have, in bytes.
const MinSecretLength = 32

// NewKeys derives the keys; a secret under MinSecretLength bytes is refused.
func NewKeys(secret []byte) (*Keys, error) {
	if len(secret) < MinSecretLength {
		return nil, errors.New("the secret key must have at least 32 bytes")
	}
	block, err := aes.NewCipher(derive(secret, "seal permanent token"))
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Keys{
		bearer: derive(secret, "sign bearer token"), pair: derive(secret, "sign token pair"), lookup: derive(secret, "find permanent token"), account: derive(secret, "find account token"),
		seal: aead,
	}, nil
}

func derive(secret []byte, use string) []byte {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(use))
	return m.Sum(nil)
}

func (k *Keys) lookupHash(token string) string {
	m := hmac.New(sha256.New, k.lookup)
	m.Write([]byte(token))
	return hex.EncodeToString(m.Sum(nil))
}

// accountHash is what the token of a link is found by: for any other purpose it has another hash.
func (k *Keys) accountHash(purpose Purpose, token string) string {
	m := hmac.New(sha256.New, derive(k.account, string(purpose)))
	m.Write([]byte(token))
	return hex.EncodeToString(m.Sum(nil))
}

func (k *Keys) sealToken(token string) []byte {
	nonce := randomBytes(k.seal.NonceSize())
	return k.seal.Seal(nonce, nonce, []byte(token), nil)
}

func (k *Keys) openToken(sealed []byte) (string, error) {
	n := k.seal.NonceSize()
	if len(sealed) < n {
		return "", errors.New("sealed token too short")
	}
	plain, err := k.seal.Open(nil, sealed[:n], sealed[n:], nil)
	return string(plain), err
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}

// newSessionSecret has 256 random bits, in a form that fits a cookie.
func newSessionSecret() string { return base64.RawURLEncoding.EncodeToString(randomBytes(32)) }

// newPermanentToken has the 40 hex digits that clients check for.
func newPermanentToken() string { return hex.EncodeToString(randomBytes(20)) }

// wordAlphabet has no character that needs escaping anywhere.
const wordAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// randomWord has n letters and digits, of almost 6 random bits each.
func randomWord(n int) string {
	word := make([]byte, 0, n)
	for len(word) < n {
		for _, b := range randomBytes(2 * (n - len(word))) {
			// Bytes that would make some letters likelier are left out.
			if int(b) < 256-256%len(wordAlphabet) && len(word) < n {
				word = append(word, wordAlphabet[int(b)%len(wordAlphabet)])
			}
		}
	}
	return string(word)
}

// hashToken is how tokens with enough randomness of their own are stored.
func hashToken(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}
