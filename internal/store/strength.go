package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

var sessionKind = &kind[strength.Session]{
	noun: "session", table: "strength_session", owned: true, columns: "uuid, owner_id, routine_id, day_us, notes, impression, time_start_s, time_end_s",
	places: func(s *strength.Session) []any {
		return []any{(*whole)(&s.ID), (*word)(&s.UUID), (*whole)(&s.Owner), (*whole)(&s.Routine), (*instant)(&s.Day), maybe{&s.Notes}, (*word)(&s.Impression),
			timeOfDay{&s.Start}, timeOfDay{&s.End}}
	},
	values: func(s *strength.Session) []any {
		return []any{s.UUID, s.Owner, s.Routine, moment(s.Day), text(s.Notes), s.Impression, secondsOf(s.Start), secondsOf(s.End)}
	},
	id: func(s *strength.Session) *int64 { return &s.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "routine": num("routine_id"), "day": at("day_us"), "notes": maybeWords("notes"),
		"impression": words("impression"), "start": maybeNum("time_start_s"), "end": maybeNum("time_end_s"),
	},
	order: "day_us, id",
	taken: fault.New(fault.Conflict, "session.day_taken", "there is a session on this day already"),
}

var logKind = &kind[strength.Log]{
	noun: "log", table: "strength_log", owned: true,
	columns: "uuid, owner_id, routine_id, exercise_id, day_us, repetitions, repetition_unit_id, load_centi, load_unit_id, reserve",
	places: func(l *strength.Log) []any {
		return []any{(*whole)(&l.ID), (*word)(&l.UUID), (*whole)(&l.Owner), (*whole)(&l.Routine), (*whole)(&l.Exercise), (*instant)(&l.Day),
			(*whole)(&l.Repetitions), (*whole)(&l.RepetitionUnit), (*whole)(&l.Load), (*whole)(&l.LoadUnit), maybe{&l.Reserve}}
	},
	values: func(l *strength.Log) []any {
		return []any{l.UUID, l.Owner, l.Routine, l.Exercise, moment(l.Day), l.Repetitions, l.RepetitionUnit, int64(l.Load), l.LoadUnit, text(l.Reserve)}
	},
	id: func(l *strength.Log) *int64 { return &l.ID },
	fields: map[string]field{
		"id": num("id"), "uuid": words("uuid"), "routine": num("routine_id"), "exercise": num("exercise_id"), "day": at("day_us"), "repetitions": num("repetitions"),
		"repetition_unit": num("repetition_unit_id"), "load": num("load_centi"), "load_unit": num("load_unit_id"), "reserve": maybeWords("reserve"),
	},
	order: "day_us, repetitions, id",
	tally: logTally,
}

// logTally reads the number of all logs of somebody, or of those of one routine, which routines keep.
func logTally(owner int64, conditions []listing.Condition) (text string, args []any) {
	const all = "SELECT CAST(COALESCE(SUM(logs), 0) AS BIGINT) FROM routine WHERE owner_id = ?"
	switch {
	case len(conditions) == 0:
		return all, []any{owner}
	case len(conditions) == 1 && conditions[0].Field == "routine" && conditions[0].Op == listing.Among && len(conditions[0].Values) == 1:
		return all + " AND id = ?", []any{owner, conditions[0].Values[0]}
	}
	return "", nil
}

var scheduleKind = &kind[strength.Schedule]{
	noun: "schedule", table: "schedule", owned: true, columns: "owner_id, name, start_us, is_active, is_loop",
	places: func(s *strength.Schedule) []any {
		return []any{(*whole)(&s.ID), (*whole)(&s.Owner), (*word)(&s.Name), (*instant)(&s.Start), (*truth)(&s.Active), (*truth)(&s.Loop)}
	},
	values: func(s *strength.Schedule) []any { return []any{s.Owner, s.Name, moment(s.Start), s.Active, s.Loop} },
	id:     func(s *strength.Schedule) *int64 { return &s.ID },
	fields: map[string]field{"id": num("id"), "name": words("name"), "start": at("start_us"), "active": flag("is_active"), "loop": flag("is_loop")},
	order:  "id",
	save: func(ctx context.Context, c *session, s *strength.Schedule) error {
		if !s.Active {
			return nil
		}
		if err := c.lockPerson(ctx, s.Owner); err != nil { // of two at once the later wins
			return err
		}
		_, err := c.exec(ctx, "UPDATE schedule SET is_active = 0 WHERE owner_id = ? AND id <> ? AND is_active = 1", s.Owner, s.ID)
		return err
	},
}

var stepKind = &kind[strength.Step]{
	noun: "step", table: "schedule_step", owned: true, columns: "owner_id, schedule_id, routine_id, duration_weeks, position",
	places: func(s *strength.Step) []any {
		return []any{(*whole)(&s.ID), (*whole)(&s.Owner), (*whole)(&s.Schedule), (*whole)(&s.Routine), (*whole)(&s.Weeks), (*whole)(&s.Position)}
	},
	values: func(s *strength.Step) []any { return []any{s.Owner, s.Schedule, s.Routine, s.Weeks, s.Position} },
	id:     func(s *strength.Step) *int64 { return &s.ID },
	fields: map[string]field{
		"id": num("id"), "schedule": num("schedule_id"), "routine": num("routine_id"), "weeks": num("duration_weeks"), "position": num("position"),
	},
	order: "position, id",
}

// Sessions are what people say of the training of a day.
func (s *Store) Sessions() listing.Rows[strength.Session] {
	return rows[strength.Session]{s, sessionKind}
}

// StrengthLogs are the sets that people did.
func (s *Store) StrengthLogs() listing.Rows[strength.Log] { return rows[strength.Log]{s, logKind} }

// Schedules are sequences of routines.
func (s *Store) Schedules() listing.Rows[strength.Schedule] {
	return rows[strength.Schedule]{s, scheduleKind}
}

// ScheduleSteps are the routines of schedules.
func (s *Store) ScheduleSteps() listing.Rows[strength.Step] { return rows[strength.Step]{s, stepKind} }
