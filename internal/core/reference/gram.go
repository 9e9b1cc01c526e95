package reference

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters are those that don't come apart into a plain one and an accent.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ł", "l", "ı", "i", "þ", "th", "ð", "d")

// Plain is a text as names are searched in: words of lower-case letters without accents and of digits, a blank between each two.
func Plain(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range letters.Replace(strings.ToLower(norm.NFKD.String(s))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mc, r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// gram is three characters in a row, 21 bits each.
type gram uint64

// gramsOf appends the distinct trigrams of a plain text, sorted: three characters in a row of each word, which counts as having
// two blanks before it and one behind, so that beginnings weigh more than ends. Similarity by trigrams is that of PostgreSQL's
// pg_trgm, https://www.postgresql.org/docs/current/pgtrgm.html.
func gramsOf(plain string, all []gram) []gram {
	const blanks = gram(' ')<<21 | ' '
	for word := range strings.FieldsSeq(plain) {
		g := blanks
		for _, r := range word {
			g = (g<<21 | gram(r)) & (1<<63 - 1)
			all = append(all, g)
		}
		all = append(all, (g<<21|' ')&(1<<63-1))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
