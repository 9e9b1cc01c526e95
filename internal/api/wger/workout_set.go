package wger

import (
	"math"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// setFields are those of a set; they stand alone because its own actions show it.
var setFields = []field[strength.Set]{
	id(func(s *strength.Set) *int64 { return &s.ID }),
	relation("exerciseday", func(s *strength.Set) *int64 { return &s.Day }).of("day").must(),
	integer("sets", func(s *strength.Set) *int64 { return &s.Sets }).of("sets").between(0, 10).called("Number of sets"),
	integer("order", func(s *strength.Set) *int64 { return &s.Position }).of("position").between(math.MinInt32, math.MaxInt32),
	text("comment", func(s *strength.Set) *string { return &s.Comment }).of("comment").orBlank().upTo(200),
}

var workoutSets = resource[strength.Set]{
	name: "set", title: "Set", model: "Set", about: "The sets of a day: rounds of one exercise, or of several in turn.", need: signedIn, ways: readWrite,
	fields:  setFields,
	filters: []filter{byRow("exerciseday", "day", ownDay), byNumber("order", "position"), byNumber("sets", "sets")},
	fresh:   func(*Dialect, *call) strength.Set { return strength.Set{Sets: 4, Position: 1} },
	keeper:  func(d *Dialect) keeper[strength.Set] { return d.training.Sets },
	actions: []action{
		{name: "computed_settings", about: "The settings of the set one after the other, as they are to be done.", handle: (*Dialect).computedSettings, schema: settingListSchema},
		{name: "smart_text", about: "What the set prescribes for one exercise, in a few signs.", params: []string{"exercise"}, handle: (*Dialect).smartText, schema: smartTextSchema},
	},
}

// computedSettings serves GET /set/{id}/computed_settings/.
func (d *Dialect) computedSettings(c *call) (answer, error) {
	p, err := d.training.SetPlan(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "Set")
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("results")
		writeAll(j, c, &setSettings, p.Rounds())
		j.EndObject()
	}), nil
}

// smartText serves GET /set/{id}/smart_text/?exercise=, which releases before the reference one had and phones still ask for.
func (d *Dialect) smartText(c *call) (answer, error) {
	p, err := d.training.SetPlan(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "Set")
	}
	exercise, err := d.exerciseNamed(c, "exercise")
	if err != nil {
		return answer{}, err
	}
	names, err := d.unitNames(c)
	if err != nil {
		return answer{}, err
	}
	said := ""
	for _, e := range p.Exercises {
		if e.Exercise == exercise {
			said = e.Text(p.Set.Sets, names.repetition, names.load)
		}
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("results").String(said)
		j.EndObject()
	}), nil
}

// exerciseNamed is the exercise that a parameter names, which must be there.
func (d *Dialect) exerciseNamed(c *call, parameter string) (int64, error) {
	id, err := strconv.ParseInt(c.r.URL.Query().Get(parameter), 10, 64)
	if err != nil {
		return 0, noMatch("ExerciseBase")
	}
	_, found, err := d.catalogue.Exercises.Owner(c.ctx(), id)
	if err == nil && !found {
		err = noMatch("ExerciseBase")
	}
	return id, err
}

// unitNames are the names of units by id.
type unitNames struct{ repetitions, loads map[int64]string }

func (n unitNames) repetition(id int64) string { return n.repetitions[id] }
func (n unitNames) load(id int64) string       { return n.loads[id] }

func (d *Dialect) unitNames(c *call) (unitNames, error) {
	n := unitNames{map[int64]string{}, map[int64]string{}}
	all := listing.Query{Limit: listing.MaxLimit}
	repetitions, err := d.catalogue.RepetitionUnits.List(c.ctx(), 0, all)
	if err != nil {
		return n, err
	}
	loads, err := d.catalogue.LoadUnits.List(c.ctx(), 0, all)
	for _, u := range repetitions.Rows {
		n.repetitions[u.ID] = u.Name
	}
	for _, u := range loads.Rows {
		n.loads[u.ID] = u.Name
	}
	return n, err
}
