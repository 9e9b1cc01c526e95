package trackfile

import "bytes"

// word is the name of an element.
type word struct {
	// full is the name as it is written, local without its namespace prefix.
	full, local []byte
	// next is the name of the element that began after this one did the last time, nil when none has.
	next *word
}

// maxWords is how many names are remembered, the first ones of a document; recorders write some thirty.
const maxWords = 64

// vocabulary remembers the names of elements. A recording has the same ones in the same order, point after point, so that the
// one that came next the last time is a good guess: comparing it takes less than reading a name.
type vocabulary struct {
	words map[string]*word
	// last is the name of the element that began last; it is the scanner that says so.
	last *word
	// strangers are names that are not remembered, by the depth of their elements.
	strangers []*word
}

func newVocabulary() vocabulary { return vocabulary{words: make(map[string]*word), last: &word{}} }

// guess is the name at the beginning of b, with the '>' behind it, when it is the likely one, else nil.
func (v *vocabulary) guess(b []byte) *word {
	w := v.last.next
	if w == nil {
		return nil
	}
	n := len(w.full)
	if len(b) <= n || b[n] != '>' || string(b[:n]) != string(w.full) {
		return nil
	}
	return w
}

// next is the word of the name that comes next, of an element at this depth. It is guessed the next time.
func (v *vocabulary) next(full []byte, depth int) *word {
	if w := v.last.next; w != nil && string(w.full) == string(full) {
		return w
	}
	w := v.words[string(full)]
	if w == nil {
		if len(v.words) == maxWords {
			return v.stranger(full, depth)
		}
		w = &word{full: bytes.Clone(full)}
		w.local = localName(w.full)
		v.words[string(full)] = w
	}
	v.last.next = w
	return w
}

// stranger is a word for a name that is not remembered, until the next one at its depth. It is never guessed.
func (v *vocabulary) stranger(full []byte, depth int) *word {
	for len(v.strangers) <= depth {
		v.strangers = append(v.strangers, &word{})
	}
	w := v.strangers[depth]
	w.full = append(w.full[:0], full...)
	w.local = localName(w.full)
	return w
}
