package trackfile

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestParseFloatEqualsStrconv(t *testing.T) {
	texts := []string{
		"0", "-0", "+1", "1.", ".5", "-.5", "00012.50", "44.68095", "6.07442", "-79.0930931389", "46.495856987312436",
		"9007199254740993", "9007199254740992.0", "0.1234567890123456789012345678901234567890", "123456789012345678901",
		"1e5", "1E-7", "-1.5e+3", "1e400", "-1e400", "5e-324", "0.00000000000000000000000000000000001", "1.00000000000000000000000",
	}
	for range 20_000 {
		f := (rand.Float64() - 0.5) * math.Pow(10, float64(rand.IntN(20)-6))
		texts = append(texts, strconv.FormatFloat(f, 'f', rand.IntN(22), 64), strconv.FormatFloat(f, 'f', -1, 64))
	}
	for _, text := range texts {
		want, err := strconv.ParseFloat(text, 64)
		if err != nil && !math.IsInf(want, 0) {
			t.Fatalf("the test's own number %q: %v", text, err)
		}
		got, ok := parseFloat([]byte(" \t" + text + "\r\n"))
		if !ok || math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("parseFloat(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
}

func TestParseFloatRefusesWhatIsNoPlainNumber(t *testing.T) {
	for _, text := range []string{
		"", " ", ".", "-", "+", "abc", "1a", "NaN", "nan", "Inf", "-inf", "infinity", "0x10", "0x1p-2", "1_000", "1,5", "1 2",
		"--1", "1-", "e5", "1e", "1e+", "１", "12°",
	} {
		if f, ok := parseFloat([]byte(text)); ok {
			t.Errorf("parseFloat(%q) = %v, want refusal", text, f)
		}
	}
}

func TestParseCountCutsAndRefuses(t *testing.T) {
	for _, c := range []struct {
		text string
		want int16
		ok   bool
	}{
		{"0", 0, true}, {"87", 87, true}, {"87.9", 87, true}, {"32767", 32767, true}, {"32768", 0, false},
		{"-1", 0, false}, {"x", 0, false}, {"", 0, false}, {"1e9", 0, false},
	} {
		if got, ok := parseCount([]byte(c.text)); ok != c.ok || got != c.want {
			t.Errorf("parseCount(%q) = %v, %v; want %v, %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func TestParsingNumbersAndTimesAllocatesNothing(t *testing.T) {
	texts := [][]byte{[]byte("44.68095"), []byte("46.49585698731243620"), []byte("NaN")}
	at := []byte("2018-03-13T12:44:45.123456+01:00")
	var c clock
	if n := testing.AllocsPerRun(100, func() {
		for _, text := range texts {
			parseFloat(text)
		}
		c.parse(at)
	}); n > 0 {
		t.Errorf("%v allocations, want none", n)
	}
}
