package messages_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"palestra/internal/core/sport"
	"palestra/internal/web/messages"
)

func TestAllLanguagesSayTheSameThings(t *testing.T) {
	english := messages.For("en")
	for _, lang := range messages.Languages {
		c := messages.For(lang)
		for _, key := range english.Keys() {
			if !c.Has(key) {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
		for _, key := range c.Keys() {
			if !english.Has(key) {
				t.Errorf("only %s has %s", lang, key)
			}
		}
	}
}

var argument = regexp.MustCompile(`\{\d+\}`)

func arguments(s string) []string {
	found := argument.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestTextsHaveTheSameArgumentsAndForms(t *testing.T) {
	english := messages.For("en")
	for _, lang := range messages.Languages {
		c := messages.For(lang)
		for _, key := range english.Keys() {
			want, _ := english.Text(key)
			got, _ := c.Text(key)
			if got.Other == "" {
				t.Errorf("%s: %s is empty", lang, key)
			}
			if !slices.Equal(arguments(got.Other), arguments(want.Other)) {
				t.Errorf("%s: %s takes %v, in English %v", lang, key, arguments(got.Other), arguments(want.Other))
			}
			if (got.One == "") != (want.One == "") {
				t.Errorf("%s: %s counts, or not, unlike in English", lang, key)
			}
		}
	}
}

func TestEverySportHasAName(t *testing.T) {
	for _, lang := range messages.Languages {
		names := map[string]string{}
		for _, s := range sport.All() {
			key := "sport." + s.Key
			name := messages.For(lang).T(key)
			if name == key {
				t.Errorf("%s has no name for %s", lang, s.Key)
			}
			if other := names[name]; other != "" {
				t.Errorf("%s calls both %s and %s %q", lang, s.Key, other, name)
			}
			names[name] = s.Key
		}
	}
	for _, key := range messages.For("en").Keys() {
		if name, ok := strings.CutPrefix(key, "sport."); ok {
			if _, known := sport.ByKey(name); !known {
				t.Errorf("%s names a sport that the catalogue lacks", key)
			}
		}
	}
}

func TestCounting(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 activities"}, {"en", 1, "1 activity"}, {"en", 2, "2 activities"},
		{"fr", 0, "0 activité"}, {"fr", 1, "1 activité"}, {"fr", 2, "2 activités"},
		{"de", 0, "0 Aktivitäten"}, {"de", 1, "1 Aktivität"},
	} {
		if got := messages.For(c.lang).N("list.count", c.n, c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestNegotiation(t *testing.T) {
	for header, want := range map[string]string{
		"":                              "en",
		"de":                            "de",
		"de-AT,de;q=0.9,en;q=0.8":       "de",
		"fr-CA;q=0.9, en-GB;q=0.8":      "fr",
		"it, fr;q=0.5":                  "fr",
		"ja":                            "en",
		"*":                             "en",
		"en;q=0.1, de;q=0.9":            "de",
		"\x00;;;q=nonsense,,,,":         "en",
		"zh-Hant-TW, zh;q=0.9, en;q=.1": "en",
	} {
		if got := messages.Negotiate(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

func TestUnknownKeysAreSeen(t *testing.T) {
	c := messages.For("fr-CH")
	if c.Lang != "fr" {
		t.Errorf("fr-CH reads %s", c.Lang)
	}
	if got := c.T("no.such.key", 1); got != "no.such.key" {
		t.Errorf("an unknown key shows as %q", got)
	}
	if got := c.T("pager.summary", "1", "{0}", "3"); got != "1–{0} sur 3" {
		t.Errorf("arguments are replaced within arguments: %q", got)
	}
}
