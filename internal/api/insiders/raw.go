package insiders

import (
	"encoding/json"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// receiveRaw serves POST /devices/{device}/preprocessed/: a frame or an array of them, from the device itself. What is
// answered is on the disk.
func (d *Dialect) receiveRaw(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	device, err := d.deviceKey(r)
	if err != nil {
		return wire.Reply{}, err
	}
	data, err := readJSON(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if !json.Valid(data) {
		return wire.Reply{}, parseError(data)
	}
	if data[0] != '{' && data[0] != '[' {
		return wire.Reply{}, invalid("frame", "Expected a frame or an array of frames.")
	}
	frames, err := monitor.DecodeFrames(data, d.now())
	if err != nil {
		return wire.Reply{}, err
	}
	got, err := d.monitor.Receive(r.Context(), device.ID, frames)
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(http.StatusAccepted, struct {
		Accepted   int `json:"accepted"`
		Duplicates int `json:"duplicates"`
	}{got.Accepted, got.Duplicates})
}

// interval reads ?start= and ?stop=, which must both be there.
func (q *query) interval() monitor.Interval {
	return monitor.Interval{From: q.needed("start"), Until: q.needed("stop")}
}

// readRaw serves GET /devices/{device}/preprocessed/?start=&stop=: flat rows, as far as the manager held the device then.
func (d *Dialect) readRaw(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r, "device")
	if err != nil {
		return wire.Reply{}, err
	}
	p, err := pagingWithin(r.URL.Query(), monitor.MaxRawRows, monitor.MaxRawRows)
	if err != nil {
		return wire.Reply{}, err
	}
	q := queryOf(r)
	want := q.interval()
	if err := q.err(); err != nil {
		return wire.Reply{}, err
	}
	page, err := d.monitor.Raw(r.Context(), v, id, want, p.offset(), p.limit)
	if err != nil {
		return wire.Reply{}, err
	}
	total := int64(page.Total)
	if p.ends(total) {
		return wire.Reply{}, errNoPage
	}
	extras := extraMembers(&page)
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("count").Int(total)
		j.Key("page").Int(int64(p.page))
		writeNumberOrNull(j.Key("next"), p.next(total))
		writeNumberOrNull(j.Key("previous"), p.previous())
		j.Key("results").Array()
		j.SetBuffer(appendRows(j.Buffer(), page.Samples, extras))
		j.EndArray()
		j.EndObject()
	}), nil
}

func writeNumberOrNull(j *wire.Encoder, n *int64) {
	if n == nil {
		j.Null()
		return
	}
	j.Int(*n)
}

// rawRanges serves GET /devices/{device}/preprocessed-ranges/?start=&stop=.
func (d *Dialect) rawRanges(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r, "device")
	if err != nil {
		return wire.Reply{}, err
	}
	q := queryOf(r)
	want := q.interval()
	if err := q.err(); err != nil {
		return wire.Reply{}, err
	}
	all, err := d.monitor.RawRanges(r.Context(), v, id, want)
	if err != nil {
		return wire.Reply{}, err
	}
	type row struct {
		Start string `json:"start"`
		Stop  string `json:"stop"`
	}
	rows := make([]row, len(all))
	for i := range all {
		rows[i] = row{d.moment(all[i].From), d.moment(all[i].Until)}
	}
	return reply(http.StatusOK, rows)
}

// latestRaw serves GET /devices/{device}/latest-preprocessed-data/: the newest frame as it came.
func (d *Dialect) latestRaw(r *http.Request, v access.Viewer) (wire.Reply, error) {
	id, err := pathID(r, "device")
	if err != nil {
		return wire.Reply{}, err
	}
	frame, err := d.monitor.LatestRaw(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	if len(frame) == 0 {
		return wire.Reply{}, fault.Missing("raw")
	}
	return wire.Bytes(http.StatusOK, wire.TypeJSON, frame), nil
}
