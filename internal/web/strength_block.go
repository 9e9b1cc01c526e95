package web

import (
	"net/http"
	"strconv"

	"palestra/internal/core/fault"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
)

// usualSets is how many rounds a new set has.
const usualSets = 3

// usualRepetitions is what a new prescription begins with.
const usualRepetitions = 10

// blockPage is the form of a set of a routine.
type blockPage struct {
	Title, Action, Back, Add, Delete string
	Notice                           *notice
	Fields                           []field
	Lines                            []blockForm
}

// blockForm is what is prescribed for one exercise; names of fields end in its id.
type blockForm struct {
	ID     int64
	Name   string
	Fields []field
}

// blockOf is a set of a routine with its day.
func (s *Site) blockOf(r *http.Request, who reader) (*strength.PlannedSet, *strength.Day, error) {
	id, err := rowID(r, "id", "set")
	if err != nil {
		return nil, nil, err
	}
	set, err := s.deps.Gym.Training.SetPlan(r.Context(), who.viewer, id)
	if err != nil {
		return nil, nil, err
	}
	day, err := s.deps.Gym.Training.Days.Get(r.Context(), who.viewer, set.Set.Day)
	return set, day, err
}

// createBlock serves POST /strength/days/{id}/add: a set of one exercise at the end of a day.
func (s *Site) createBlock(r *http.Request, who reader) (reply, error) {
	day, err := s.dayOf(r, who)
	if err != nil {
		return reply{}, err
	}
	exercise := whole(r, "exercise")
	if _, err := s.deps.Gym.Exercises.Exercises.Get(r.Context(), 0, exercise); err != nil {
		return reply{}, err
	}
	sets, err := s.setsOf(r, who, day.ID)
	if err != nil {
		return reply{}, err
	}
	next := strength.Set{Day: day.ID, Sets: usualSets, Position: 1}
	if len(sets) > 0 {
		next.Position = sets[len(sets)-1].Position + 1
	}
	set, err := s.deps.Gym.Training.Sets.Create(r.Context(), who.viewer, next)
	if err == nil {
		err = s.prescribe(r, who, set.ID, exercise, 1)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: blockPath(set.ID)}, nil
}

// whole is a whole number in a form, 0 for anything else.
func whole(r *http.Request, name string) int64 {
	n, _ := strconv.ParseInt(typed(r, name), 10, 64)
	return n
}

// prescribe adds an exercise to a set, with the usual figures.
func (s *Site) prescribe(r *http.Request, who reader, set, exercise, position int64) error {
	p := strength.Prescription{
		Set: set, Exercise: exercise, Repetitions: usualRepetitions, RepetitionUnit: strength.Repetitions, LoadUnit: strength.Kilograms, Position: position,
	}
	if weightUnit(who) == "lb" {
		p.LoadUnit = strength.Pounds
	}
	_, err := s.deps.Gym.Training.Prescriptions.Create(r.Context(), who.viewer, p)
	return err
}

// extendBlock serves POST /strength/blocks/{id}/add: another exercise that takes turns.
func (s *Site) extendBlock(r *http.Request, who reader) (reply, error) {
	set, _, err := s.blockOf(r, who)
	if err != nil {
		return reply{}, err
	}
	exercise := whole(r, "exercise")
	if _, err := s.deps.Gym.Exercises.Exercises.Get(r.Context(), 0, exercise); err != nil {
		return reply{}, err
	}
	all := prescriptionsOf(set)
	position := int64(1)
	if len(all) > 0 {
		position = all[len(all)-1].Position + 1
	}
	if err := s.prescribe(r, who, set.Set.ID, exercise, position); err != nil {
		return reply{}, err
	}
	return reply{redirect: blockPath(set.Set.ID)}, nil
}

func prescriptionsOf(set *strength.PlannedSet) (all []strength.Prescription) {
	for i := range set.Exercises {
		all = append(all, set.Exercises[i].Prescriptions...)
	}
	return all
}

