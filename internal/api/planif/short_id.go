package planif

import (
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"math/bits"
	"strings"
)

// Activities are named as the activities' own dialect names them: a UUID as a number in base 57 with 22 digits, none of
// which can be taken for another.
const (
	shortAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	shortLength   = 22
)

const shortBase = uint64(len(shortAlphabet))

// shortID is the short name of a UUID.
func shortID(uuid string) string {
	var b [16]byte
	if raw, err := hex.DecodeString(strings.ReplaceAll(uuid, "-", "")); err == nil { // activities are named by UUID
		copy(b[:], raw)
	}
	// A number of two words; big.Int takes ten times as long, and a board names a thousand activities.
	high, low := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	var out [shortLength]byte
	for i := shortLength - 1; i >= 0; i-- {
		var rest uint64
		high, rest = high/shortBase, high%shortBase
		low, rest = bits.Div64(rest, low, shortBase)
		out[i] = shortAlphabet[rest]
	}
	return string(out[:])
}

// uuidOf is the UUID behind a short name; false for anything else.
func uuidOf(short string) (string, bool) {
	if len(short) != shortLength {
		return "", false
	}
	n, base := new(big.Int), new(big.Int).SetUint64(shortBase)
	for i := range shortLength {
		d := strings.IndexByte(shortAlphabet, short[i])
		if d < 0 {
			return "", false
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(d)))
	}
	if n.BitLen() > 128 {
		return "", false
	}
	h := hex.EncodeToString(n.FillBytes(make([]byte, 16)))
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], true
}
