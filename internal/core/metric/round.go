package metric

import (
	"bytes"
	"math"
	"strconv"
)

// Round keeps so many decimals, rounding half away from zero on the shortest decimal form of x: 0.125 becomes 0.13, and
// so does the binary number below it that prints as 0.125. It is what a database does with a number that arrives as text.
func Round(x float64, decimals int) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	digits := strconv.AppendFloat(make([]byte, 0, 32), math.Abs(x), 'f', -1, 64)
	dot := bytes.IndexByte(digits, '.')
	if dot < 0 || len(digits)-dot-1 <= decimals {
		return x
	}
	up := digits[dot+1+decimals] >= '5'
	kept := append(digits[:dot:dot], digits[dot+1:dot+1+decimals]...)
	whole, _ := strconv.ParseUint(string(kept), 10, 64) // a float with decimals has at most 17 digits that count
	if up {
		whole++
	}
	text := strconv.AppendUint(make([]byte, 0, 32), whole, 10)
	text = strconv.AppendInt(append(text, 'e'), int64(-decimals), 10)
	r, _ := strconv.ParseFloat(string(text), 64)
	if x < 0 && r != 0 {
		return -r
	}
	return r
}

// hundredths is x to two decimals, in units of 0.01, by correct rounding of the binary value (a half to the even side):
// what printing with two decimals gives.
func hundredths(x float64) int32 {
	scaled := x * 100
	if scaled >= math.MaxInt32 {
		return math.MaxInt32
	}
	whole := math.Floor(scaled)
	// The product is rounded itself, which only matters next to a half.
	if rest := scaled - whole; rest < 0.5-1e-6 {
		return int32(whole)
	} else if rest > 0.5+1e-6 {
		return int32(whole + 1)
	}
	var text [32]byte
	r, _ := strconv.ParseFloat(string(strconv.AppendFloat(text[:0], x, 'f', 2, 64)), 64)
	return int32(math.Round(r * 100))
}
