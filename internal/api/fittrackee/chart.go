package fittrackee

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// getChart serves GET /workouts/{id}/chart_data: one entry for every point.
func (d *Dialect) getChart(r *http.Request, v access.Viewer) (wire.Reply, error) {
	segments, err := d.segments(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	return chartReply(segments), nil
}

// getSegmentChart serves GET /workouts/{id}/chart_data/segment/{n}, n from 1. Its distances and durations start anew.
func (d *Dialect) getSegmentChart(r *http.Request, v access.Viewer) (wire.Reply, error) {
	segments, err := d.segments(r, v)
	if err != nil {
		return wire.Reply{}, err
	}
	n := chi.URLParam(r, "n")
	i := segmentIndex(n)
	if i < 0 || i >= len(segments) {
		return wire.Reply{}, segmentError(n, fault.New(fault.NotFound, "activity.no_segment", "no such segment"))
	}
	return chartReply(segments[i : i+1]), nil
}

// segments are the points of the workout that the path names.
func (d *Dialect) segments(r *http.Request, v access.Viewer) ([]track.ColumnSegment, error) {
	uuid, err := workoutID(r)
	if err != nil {
		return nil, err
	}
	p, err := d.activities.Points(r.Context(), v, uuid)
	if err != nil {
		return nil, err
	}
	if p.Activity.Owner != v.ID() {
		return nil, errPermission
	}
	return p.Columns.Segments, nil
}

func chartReply(segments []track.ColumnSegment) wire.Reply {
	return jsonReply(http.StatusOK, func(j *wire.Encoder) {
		j.Object()
		j.Key("data").Object()
		j.Key("chart_data").Array()
		j.SetBuffer(appendChart(j.Buffer(), segments))
		j.EndArray()
		j.EndObject()
		j.Key("message").Plain("")
		j.Key("status").Plain("success")
		j.EndObject()
	})
}
