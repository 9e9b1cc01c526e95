package unit

import (
	"strconv"
	"strings"
)

// Hundredths is a decimal with two places, exactly: 8050 is 80.50. Amounts and loads are kept in it.
type Hundredths int64

// Thousandths is a decimal with three places, exactly: 25630 is 25.630. Nutrients in grams are kept in it.
type Thousandths int64

// String has exactly two places: "80.50".
func (h Hundredths) String() string { return fixed(int64(h), 2) }

// Float is the nearest float64.
func (h Hundredths) Float() float64 { return float64(h) / 100 }

// Short has no zeros at its end: "80.5", "80".
func (h Hundredths) Short() string {
	return strings.TrimSuffix(strings.TrimRight(h.String(), "0"), ".")
}

// String has exactly three places: "25.630".
func (t Thousandths) String() string { return fixed(int64(t), 3) }

// fixed writes n units of the last place.
func fixed(n int64, places int) string {
	sign, digits := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for len(digits) <= places {
		digits = "0" + digits
	}
	at := len(digits) - places
	return sign + digits[:at] + "." + digits[at:]
}
