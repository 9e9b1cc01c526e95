package planif

import (
	"math"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// matchDetail serves GET …/training-planned/<id>/match/?athlete=: what became of it and why, step by step where the track allows.
func (d *Dialect) matchDetail(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r)
	if err != nil {
		return wire.Reply{}, err
	}
	athlete := v.ID()
	if word := r.URL.Query().Get("athlete"); word != "" {
		n, ok := wholeNumber(word)
		if !ok {
			return wire.Reply{}, invalid("athlete", notInteger)
		}
		athlete = n
	} else if v.Person.Role == person.Coach {
		return wire.Reply{}, invalid("athlete", "This query parameter is required.")
	}
	detail, err := d.plans.Detail(r.Context(), v, id, athlete)
	if err != nil {
		return wire.Reply{}, err
	}
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) { writeDetail(j, detail) }), nil
}

func writeDetail(j *wire.Encoder, d *plan.Detail) {
	j.Object()
	writeOutcome(j, &d.Outcome)
	j.Key("reasons").Array()
	for _, r := range d.Reasons {
		j.String(r.String())
	}
	j.EndArray()
	j.Key("variant").PlainOrNull(d.Variant)
	j.Key("activity").PlainOrNull(wireName(d.Activity))
	j.Key("in_range")
	share(j, d.InRange)
	j.Key("steps").Array()
	for i := range d.Steps {
		writeStepScore(j, &d.Steps[i])
	}
	j.EndArray()
	j.EndObject()
}

func writeStepScore(j *wire.Encoder, s *plan.StepScore) {
	j.Object()
	j.Key("intensity").Plain(string(s.Step.Intensity))
	j.Key("targetType").Plain(string(s.Step.Target))
	j.Key("reached").Bool(s.Reached)
	j.Key("duration").Float(math.Round(s.Seconds*10) / 10)
	j.Key("distance").Float(math.Round(s.Meters*10) / 10)
	j.Key("target_low")
	share(j, s.Low)
	j.Key("target_high")
	share(j, s.High)
	j.Key("average")
	share(j, s.Average)
	if !s.Measured {
		j.Key("below").Null()
		j.Key("in_range").Null()
		j.Key("above").Null()
	} else {
		j.Key("below")
		share(j, s.Below)
		j.Key("in_range")
		share(j, s.Within)
		j.Key("above")
		share(j, s.Above)
	}
	j.EndObject()
}

// share writes a number with three decimals, null for none.
func share(j *wire.Encoder, v float64) {
	if math.IsNaN(v) {
		j.Null()
		return
	}
	j.Float(math.Round(v*1000) / 1000)
}
