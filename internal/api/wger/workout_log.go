package wger

import (
	"math"
	"time"

	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

var workoutLogs = resource[strength.Log]{
	name: "workoutlog", title: "Workout Log", model: "WorkoutLog", about: "The sets that were done.", need: signedIn, ways: readWrite,
	fields: []field[strength.Log]{
		id(func(l *strength.Log) *int64 { return &l.ID }),
		integer("reps", func(l *strength.Log) *int64 { return &l.Repetitions }).of("repetitions").must().between(0, math.MaxInt32).called("Repetitions"),
		hundredths("weight", 5, func(l *strength.Log) *unit.Hundredths { return &l.Load }).of("load").must().from(0),
		date("date", func(l *strength.Log) *time.Time { return &l.Day }).of("day").must(),
		maybeChosen("rir", reserves, func(l *strength.Log) **string { return &l.Reserve }).of("reserve").orBlank().called("RiR").
			helped("How many repetitions were left in reserve."),
		relation("exercise_base", func(l *strength.Log) *int64 { return &l.Exercise }).of("exercise").must(),
		relation("workout", func(l *strength.Log) *int64 { return &l.Routine }).of("routine").must(),
		relation("repetition_unit", func(l *strength.Log) *int64 { return &l.RepetitionUnit }).of("repetition_unit"),
		relation("weight_unit", func(l *strength.Log) *int64 { return &l.LoadUnit }).of("load_unit"),
	},
	filters: []filter{
		byDate("date", "day"), byRow("exercise_base", "exercise", anExercise), byNumber("reps", "repetitions"), byDecimal("weight", "load", 2),
		byRow("workout", "routine", ownWorkout), byRow("repetition_unit", "repetition_unit", aRepetitionUnit), byRow("weight_unit", "load_unit", aLoadUnit),
		byChoice("rir", "reserve", reserves),
	},
	fresh: func(*Dialect, *call) strength.Log {
		return strength.Log{RepetitionUnit: strength.Repetitions, LoadUnit: strength.Kilograms}
	},
	keeper: func(d *Dialect) keeper[strength.Log] { return d.training.Logs },
}
