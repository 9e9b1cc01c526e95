package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// bodyRoutes are what people measure about themselves.
func (s *Site) bodyRoutes() table {
	return table{
		"GET /body":                           s.member(s.showWeights),
		"POST /body":                          s.member(s.weigh),
		"POST /body/weights/{id}/delete":      s.member(s.deleteWeight),
		"GET /body/measurements":              s.member(s.showMeasurements),
		"POST /body/measurements":             s.member(s.createCategory),
		"GET /body/measurements/{id}":         s.member(s.showCategory),
		"POST /body/measurements/{id}":        s.member(s.measure),
		"POST /body/measurements/{id}/edit":   s.member(s.editCategory),
		"POST /body/measurements/{id}/delete": s.member(s.deleteCategory),
		"POST /body/measured/{id}/delete":     s.member(s.deleteMeasurement),
		"GET /body/pictures":                  s.member(s.showPictures),
		progressRoute:                         s.member(s.addProgress),
		"GET /body/pictures/{id}":             s.writing(s.progressPicture),
		"POST /body/pictures/{id}":            s.member(s.editProgress),
		"POST /body/pictures/{id}/delete":     s.member(s.deleteProgress),
	}
}

// meanDays is how many days the line through the weights looks back.
const meanDays = 7

// weightPage is the series of weights.
type weightPage struct {
	Notice  *notice
	Fields  []field
	Unit    string
	Lead    []number
	Spans   []tab
	Chart   []lineChart
	Rows    []weightRow
	Empty   *emptyState
	Editing bool
}

// weightRow is one weight with its change since the one before.
type weightRow struct{ Date, Machine, Weight, Change, Edit, Delete string }

// maxWeights is how many weights are listed; the chart shows more.
const maxWeights = 60

// spans are the stretches that the chart may show, in days; 0 is all.
var spans = []struct {
	name, label string
	days        int
}{{"90", "body.span_quarter", 90}, {"365", "body.span_year", 365}, {"all", "body.span_all", 0}}

// showWeights serves GET /body; ?day= is the day whose weight is to be changed, ?span= how far back the chart goes.
func (s *Site) showWeights(r *http.Request, who reader) (reply, error) {
	return s.weightPage(r, who, "", nil)
}

func (s *Site) weightPage(r *http.Request, who reader, figure string, refused error) (reply, error) {
	rows, err := s.deps.Gym.Body.Weights.List(r.Context(), who.viewer, listing.Query{Order: []listing.Key{{Field: "day", Descending: true}}, Limit: listing.MaxLimit})
	if err != nil {
		return reply{}, err
	}
	t, all := who.words.T, rows.Rows
	slices.Reverse(all)
	day := s.queryDay(r, who)
	page := &weightPage{Unit: weightUnit(who), Editing: r.URL.Query().Has("day")}
	if at := slices.IndexFunc(all, func(w body.Weight) bool { return w.Day.Equal(day) }); at >= 0 && refused == nil {
		figure = short(who, all[at].In(page.Unit))
	}
	page.Fields = []field{
		{Name: "weight", Label: t("body.weight"), Type: "text", Value: figure, Unit: page.Unit, InputMode: "decimal", MaxLength: 7, Required: true, Autocomplete: "off"},
		{Name: "day", Label: t("body.day"), Type: "date", Value: day.Format(time.DateOnly), Required: true},
	}
	status := explain(who, refused, page.Fields, &page.Notice)
	profile, err := s.deps.Gym.Body.Profile(r.Context(), who.viewer)
	if err != nil {
		return reply{}, err
	}
	s.fillWeights(r, who, page, all, profile.Height)
	frame := shell{Title: t("body.title"), Nav: "body", Width: "medium", Chart: len(page.Chart) > 0}
	return reply{status: status, page: "body", shell: frame, body: page}, nil
}

