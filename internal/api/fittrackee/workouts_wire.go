package fittrackee

import (
	"math"

	"palestra/internal/api/wire"
	"palestra/internal/core/activity"
)

// workoutWriter writes workouts with their keys in alphabetical order, as the reference does.
type workoutWriter struct {
	j *wire.Encoder
	// uuid asks for the id once more under "uuid".
	uuid bool
	// id and date are those of the workout being written; records and segments repeat them.
	id, date string
}

func (w *workoutWriter) write(a *activity.Activity) {
	j := w.j
	w.id, w.date = shortID(a.UUID), formatDate(a.Start)
	j.Object()
	j.Key("ascent").Float(a.Ascent)
	j.Key("ave_speed").Float(a.AveSpeed)
	w.bounds(a.Bounds)
	j.Key("creation_date").Plain(formatDate(a.CreatedAt))
	j.Key("descent").Float(a.Descent)
	j.Key("description").StringOrNull(a.Description)
	j.Key("distance").Float(kilometers(a.Distance))
	writeDuration(j.Key("duration"), a.Duration)
	j.Key("equipments").Array()
	for i := range a.Equipment {
		writeEquipment(j, &a.Equipment[i], &activity.Offer{})
	}
	j.EndArray()
	j.Key("id").Plain(w.id)
	j.Key("map").PlainOrNull(a.MapID)
	j.Key("max_alt").Float(a.MaxAlt)
	j.Key("max_speed").Float(a.MaxSpeed)
	j.Key("min_alt").Float(a.MinAlt)
	j.Key("modification_date").PlainOrNull(formatDate(a.ModifiedAt))
	writeDuration(j.Key("moving"), a.Moving)
	writeID(j.Key("next_workout"), a.Next)
	j.Key("notes").StringOrNull(a.Notes)
	writePauses(j.Key("pauses"), a.Pauses)
	writeID(j.Key("previous_workout"), a.Previous)
	j.Key("records").Array()
	for i := range a.Records {
		writeRecord(j, &a.Records[i], w.id, w.date)
	}
	j.EndArray()
	j.Key("segments").Array()
	for i := range a.Segments {
		w.segment(&a.Segments[i])
	}
	j.EndArray()
	j.Key("sport_id").Int(sportID(a.Sport))
	j.Key("title").String(a.Title)
	j.Key("user").String(a.OwnerName)
	if w.uuid {
		j.Key("uuid").Plain(w.id)
	}
	// No weather service is asked.
	j.Key("weather_end").Null()
	j.Key("weather_start").Null()
	j.Key("with_gpx").Bool(a.HasTrack())
	j.Key("workout_date").Plain(w.date)
	j.EndObject()
}

// bounds are [min_lat, min_lon, max_lat, max_lon], or an empty list.
func (w *workoutWriter) bounds(b *activity.Bounds) {
	w.j.Key("bounds").Array()
	if b != nil {
		for _, v := range [...]float64{b.MinLat, b.MinLon, b.MaxLat, b.MaxLon} {
			w.j.Float(v)
		}
	}
	w.j.EndArray()
}

// segment writes one; segment_id counts from 0, segment_number, which the paths use, from 1.
func (w *workoutWriter) segment(s *activity.Segment) {
	j := w.j
	j.Object()
	j.Key("ascent").Float(s.Ascent)
	j.Key("ave_speed").Float(s.AveSpeed)
	j.Key("descent").Float(s.Descent)
	j.Key("distance").Float(kilometers(s.Distance))
	writeDuration(j.Key("duration"), s.Duration)
	j.Key("max_alt").Float(s.MaxAlt)
	j.Key("max_speed").Float(s.MaxSpeed)
	j.Key("min_alt").Float(s.MinAlt)
	writeDuration(j.Key("moving"), s.Moving)
	writePauses(j.Key("pauses"), s.Pauses)
	j.Key("segment_id").Int(int64(s.Index))
	j.Key("segment_number").Int(int64(s.Index) + 1)
	j.Key("workout_id").Plain(w.id)
	j.EndObject()
}

// kilometers of meters, to the meter: the core keeps whole ones.
func kilometers(meters float64) float64 { return math.Round(meters) / 1000 }

func writeDuration(j *wire.Encoder, seconds int64) {
	var text [32]byte
	j.PlainBytes(appendDuration(text[:0], seconds))
}

// writePauses writes a duration of which there may be none.
func writePauses(j *wire.Encoder, seconds int64) {
	if seconds <= 0 {
		j.Null()
		return
	}
	writeDuration(j, seconds)
}

// writeID writes the wire form of a UUID, null for "".
func writeID(j *wire.Encoder, uuid string) {
	if uuid == "" {
		j.Null()
		return
	}
	var text [shortIDLength]byte
	j.PlainBytes(appendShortID(text[:0], uuid))
}
