package planif

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// match serves POST …/training-planned/<id>/match/: an activity belongs to a training, whatever the matching says.
func (d *Dialect) match(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := d.pairing(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	p.Paired = true
	if err := d.plans.Pair(r.Context(), v, p); err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusCreated, func(j *wire.Encoder) {
		j.Object()
		j.Key("id").Int(p.Training)
		j.Key("athlete").Int(p.Athlete)
		j.Key("activity").Plain(wireName(p.Activity))
		j.EndObject()
	}), nil
}

// unmatch serves DELETE of the same: they don't belong together, whatever the matching says.
func (d *Dialect) unmatch(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := d.pairing(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.Empty(http.StatusNoContent, ""), d.plans.Pair(r.Context(), v, p)
}

// pairing reads {"athlete": …, "activity": …}; an athlete who names nobody means themselves.
func (d *Dialect) pairing(r *http.Request, v access.Viewer) (plan.Pairing, error) {
	id, err := pathID(r)
	if err != nil {
		return plan.Pairing{}, err
	}
	f, err := readForm(r)
	if err != nil {
		return plan.Pairing{}, err
	}
	p := plan.Pairing{Training: id, Athlete: v.ID()}
	if v.Person.Role == person.Coach || f.has("athlete") {
		p.Athlete, _ = f.integer("athlete", true)
	}
	short := f.text("activity", true)
	if err := f.err(); err != nil {
		return p, err
	}
	if _, ok := plan.StrengthDay(short); ok {
		p.Activity = short
		return p, nil
	}
	uuid, ok := uuidOf(short)
	if !ok {
		return p, fault.Missing("activity")
	}
	p.Activity = uuid
	return p, nil
}

// trainingWriter writes trainings with what became of them.
type trainingWriter struct {
	outcomes map[int64][]plan.Outcome
}

// withOutcomes looks up what became of trainings.
func (d *Dialect) withOutcomes(r *http.Request, v access.Viewer, all []plan.Training) (trainingWriter, error) {
	o, err := d.plans.Outcomes(r.Context(), v, all)
	return trainingWriter{outcomes: o}, err
}

// done writes the list of who did what.
func (w trainingWriter) done(j *wire.Encoder, training int64) {
	j.Array()
	for _, o := range w.outcomes[training] {
		j.Object()
		writeOutcome(j, &o)
		j.EndObject()
	}
	j.EndArray()
}

// writeOutcome writes the members that every place has.
func writeOutcome(j *wire.Encoder, o *plan.Outcome) {
	j.Key("athlete").Int(o.Athlete)
	j.Key("status").Plain(string(o.Status))
	j.Key("activities").Array()
	for _, name := range o.Activities {
		j.Plain(wireName(name))
	}
	j.EndArray()
	j.Key("score")
	if len(o.Activities) == 0 {
		j.Null()
	} else {
		j.Int(int64(o.Score))
	}
}

// wireName is a record's name on the wire: the short one of an activity; a day of logged sets has its own.
func wireName(name string) string {
	if _, ok := plan.StrengthDay(name); ok || name == "" {
		return name
	}
	return shortID(name)
}
