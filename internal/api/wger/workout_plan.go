package wger

import (
	"context"

	"palestra/internal/api/wire"
	"palestra/internal/core/strength"
)

// workoutPlan is a workout with everything in it and all that its rows name.
type workoutPlan struct {
	*strength.Plan
	exercises map[int64]*baseInfo
	units     unitNames
	weekdays  []strength.Weekday
}

// canonicalRepresentation serves GET /workout/{id}/canonical_representation/.
func (d *Dialect) canonicalRepresentation(c *call) (answer, error) {
	if err := d.isWorkout(c); err != nil {
		return answer{}, err
	}
	p, err := d.training.Plan(c.ctx(), c.v, c.id)
	if err != nil {
		return answer{}, missing(err, "Workout")
	}
	w := &workoutPlan{Plan: p}
	if w.exercises, err = d.exercisesOf(c.ctx(), p); err != nil {
		return answer{}, err
	}
	if w.units, err = d.unitNames(c); err != nil {
		return answer{}, err
	}
	weekdays, err := d.catalogue.Weekdays.List(c.ctx(), 0, everything())
	if err != nil {
		return answer{}, err
	}
	w.weekdays = weekdays.Rows
	return reply(func(j *wire.Encoder) {
		near := *c
		near.host = "" // in here, pictures have addresses without a host
		w.write(j, &near)
	}), nil
}

// exercisesOf are those of a plan, by id.
func (d *Dialect) exercisesOf(ctx context.Context, p *strength.Plan) (map[int64]*baseInfo, error) {
	seen := map[int64]bool{}
	var ids []int64
	for _, day := range p.Days {
		for _, set := range day.Sets {
			for _, e := range set.Exercises {
				if !seen[e.Exercise] {
					seen[e.Exercise] = true
					ids = append(ids, e.Exercise)
				}
			}
		}
	}
	found, err := lookup(ctx, d.catalogue.Exercises, "id", ids)
	if err != nil {
		return nil, err
	}
	infos, err := d.baseInfos(ctx, found)
	return byID(infos, func(e *baseInfo) int64 { return e.ID }), err
}

func (w *workoutPlan) write(j *wire.Encoder, c *call) {
	var worked strength.Worked
	j.Object()
	j.Key("obj")
	writeFields(j, c, workoutFields, &w.Routine)
	j.Key("day_list").Array()
	for i := range w.Days {
		muscles := w.writeDay(j, c, &w.Days[i])
		worked.Join(&muscles)
	}
	j.EndArray()
	writeWorked(j, c, &worked)
	j.EndObject()
}

func (w *workoutPlan) writeDay(j *wire.Encoder, c *call, d *strength.PlannedDay) (worked strength.Worked) {
	j.Object()
	j.Key("obj")
	trainingDays.write(j, c, &d.Day)
	j.Key("set_list").Array()
	for i := range d.Sets {
		muscles := w.writeSet(j, c, &d.Sets[i])
		worked.Join(&muscles)
	}
	j.EndArray()
	j.Key("days_of_week")
	w.writeWeekdays(j, c, d.Day.Weekdays)
	writeWorked(j, c, &worked)
	j.EndObject()
	return worked
}

func (w *workoutPlan) writeWeekdays(j *wire.Encoder, c *call, ids []int64) {
	text := ""
	var due []strength.Weekday
	for _, id := range ids {
		for _, day := range w.weekdays {
			if day.ID != id {
				continue
			}
			if text != "" {
				text += ", "
			}
			text += day.Name
			due = append(due, day)
		}
	}
	j.Object()
	j.Key("text").String(text)
	j.Key("day_list")
	writeAll(j, c, &daysOfWeek, due)
	j.EndObject()
}

func (w *workoutPlan) writeSet(j *wire.Encoder, c *call, s *strength.PlannedSet) (worked strength.Worked) {
	j.Object()
	j.Key("obj")
	writeFields(j, c, setFields, &s.Set)
	j.Key("exercise_list").Array()
	for i := range s.Exercises {
		e := &s.Exercises[i]
		info := w.exercises[e.Exercise]
		if info == nil {
			continue // an exercise that lost its last words
		}
		worked.Exercise(&info.Exercise, info.lists.muscles)
		w.writeExercise(j, c, e, s.Set.Sets, info)
	}
	j.EndArray()
	j.Key("is_superset").Bool(s.Superset())
	j.Key("settings_computed")
	writeAll(j, c, &setSettings, s.Rounds())
	writeWorked(j, c, &worked)
	j.EndObject()
	return worked
}

func (w *workoutPlan) writeExercise(j *wire.Encoder, c *call, e *strength.PlannedExercise, sets int64, info *baseInfo) {
	loaded := false
	var comments []string
	for i := range e.Prescriptions {
		p := &e.Prescriptions[i]
		loaded = loaded || p.Load != nil
		if p.Comment != "" {
			comments = append(comments, p.Comment)
		}
	}
	j.Object()
	j.Key("setting_obj_list")
	writeAll(j, c, &setSettings, e.Prescriptions)
	j.Key("setting_text").String(e.Text(sets, w.units.repetition, w.units.load))
	j.Key("has_weight").Bool(loaded)
	j.Key("comment_list")
	texts(j, comments...)
	j.Key("image_list").Array()
	for i := range info.images {
		j.Object()
		j.Key("image").String(info.images[i].path())
		j.Key("is_main").Bool(info.images[i].Main)
		j.EndObject()
	}
	j.EndArray()
	j.Key("obj")
	exerciseBaseInfo.write(j, c, info)
	j.EndObject()
}

// writeWorked adds the member "muscles" to an object.
func writeWorked(j *wire.Encoder, c *call, w *strength.Worked) {
	j.Key("muscles").Object()
	for _, side := range []struct {
		name string
		list []strength.Muscle
	}{{"front", w.Front}, {"back", w.Back}, {"frontsecondary", w.SecondaryFront}, {"backsecondary", w.SecondaryBack}} {
		j.Key(side.name)
		writeAll(j, c, &muscles, side.list)
	}
	j.EndObject()
}

// writeFields encodes a row whose resource can't be named here, as its own actions lead here.
func writeFields[T any](j *wire.Encoder, c *call, fields []field[T], row *T) {
	r := resource[T]{fields: fields}
	r.write(j, c, row)
}
