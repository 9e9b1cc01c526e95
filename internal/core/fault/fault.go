// Package fault is the closed list of ways in which the core says no.
//
// Every service returns either a nil error, a *fault.Error, or something unexpected, which callers treat as Internal.
// A dialect turns Kind and Code into its own status and words:
//
//	if fault.Is(err, fault.NotFound) { … }
//	switch fault.CodeOf(err) { case "track.no_tracks": … }
package fault

import (
	"errors"
	"strings"
)

// Kind is what went wrong, as far as a caller has to act differently.
type Kind uint8

// The kinds. Internal is the zero value: an error that says nothing about itself is our mistake, not the caller's.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	TooLarge
	Limited
	Unavailable
)

var kindNames = [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not found", "conflict", "too large", "limited", "unavailable"}

// String is the kind's name in words, for logs.
func (k Kind) String() string { return kindNames[k] }

// Field is one input that was refused, by the name the core knows it under, and why.
type Field struct {
	Name    string
	Message string
}

// Error is a refusal: a kind, a stable code such as "track.no_tracks" that dialects and message catalogues key on,
// an English sentence for people, and the fields it is about (may be empty).
type Error struct {
	Kind    Kind
	Code    string
	Message string
	Fields  []Field
	// Args fill the message of a catalogue in another language, in the order of the English sentence.
	Args []any
	Err  error
}

// Error is the English sentence with its fields, and the cause if there is one.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	for i, f := range e.Fields {
		if i == 0 {
			b.WriteString(": ")
		} else {
			b.WriteString("; ")
		}
		b.WriteString(f.Name + ": " + f.Message)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause, nil if there is none.
func (e *Error) Unwrap() error { return e.Err }

// New makes a refusal of any kind.
func New(kind Kind, code, message string, fields ...Field) *Error {
	return &Error{Kind: kind, Code: code, Message: message, Fields: fields}
}

// InvalidField is the common case of New: one field that can't be accepted.
func InvalidField(name, code, message string) *Error {
	return New(Invalid, code, message, Field{Name: name, Message: message})
}

// Missing is the answer for a thing that is not there or not the caller's; noun is "activity", "person" ….
func Missing(noun string) *Error { return New(NotFound, noun+".not_found", noun+" not found") }

// KindOf is the kind of err or of what it wraps; Internal when it is none of ours.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf is the code of err or of what it wraps; "" when it is none of ours.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Is reports whether err is a refusal of this kind. A nil error is of no kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
