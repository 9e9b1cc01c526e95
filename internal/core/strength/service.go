package strength

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Store keeps what people train by and what they did. A second session of a day is fault.Conflict, "session.day_taken".
// Storing an active schedule makes the owner's others inactive.
type Store interface {
	Exercises() listing.Reader[Exercise]
	RepetitionUnits() listing.Reader[RepetitionUnit]
	LoadUnits() listing.Reader[LoadUnit]

	Routines() listing.Rows[Routine]
	RoutineDays() listing.Rows[Day]
	RoutineSets() listing.Rows[Set]
	Prescriptions() listing.Rows[Prescription]
	Sessions() listing.Rows[Session]
	StrengthLogs() listing.Rows[Log]
	Schedules() listing.Rows[Schedule]
	ScheduleSteps() listing.Rows[Step]
	// PublicTemplates are everybody's, for everybody.
	PublicTemplates() listing.Reader[Routine]
	// RoutinePlan reads a routine of the owner's with all that is in it; fault.NotFound "routine.not_found", fault.TooLarge
	// "routine.too_large".
	RoutinePlan(ctx context.Context, owner, routine int64) (*Plan, error)
	// CopyRoutine stores to, with the words and the content of a routine of its owner's or of a public template; errors as
	// RoutinePlan.
	CopyRoutine(ctx context.Context, from int64, to Routine) (*Routine, error)
	// RecordLogs stores those of the owner's logs that are new by their UUID, all or none, and puts what is kept in the place
	// of each; fault.Conflict "log.uuid_taken".
	RecordLogs(ctx context.Context, owner int64, logs []Log) error
}

// Options are what the service needs besides its store.
type Options struct {
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
}

// Service is for people's own training; see listing.Own for what all kinds refuse. Beyond that: fault.Conflict
// "session.day_taken". It is safe for concurrent use. Field names for conditions and orders:
//
//	Routines       id, name, description, created, template, public
//	Days           id, routine, description; to filter: weekday
//	Sets           id, day, position, sets, comment
//	Prescriptions  id, set, exercise, repetitions, repetition_unit, load (in hundredths), load_unit, reserve, position, comment
//	Sessions       id, uuid, routine, day, notes, impression, start, end (seconds of the day)
//	Logs           id, uuid, routine, exercise, day, repetitions, repetition_unit, load, load_unit, reserve
//	Schedules      id, name, start, active, loop
//	Steps          id, schedule, routine, weeks, position
//
// Deleting a routine deletes its days, sets, prescriptions, sessions, logs and steps.
type Service struct {
	Routines      *listing.Own[Routine]
	Days          *listing.Own[Day]
	Sets          *listing.Own[Set]
	Prescriptions *listing.Own[Prescription]
	Sessions      *listing.Own[Session]
	Logs          *listing.Own[Log]
	Schedules     *listing.Own[Schedule]
	Steps         *listing.Own[Step]
	// PublicTemplates are everybody's, with the fields of Routines.
	PublicTemplates listing.Reader[Routine]

	store   Store
	newUUID func() string
}

// New makes the service.
func New(s Store, opt Options) *Service {
	v := &Service{store: s, newUUID: opt.NewUUID, PublicTemplates: s.PublicTemplates()}
	find := finders{s: s}
	v.Routines = listing.NewOwn(s.Routines(), listing.Rules[Routine]{
		Prepare: func(v access.Viewer, r *Routine) { r.Owner, r.UUID = v.ID(), opt.NewUUID() },
		Check:   checkRoutine,
	})
	v.Days = listing.NewOwn(s.RoutineDays(), listing.Rules[Day]{
		Prepare:    func(v access.Viewer, d *Day) { d.Owner = v.ID() },
		References: find.ofDay,
		Check:      checkDay,
	})
	v.Sets = listing.NewOwn(s.RoutineSets(), listing.Rules[Set]{
		Prepare:    func(v access.Viewer, s *Set) { s.Owner = v.ID() },
		References: find.ofSet,
		Check:      checkSet,
	})
	v.Prescriptions = listing.NewOwn(s.Prescriptions(), listing.Rules[Prescription]{
		Prepare:    func(v access.Viewer, p *Prescription) { p.Owner = v.ID() },
		References: find.ofPrescription,
		Check:      checkPrescription,
	})
	v.Sessions = listing.NewOwn(s.Sessions(), listing.Rules[Session]{
		Prepare:    func(v access.Viewer, s *Session) { s.Owner, s.UUID = v.ID(), opt.NewUUID() },
		References: find.ofSession,
		Check:      checkSession,
	})
	v.Logs = listing.NewOwn(s.StrengthLogs(), listing.Rules[Log]{
		Prepare:    func(v access.Viewer, l *Log) { l.Owner, l.UUID = v.ID(), opt.NewUUID() },
		References: find.ofLog,
		Check:      checkLog,
	})
	v.Schedules = listing.NewOwn(s.Schedules(), listing.Rules[Schedule]{
		Prepare: func(v access.Viewer, s *Schedule) { s.Owner = v.ID() },
		Check:   checkSchedule,
	})
	v.Steps = listing.NewOwn(s.ScheduleSteps(), listing.Rules[Step]{
		Prepare:    func(v access.Viewer, s *Step) { s.Owner = v.ID() },
		References: find.ofStep,
		Check:      checkStep,
	})
	return v
}

// finders tell which rows others name.
type finders struct{ s Store }

func (f finders) ofDay(d *Day) []listing.Reference {
	return []listing.Reference{{Field: "routine", ID: d.Routine, Find: f.s.Routines().Owner}}
}

func (f finders) ofSet(s *Set) []listing.Reference {
	return []listing.Reference{{Field: "day", ID: s.Day, Find: f.s.RoutineDays().Owner}}
}

func (f finders) ofPrescription(p *Prescription) []listing.Reference {
	return []listing.Reference{
		{Field: "set", ID: p.Set, Find: f.s.RoutineSets().Owner},
		{Field: "exercise", ID: p.Exercise, Find: f.s.Exercises().Owner},
		{Field: "repetition_unit", ID: p.RepetitionUnit, Find: f.s.RepetitionUnits().Owner},
		{Field: "load_unit", ID: p.LoadUnit, Find: f.s.LoadUnits().Owner},
	}
}

func (f finders) ofSession(s *Session) []listing.Reference {
	return []listing.Reference{{Field: "routine", ID: s.Routine, Find: f.s.Routines().Owner}}
}

func (f finders) ofLog(l *Log) []listing.Reference {
	return []listing.Reference{
		{Field: "routine", ID: l.Routine, Find: f.s.Routines().Owner},
		{Field: "exercise", ID: l.Exercise, Find: f.s.Exercises().Owner},
		{Field: "repetition_unit", ID: l.RepetitionUnit, Find: f.s.RepetitionUnits().Owner},
		{Field: "load_unit", ID: l.LoadUnit, Find: f.s.LoadUnits().Owner},
	}
}

func (f finders) ofStep(s *Step) []listing.Reference {
	return []listing.Reference{
		{Field: "schedule", ID: s.Schedule, Find: f.s.Schedules().Owner},
		{Field: "routine", ID: s.Routine, Find: f.s.Routines().Owner},
	}
}
