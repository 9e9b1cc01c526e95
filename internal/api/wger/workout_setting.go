package wger

import (
	"math"

	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

// reserves are how many repetitions may be left at the end of a set.
var reserves = []choice{{"", "------"}, {"0", "0"}, {"0.5", "0.5"}, {"1", "1"}, {"1.5", "1.5"}, {"2", "2"}, {"2.5", "2.5"}, {"3", "3"}, {"3.5", "3.5"}, {"4", "4"}}

var setSettings = resource[strength.Prescription]{
	name: "setting", title: "Setting", model: "Setting", about: "How the exercises of a set are to be done.", need: signedIn, ways: readWrite,
	fields: []field[strength.Prescription]{
		id(func(p *strength.Prescription) *int64 { return &p.ID }),
		relation("set", func(p *strength.Prescription) *int64 { return &p.Set }).of("set").must(),
		relation("exercise_base", func(p *strength.Prescription) *int64 { return &p.Exercise }).of("exercise").must(),
		relation("repetition_unit", func(p *strength.Prescription) *int64 { return &p.RepetitionUnit }).of("repetition_unit"),
		integer("reps", func(p *strength.Prescription) *int64 { return &p.Repetitions }).of("repetitions").must().between(0, 600).called("Amount"),
		maybeHundredths("weight", 6, func(p *strength.Prescription) **unit.Hundredths { return &p.Load }).of("load").between(0, 1500_00),
		relation("weight_unit", func(p *strength.Prescription) *int64 { return &p.LoadUnit }).of("load_unit"),
		maybeChosen("rir", reserves, func(p *strength.Prescription) **string { return &p.Reserve }).of("reserve").orBlank().called("RiR").
			helped("How many repetitions are left in reserve."),
		integer("order", func(p *strength.Prescription) *int64 { return &p.Position }).of("position").between(math.MinInt32, math.MaxInt32),
		text("comment", func(p *strength.Prescription) *string { return &p.Comment }).of("comment").orBlank().upTo(100),
	},
	filters: []filter{
		byRow("exercise_base", "exercise", anExercise), byNumber("order", "position"), byNumber("reps", "repetitions"), byDecimal("weight", "load", 2),
		byRow("set", "set", ownSet),
	},
	fresh: func(*Dialect, *call) strength.Prescription {
		return strength.Prescription{RepetitionUnit: strength.Repetitions, LoadUnit: strength.Kilograms}
	},
	// Whatever is sent, a new one is the first: clients were written against a server that does this.
	made:   func(p *strength.Prescription) { p.Position = 1 },
	keeper: func(d *Dialect) keeper[strength.Prescription] { return d.training.Prescriptions },
}
