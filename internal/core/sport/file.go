package sport

import "strings"

// maxWord bounds what a file can make us look at; no known name is half as long.
const maxWord = 80

// FromFile finds the sport that a format means by its own word: TCX "Biking", FIT "running/trail" (sport, slash,
// sub-sport), GPX "Ride" or "9". Case, spaces, hyphens and underscores don't matter. False when the word is unknown.
//
// Of a FIT pair the pair itself counts first, then a sub-sport that says it all ("treadmill"), then the sport.
func FromFile(word string) (ID, bool) {
	if len(word) > maxWord {
		return 0, false
	}
	name := fold(word)
	if id, ok := numbered[name]; ok {
		return id, true
	}
	if id, ok := words[name]; ok {
		return id, true
	}
	main, sub, paired := strings.Cut(name, "/")
	if !paired {
		return 0, false
	}
	if id, ok := words[sub]; ok && id != Other && telling(main, id) {
		return id, true
	}
	id, ok := words[main]
	return id, ok
}

// telling reports whether a sub-sport's sport can stand for the pair: sub-sports are shared, and "track" or "match" below
// another sport must not turn it into a run.
func telling(main string, sub ID) bool {
	id, ok := words[main]
	if !ok || id == Other || id == CardioTraining || id == TennisOutdoor {
		return true
	}
	return familyOf(id) == familyOf(sub)
}

// familyOf is the family of a known sport.
func familyOf(id ID) Family {
	s, _ := ByID(id)
	return s.Family
}

// fold brings the spellings of a name to one: lower case, without what separates words.
func fold(word string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		case r == ' ' || r == '-' || r == '_' || r == '\t' || r == '\n' || r == '\r' || r == '(' || r == ')':
			return -1
		}
		return r
	}, word)
}
