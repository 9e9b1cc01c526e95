package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"palestra/internal/core/monitor"
	"palestra/internal/core/trackfile"
)

// livePage is the live board of an occasion.
type livePage struct {
	Head  occasionHead
	Empty *emptyState
	// Stream is where the script listens, "" where no streams are served.
	Stream string
	// AsOf says of when the numbers of the page itself are.
	AsOf    string
	Columns []liveHead
	Rows    []liveRow
	// Map is what the script draws positions on.
	Map liveMap
}

// liveHead is the head of a column.
type liveHead struct{ Key, Label, Unit string }

// liveRow is an athlete; Number tells them on the pitch.
type liveRow struct {
	ID           int64
	Number       int
	Name, Part   string
	Href         string
	Shared       bool
	Cells        []liveCell
	State, Shade string
}

// liveCell is a number in a row.
type liveCell struct{ Key, Label, Value, Unit string }

// liveMap is what is known of the place.
type liveMap struct {
	Sport string
	// Pitch are its corners and Course the way, as JSON; "" for none.
	Pitch, Course                    string
	Tiles, OutsideTiles, Attribution string
	Feet                             bool
}

// showLive serves GET /monitoring/{id}/live: the numbers as of now, which the script keeps up to date. What is over has its report.
func (s *Site) showLive(r *http.Request, who reader) (reply, error) {
	o, err := s.occasionOf(r, who)
	if err != nil {
		return reply{}, err
	}
	frames, err := s.squadFrames(r, who, o.ID)
	if err != nil {
		return reply{}, err
	}
	if _, until := bounds(frames); len(frames) > 0 && !until.After(s.deps.Now()) {
		return reply{redirect: "/monitoring/" + itoa(o.ID)}, nil // there is nothing to wait for
	}
	all, err := s.measuredFrames(r, who, frames)
	if err != nil {
		return reply{}, err
	}
	sorting{key: "name"}.sort(all)
	at := s.link("/monitoring/" + itoa(o.ID))
	body := &livePage{Head: s.head(who, o, frames, "live")}
	if len(all) == 0 {
		t := who.words.T
		body.Empty = &emptyState{"people", t("monitor.nobody_title"), t("monitor.nobody_text"), at + "/edit", t("monitor.edit")}
	}
	if s.deps.Streams != nil {
		body.Stream = at + "/live/stream"
	}
	for i := range liveColumns {
		c := &liveColumns[i]
		body.Columns = append(body.Columns, liveHead{c.key, who.words.T(c.label), c.unit(who)})
	}
	for i := range all {
		body.Rows = append(body.Rows, s.liveRow(who, &all[i], i+1))
		if m := &all[i]; m.Result != nil {
			body.AsOf = who.words.T("monitor.as_of_time", who.print.Clock(m.At))
		}
	}
	body.Map = s.liveMap(who, o)
	return reply{page: "monitor-live", shell: shell{Title: o.Name, Nav: "monitoring", Width: "wide", Map: true}, body: body}, nil
}

func (s *Site) liveRow(who reader, m *measuredFrame, number int) liveRow {
	row := liveRow{ID: m.ID, Number: number, Name: m.Name, Part: m.Part, Shared: m.Readable, Href: s.frameHref(m)}
	if !m.Readable {
		row.State = who.words.T("monitor.not_shared")
	}
	r, nobody := m.Result, nowhere()
	if r == nil {
		r = &monitor.Result{}
	}
	cells, _ := liveCells(who, r, &nobody)
	for i := range liveColumns {
		c := &liveColumns[i]
		row.Cells = append(row.Cells, liveCell{c.key, who.words.T(c.label), cells[c.key], c.unit(who)})
	}
	return row
}

func (s *Site) liveMap(who reader, o *monitor.Occasion) liveMap {
	m := liveMap{
		Sport: occasionSport(o.Schema).name, Tiles: s.link("/tiles/"), OutsideTiles: s.deps.TileURL, Attribution: s.attribution(),
		Feet: who.print.ElevationUnit() == "ft", Course: courseOf(o),
	}
	if corners := pitchOf(o.Document); len(corners) == 4 {
		var points [][2]float64
		for _, c := range corners {
			points = append(points, [2]float64{c.Latitude, c.Longitude})
		}
		m.Pitch = compact(points)
	}
	return m
}

// maxCourse is how many points of a course are drawn.
const maxCourse = 600

// courseOf is the way of the document of an occasion as lines of positions, "" without one.
func courseOf(o *monitor.Occasion) string {
	document := o.GPX()
	if document == "" {
		return ""
	}
	tracks, err := trackfile.Read(strings.NewReader(document), trackfile.GPX, false, trackfile.DefaultLimits())
	if err != nil {
		return "" // it could be read when it was stored, by the rules of then
	}
	points := 0
	for _, t := range tracks {
		for i := range t.Segments {
			points += len(t.Segments[i].Points)
		}
	}
	every := max(1, points/maxCourse)
	var lines [][][2]float64
	for _, t := range tracks {
		for i := range t.Segments {
			var line [][2]float64
			for j := range t.Segments[i].Points {
				p := &t.Segments[i].Points[j]
				if p.HasPosition() && (j%every == 0 || j == len(t.Segments[i].Points)-1) {
					line = append(line, [2]float64{round(p.Lat, 1e6), round(p.Lon, 1e6)})
				}
			}
			if len(line) > 1 {
				lines = append(lines, line)
			}
		}
	}
	if lines == nil {
		return ""
	}
	return compact(lines)
}

// compact is JSON of plain numbers.
func compact(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // finite numbers always have a form
	}
	return string(b)
}
