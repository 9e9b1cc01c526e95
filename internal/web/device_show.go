package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/monitor"
	"palestra/internal/core/person"
)

// devicePage is one device, and when it recorded something for the reader.
type devicePage struct {
	Notice *notice
	// Held tells that the reader holds it now, Free that nobody does.
	Held, Free bool
	Here       string
	Serial     string
	Name       field
	About      []number
	Sending    bool
	Holds      []string
	Timeline   deviceTimeline
}

// deviceTimeline is some days of recordings, the latest first.
type deviceTimeline struct {
	Span          string
	Earlier, Next string
	Days          []deviceDay
	// None tells that nothing was recorded in them.
	None bool
}

// deviceDay is a day with the stretches that were recorded, drawn in a box of 1440 minutes by 10, and in words.
type deviceDay struct{ Label, Path, Text string }

// timelineDays is how many days the timeline shows.
const timelineDays = 14

// showDevice serves GET /devices/{id}; ?until= is the last day of the timeline.
func (s *Site) showDevice(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "device")
	if err != nil {
		return reply{}, err
	}
	return s.device(r, who, id, nil, nil)
}

// device is the page, with the name that was typed and why it was refused.
func (s *Site) device(r *http.Request, who reader, id int64, typed *string, refused error) (reply, error) {
	t := who.words.T
	d, err := s.deps.Monitor.Tracker(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	body := &devicePage{
		Held: s.holds(who, d), Free: !d.HeldAt(s.deps.Now()), Here: s.deviceLink(id), Serial: d.Serial,
		Name: field{Name: "custom_name", Label: t("device.name"), Type: "text", Value: d.CustomName, Placeholder: d.Name, Help: t("device.name_help"), MaxLength: 100, Optional: true},
	}
	title := d.Name
	if body.Held {
		row, err := s.deviceRow(r, who, d)
		if err != nil {
			return reply{}, err
		}
		title, body.Sending = row.Name, row.Sending
		seen := number{Label: t("device.seen")}
		if row.Seen != "" {
			seen.Value, seen.Unit = who.print.Clock(d.LastSeen), who.print.Date(d.LastSeen)
		}
		body.About = present(seen, number{Label: t("device.battery"), Value: row.Battery})
	}
	if typed != nil {
		body.Name.Value = *typed
	}
	fields := []field{body.Name}
	status := explain(who, refused, fields, &body.Notice)
	body.Name = fields[0]
	holds, err := s.deps.Monitor.Holds(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	for _, h := range holds {
		body.Holds = append(body.Holds, holdText(who, h))
	}
	if body.Timeline, err = s.timeline(r, who, id); err != nil {
		return reply{}, err
	}
	sh := shell{Title: title, Nav: "monitoring", Width: "medium", Up: upLink{Label: t("device.title"), Href: s.link("/devices")}}
	return reply{status: status, page: "device", shell: sh, body: body}, nil
}

// holdText is a time in which somebody held a device, in words.
func holdText(who reader, h monitor.Interval) string {
	t := who.words.T
	always := !h.From.After(beginning)
	switch {
	case always && h.Until.IsZero():
		return t("device.held_always")
	case always:
		return t("device.held_until", who.print.Date(h.Until))
	case h.Until.IsZero():
		return t("device.held_since", who.print.Date(h.From))
	default:
		return t("device.held_between", who.print.Date(h.From), who.print.Date(h.Until))
	}
}

// timeline is when a device recorded something for the reader, by day where the reader is.
func (s *Site) timeline(r *http.Request, who reader, id int64) (deviceTimeline, error) {
	today := dateOf(s.deps.Now(), who.print.Zone)
	last, ok := parseDay(r.URL.Query().Get("until"))
	if !ok || last.After(today) {
		last = today
	}
	first := last.AddDate(0, 0, 1-timelineDays)
	here := s.deviceLink(id) + "?until="
	line := deviceTimeline{Span: inUTC(who).Span(first, last), Earlier: here + first.AddDate(0, 0, -1).Format(time.DateOnly), None: true}
	if last.Before(today) {
		line.Next = here + last.AddDate(0, 0, timelineDays).Format(time.DateOnly)
	}
	start := func(day time.Time) time.Time { return person.InZone(day, who.print.Zone) }
	// A change of clocks may make so many days longer than what is read at once.
	middle := first.AddDate(0, 0, timelineDays/2)
	var ranges []monitor.Interval
	for _, part := range [][2]time.Time{{first, middle}, {middle, last.AddDate(0, 0, 1)}} {
		some, err := s.deps.Monitor.RawRanges(r.Context(), who.viewer, id, monitor.Interval{From: start(part[0]), Until: start(part[1])})
		if err != nil {
			return line, err
		}
		ranges = append(ranges, some...)
	}
	for day := last; !day.Before(first); day = day.AddDate(0, 0, -1) {
		d := dayOfDevice(who, start(day), start(day.AddDate(0, 0, 1)), ranges)
		d.Label = inUTC(who).Date(day)
		line.None = line.None && d.Text == ""
		line.Days = append(line.Days, d)
	}
	return line, nil
}

// thinRange is how many minutes wide a stretch is drawn at least, so that it is seen.
const thinRange = 6

// dayOfDevice draws what of the ranges lies in a day, and says it.
func dayOfDevice(who reader, from, until time.Time, ranges []monitor.Interval) deviceDay {
	var path strings.Builder
	var texts []string
	perMinute := 1440 / until.Sub(from).Minutes() // a day of 23 or 25 hours fills the box as well
	for _, g := range ranges {
		begin, end := maxTime(g.From, from), minTime(g.Until, until)
		if end.Before(begin) || !begin.Before(until) {
			continue
		}
		x, width := int(begin.Sub(from).Minutes()*perMinute), max(thinRange, int(end.Sub(begin).Minutes()*perMinute))
		x = min(x, 1440-width)
		path.WriteString("M" + strconv.Itoa(x) + " 0h" + strconv.Itoa(width) + "v10h-" + strconv.Itoa(width) + "z")
		text := who.print.Clock(begin)
		if shown := who.print.Clock(end); shown != text {
			text += "–" + shown
		}
		texts = append(texts, text)
	}
	return deviceDay{Path: path.String(), Text: strings.Join(texts, ", ")}
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
