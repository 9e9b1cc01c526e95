package strength

import (
	"time"

	"palestra/internal/core/unit"
)

// Routine is a programme that somebody follows.
type Routine struct {
	ID, Owner         int64
	UUID              string
	Name, Description string
	// Created is a date at midnight UTC.
	Created time.Time
	// Template routines are copied rather than followed; a public one everybody may see.
	Template, Public bool
}

// Day is a part of a routine that is done in one go.
type Day struct {
	ID, Owner, Routine int64
	Description        string
	// Weekdays are those on which it is due, 1 for Monday to 7, ascending; empty for none.
	Weekdays []int64
}

// Set is a number of rounds of one exercise, or of several in turn.
type Set struct {
	ID, Owner, Day int64
	// Position orders the sets of a day.
	Position, Sets int64
	Comment        string
}

// Prescription is how one exercise of a set is to be done.
type Prescription struct {
	ID, Owner, Set, Exercise int64
	// Repetitions counts units, see RepetitionUnit.
	Repetitions, RepetitionUnit int64
	// Load is nil for none prescribed.
	Load     *unit.Hundredths
	LoadUnit int64
	// Reserve is how many repetitions should be left at the end, "0" to "4" in halves; nil or "" when it is not said.
	Reserve *string
	// Position orders the prescriptions of a set.
	Position int64
	Comment  string
}

// Session is what somebody says of the training of a day; there is one a day.
type Session struct {
	ID, Owner, Routine int64
	UUID               string
	// Day is a date at midnight UTC.
	Day   time.Time
	Notes *string
	// Impression is "1" bad, "2" neutral or "3" good.
	Impression string
	// Start and End are times of day, nil when not told.
	Start, End *time.Duration
}

// Log is a set that was done.
type Log struct {
	ID, Owner, Routine, Exercise int64
	UUID                         string
	// Day is a date at midnight UTC.
	Day                         time.Time
	Repetitions, RepetitionUnit int64
	Load                        unit.Hundredths
	LoadUnit                    int64
	// Reserve is as in a Prescription.
	Reserve *string
}

// Schedule is a sequence of routines. Of somebody's schedules one is active at most.
type Schedule struct {
	ID, Owner int64
	Name      string
	// Start is a date at midnight UTC.
	Start        time.Time
	Active, Loop bool
}

// Step is a routine in a schedule for some weeks.
type Step struct {
	ID, Owner, Schedule, Routine int64
	Weeks                        int64
	// Position orders the steps of a schedule.
	Position int64
}
