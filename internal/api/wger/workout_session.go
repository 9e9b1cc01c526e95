package wger

import (
	"time"

	"palestra/internal/core/strength"
)

var impressions = []choice{{"1", "Bad"}, {"2", "Neutral"}, {"3", "Good"}}

var workoutSessions = resource[strength.Session]{
	name: "workoutsession", title: "Workout Session", model: "WorkoutSession", about: "How the training of a day was.", need: signedIn, ways: readWrite,
	fields: []field[strength.Session]{
		id(func(s *strength.Session) *int64 { return &s.ID }),
		integer("user", func(s *strength.Session) *int64 { return &s.Owner }).readOnly(),
		relation("workout", func(s *strength.Session) *int64 { return &s.Routine }).of("routine").must(),
		date("date", func(s *strength.Session) *time.Time { return &s.Day }).of("day").must(),
		maybeText("notes", func(s *strength.Session) **string { return &s.Notes }).of("notes").orBlank(),
		chosen("impression", impressions, func(s *strength.Session) *string { return &s.Impression }).of("impression"),
		maybeTimeOfDay("time_start", func(s *strength.Session) **time.Duration { return &s.Start }).of("start"),
		maybeTimeOfDay("time_end", func(s *strength.Session) **time.Duration { return &s.End }).of("end"),
	},
	filters: []filter{
		byDate("date", "day"), byRow("workout", "routine", ownWorkout), byText("notes", "notes"), byChoice("impression", "impression", impressions),
		byTime("time_start", "start"), byTime("time_end", "end"),
	},
	fresh:  func(*Dialect, *call) strength.Session { return strength.Session{Impression: "2"} },
	unique: "The fields date, user must make a unique set.",
	keeper: func(d *Dialect) keeper[strength.Session] { return d.training.Sessions },
}
