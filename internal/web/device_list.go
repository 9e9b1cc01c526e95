package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
)

// deviceRoutes are a coach's devices. For everybody else there are none.
func (s *Site) deviceRoutes() table {
	return table{
		"GET /devices":               s.monitoring(s.listDevices),
		"POST /devices/take":         s.monitoring(s.takeDevice),
		"GET /devices/{id}":          s.monitoring(s.showDevice),
		"POST /devices/{id}/name":    s.monitoring(s.nameDevice),
		"POST /devices/{id}/take":    s.monitoring(s.takeDeviceAgain),
		"POST /devices/{id}/release": s.monitoring(s.releaseDevice),
	}
}

// devicesPage are the devices that a coach holds, and has held.
type devicesPage struct {
	Notice       *notice
	Held, Before []deviceRow
	Empty        *emptyState
	Serial       field
	// Taking tells that the form to take one is unfolded.
	Taking bool
	// Command adds a device on the server.
	Command string
	Pager   pager
}

// deviceRow is one device.
type deviceRow struct {
	Name, Serial, Href string
	// Seen is when it sent something the last time, "" for never; Battery what was left then, in percent.
	Seen, Battery string
	// Sending tells that it does right now, Low that the battery is.
	Sending, Low bool
}

const (
	// devicesPerPage is how many devices a page lists.
	devicesPerPage = 50
	// sendingFor is how long after its last frame a device counts as sending: it sends one a second.
	sendingFor = 15 * time.Second
	// lowBattery is where a battery is low, in percent.
	lowBattery = 20
)

// listDevices serves GET /devices.
func (s *Site) listDevices(r *http.Request, who reader) (reply, error) {
	return s.devices(r, who, "", nil)
}

func (s *Site) devices(r *http.Request, who reader, typed string, refused error) (reply, error) {
	t := who.words.T
	number := pageNumber(r)
	page, err := s.deps.Monitor.Trackers(r.Context(), who.viewer, monitor.TrackerFilter{Paging: monitor.Paging{Offset: (number - 1) * devicesPerPage, Limit: devicesPerPage}})
	if err != nil {
		return reply{}, err
	}
	body := &devicesPage{
		Command: "palestra device add --serial SERIAL --owner " + who.viewer.Person.Username,
		Serial:  field{Name: "serial", Label: t("device.serial"), Type: "text", Value: typed, Help: t("device.serial_help"), Required: true, MaxLength: 100, Autocomplete: "off"},
		Taking:  refused != nil,
		Pager:   s.plainPager(who, "/devices?", number, devicesPerPage, int(page.Total)),
	}
	fields := []field{body.Serial}
	status := explain(who, refused, fields, &body.Notice)
	body.Serial = fields[0]
	for i := range page.Rows {
		d := &page.Rows[i]
		if !s.holds(who, d) {
			body.Before = append(body.Before, deviceRow{Name: d.Name, Serial: d.Serial, Href: s.deviceLink(d.ID)})
			continue
		}
		row, err := s.deviceRow(r, who, d)
		if err != nil {
			return reply{}, err
		}
		body.Held = append(body.Held, row)
	}
	slices.SortFunc(body.Held, func(a, b deviceRow) int {
		return cmp.Or(compareNumbered(a.Name, b.Name), cmp.Compare(a.Serial, b.Serial))
	})
	if page.Total == 0 {
		body.Empty = &emptyState{Icon: "device", Title: t("device.empty_title"), Text: t("device.empty_text")}
	}
	sh := shell{Title: t("device.title"), Nav: "monitoring", Width: "medium", Up: upLink{Label: t("monitor.title"), Href: s.link("/monitoring")}}
	return reply{status: status, page: "devices", shell: sh, body: body}, nil
}

// holds reports whether the reader holds a device now.
func (s *Site) holds(who reader, d *monitor.Tracker) bool {
	return d.Owner == who.viewer.ID() && d.HeldAt(s.deps.Now())
}

func (s *Site) deviceLink(id int64) string { return s.link("/devices/" + itoa(id)) }

// deviceRow is a device that the reader holds.
func (s *Site) deviceRow(r *http.Request, who reader, d *monitor.Tracker) (deviceRow, error) {
	row := deviceRow{Name: deviceName(d), Serial: d.Serial, Href: s.deviceLink(d.ID)}
	if !d.LastSeen.IsZero() {
		row.Seen, row.Sending = momentText(who, d.LastSeen), s.deps.Now().Sub(d.LastSeen) < sendingFor
	}
	latest, err := s.deps.Monitor.LatestRaw(r.Context(), who.viewer, d.ID)
	if fault.Is(err, fault.NotFound) {
		return row, nil
	}
	if percent, ok := batteryOf(latest); ok {
		row.Battery, row.Low = who.print.Count(percent)+" %", percent < lowBattery
	}
	return row, err
}

// batteryOf is what a frame says of the device's battery, in percent.
func batteryOf(frame json.RawMessage) (percent int, ok bool) {
	var said struct {
		Device struct {
			Battery json.RawMessage `json:"Bat_lvl"`
		} `json:"device"`
	}
	if json.Unmarshal(frame, &said) != nil {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(said.Device.Battery), 64)
	return int(v), err == nil && v >= 0 && v <= 100
}

// compareNumbered orders names that end in a number by it: "Vest 2" is before "Vest 10".
func compareNumbered(a, b string) int {
	nameA, nameB := strings.TrimRight(a, "0123456789"), strings.TrimRight(b, "0123456789")
	numberA, numberB := strings.TrimLeft(a[len(nameA):], "0"), strings.TrimLeft(b[len(nameB):], "0")
	return cmp.Or(cmp.Compare(nameA, nameB), cmp.Compare(len(numberA), len(numberB)), cmp.Compare(numberA, numberB))
}
