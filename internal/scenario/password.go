package scenario

import (
	"crypto/rand"
	"strings"
)

// newPassword is one that can be read aloud and typed: three groups of four letters and digits, 60 random bits.
func newPassword() string {
	text := strings.ToLower(rand.Text())
	return text[:4] + "-" + text[4:8] + "-" + text[8:12]
}
