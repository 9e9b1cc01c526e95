package monitor

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever well-formed value stands there, it is read as encoding/json would read an array of numbers and nulls.
func TestNumbersAreReadAsTheStandardLibraryDoes(t *testing.T) {
	token := rapid.SampledFrom([]string{"1", "-2.5", "1e3", "1e999", "null", "true", `"a,]"`, "[", "]", "{}", `{"a":[1]}`, ",", " ", "\n"})
	rapid.Check(t, func(t *rapid.T) {
		document := strings.Join(rapid.SliceOfN(token, 1, 8).Draw(t, "tokens"), "")
		if rapid.Bool().Draw(t, "array") {
			document = "[" + document + "]"
		}
		if !json.Valid([]byte(document)) {
			t.Skip("no JSON")
		}
		array := strings.TrimSpace(document)
		if array[0] != '[' && array != "null" {
			array = "[" + array + "]"
		}
		var want []*float64
		wrong := json.Unmarshal([]byte(array), &want) != nil
		got, err := readNumbers([]byte(document))
		if (err != nil) != wrong || !wrong && len(got.values) != len(want) {
			t.Fatalf("%s: %v, %v", document, got.values, err)
		}
		for i, v := range want {
			if wrong {
				return
			}
			if v == nil && !math.IsNaN(got.values[i]) || v != nil && *v != got.values[i] {
				t.Fatalf("%s: %v", document, got.values)
			}
		}
	})
}
