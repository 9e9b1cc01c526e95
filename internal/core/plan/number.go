package plan

import (
	"encoding/json"
	"math"
	"strconv"
)

// Number is a number as it was written: 30, 30.0 or "30". The zero value is none.
type Number struct {
	// Text is the JSON number, without quotes.
	Text string
	// Quoted tells that it was written as a text.
	Quoted bool
}

// Set reports whether there is one.
func (n Number) Set() bool { return n.Text != "" }

// Value is the number itself, 0 for none.
func (n Number) Value() float64 {
	v, err := strconv.ParseFloat(n.Text, 64)
	if err != nil {
		return 0
	}
	return v
}

// readNumber takes a decoded JSON number, or a text that holds one; false for everything else and for what is not finite.
func readNumber(v any) (Number, bool) {
	var n Number
	switch v := v.(type) {
	case json.Number:
		n.Text = v.String()
	case string:
		n.Text, n.Quoted = v, true
	default:
		return Number{}, false
	}
	f, err := strconv.ParseFloat(n.Text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || !json.Valid([]byte(n.Text)) {
		return Number{}, false
	}
	return n, true
}

// MarshalJSON writes the number as it came.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.Quoted {
		return json.Marshal(n.Text)
	}
	return []byte(n.Text), nil
}
