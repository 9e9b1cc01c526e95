package wger

import (
	"slices"
	"strconv"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/body"
	"palestra/internal/core/person"
)

// profileRow is what somebody tells about themselves, wherever the core keeps it.
type profileRow struct {
	body.Profile
	person *person.Person
	// email is the address that holds, or the one that waits for its confirmation.
	email                 string
	born                  time.Time
	language              int64
	verified, trusted     bool
	age                   *int64
	emailSet, languageSet bool
}

var (
	genders     = []choice{{"1", "Male"}, {"2", "Female"}}
	intensities = []choice{{"1", "Low"}, {"2", "Medium"}, {"3", "High"}}
	bodyUnits   = []choice{{body.Kilogram, "Metric (kilogram)"}, {body.Pound, "Imperial (pound)"}}
)

var userProfile = resource[profileRow]{
	name: "userprofile", title: "User Profile", model: "UserProfile", about: "What the caller tells about themselves: one object, which a POST changes.",
	need: signedIn, ways: canList | canGet | canCreate | canUpdate,
	fields: slices.Concat(accountFields, reminderFields, bodyFields),
}

var accountFields = []field[profileRow]{
	text("username", func(p *profileRow) *string { return &p.person.Username }).readOnly(),
	{
		spec: spec{name: "email", kind: emailKind, core: "email"},
		put:  func(j *wire.Encoder, _ *call, p *profileRow) { j.String(p.email) },
		take: func(p *profileRow, v any) { p.email, p.emailSet = v.(string), true },
	},
	boolean("email_verified", func(p *profileRow) *bool { return &p.verified }).readOnly(),
	boolean("is_trustworthy", func(p *profileRow) *bool { return &p.trusted }).readOnly(),
	computed("date_joined", textKind, nil, func(j *wire.Encoder, _ *call, p *profileRow) { j.Plain(pythonTime(p.person.CreatedAt)) }),
	computed("gym", integerKind, nullSchema, func(j *wire.Encoder, _ *call, _ *profileRow) { j.Null() }),
	computed("is_temporary", booleanKind, nil, func(j *wire.Encoder, _ *call, _ *profileRow) { j.Bool(false) }),
}

// nullSchema describes what nobody has here: a gym, and letters about workouts.
var nullSchema = &schema{kind: "string", null: true}

// pythonTime is how this release writes when somebody joined.
func pythonTime(t time.Time) string {
	t = t.UTC().Truncate(time.Microsecond)
	if t.Nanosecond() == 0 {
		return t.Format("2006-01-02 15:04:05-07:00")
	}
	return t.Format("2006-01-02 15:04:05.000000-07:00")
}

var reminderFields = []field[profileRow]{
	boolean("show_comments", func(p *profileRow) *bool { return &p.ShowComments }),
	boolean("show_english_ingredients", func(p *profileRow) *bool { return &p.ShowEnglishIngredients }),
	boolean("workout_reminder_active", func(p *profileRow) *bool { return &p.RoutineReminder }),
	integer("workout_reminder", func(p *profileRow) *int64 { return &p.RoutineReminderDays }).of("routine_reminder_days").between(1, 30),
	integer("workout_duration", func(p *profileRow) *int64 { return &p.RoutineWeeks }).of("routine_weeks").between(1, 30),
	computed("last_workout_notification", dateKind, nullSchema, func(j *wire.Encoder, _ *call, _ *profileRow) { j.Null() }),
	{
		spec: spec{name: "notification_language", kind: relationKind, core: "language"},
		put:  func(j *wire.Encoder, _ *call, p *profileRow) { j.Int(p.language) },
		take: func(p *profileRow, v any) { p.language, p.languageSet = v.(int64), true },
	},
}

var bodyFields = []field[profileRow]{
	{
		spec: spec{name: "age", kind: integerKind, core: "age", null: true, least: 10, most: 100, hasLeast: true, hasMost: true},
		put:  func(j *wire.Encoder, _ *call, p *profileRow) { putNumber(j, p.age) },
		take: func(p *profileRow, v any) { p.Age = maybe[int64](v) },
	},
	{
		spec: spec{name: "birthdate", kind: dateKind, core: "birth_date", null: true},
		put:  func(j *wire.Encoder, _ *call, p *profileRow) { putDate(j, p.born) },
		take: func(p *profileRow, v any) { p.born, _ = v.(time.Time) },
	},
	maybeInteger("height", func(p *profileRow) **int64 { return &p.Height }).of("height").between(140, 230),
	oneOf("gender", genders, func(p *profileRow) int64 { return int64(slices.Index(sexes, p.Sex)) + 1 }, func(p *profileRow, n int64) { p.Sex = sexes[n-1] }),
	integer("sleep_hours", func(p *profileRow) *int64 { return &p.SleepHours }).of("sleep_hours").between(4, 10),
	integer("work_hours", func(p *profileRow) *int64 { return &p.WorkHours }).of("work_hours").between(1, 15),
	intensity("work_intensity", func(p *profileRow) *body.Intensity { return &p.WorkIntensity }),
	integer("sport_hours", func(p *profileRow) *int64 { return &p.SportHours }).of("sport_hours").between(1, 30),
	intensity("sport_intensity", func(p *profileRow) *body.Intensity { return &p.SportIntensity }),
	integer("freetime_hours", func(p *profileRow) *int64 { return &p.LeisureHours }).of("leisure_hours").between(1, 15),
	intensity("freetime_intensity", func(p *profileRow) *body.Intensity { return &p.LeisureIntensity }),
	integer("calories", func(p *profileRow) *int64 { return &p.Energy }).of("energy").between(1500, 5000),
	chosen("weight_unit", bodyUnits, func(p *profileRow) *string { return &p.WeightUnit }).of("weight_unit"),
	boolean("ro_access", func(p *profileRow) *bool { return &p.ReadAccess }),
	integer("num_days_weight_reminder", func(p *profileRow) *int64 { return &p.WeightReminder }).of("weight_reminder").between(0, 30),
}

// sexes are in the order of their numbers on the wire.
var sexes = []body.Sex{body.Male, body.Female}

func intensity(name string, at func(*profileRow) *body.Intensity) field[profileRow] {
	return oneOf(name, intensities, func(p *profileRow) int64 { return int64(*at(p)) }, func(p *profileRow, n int64) { *at(p) = body.Intensity(n) })
}

// oneOf is a choice whose values are numbers from 1 up, written as texts.
func oneOf(name string, all []choice, get func(*profileRow) int64, set func(*profileRow, int64)) field[profileRow] {
	return field[profileRow]{
		spec: spec{name: name, kind: choiceKind, choices: all},
		put:  func(j *wire.Encoder, _ *call, p *profileRow) { j.Plain(strconv.FormatInt(get(p), 10)) },
		take: func(p *profileRow, v any) {
			n, err := strconv.ParseInt(v.(string), 10, 64)
			if err == nil { // the choices are numbers
				set(p, n)
			}
		},
	}
}
