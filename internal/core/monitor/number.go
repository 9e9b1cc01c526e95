package monitor

import (
	"bytes"
	"errors"
	"math"
	"strconv"
)

// numbers is a quantity in a frame: an array, in which null is an absent value, or a scalar, which is an array of one.
type numbers struct {
	set    bool
	values []float64 // NaN for null
}

var errNumbers = errors.New("is neither a number nor an array of numbers")

const blanks = " \t\r\n"

// readNumbers takes a value of JSON that is known to be well-formed; null is as good as nothing.
func readNumbers(b []byte) (numbers, error) {
	b = bytes.Trim(b, blanks)
	if len(b) == 0 || string(b) == "null" {
		return numbers{}, nil
	}
	inner, array := bytes.CutPrefix(b, []byte("["))
	inner, _ = bytes.CutSuffix(inner, []byte("]"))
	n := numbers{set: true}
	if array && len(bytes.Trim(inner, blanks)) == 0 {
		return n, nil
	}
	n.values = make([]float64, 0, 1+bytes.Count(inner, []byte(",")))
	for more := true; more; {
		var element []byte
		element, inner, more = bytes.Cut(inner, []byte(","))
		v, err := number(bytes.Trim(element, blanks))
		if err != nil {
			return n, err
		}
		n.values = append(n.values, v)
	}
	return n, nil
}

// number is NaN for null. Whatever else begins like a number is one, as the JSON is well-formed.
func number(b []byte) (float64, error) {
	if string(b) == "null" {
		return math.NaN(), nil
	}
	if len(b) == 0 || b[0] != '-' && (b[0] < '0' || b[0] > '9') {
		return 0, errNumbers
	}
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil { // too large, or in a nested array
		return 0, errNumbers
	}
	return v, nil
}

// at is value i, NaN where there is none.
func (n *numbers) at(i int) float64 {
	if !n.set {
		return math.NaN()
	}
	return n.values[i]
}
