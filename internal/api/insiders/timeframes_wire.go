package insiders

import (
	"context"
	"encoding/json"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// timeFrameWire is a time frame. Device, Activity and Athlete are ids, or the things themselves.
type timeFrameWire struct {
	ID       int64           `json:"id"`
	Start    string          `json:"start_time"`
	End      string          `json:"end_time"`
	Params   json.RawMessage `json:"params"`
	Device   any             `json:"device"`
	Activity any             `json:"activity"`
	Athlete  any             `json:"athlete"`
	Owner    int64           `json:"owner"`
	Schema   int64           `json:"json_schema"`
}

// embedding writes time frames, with what they name inside of them where that was asked for. Each thing is read once.
type embedding struct {
	d                         *Dialect
	v                         access.Viewer
	device, activity, athlete bool
	devices                   map[int64]any
	activities                map[int64]any
	athletes                  map[int64]any
	pictures                  *portraits
}

// embedding reads with_device, with_activity and with_athlete.
func (d *Dialect) embedding(q *query, v access.Viewer) *embedding {
	return &embedding{
		d: d, v: v, device: q.is("with_device"), activity: q.is("with_activity"), athlete: q.is("with_athlete"),
		devices: map[int64]any{}, activities: map[int64]any{}, athletes: map[int64]any{}, pictures: d.portraits(),
	}
}

func (e *embedding) timeFrame(ctx context.Context, t *monitor.TimeFrame) (w timeFrameWire, err error) {
	w = timeFrameWire{
		ID: t.ID, Start: e.d.moment(t.From), End: e.d.moment(t.Until), Params: t.Params,
		Device: idOrNull(t.Device), Activity: idOrNull(t.Occasion), Athlete: t.Athlete, Owner: t.Owner, Schema: t.Schema,
	}
	if e.device && t.Device != 0 {
		w.Device, err = once(e.devices, t.Device, func() (any, error) {
			k, err := e.d.monitor.Tracker(ctx, e.v, t.Device)
			if err != nil {
				return nil, err
			}
			return e.d.toDevice(k), nil
		})
	}
	if err == nil && e.activity && t.Occasion != 0 {
		w.Activity, err = once(e.activities, t.Occasion, func() (any, error) {
			o, err := e.d.monitor.Occasion(ctx, e.v, t.Occasion, monitor.OccasionFilter{})
			if err != nil {
				return nil, err
			}
			return toActivity(o), nil
		})
	}
	if err == nil && e.athlete {
		w.Athlete, err = once(e.athletes, t.Athlete, func() (any, error) {
			a, err := e.d.monitor.Athlete(ctx, e.v, t.Athlete, monitor.AthleteFilter{})
			if err != nil {
				return nil, err
			}
			return toAthlete(a, e.pictures)
		})
	}
	return w, err
}

// once reads a thing unless it has been read before. One that the viewer may not see now stays an id.
func once(read map[int64]any, id int64, get func() (any, error)) (any, error) {
	if thing, ok := read[id]; ok {
		return thing, nil
	}
	thing, err := get()
	if fault.Is(err, fault.NotFound) {
		thing, err = id, nil
	}
	if err != nil {
		return nil, err
	}
	read[id] = thing
	return thing, nil
}
