package planif

import (
	"math"
	"strconv"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// kmh is how many kilometers an hour a meter a second is.
const kmh = 3.6

// writeActivity writes the members that lists have, without braces.
func writeActivity(j *wire.Encoder, a *activity.Activity) {
	s, _ := sport.ByID(a.Sport)
	j.Key("id").Plain(a.UUID)
	j.Key("name").String(a.Title)
	j.Key("sport").Plain(sportName(s))
	j.Key("start_time").Plain(a.Start.UTC().Format(time.RFC3339))
	j.Key("notes").StringOrNull(a.Notes)
	j.Key("private").Bool(a.Visibility == access.Private)
	j.Key("has_file").Bool(a.File != nil)
	j.Key("stats").Object()
	writeStats(j, a, s)
	j.EndObject()
}

func writeStats(j *wire.Encoder, a *activity.Activity, s sport.Sport) {
	j.Key("activity").Plain(a.UUID)
	decimal(j.Key("distance"), a.Distance, 2)
	j.Key("timer_time").Int(a.Duration - a.Pauses)
	j.Key("elapsed_time").Int(a.Duration)
	j.Key("moving_time").Int(a.Moving)
	counted(j.Key("energy"), a.Calories)
	decimal(j.Key("avg_speed"), a.AveSpeed/kmh, 2)
	decimal(j.Key("max_speed"), a.MaxSpeed/kmh, 2)
	rounded(j.Key("max_elevation"), a.MaxAlt)
	rounded(j.Key("min_elevation"), a.MinAlt)
	rounded(j.Key("gain_elevation"), a.Ascent)
	rounded(j.Key("loss_elevation"), a.Descent)
	decimal(j.Key("avg_hr"), known(a.AveHeartRate), 1)
	counted(j.Key("max_hr"), a.MaxHeartRate)
	decimal(j.Key("avg_cadence"), known(a.AveCadence), 1)
	counted(j.Key("max_cadence"), a.MaxCadence)
	decimal(j.Key("strides"), stepLength(a, s), 2)
	for _, name := range [...]string{"avg_temp", "max_temp", "min_temp"} {
		j.Key(name).Null()
	}
	counted(j.Key("avg_power"), a.AvePower)
	counted(j.Key("max_power"), a.MaxPower)
}

// stepLength is how far a step goes in meters: cadence counts pairs of them.
func stepLength(a *activity.Activity, s sport.Sport) float64 {
	if cadence := known(a.AveCadence); s.Steps && cadence > 0 {
		return a.AveSpeed / kmh * 60 / (2 * cadence)
	}
	return math.NaN()
}

// known is a count, NaN when there is none.
func known(n int) float64 {
	if n == track.None {
		return math.NaN()
	}
	return float64(n)
}

// decimal writes a text with so many decimals, null for NaN.
func decimal(j *wire.Encoder, v float64, places int) {
	if math.IsNaN(v) {
		j.Null()
		return
	}
	j.Plain(strconv.FormatFloat(v, 'f', places, 64))
}

func rounded(j *wire.Encoder, v float64) {
	if math.IsNaN(v) {
		j.Null()
		return
	}
	j.Int(int64(math.Round(v)))
}

func counted(j *wire.Encoder, n int) {
	if n == track.None {
		j.Null()
		return
	}
	j.Int(int64(n))
}

func writeLaps(j *wire.Encoder, laps []track.Lap) {
	j.Key("laps").Array()
	for i := range laps {
		l := &laps[i]
		j.Object()
		j.Key("start_time").Plain(time.UnixMicro(l.Start).UTC().Format(time.RFC3339))
		rounded(j.Key("elapsed_time"), l.Elapsed)
		rounded(j.Key("timer_time"), l.Timer)
		decimal(j.Key("distance"), l.Distance, 2)
		decimal(j.Key("max_speed"), l.MaxSpeed, 2)
		rounded(j.Key("gain_elevation"), l.Ascent)
		rounded(j.Key("loss_elevation"), l.Descent)
		counted(j.Key("energy"), l.Calories)
		decimal(j.Key("avg_hr"), known(int(l.AvgHeartRate)), 1)
		counted(j.Key("max_hr"), int(l.MaxHeartRate))
		decimal(j.Key("avg_cadence"), known(int(l.AvgCadence)), 1)
		counted(j.Key("avg_power"), int(l.AvgPower))
		j.EndObject()
	}
	j.EndArray()
}

// writeLine writes the way as [[lon, lat], …], of all segments one after the other.
func writeLine(j *wire.Encoder, c *track.Columns) {
	j.Key("points_as_line").Array()
	if c != nil {
		for i := range c.Segments {
			s := &c.Segments[i]
			for k := range s.Len() {
				if !s.HasPosition(k) {
					continue
				}
				lat, lon := s.Position(k)
				j.Array()
				j.Float(lon)
				j.Float(lat)
				j.EndArray()
			}
		}
	}
	j.EndArray()
}
