package wger

import (
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/strength"
)

// logData serves GET /workout/{id}/log_data/?id=.
func (d *Dialect) logData(c *call) (answer, error) {
	if err := d.isWorkout(c); err != nil {
		return answer{}, err
	}
	if c.r.URL.Query().Get("id") == "" {
		return reply(func(j *wire.Encoder) { j.Plain("Please provide an base ID in the 'id' GET parameter") }), nil
	}
	exercise, err := d.exerciseNamed(c, "id")
	if err != nil {
		return answer{}, err
	}
	logs, err := d.training.Progress(c.ctx(), c.v, c.id, exercise)
	if err != nil {
		return answer{}, missing(err, "Workout")
	}
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("chart_data")
		writeChart(j, strength.Heaviest(logs))
		j.Key("logs")
		writeByDay(j, c, logs)
		j.EndObject()
	}), nil
}

// writeChart encodes a line of the chart for each number of repetitions.
func writeChart(j *wire.Encoder, lines [][]strength.Log) {
	j.Array()
	for _, line := range lines {
		j.Array()
		for i := range line {
			j.Object()
			putDate(j.Key("date"), line[i].Day)
			j.Key("weight").Plain(line[i].Load.String())
			j.Key("reps").Int(line[i].Repetitions)
			j.EndObject()
		}
		j.EndArray()
	}
	j.EndArray()
}

// writeByDay encodes logs, which are by day, under their dates.
func writeByDay(j *wire.Encoder, c *call, logs []strength.Log) {
	j.Object()
	for from := 0; from < len(logs); {
		to := from + 1
		for to < len(logs) && logs[to].Day.Equal(logs[from].Day) {
			to++
		}
		j.Key(logs[from].Day.Format(time.DateOnly))
		writeAll(j, c, &workoutLogs, logs[from:to])
		from = to
	}
	j.EndObject()
}
