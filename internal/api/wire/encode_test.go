package wire

import (
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFloatsAlwaysLookLikeFloats(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0.0", 10: "10.0", 0.1: "0.1", 4.61: "4.61", 998: "998.0", 0.001: "0.001", -3.5: "-3.5", 44.67822: "44.67822",
		6.07355: "6.07355", 99999.999: "99999.999", 1e15: "1000000000000000.0", 1e16: "1e+16", 0.00001: "1e-05",
		123456.789012: "123456.789012", 0.30000000000000004: "0.30000000000000004", 1e-300: "1e-300",
		math.NaN(): "null", math.Inf(1): "null", math.Inf(-1): "null",
	} {
		if got := string(AppendFloat(nil, v)); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
}

func TestFloatsAreTheShortestThatComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.OneOf(
			rapid.Float64(),
			rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.Int64Range(-1e12, 1e12).Draw(t, "n")) / 1000 }),
		).Draw(t, "v")
		if math.IsInf(v, 0) {
			return
		}
		if got, want := string(AppendFloat(nil, v)), plainFloat(v); got != want {
			t.Fatalf("%v is written %s, want %s", v, got, want)
		}
	})
}

// plainFloat is AppendFloat the slow way.
func plainFloat(v float64) string {
	v += 0 // minus zero is zero
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e16) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

func TestFixedDecimalsDropZeros(t *testing.T) {
	for _, c := range []struct {
		n        int64
		decimals int
		want     string
	}{
		{446809500, 7, "44.68095"}, {60736700, 7, "6.07367"}, {-1, 7, "-0.0000001"}, {0, 7, "0.0"}, {321, 2, "3.21"},
		{5000, 3, "5.0"}, {15250, 3, "15.25"}, {9980, 1, "998.0"}, {-9805, 1, "-980.5"}, {7, 2, "0.07"},
		{math.MinInt64, 9, "-9223372036.854775808"},
	} {
		if got := string(AppendFixed(nil, c.n, c.decimals)); got != c.want {
			t.Errorf("%d with %d decimals is %s, want %s", c.n, c.decimals, got, c.want)
		}
	}
}

func TestFixedIsTheExactQuotient(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, before string, n int64, decimals int) {
		want := new(big.Rat).Quo(new(big.Rat).SetInt64(n), new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))).FloatString(decimals)
		for strings.HasSuffix(want, "0") && !strings.HasSuffix(want, ".0") {
			want = want[:len(want)-1]
		}
		if got := string(AppendFixed([]byte(before), n, decimals)); got != before+want {
			t.Fatalf("%d with %d decimals after %q is %s, want %s", n, decimals, before, got, want)
		}
	}
	for decimals := 1; decimals <= 18; decimals++ { // where the number of digits changes
		for p := int64(1); p > 0 && p <= 1e18; p *= 10 {
			for _, n := range []int64{p - 1, p, p + 1, -p, 1 - p} {
				check(t, "x", n, decimals)
			}
		}
		check(t, "", math.MaxInt64, decimals)
		check(t, "", math.MinInt64, decimals)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.String().Draw(t, "before"), rapid.Int64().Draw(t, "n"), rapid.IntRange(1, 18).Draw(t, "decimals"))
	})
}

func BenchmarkFixed(b *testing.B) {
	buf := make([]byte, 0, 32)
	for i := int64(0); b.Loop(); i++ {
		buf = AppendFixed(buf[:0], 446_809_500+i, 7)
	}
}

func TestStringsAreEscapedAsByTheStandardLibrary(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, s string) {
		var want strings.Builder
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if got := string(AppendString(nil, s)) + "\n"; got != want.String() {
			t.Fatalf("%q is written %s, want %s", s, got, want.String())
		}
	}
	for _, s := range []string{"", "plain", "quote\" back\\slash", "a\nb\rc\td\be\ff\x00g\x1fh\x7fi", "é 漢 🏃", "<script>&", "a\u2028b\u2029c", "bad\xffutf\xc3", "\xe2\x80"} {
		check(t, s)
	}
	rapid.Check(t, func(t *rapid.T) { check(t, string(rapid.SliceOf(rapid.Byte()).Draw(t, "s"))) })
}

func TestDocumentsGetTheirCommas(t *testing.T) {
	j := &Encoder{}
	note := "n,{[:"
	j.Object()
	j.Key("a").Array()
	j.Int(1)
	j.Float(2)
	j.Object()
	j.EndObject()
	j.Array()
	j.EndArray()
	j.Null()
	j.EndArray()
	j.Key("b").Bool(true)
	j.KeyOf("c\"").String("{")
	j.Key("d").StringOrNull(&note)
	j.Key("e").StringOrNull(nil)
	j.Key("f").PlainOrNull("")
	j.Key("g").PlainBytes([]byte("x"))
	j.Key("h").PlainOrNull("y")
	j.EndObject()
	want := `{"a":[1,2.0,{},[],null],"b":true,"c\"":"{","d":"n,{[:","e":null,"f":null,"g":"x","h":"y"}`
	if got := string(j.Buffer()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
