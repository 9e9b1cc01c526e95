package wger

import (
	"time"

	"palestra/internal/core/strength"
)

var schedules = resource[strength.Schedule]{
	name: "schedule", title: "Schedule", model: "Schedule", about: "Workouts one after the other, some weeks each. One of your schedules is active at most.", need: signedIn, ways: readWrite,
	fields: []field[strength.Schedule]{
		id(func(s *strength.Schedule) *int64 { return &s.ID }),
		text("name", func(s *strength.Schedule) *string { return &s.Name }).of("name").must().upTo(100),
		date("start_date", func(s *strength.Schedule) *time.Time { return &s.Start }).of("start"),
		boolean("is_active", func(s *strength.Schedule) *bool { return &s.Active }).of("active"),
		boolean("is_loop", func(s *strength.Schedule) *bool { return &s.Loop }).of("loop"),
	},
	filters: []filter{byFlag("is_active", "active"), byFlag("is_loop", "loop"), byDate("start_date", "start"), byText("name", "name")},
	fresh: func(d *Dialect, _ *call) strength.Schedule {
		return strength.Schedule{Start: d.today(), Active: true}
	},
	keeper: func(d *Dialect) keeper[strength.Schedule] { return d.training.Schedules },
}

var scheduleSteps = resource[strength.Step]{
	name: "schedulestep", title: "Schedule Step", model: "ScheduleStep", about: "The workouts of schedules, and for how many weeks each is done.", need: signedIn, ways: readWrite,
	fields: []field[strength.Step]{
		id(func(s *strength.Step) *int64 { return &s.ID }),
		relation("schedule", func(s *strength.Step) *int64 { return &s.Schedule }).of("schedule").must(),
		relation("workout", func(s *strength.Step) *int64 { return &s.Routine }).of("routine").must(),
		integer("duration", func(s *strength.Step) *int64 { return &s.Weeks }).of("weeks").between(1, 25).helped("In weeks."),
	},
	filters: []filter{
		byRow("schedule", "schedule", ownSchedule), byRow("workout", "routine", ownWorkout), byNumber("duration", "weeks"), byNumber("order", "position"),
	},
	orders: map[string]string{"order": "position"},
	fresh:  func(*Dialect, *call) strength.Step { return strength.Step{Weeks: 4, Position: 1} },
	keeper: func(d *Dialect) keeper[strength.Step] { return d.training.Steps },
}
