package planif

import (
	"encoding/hex"
	"math/big"
	"strings"
)

// Activities are named as the activities' own dialect names them: a UUID as a number in base 57 with 22 digits, none of
// which can be taken for another.
const (
	shortAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	shortLength   = 22
)

var shortBase = big.NewInt(int64(len(shortAlphabet)))

// shortID is the short name of a UUID.
func shortID(uuid string) string {
	b, err := hex.DecodeString(strings.ReplaceAll(uuid, "-", ""))
	if err != nil {
		b = nil // not reached: activities are named by UUID
	}
	n, digit := new(big.Int).SetBytes(b), new(big.Int)
	var out [shortLength]byte
	for i := shortLength - 1; i >= 0; i-- {
		n.DivMod(n, shortBase, digit)
		out[i] = shortAlphabet[digit.Int64()]
	}
	return string(out[:])
}

// uuidOf is the UUID behind a short name; false for anything else.
func uuidOf(short string) (string, bool) {
	if len(short) != shortLength {
		return "", false
	}
	n := new(big.Int)
	for i := range shortLength {
		d := strings.IndexByte(shortAlphabet, short[i])
		if d < 0 {
			return "", false
		}
		n.Add(n.Mul(n, shortBase), big.NewInt(int64(d)))
	}
	if n.BitLen() > 128 {
		return "", false
	}
	h := hex.EncodeToString(n.FillBytes(make([]byte, 16)))
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], true
}