// showBlock serves GET /strength/blocks/{id}.
func (s *Site) showBlock(r *http.Request, who reader) (reply, error) {
	set, day, err := s.blockOf(r, who)
	if err != nil {
		return reply{}, err
	}
	return s.blockForm(r, who, set, day, nil)
}

func (s *Site) blockForm(r *http.Request, who reader, set *strength.PlannedSet, day *strength.Day, refused error) (reply, error) {
	t := who.words.T
	here := s.link(blockPath(set.Set.ID))
	body := &blockPage{
		Title: t("strength.edit_set"), Action: here, Back: s.link(routinePath(day.Routine)), Add: s.link("/strength/exercises?to=" + blockPath(set.Set.ID)), Delete: here + "/delete",
		Fields: []field{
			{Name: "sets", Label: t("strength.rounds"), Type: "number", Value: itoa(set.Set.Sets), Min: "1", Max: "10", InputMode: "numeric", Required: true},
			{Name: "comment", Label: t("strength.comment"), Type: "text", Value: set.Set.Comment, MaxLength: 200, Optional: true, Placeholder: t("strength.comment_example")},
		},
	}
	var ids []int64
	for i := range set.Exercises {
		ids = append(ids, set.Exercises[i].Exercise)
	}
	words, err := s.exerciseWords(r, who, ids)
	if err != nil {
		return reply{}, err
	}
	for _, p := range prescriptionsOf(set) {
		body.Lines = append(body.Lines, prescriptionForm(who, &p, words[p.Exercise].Name))
	}
	status := explain(who, refused, body.Fields, &body.Notice)
	return reply{status: status, page: "routine-block", shell: shell{Title: body.Title, Nav: "strength", Width: "medium"}, body: body}, nil
}

func prescriptionForm(who reader, p *strength.Prescription, name string) blockForm {
	t := who.words.T
	end := "_" + itoa(p.ID)
	load := ""
	if p.Load != nil {
		load = p.Load.Short()
	}
	counted := field{Name: "repetition_unit" + end, Label: t("strength.counted_in"), Type: "select"}
	for id := strength.Repetitions; id <= 8; id++ {
		counted.Options = append(counted.Options, option{itoa(id), repetitionUnit(who, id), id == p.RepetitionUnit})
	}
	weighed := field{Name: "load_unit" + end, Label: t("strength.loaded_in"), Type: "select"}
	for id := strength.Kilograms; id <= 6; id++ {
		weighed.Options = append(weighed.Options, option{itoa(id), loadUnit(who, id), id == p.LoadUnit})
	}
	reserve := field{Name: "reserve" + end, Label: t("strength.reserve"), Type: "select", Options: []option{{Label: "–", Selected: text(p.Reserve) == ""}}}
	for _, v := range []string{"0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4"} {
		reserve.Options = append(reserve.Options, option{v, v, text(p.Reserve) == v})
	}
	return blockForm{p.ID, name, []field{
		{Name: "repetitions" + end, Label: t("strength.repetitions"), Type: "number", Value: itoa(p.Repetitions), Min: "0", Max: "600", InputMode: "numeric", Required: true},
		counted,
		{Name: "load" + end, Label: t("strength.load"), Type: "text", Value: load, InputMode: "decimal", MaxLength: 8, Optional: true},
		weighed, reserve,
	}}
}

