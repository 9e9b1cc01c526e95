package store

import (
	"context"
	"strconv"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

var routineKind = &kind[strength.Routine]{
	noun: "routine", table: "routine", owned: true, columns: "uuid, owner_id, name, description, created_us, is_template, is_public",
	places: func(r *strength.Routine) []any {
		return []any{(*whole)(&r.ID), (*word)(&r.UUID), (*whole)(&r.Owner), (*word)(&r.Name), (*word)(&r.Description), (*instant)(&r.Created),
			(*truth)(&r.Template), (*truth)(&r.Public)}
	},
	values: func(r *strength.Routine) []any {
		return []any{r.UUID, r.Owner, r.Name, r.Description, moment(r.Created), r.Template, r.Public}
	},
	id: func(r *strength.Routine) *int64 { return &r.ID },
	fields: map[string]field{
		"id": num("id"), "name": words("name"), "description": words("description"), "created": at("created_us"),
		"template": flag("is_template"), "public": flag("is_public"),
	},
	order: "created_us DESC, id DESC",
}

// weekdays is a set of weekdays as the sum of their masks.
type weekdays struct{ days *[]int64 }

// Scan implements sql.Scanner.
func (d weekdays) Scan(src any) error {
	var mask whole
	if err := mask.Scan(src); err != nil {
		return err
	}
	*d.days = nil
	for day := range int64(7) {
		if mask>>day&1 == 1 {
			*d.days = append(*d.days, day+1)
		}
	}
	return nil
}

func weekdayMask(days []int64) (mask int64) {
	for _, d := range days {
		mask |= 1 << (d - 1)
	}
	return mask
}

var dayKind = &kind[strength.Day]{
	noun: "day", table: "routine_day", owned: true, columns: "owner_id, routine_id, description, weekdays",
	places: func(d *strength.Day) []any {
		return []any{(*whole)(&d.ID), (*whole)(&d.Owner), (*whole)(&d.Routine), (*word)(&d.Description), weekdays{&d.Weekdays}}
	},
	values: func(d *strength.Day) []any { return []any{d.Owner, d.Routine, d.Description, weekdayMask(d.Weekdays)} },
	id:     func(d *strength.Day) *int64 { return &d.ID },
	fields: map[string]field{
		"id": num("id"), "routine": num("routine_id"), "description": words("description"),
		"weekday": num("EXISTS (SELECT 1 FROM weekday w WHERE w.id %s AND (w.mask & routine_day.weekdays) <> 0)"),
	},
	order: "id",
}

var setKind = &kind[strength.Set]{
	noun: "set", table: "routine_set", owned: true, columns: "owner_id, day_id, position, sets, comment",
	places: func(s *strength.Set) []any {
		return []any{(*whole)(&s.ID), (*whole)(&s.Owner), (*whole)(&s.Day), (*whole)(&s.Position), (*whole)(&s.Sets), (*word)(&s.Comment)}
	},
	values: func(s *strength.Set) []any { return []any{s.Owner, s.Day, s.Position, s.Sets, s.Comment} },
	id:     func(s *strength.Set) *int64 { return &s.ID },
	fields: map[string]field{"id": num("id"), "day": num("day_id"), "position": num("position"), "sets": num("sets"), "comment": words("comment")},
	order:  "position, id",
}

var prescriptionKind = &kind[strength.Prescription]{
	noun: "prescription", table: "routine_prescription", owned: true,
	columns: "owner_id, set_id, exercise_id, repetition_unit_id, repetitions, load_centi, load_unit_id, reserve, position, comment",
	places: func(p *strength.Prescription) []any {
		return []any{(*whole)(&p.ID), (*whole)(&p.Owner), (*whole)(&p.Set), (*whole)(&p.Exercise), (*whole)(&p.RepetitionUnit), (*whole)(&p.Repetitions),
			numeral[unit.Hundredths]{&p.Load}, (*whole)(&p.LoadUnit), maybe{&p.Reserve}, (*whole)(&p.Position), (*word)(&p.Comment)}
	},
	values: func(p *strength.Prescription) []any {
		return []any{p.Owner, p.Set, p.Exercise, p.RepetitionUnit, p.Repetitions, given(p.Load), p.LoadUnit, text(p.Reserve), p.Position, p.Comment}
	},
	id: func(p *strength.Prescription) *int64 { return &p.ID },
	fields: map[string]field{
		"id": num("id"), "set": num("set_id"), "exercise": num("exercise_id"), "repetition_unit": num("repetition_unit_id"), "repetitions": num("repetitions"),
		"load": maybeNum("load_centi"), "load_unit": num("load_unit_id"), "reserve": maybeWords("reserve"), "position": num("position"), "comment": words("comment"),
	},
	order: "position, id",
}

// Routines are programmes that people follow.
func (s *Store) Routines() listing.Rows[strength.Routine] {
	return rows[strength.Routine]{s, routineKind}
}

// RoutineDays are parts of routines.
func (s *Store) RoutineDays() listing.Rows[strength.Day] { return rows[strength.Day]{s, dayKind} }

// RoutineSets are those of the days.
func (s *Store) RoutineSets() listing.Rows[strength.Set] { return rows[strength.Set]{s, setKind} }

// Prescriptions are how the exercises of sets are to be done.
func (s *Store) Prescriptions() listing.Rows[strength.Prescription] {
	return rows[strength.Prescription]{s, prescriptionKind}
}

// RoutinePlan reads a routine with all that is in it, with a statement for each kind of row.
func (s *Store) RoutinePlan(ctx context.Context, owner, routine int64) (*strength.Plan, error) {
	var p *strength.Plan
	err := s.snapshot(ctx, func(c *session) error {
		r, err := routineKind.get(ctx, c, owner, routine, "")
		if err != nil {
			return err
		}
		p, err = c.plan(ctx, r)
		return err
	})
	return p, err
}

// plan reads what is in a routine. One that grew beyond all use is refused rather than read.
func (c *session) plan(ctx context.Context, r *strength.Routine) (*strength.Plan, error) {
	args := []any{r.ID}
	const within = " WHERE day_id IN (SELECT id FROM routine_day WHERE routine_id = ?)"
	limit := " LIMIT " + strconv.Itoa(strength.MaxPlanned+1)
	days, err := dayKind.read(ctx, c, "SELECT id, "+dayKind.columns+" FROM routine_day WHERE routine_id = ? ORDER BY id"+limit, args, 8)
	if err != nil {
		return nil, err
	}
	sets, err := setKind.read(ctx, c, "SELECT id, "+setKind.columns+" FROM routine_set"+within+" ORDER BY position, id"+limit, args, 8)
	if err != nil {
		return nil, err
	}
	prescriptions, err := prescriptionKind.read(ctx, c, "SELECT id, "+prescriptionKind.columns+
		" FROM routine_prescription WHERE set_id IN (SELECT id FROM routine_set"+within+") ORDER BY position, id"+limit, args, 8)
	if err != nil {
		return nil, err
	}
	if max(len(days), len(sets), len(prescriptions)) > strength.MaxPlanned {
		return nil, fault.New(fault.TooLarge, "routine.too_large", "the routine has too much in it to be shown as a whole")
	}
	return planned(r, days, sets, prescriptions), nil
}

// planned puts the rows of a routine, which are in order, together.
func planned(r *strength.Routine, days []strength.Day, sets []strength.Set, prescriptions []strength.Prescription) *strength.Plan {
	of := map[int64][]strength.Prescription{}
	for _, p := range prescriptions {
		of[p.Set] = append(of[p.Set], p)
	}
	in := map[int64][]strength.PlannedSet{}
	for _, set := range sets {
		in[set.Day] = append(in[set.Day], strength.PlanSet(set, of[set.ID]))
	}
	plan := &strength.Plan{Routine: *r}
	for _, d := range days {
		plan.Days = append(plan.Days, strength.PlannedDay{Day: d, Sets: in[d.ID]})
	}
	return plan
}

// timeOfDay is a place for seconds after midnight that may be absent.
type timeOfDay struct{ t **time.Duration }

// Scan implements sql.Scanner.
func (d timeOfDay) Scan(src any) error {
	*d.t = nil
	switch v := src.(type) {
	case int64:
		t := time.Duration(v) * time.Second
		*d.t = &t
	case nil:
	default:
		return mismatch(src, "a time of day")
	}
	return nil
}

// secondsOf is a time of day as an argument.
func secondsOf(t *time.Duration) any {
	if t == nil {
		return nil
	}
	return int64(*t / time.Second)
}
