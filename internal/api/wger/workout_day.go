package wger

import "palestra/internal/core/strength"

var trainingDays = resource[strength.Day]{
	name: "day", title: "Day", model: "Day", about: "The days of workouts: what is done in one go, and on which days of the week.", need: signedIn, ways: readWrite,
	fields: []field[strength.Day]{
		id(func(d *strength.Day) *int64 { return &d.ID }),
		relation("training", func(d *strength.Day) *int64 { return &d.Routine }).of("routine").must(),
		text("description", func(d *strength.Day) *string { return &d.Description }).of("description").must().upTo(100).
			helped("What this day is about, such as the parts of the body it trains."),
		relations("day", func(d *strength.Day) *[]int64 { return &d.Weekdays }).of("weekdays").must(),
	},
	filters: []filter{byText("description", "description"), byRow("training", "routine", ownWorkout), byRows("day", "weekday", aWeekday)},
	keeper:  func(d *Dialect) keeper[strength.Day] { return d.training.Days },
}
