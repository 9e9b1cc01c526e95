package fittrackee

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
)

// listRecords serves GET /records: the viewer's, by sport, then AS FD HA LD MS.
func (d *Dialect) listRecords(r *http.Request, v access.Viewer) (wire.Reply, error) {
	records, err := d.activities.Records(r.Context(), v)
	if err != nil {
		return wire.Reply{}, err
	}
	return dataReply(func(j *wire.Encoder) {
		j.Key("records").Array()
		writeRecords(j, records)
		j.EndArray()
	}), nil
}

func writeRecords(j *wire.Encoder, records []activity.Record) {
	for i := range records {
		r := &records[i]
		writeRecord(j, r, shortID(r.Activity), formatDate(r.Start))
	}
}

// writeRecord writes one record; workout and date are the wire forms of the activity that holds it and of its start.
func writeRecord(j *wire.Encoder, r *activity.Record, workout, date string) {
	j.Object()
	j.Key("id").Int(r.ID)
	j.Key("record_type").Plain(string(r.Type))
	j.Key("sport_id").Int(sportID(r.Sport))
	j.Key("user").String(r.OwnerName)
	switch j.Key("value"); r.Type {
	case activity.LongestMoving:
		writeDuration(j, int64(r.Value))
	case activity.FarthestDistance:
		j.Float(kilometers(r.Value))
	default:
		j.Float(r.Value)
	}
	j.Key("workout_date").Plain(date)
	j.Key("workout_id").Plain(workout)
	j.EndObject()
}
