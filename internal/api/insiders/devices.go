package insiders

import (
	"context"
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// deviceWire is a device.
type deviceWire struct {
	ID         int64   `json:"id"`
	Serial     string  `json:"serial_number"`
	Name       string  `json:"name"`
	CustomName *string `json:"custom_name"`
	Owner      *int64  `json:"owner"`
	Start      *string `json:"ownership_start"`
	End        *string `json:"ownership_end"`
	Active     bool    `json:"is_active"`
	LastSeen   *string `json:"last_seen"`
}

func (d *Dialect) toDevice(t *monitor.Tracker) deviceWire {
	return deviceWire{
		ID: t.ID, Serial: t.Serial, Name: t.Name, CustomName: textOrNull(t.CustomName), Owner: idOrNull(t.Owner),
		Start: d.momentOrNull(t.OwnedFrom), End: d.momentOrNull(t.OwnedUntil), Active: t.HeldAt(d.now()), LastSeen: d.momentOrNull(t.LastSeen),
	}
}

// listDevices serves GET /devices/: those that the manager holds now with ?current=true, and those ever held without.
func (d *Dialect) listDevices(r *http.Request, v access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	q := queryOf(r)
	f := monitor.TrackerFilter{Current: q.is("current"), Paging: p.rows()}
	if err := q.err(); err != nil {
		return wire.Reply{}, err
	}
	page, err := d.monitor.Trackers(r.Context(), v, f)
	if err != nil {
		return wire.Reply{}, err
	}
	rows := make([]deviceWire, len(page.Rows))
	for i := range page.Rows {
		rows[i] = d.toDevice(&page.Rows[i])
	}
	return listReply(p, page.Total, rows)
}

// device answers with the device of the path, after something was done with it.
func (d *Dialect) device(r *http.Request, v access.Viewer, do func(context.Context, access.Viewer, int64) (*monitor.Tracker, error)) (wire.Reply, error) {
	id, err := pathID(r, "device")
	if err != nil {
		return wire.Reply{}, err
	}
	t, err := do(r.Context(), v, id)
	if err != nil {
		return wire.Reply{}, err
	}
	return reply(http.StatusOK, d.toDevice(t))
}

// getDevice serves GET /devices/{device}/.
func (d *Dialect) getDevice(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.device(r, v, d.monitor.Tracker)
}

// takeDevice serves POST /devices/{device}/take-ownership/.
func (d *Dialect) takeDevice(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.device(r, v, d.monitor.TakeTracker)
}

// releaseDevice serves POST /devices/{device}/release-ownership/.
func (d *Dialect) releaseDevice(r *http.Request, v access.Viewer) (wire.Reply, error) {
	return d.device(r, v, d.monitor.ReleaseTracker)
}

// nameDevice serves POST /devices/{device}/set-custom-name/.
func (d *Dialect) nameDevice(r *http.Request, v access.Viewer) (wire.Reply, error) {
	b, err := readBody(r)
	if err != nil {
		return wire.Reply{}, err
	}
	if b.given("custom_name", true); b.err() != nil {
		return wire.Reply{}, b.err()
	}
	name, _ := b.textOr("custom_name")
	if err := b.err(); err != nil {
		return wire.Reply{}, err
	}
	return d.device(r, v, func(ctx context.Context, v access.Viewer, id int64) (*monitor.Tracker, error) {
		return d.monitor.NameTracker(ctx, v, id, name)
	})
}
