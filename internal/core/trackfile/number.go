package trackfile

import (
	"math"
	"strconv"
	"unsafe"
)

// pow10 are the powers of ten that a float64 holds exactly.
var pow10 = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// parseFloat reads a decimal number with white space around it, rounded as strconv.ParseFloat does. It accepts an
// exponent, and refuses what is not a plain number: hexadecimal, underscores, words such as NaN. Overflow gives ±Inf.
//
// A mantissa below 2^53 and a power of ten up to 22 are both exact, so that one division rounds correctly (Clinger
// 1990); everything else goes to strconv.
func parseFloat(b []byte) (float64, bool) {
	b = trimSpace(b)
	i := 0
	negative := false
	if i < len(b) && (b[i] == '-' || b[i] == '+') {
		negative = b[i] == '-'
		i++
	}
	var mantissa uint64
	digits, fraction := 0, 0
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		mantissa = mantissa*10 + uint64(b[i]-'0')
		digits++
	}
	if i < len(b) && b[i] == '.' {
		i++
		from := i
		for ; i < len(b) && b[i]-'0' <= 9; i++ {
			mantissa = mantissa*10 + uint64(b[i]-'0')
		}
		fraction = i - from
		digits += fraction
	}
	if digits == 0 {
		return 0, false
	}
	if i < len(b) || digits > 19 || mantissa > 1<<53 || fraction >= len(pow10) {
		return parseFloatSlow(b)
	}
	f := float64(mantissa) / pow10[fraction]
	if negative {
		f = -f
	}
	return f, true
}

// parseFloatSlow leaves rounding to strconv, without copying b.
func parseFloatSlow(b []byte) (float64, bool) {
	for _, c := range b {
		if c-'0' > 9 && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(unsafe.String(unsafe.SliceData(b), len(b)), 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

// parseCount reads a sensor value that a person or a machine can have: 0 to 32767, fractions cut.
func parseCount(b []byte) (int16, bool) {
	f, ok := parseFloat(b)
	if !ok {
		return 0, false
	}
	return toCount(f)
}

// toCount is f as a sensor value, fractions cut; false below zero and above 32767.
func toCount(f float64) (int16, bool) {
	if !(f >= 0 && f <= math.MaxInt16) {
		return 0, false
	}
	return int16(f), true
}

// toTemperature is f degrees Celsius rounded to a whole one; false when no thermometer shows it.
func toTemperature(f float64) (int8, bool) {
	f = math.Round(f)
	if !(f >= -127 && f <= 127) {
		return 0, false
	}
	return int8(f), true
}

// isSpace reports whether c is white space in XML.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// trimSpace is b without the white space around it.
func trimSpace(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}
