package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// WCAG 2.2, 1.4.3 and 1.4.11: text needs 4.5, edges of controls and graphics 3.
const (
	forText  = 4.5
	forEdges = 3.0
)

// pairs are the tokens that stand on each other.
var pairs = []struct {
	front, back string
	least       float64
}{
	{"ink", "paper", forText}, {"ink", "surface", forText}, {"ink", "sunken", forText},
	{"ink-soft", "paper", forText}, {"ink-soft", "surface", forText}, {"ink-soft", "sunken", forText},
	{"ink-faint", "paper", forText}, {"ink-faint", "surface", forText}, {"ink-faint", "sunken", forText},
	{"accent", "paper", forText}, {"accent", "surface", forText}, {"accent", "sunken", forText}, {"accent", "accent-soft", forText},
	{"accent-strong", "accent-soft", forText}, {"accent-strong", "paper", forText}, {"accent-strong", "sunken", forText},
	{"on-accent", "accent", forText}, {"on-accent", "accent-strong", forText},
	{"danger", "paper", forText}, {"danger", "surface", forText}, {"danger", "danger-soft", forText},
	{"success", "paper", forText}, {"success", "success-soft", forText},
	{"warning", "warning-soft", forText}, {"info", "info-soft", forText},
	{"ink", "danger-soft", forText}, {"ink", "success-soft", forText}, {"ink", "warning-soft", forText}, {"ink", "info-soft", forText},
	{"paper", "ink", forText},
	{"line-strong", "paper", forEdges}, {"line-strong", "surface", forEdges},
	{"series-elevation", "surface", forEdges}, {"series-speed", "surface", forEdges}, {"series-heart", "surface", forEdges},
	{"series-cadence", "surface", forEdges}, {"series-power", "surface", forEdges},
	{"on-zone-a", "zone-a", forText}, {"on-zone-b", "zone-b", forText}, {"on-zone-c", "zone-c", forText}, {"on-zone-d", "zone-d", forText},
	{"on-zone-e", "zone-e", forText}, {"on-zone-f", "zone-f", forText},
	{"map-line", "map-halo", forEdges}, {"accent", "line", forEdges}, {"success", "line", forEdges}, {"danger", "line", forEdges},
}

func TestContrast(t *testing.T) {
	css, err := os.ReadFile("static/css/10-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	type colours struct{ day, night string }
	tokens := map[string]colours{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`).FindAllStringSubmatch(string(css), -1) {
		tokens[m[1]] = colours{m[2], m[3]}
	}
	for _, p := range pairs {
		front, ok := tokens[p.front]
		back, also := tokens[p.back]
		if !ok || !also {
			t.Errorf("%s on %s: no such token", p.front, p.back)
			continue
		}
		if c := contrast(t, front.day, back.day); c < p.least {
			t.Errorf("by day %s on %s has a contrast of %.2f, wants %.1f", p.front, p.back, c, p.least)
		}
		if c := contrast(t, front.night, back.night); c < p.least {
			t.Errorf("by night %s on %s has a contrast of %.2f, wants %.1f", p.front, p.back, c, p.least)
		}
	}
	// The toast turns the page's colours round, and its button is set in figures.
	for front, back := range map[string]string{"ffae8d": tokens["ink"].day, "832f12": tokens["ink"].night} {
		if c := contrast(t, front, back); c < forText {
			t.Errorf("the button of a toast, #%s on #%s, has a contrast of %.2f", front, back, c)
		}
	}
}

// contrast is that of WCAG: (lighter + 0.05) / (darker + 0.05), of relative luminances.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(v uint64) float64 {
		s := float64(v&0xff) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func TestContrastOfKnownColours(t *testing.T) {
	if c := contrast(t, "000000", "ffffff"); math.Abs(c-21) > 1e-9 {
		t.Errorf("black on white: %f", c)
	}
	if c := contrast(t, "777777", "ffffff"); math.Abs(c-4.48) > 0.01 {
		t.Errorf("grey on white: %f", c)
	}
}
