package web

import (
	"cmp"
	"math"
	"net/http"
	"net/url"
	"slices"

	"palestra/internal/core/monitor"
)

// reportPage compares the athletes of an occasion.
type reportPage struct {
	Head  occasionHead
	Empty *emptyState
	// Computing tells that numbers are on their way; Note says how many, Gone how many are no longer shared.
	Computing  bool
	Note, Gone *notice
	CSV        string
	// AsOf is when the newest numbers were made while it goes on, "" afterwards.
	AsOf  string
	Heads []sortHead
	Rows  []compareRow
	Mean  []compareCell
	// The charts; one without rows is left out.
	Bands, Zones, Efforts barChart
	Timeline              timeline
}

// compareRow is a time frame in the table.
type compareRow struct {
	Name, Part, Href string
	// State says why there are no numbers, "" when there are.
	State string
	Cells []compareCell
}

// compareCell is a value with its unit; Best marks the highest of a column.
type compareCell struct {
	Label, Value, Unit string
	Best               bool
}

// showReport serves GET /monitoring/{id}: ?sort= and ?dir= of the table.
func (s *Site) showReport(r *http.Request, who reader) (reply, error) {
	o, err := s.occasionOf(r, who)
	if err != nil {
		return reply{}, err
	}
	frames, err := s.squadFrames(r, who, o.ID)
	if err != nil {
		return reply{}, err
	}
	all, err := s.measuredFrames(r, who, frames)
	if err != nil {
		return reply{}, err
	}
	body := &reportPage{Head: s.head(who, o, frames, "report"), CSV: s.link("/monitoring/" + itoa(o.ID) + "/report.csv")}
	s.fillState(who, body, o, all)
	if body.Empty == nil {
		by := sortingOf(r.URL.Query())
		by.sort(all)
		s.fillTable(who, body, all, by, r.URL)
		s.fillCharts(who, body, all)
	}
	return reply{page: "monitor-report", shell: shell{Title: o.Name, Nav: "monitoring", Width: "wide"}, body: body}, nil
}

// fillState says what is missing, and why.
func (s *Site) fillState(who reader, body *reportPage, o *monitor.Occasion, all []measuredFrame) {
	t, now := who.words.T, s.deps.Now()
	waiting, gone, known := 0, 0, 0
	for i := range all {
		m := &all[i]
		switch {
		case !m.Readable:
			gone++
		case m.computing(now):
			waiting++
		case m.Result != nil:
			known++
			if m.Until.After(now) && m.From.Before(now) {
				body.AsOf = t("monitor.as_of", who.print.Clock(m.At))
			}
		}
	}
	if gone > 0 {
		body.Gone = &notice{Tone: "warning", Text: who.words.N("monitor.gone", gone, who.print.Count(gone))}
	}
	if waiting > 0 {
		body.Computing = true
		body.Note = &notice{Text: who.words.N("monitor.computing_some", waiting, who.print.Count(waiting))}
	}
	at := s.link("/monitoring/" + itoa(o.ID))
	switch {
	case len(all) == 0:
		body.Empty = &emptyState{"people", t("monitor.nobody_title"), t("monitor.nobody_text"), at + "/edit", t("monitor.edit")}
	case known+waiting == 0 && gone == 0 && body.Head.State == "ahead":
		body.Empty = &emptyState{"clock", t("monitor.ahead_title"), t("monitor.ahead_text"), at + "/live", t("monitor.live")}
	}
}

// sorting is the order of the table: by the name, or by a quantity.
type sorting struct {
	by         *quantity
	key        string
	descending bool
}

// sortingOf reads ?sort=distance&dir=descending, which is also the order of those that say nothing.
func sortingOf(q url.Values) sorting {
	key := q.Get("sort")
	if key == "" {
		key = "distance"
	}
	by := sorting{key: "name", descending: q.Get("dir") == "descending"}
	for i := range quantities {
		if quantities[i].key == key {
			by = sorting{&quantities[i], key, q.Get("dir") != "ascending"}
		}
	}
	return by
}

// sort brings time frames into order; those without numbers come last.
func (by sorting) sort(all []measuredFrame) {
	turn := func(c int) int {
		if by.descending {
			return -c
		}
		return c
	}
	slices.SortStableFunc(all, func(a, b measuredFrame) int {
		names := cmp.Or(cmp.Compare(a.Name, b.Name), a.From.Compare(b.From), cmp.Compare(a.ID, b.ID))
		if by.by == nil {
			return turn(names)
		}
		x, y := by.by.valueOf(&a), by.by.valueOf(&b)
		switch {
		case math.IsNaN(x) || math.IsNaN(y):
			return cmp.Or(cmp.Compare(unknown(x), unknown(y)), names)
		case x != y:
			return turn(cmp.Compare(x, y))
		}
		return names
	})
}

// unknown sorts what is not known last.
func unknown(v float64) int {
	if math.IsNaN(v) {
		return 1
	}
	return 0
}

// heads lead to the table in every order; the current one turns round.
func (by sorting) heads(s *Site, who reader, at *url.URL) []sortHead {
	one := func(key, label string, numeric bool) sortHead {
		h, next := sortHead{Label: label, Numeric: numeric}, "descending"
		if !numeric {
			next = "ascending"
		}
		if key == by.key {
			h.Sort, next = "ascending", "descending"
			if by.descending {
				h.Sort, next = "descending", "ascending"
			}
		}
		h.Href = s.link(withQuery(at.Path, at.Query(), "sort", key, "dir", next))
		return h
	}
	all := []sortHead{one("name", who.words.T("monitor.athlete"), false)}
	for i := range quantities {
		all = append(all, one(quantities[i].key, who.words.T(quantities[i].label), true))
	}
	return all
}

func (s *Site) fillTable(who reader, body *reportPage, all []measuredFrame, by sorting, at *url.URL) {
	body.Heads = by.heads(s, who, at)
	best := make([]float64, len(quantities))
	for j := range quantities {
		best[j] = math.NaN()
		for i := range all {
			if v := quantities[j].valueOf(&all[i]); !(v <= best[j]) && v == v {
				best[j] = v
			}
		}
	}
	for i := range all {
		m := &all[i]
		row := compareRow{Name: m.Name, Part: m.Part, State: s.why(who, m)}
		if m.Readable {
			row.Href = s.frameHref(m)
		}
		for j := range quantities {
			v := quantities[j].valueOf(m)
			cell := quantities[j].cell(who, v)
			cell.Best = len(all) > 1 && v > 0 && v == best[j] && quantities[j].key != "time"
			row.Cells = append(row.Cells, cell)
		}
		body.Rows = append(body.Rows, row)
	}
	if len(all) > 1 {
		for j := range quantities {
			q := &quantities[j]
			body.Mean = append(body.Mean, q.cell(who, q.mean(all)))
		}
	}
}

func (q *quantity) cell(who reader, v float64) compareCell {
	text := q.text(who, v)
	return compareCell{Label: who.words.T(q.label), Value: text.Value, Unit: text.Unit}
}

// why is the reason for which a time frame has no numbers.
func (s *Site) why(who reader, m *measuredFrame) string {
	t, now := who.words.T, s.deps.Now()
	switch {
	case !m.Readable:
		return t("monitor.not_shared")
	case m.From.After(now):
		return t("monitor.ahead")
	case m.Result == nil:
		return t("monitor.computing")
	case m.Result.Explain.Counts.Used == 0:
		return t("monitor.no_data")
	}
	return ""
}
