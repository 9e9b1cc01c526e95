package wger

import (
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// workoutFields are those of a routine, which this API calls a workout.
var workoutFields = []field[strength.Routine]{
	id(func(r *strength.Routine) *int64 { return &r.ID }),
	text("name", func(r *strength.Routine) *string { return &r.Name }).of("name").orBlank().upTo(100),
	date("creation_date", func(r *strength.Routine) *time.Time { return &r.Created }).of("created").readOnly(),
	text("description", func(r *strength.Routine) *string { return &r.Description }).of("description").orBlank().upTo(1000).
		helped("What the workout is for."),
}

var (
	workoutFilters = []filter{byText("name", "name"), byText("description", "description"), byDate("creation_date", "created")}
	workoutOrders  = map[string]string{"is_template": "template", "is_public": "public"}
)

var workouts = resource[strength.Routine]{
	name: "workout", title: "Workout", model: "Workout", about: "Routines: days with sets of exercises.", need: signedIn, ways: readWrite,
	fields: workoutFields, filters: workoutFilters, orders: workoutOrders,
	always: []listing.Condition{listing.Is("template", false)},
	seen:   func(r *strength.Routine) bool { return !r.Template },
	fresh:  func(d *Dialect, _ *call) strength.Routine { return strength.Routine{Created: d.today()} },
	keeper: func(d *Dialect) keeper[strength.Routine] { return d.training.Routines },
	actions: []action{
		{name: "canonical_representation", about: "The workout with everything in it, in the order in which it is done.", handle: (*Dialect).canonicalRepresentation, schema: canonicalSchema},
		{name: "log_data", about: "What was logged of one exercise, by day and as points of a chart.", params: []string{"id"}, handle: (*Dialect).logData, schema: logDataSchema},
	},
}

var templates = resource[strength.Routine]{
	name: "templates", title: "User Workout Template", model: "Workout", about: "Your own workouts that are there to be copied.", need: signedIn, ways: readOnly,
	fields: workoutFields, filters: workoutFilters, orders: workoutOrders,
	always: []listing.Condition{listing.Is("template", true)},
	seen:   func(r *strength.Routine) bool { return r.Template },
	keeper: func(d *Dialect) keeper[strength.Routine] { return d.training.Routines },
}

var publicTemplates = resource[strength.Routine]{
	name: "public-templates", title: "Public Workout Template", model: "Workout", about: "Workouts that somebody shows to everybody, to be copied.", need: signedIn,
	ways: readOnly, fields: workoutFields, filters: workoutFilters, orders: workoutOrders,
	keeper: func(d *Dialect) keeper[strength.Routine] {
		return readOnlyOf(d.training.PublicTemplates)
	},
}

// isWorkout refuses an address whose id is no workout of the viewer's; templates have addresses of their own.
func (d *Dialect) isWorkout(c *call) error {
	r, err := d.training.Routines.Get(c.ctx(), c.v, c.id)
	if err == nil && r.Template {
		err = fault.Missing("routine")
	}
	return missing(err, "Workout")
}

// missing calls what the core didn't find by the name that the API has for it.
func missing(err error, model string) error {
	if fault.Is(err, fault.NotFound) {
		return noMatch(model)
	}
	return err
}

// Finders tell whose a row is that another one, or a filter, names.

func ownWorkout(d *Dialect) listing.Finder      { return d.training.Routines.Owner }
func ownDay(d *Dialect) listing.Finder          { return d.training.Days.Owner }
func ownSet(d *Dialect) listing.Finder          { return d.training.Sets.Owner }
func ownSchedule(d *Dialect) listing.Finder     { return d.training.Schedules.Owner }
func anExercise(d *Dialect) listing.Finder      { return d.catalogue.Exercises.Owner }
func aRepetitionUnit(d *Dialect) listing.Finder { return d.catalogue.RepetitionUnits.Owner }
func aLoadUnit(d *Dialect) listing.Finder       { return d.catalogue.LoadUnits.Owner }
func aWeekday(d *Dialect) listing.Finder        { return d.catalogue.Weekdays.Owner }
