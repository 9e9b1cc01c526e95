// Package messages holds every sentence of the pages in English, French and German.
//
// A catalogue is made of flat JSON files of key to text, one per part of the site: en.json, en.settings.json … A text may hold {0}, {1} … for arguments; one that counts things is an
// object with the plural forms "one" and "other", chosen by argument 0:
//
//	m := messages.For("fr")
//	m.T("activities.title")          // "Activités"
//	m.N("activities.count", 3, "3")  // "3 activités"
//
// To add a sentence: the same key in the file of that part in all three languages; tests refuse a key that is missing, unused or has other arguments.
package messages

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// Languages are the tags of the catalogues, the first being the fallback.
var Languages = []string{"en", "fr", "de"}

// Text is one entry: Other always, One where the language has a singular form for the entry.
type Text struct{ One, Other string }

// UnmarshalJSON takes a plain string or {"one": …, "other": …}.
func (t *Text) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &t.Other)
	}
	var forms struct{ One, Other string }
	if err := json.Unmarshal(b, &forms); err != nil {
		return err
	}
	*t = Text(forms)
	return nil
}

// Catalogue is the sentences of one language. It is read-only and safe for concurrent use.
type Catalogue struct {
	Lang  string
	texts map[string]Text
}

// catalogues are read when somebody first asks for their language.
var catalogues = func() map[string]func() *Catalogue {
	all := make(map[string]func() *Catalogue, len(Languages))
	for _, lang := range Languages {
		all[lang] = sync.OnceValue(func() *Catalogue { return read(lang) })
	}
	return all
}()

func read(lang string) *Catalogue {
	c := &Catalogue{Lang: lang, texts: map[string]Text{}}
	parts, err := fs.Glob(files, lang+"*.json")
	if err != nil {
		panic(err) // embedded: only a broken build gets here
	}
	for _, part := range parts {
		if err := c.add(part); err != nil {
			panic(fmt.Errorf("messages/%s: %w", part, err))
		}
	}
	return c
}

// add takes in the sentences of one file; a key of two files is an error.
func (c *Catalogue) add(name string) error {
	b, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	var texts map[string]Text
	if err := json.Unmarshal(b, &texts); err != nil {
		return err
	}
	for key, text := range texts {
		if _, twice := c.texts[key]; twice {
			return fmt.Errorf("another file has %s too", key)
		}
		c.texts[key] = text
	}
	return nil
}

// For is the catalogue of a language tag such as "de" or "fr-CH"; English when there is none.
func For(lang string) *Catalogue {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	own, ok := catalogues[base]
	if !ok {
		own = catalogues[Languages[0]]
	}
	return own()
}

var matcher = sync.OnceValue(func() language.Matcher {
	tags := make([]language.Tag, len(Languages))
	for i, l := range Languages {
		tags[i] = language.Make(l)
	}
	return language.NewMatcher(tags)
})

// Negotiate picks the language for an Accept-Language header; English when it names none of ours or is malformed.
func Negotiate(acceptLanguage string) string {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return Languages[0]
	}
	_, i, _ := matcher().Match(wanted...)
	return Languages[i]
}

// Has reports whether the catalogue knows a key.
func (c *Catalogue) Has(key string) bool { _, ok := c.texts[key]; return ok }

// Text is the entry of a key, and whether there is one.
func (c *Catalogue) Text(key string) (Text, bool) { t, ok := c.texts[key]; return t, ok }

// Keys are all keys, in no order.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.texts))
	for k := range c.texts {
		keys = append(keys, k)
	}
	return keys
}

// T is the text of a key with {0}, {1} … replaced. An unknown key is shown as itself, so that it is seen and reported.
func (c *Catalogue) T(key string, args ...any) string {
	t, ok := c.texts[key]
	if !ok {
		return key
	}
	return fill(t.Other, args)
}

// N is the text of a key for count things; args[0] is usually the count as it is to be read.
func (c *Catalogue) N(key string, count int, args ...any) string {
	t, ok := c.texts[key]
	if !ok {
		return key
	}
	if t.One != "" && c.singular(count) {
		return fill(t.One, args)
	}
	return fill(t.Other, args)
}

// singular follows the plural rules of Unicode CLDR for our languages: French counts zero as one.
func (c *Catalogue) singular(n int) bool { return n == 1 || c.Lang == "fr" && n == 0 }

func fill(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
