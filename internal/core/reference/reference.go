// Package reference is what catalogue entries of every kind say about themselves: their language, and under which licence
// they came from whom.
//
//	e.Credit.License, e.Credit.Author // to be shown beside the entry
package reference

import "time"

// Language is one that texts are written in.
type Language struct {
	ID int64
	// ShortName is the two-letter code of ISO 639-1.
	ShortName string
	// FullName is the language's name for itself, FullNameEnglish the English one.
	FullName, FullNameEnglish string
}

// License is one under which entries may be passed on.
type License struct {
	ID                       int64
	FullName, ShortName, URL string
}

// Credit is to whom an entry is owed. Texts are "" when the source doesn't tell.
type Credit struct {
	// License is the licence's id.
	License                                int64
	Title, ObjectURL                       string
	Author, AuthorURL, DerivativeSourceURL string
}

// The most characters of a credit's texts.
const (
	MaxTitle  = 300
	MaxURL    = 200
	MaxAuthor = 3500
)

// Deletion notes that a catalogue entry is gone, for clients that keep copies.
type Deletion struct {
	ID int64
	// Kind is "base", "translation", "image" or "video".
	Kind, UUID string
	// ReplacedBy is the UUID of what stands in, "" for nothing.
	ReplacedBy string
	At         time.Time
	Comment    string
}