// editBlock serves POST /strength/blocks/{id}.
func (s *Site) editBlock(r *http.Request, who reader) (reply, error) {
	set, day, err := s.blockOf(r, who)
	if err != nil {
		return reply{}, err
	}
	err = s.saveBlock(r, who, set)
	if fault.Is(err, fault.Invalid) {
		return s.blockForm(r, who, set, day, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: routinePath(day.Routine), said: said{what: saidSaved}}, nil
}

func (s *Site) saveBlock(r *http.Request, who reader, set *strength.PlannedSet) error {
	g, ctx := s.deps.Gym.Training, r.Context()
	all, left := prescriptionsOf(set), 0
	for _, p := range all {
		if err := readPrescription(r, &p); err != nil { // before anything is stored
			return err
		}
		if typed(r, "remove_"+itoa(p.ID)) == "" {
			left++
		}
	}
	_, err := g.Sets.Update(ctx, who.viewer, set.Set.ID, func(row *strength.Set) error {
		row.Sets, row.Comment = whole(r, "sets"), typed(r, "comment")
		if row.Sets < 1 {
			return errBlank("sets")
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range all {
		if typed(r, "remove_"+itoa(p.ID)) != "" && left > 0 { // a set without exercises would be nothing to do
			err = g.Prescriptions.Delete(ctx, who.viewer, p.ID)
		} else {
			_, err = g.Prescriptions.Update(ctx, who.viewer, p.ID, func(row *strength.Prescription) error { return readPrescription(r, row) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readPrescription takes what the form says.
func readPrescription(r *http.Request, p *strength.Prescription) error {
	end := "_" + itoa(p.ID)
	repetitions, err := strconv.ParseInt(typed(r, "repetitions"+end), 10, 32)
	if err != nil {
		return errSets()
	}
	p.Repetitions, p.RepetitionUnit, p.LoadUnit, p.Load, p.Reserve = repetitions, whole(r, "repetition_unit"+end), whole(r, "load_unit"+end), nil, nil
	if typed(r, "load"+end) != "" {
		load, ok := hundredths(typed(r, "load"+end))
		if !ok {
			return errSets()
		}
		p.Load = new(unit.Hundredths)
		*p.Load = load
	}
	if reserve := typed(r, "reserve"+end); reserve != "" {
		p.Reserve = &reserve
	}
	return nil
}

// moveBlock serves POST /strength/blocks/{id}/move: one place up or down.
func (s *Site) moveBlock(r *http.Request, who reader) (reply, error) {
	set, day, err := s.blockOf(r, who)
	if err != nil {
		return reply{}, err
	}
	all, err := s.setsOf(r, who, day.ID)
	if err != nil {
		return reply{}, err
	}
	for i := range all {
		other := i + 1
		if typed(r, "to") == "up" {
			other = i - 1
		}
		if all[i].ID == set.Set.ID && other >= 0 && other < len(all) {
			all[i], all[other] = all[other], all[i]
			break
		}
	}
	for i := range all {
		position := int64(i + 1)
		if all[i].Position == position {
			continue
		}
		if _, err := s.deps.Gym.Training.Sets.Update(r.Context(), who.viewer, all[i].ID, func(row *strength.Set) error { row.Position = position; return nil }); err != nil {
			return reply{}, err
		}
	}
	return reply{redirect: routinePath(day.Routine)}, nil
}

// removedSet is a set of a routine that was removed.
type removedSet struct {
	Set           strength.Set
	Prescriptions []strength.Prescription
}

// deleteBlock serves POST /strength/blocks/{id}/delete.
func (s *Site) deleteBlock(r *http.Request, who reader) (reply, error) {
	set, day, err := s.blockOf(r, who)
	if err != nil {
		return reply{}, err
	}
	if err := s.deps.Gym.Training.Sets.Delete(r.Context(), who.viewer, set.Set.ID); err != nil {
		return reply{}, err
	}
	return s.taken(routinePath(day.Routine), saidSetGone, removed{Set: &removedSet{set.Set, prescriptionsOf(set)}}), nil
}

// putSetBack makes a removed set anew.
func (s *Site) putSetBack(r *http.Request, who reader, gone *removedSet) (string, error) {
	g, ctx := s.deps.Gym.Training, r.Context()
	day, err := g.Days.Get(ctx, who.viewer, gone.Set.Day)
	if err != nil {
		return "", err
	}
	set, err := g.Sets.Create(ctx, who.viewer, gone.Set)
	if err != nil {
		return "", err
	}
	for _, p := range gone.Prescriptions {
		p.Set = set.ID
		if _, err := g.Prescriptions.Create(ctx, who.viewer, p); err != nil {
			return "", err
		}
	}
	return routinePath(day.Routine), nil
}
