package wire

import (
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// AppendFloat appends the shortest decimal that reads back as v, always recognisable as a float, as Python writes them:
// 10.0, 0.1, 1e-05. Not-a-number and infinities are null.
func AppendFloat(b []byte, v float64) []byte {
	if v != v || math.IsInf(v, 0) {
		return append(b, "null"...)
	}
	// Most numbers have at most 3 decimals: a whole number of thousandths below 10^15 is printed as such. That is the
	// shortest form, because no two decimals of 15 digits or less share a float.
	if scaled := v * 1000; scaled > -1e14 && scaled < 1e14 {
		if n := math.Round(scaled); n/1000 == v {
			return AppendFixed(b, int64(n), 3)
		}
	}
	if a := math.Abs(v); a < 1e-4 || a >= 1e16 {
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', -1, 64)
	for _, c := range b[start:] {
		if c == '.' {
			return b
		}
	}
	return append(b, ".0"...)
}

// pairs are the two digits of the numbers below 100.
const pairs = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869" +
	"707172737475767778798081828384858687888990919293949596979899"

// AppendFixed appends n / 10^decimals (1 to 18 of them) without trailing zeros but with at least one decimal: 1200 with 3
// is 1.2, 1000 is 1.0.
func AppendFixed(b []byte, n int64, decimals int) []byte {
	u := uint64(n)
	if n < 0 {
		u = -u
		b = append(b, '-')
	}
	for decimals > 1 && u%10 == 0 {
		u /= 10
		decimals--
	}
	// The digits are written where they belong, from the end: two at a time take half the divisions.
	i := len(b) + max(digits(u), decimals+1) + 1
	b = slices.Grow(b, i-len(b))[:i]
	for ; decimals >= 2; decimals -= 2 {
		i -= 2
		b[i], b[i+1] = pairs[u%100*2], pairs[u%100*2+1]
		u /= 100
	}
	if decimals == 1 {
		i--
		b[i] = byte('0' + u%10)
		u /= 10
	}
	i--
	b[i] = '.'
	for u >= 100 {
		i -= 2
		b[i], b[i+1] = pairs[u%100*2], pairs[u%100*2+1]
		u /= 100
	}
	if u >= 10 {
		i--
		b[i] = byte('0' + u%10)
		u /= 10
	}
	b[i-1] = byte('0' + u)
	return b
}

// tens are the powers of ten.
var tens = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

// digits is how many a number has, 1 for zero. 1233/4096 is close to the logarithm of 2 to the base of ten.
func digits(u uint64) int {
	n := bits.Len64(u|1) * 1233 >> 12
	if u >= tens[n] {
		n++
	}
	return max(n, 1)
}
