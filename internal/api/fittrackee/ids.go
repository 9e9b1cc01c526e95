package fittrackee

import (
	"encoding/hex"
	"math/bits"
	"strings"
)

// alphabet of short ids: no digit or letter that can be taken for another (0 1 I O l).
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

const (
	// shortIDLength is how many digits in base 57 hold 128 bits.
	shortIDLength = 22
	base          = uint64(len(alphabet))
	// chunk is base to the power of 10: ten digits fit into 64 bits.
	chunk, chunkDigits = 362033331456891249, 10
)

// digitOf is the value of a character, 255 for one outside the alphabet.
var digitOf = func() (table [256]byte) {
	for i := range table {
		table[i] = 255
	}
	for i := range alphabet {
		table[alphabet[i]] = byte(i)
	}
	return table
}()

// appendShortID appends the wire form of a UUID: the 128-bit number in base 57, most significant digit first. Ids of the
// core are UUIDs always; anything else comes out as the id of the nil UUID.
func appendShortID(b []byte, uuid string) []byte {
	hi, lo := uuidNumber(uuid)
	var digits [shortIDLength]byte
	end := shortIDLength
	for end > 0 {
		var rest uint64
		high := hi / chunk
		lo, rest = bits.Div64(hi%chunk, lo, chunk)
		hi = high
		for i := end - 1; i >= max(end-chunkDigits, 0); i-- {
			digits[i] = alphabet[rest%base]
			rest /= base
		}
		end -= chunkDigits
	}
	return append(b, digits[:]...)
}

func shortID(uuid string) string { return string(appendShortID(make([]byte, 0, shortIDLength), uuid)) }

// uuidNumber reads the hex digits of a UUID; 0 when it is none.
func uuidNumber(uuid string) (hi, lo uint64) {
	n := 0
	for i := 0; i < len(uuid); i++ {
		var d byte
		switch c := uuid[i]; {
		case c >= '0' && c <= '9':
			d = c - '0'
		case c >= 'a' && c <= 'f':
			d = c - 'a' + 10
		case c >= 'A' && c <= 'F':
			d = c - 'A' + 10
		case c == '-':
			continue
		default:
			return 0, 0
		}
		hi, lo = hi<<4|lo>>60, lo<<4|uint64(d)
		n++
	}
	if n != 32 {
		return 0, 0
	}
	return hi, lo
}

// parseShortID gives the UUID of a wire id. Shorter ids are read with zeros in front; ok is false for characters outside
// the alphabet and for numbers of more than 128 bits.
func parseShortID(id string) (uuid string, ok bool) {
	// Zeros in front don't count; what is left of more than 22 digits overflows below.
	digits := strings.TrimLeft(id, alphabet[:1])
	if id == "" || len(digits) > shortIDLength {
		return "", false
	}
	var hi, lo uint64
	for i := 0; i < len(digits); i++ {
		d := digitOf[digits[i]]
		if d == 255 {
			return "", false
		}
		overflow, high := bits.Mul64(hi, base)
		carry, low := bits.Mul64(lo, base)
		var c uint64
		lo, c = bits.Add64(low, uint64(d), 0)
		hi, c = bits.Add64(high, carry, c)
		if overflow != 0 || c != 0 {
			return "", false
		}
	}
	return formatUUID(hi, lo), true
}

func formatUUID(hi, lo uint64) string {
	var raw [16]byte
	for i := range 8 {
		raw[i], raw[8+i] = byte(hi>>(56-8*i)), byte(lo>>(56-8*i))
	}
	text := hex.EncodeToString(raw[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}