// fillWeights shows what was weighed; height, in centimeters, may be nil.
func (s *Site) fillWeights(r *http.Request, who reader, page *weightPage, all []body.Weight, height *int64) {
	t := who.words.T
	if len(all) == 0 {
		page.Empty = &emptyState{Icon: "body", Title: t("body.empty_title"), Text: t("body.empty_text")}
		return
	}
	means := body.Means(all, meanDays)
	latest := len(all) - 1
	page.Lead = []number{
		{Label: t("body.latest"), Value: short(who, all[latest].In(page.Unit)), Unit: page.Unit, Note: who.print.Date(noonOf(who, all[latest].Day))},
		figure(t("body.mean"), quantityOf(who, weightOf(who, float64(means[latest])/1e6))),
	}
	if at := monthBefore(all, all[latest].Day); at >= 0 {
		page.Lead = append(page.Lead, number{Label: t("body.month"), Value: signed(who, weightOf(who, float64(means[latest]-means[at])/1e6)), Unit: page.Unit})
	}
	if index := body.MassIndex(means[latest], height); index > 0 {
		page.Lead = append(page.Lead, figure(t("body.mass_index"), plain(who.print.Number(index, 1))))
	}
	for i := latest; i >= 0 && len(page.Rows) < maxWeights; i-- {
		w := &all[i]
		row := weightRow{
			Date: who.print.Date(noonOf(who, w.Day)), Machine: w.Day.Format(time.DateOnly), Weight: short(who, w.In(page.Unit)),
			Edit: s.link("/body?day=" + w.Day.Format(time.DateOnly)), Delete: s.link("/body/weights/" + itoa(w.ID) + "/delete"),
		}
		if i > 0 {
			row.Change = signed(who, (w.In(page.Unit) - all[i-1].In(page.Unit)).Float())
		}
		page.Rows = append(page.Rows, row)
	}
	page.fillChart(s, r, who, all, means)
}

// fillChart draws what lies within the span, from two weights on.
func (page *weightPage) fillChart(s *Site, r *http.Request, who reader, all []body.Weight, means []int64) {
	chosen := r.URL.Query().Get("span")
	if chosen != "90" && chosen != "all" {
		chosen = "365"
	}
	var p chartPoints
	for _, sp := range spans {
		page.Spans = append(page.Spans, tab{who.words.T(sp.label), s.link("/body?span=" + sp.name), sp.name == chosen})
		if sp.name != chosen {
			continue
		}
		for i := range all {
			if sp.days == 0 || s.today(who).Sub(all[i].Day) < time.Duration(sp.days)*24*time.Hour {
				p.add(all[i].Day, all[i].In(page.Unit).Float())
				mean := weightOf(who, float64(means[i])/1e6)
				p.Mean = append(p.Mean, &mean)
			}
		}
	}
	if len(p.X) > 1 {
		page.Chart = []lineChart{{who.words.T("body.chart"), page.Unit, "elevation", p.json()}}
	}
}

// monthBefore is the place of the last entry that is at least four weeks older than a day; -1 when there is none.
func monthBefore(all []body.Weight, day time.Time) int {
	for i := range slices.Backward(all) {
		if day.Sub(all[i].Day) >= 28*24*time.Hour {
			return i
		}
	}
	return -1
}

// signed writes a change with its sign.
func signed(who reader, v float64) string {
	text := who.print.Number(v, 1)
	if v > 0 && strings.Trim(text, "0.,") != "" {
		return "+" + text
	}
	return text
}

// weigh serves POST /body: a weight, in place of the one of its day.
func (s *Site) weigh(r *http.Request, who reader) (reply, error) {
	figure := typed(r, "weight")
	w := body.Weight{Unit: weightUnit(who)}
	var ok bool
	if w.Day, ok = parseDay(typed(r, "day")); !ok {
		return s.weightPage(r, who, figure, errBlank("day"))
	}
	if w.Figure, ok = hundredths(figure); !ok {
		return s.weightPage(r, who, figure, fault.InvalidField("weight", "fields.invalid", "a number, please"))
	}
	_, err := s.deps.Gym.Body.Weigh(r.Context(), who.viewer, w)
	if fault.Is(err, fault.Invalid) {
		return s.weightPage(r, who, figure, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/body", said: said{what: saidWeightKept}}, nil
}

// deleteWeight serves POST /body/weights/{id}/delete.
func (s *Site) deleteWeight(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "weight")
	if err != nil {
		return reply{}, err
	}
	w, err := s.deps.Gym.Body.Weights.Get(r.Context(), who.viewer, id)
	if err == nil {
		err = s.deps.Gym.Body.Weights.Delete(r.Context(), who.viewer, id)
	}
	if err != nil {
		return reply{}, err
	}
	return s.taken("/body", saidWeightGone, removed{Weight: w}), nil
}
