package web

import (
	"math"
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
	"palestra/internal/core/track"
)

// listPage is the list of activities.
type listPage struct {
	Count    string
	Totals   []number
	Filters  []field
	Filtered bool
	Reset    string
	Heads    []sortHead
	Rows     []activityRow
	Pager    pager
	Empty    *emptyState
	Upload   uploadForm
}

// activityRow is one activity in the list; numbers that are not known are empty.
type activityRow struct {
	Title, Href, Sport, Icon, Date, Machine string
	// Picture is "" without positions.
	Picture                                string
	Distance, Moving, Speed, Ascent, Heart number
}

// listActivities serves GET /activities: the reader's own, with filters, order, paging and totals.
func (s *Site) listActivities(r *http.Request, who reader) (reply, error) {
	q := parseQuery(r.URL.Query(), who)
	page, err := s.deps.Activities.List(r.Context(), who.viewer, q.filter)
	if err != nil {
		return reply{}, err
	}
	if page.Total > 0 && page.Number > page.Pages {
		// The list became shorter, or somebody typed a number.
		return reply{redirect: q.with("page", strconv.Itoa(page.Pages))}, nil
	}
	sums, err := s.deps.Activities.Sum(r.Context(), who.viewer, q.filter)
	if err != nil {
		return reply{}, err
	}
	totals, err := s.deps.Activities.Totals(r.Context(), who.viewer, who.viewer.ID())
	if err != nil {
		return reply{}, err
	}
	drop, err := s.uploadForm(r, who)
	if err != nil {
		return reply{}, err
	}
	body := listPage{
		Count:  who.words.N("list.count", int(page.Total), who.print.Count(int(page.Total))),
		Totals: s.sumNumbers(who, sums), Filters: filterFields(who, q, totals), Filtered: q.filtered(),
		Reset: s.link("/activities"),
		Heads: s.listHeads(who, q), Pager: s.listPager(who, q, &page), Upload: drop,
	}
	for i := range page.Activities {
		body.Rows = append(body.Rows, s.activityRow(who, &page.Activities[i]))
	}
	if len(body.Rows) == 0 {
		body.Empty = s.emptyList(who, q)
	}
	return reply{page: "activities", shell: shell{Title: who.words.T("nav.activities"), Nav: "activities"}, body: body}, nil
}

func (s *Site) emptyList(who reader, q query) *emptyState {
	t := who.words.T
	if q.filtered() {
		return &emptyState{"search", t("list.none_title"), t("list.none_text"), s.link("/activities"), t("list.reset")}
	}
	return &emptyState{"activities", t("list.empty_title"), t("list.empty_text"), s.link("/activities/upload"), t("list.empty_action")}
}

func (s *Site) sumNumbers(who reader, sums activity.Sums) []number {
	t := who.words.T
	all := []number{
		{Label: t("list.activities"), Value: who.print.Count(int(sums.Count))},
		figure(t("number.distance"), who.print.Distance(sums.Distance)),
		figure(t("number.moving"), plain(who.print.Duration(time.Duration(sums.Moving)*time.Second))),
	}
	if !who.viewer.Person.Preferences.HideAscent {
		all = append(all, figure(t("number.ascent"), who.print.Elevation(sums.Ascent)))
	}
	return all
}

func (s *Site) activityRow(who reader, a *activity.Activity) activityRow {
	t, sp := who.words.T, sportOf(a.Sport)
	row := activityRow{
		Title: a.Title, Href: s.link("/activities/" + a.UUID), Sport: sportName(who, a.Sport), Icon: sportIcon(sp),
		Date: who.print.Date(a.Start), Machine: who.print.Machine(a.Start),
		Distance: known(t("number.distance"), a.Distance > 0, who.print.Distance(a.Distance)),
		Moving:   figure(t("number.moving"), plain(who.print.Duration(time.Duration(a.Moving)*time.Second))),
		Speed:    speedNumber(who, sp, a.AveSpeed),
		Ascent:   known(t("number.ascent"), !math.IsNaN(a.Ascent), who.print.Elevation(a.Ascent)),
		Heart:    known(t("number.heart"), a.AveHeartRate != track.None, who.print.HeartRate(float64(a.AveHeartRate))),
	}
	if a.HasTrack() {
		row.Picture = s.pictureLink(a)
	}
	return row
}

// pictureLink changes when the picture does, so that a browser may keep it.
func (s *Site) pictureLink(a *activity.Activity) string {
	return s.link("/activities/" + a.UUID + "/map.png?v=" + strconv.Itoa(a.Formula))
}

func (s *Site) listHeads(who reader, q query) []sortHead {
	t := who.words.T
	head := func(label, order string, numeric bool) sortHead {
		h := sortHead{Label: label, Numeric: numeric}
		// The first click shows the largest first; another one turns it round.
		name := order
		if q.order == order {
			h.Sort, name = "descending", order+upwards
			if q.filter.Ascending {
				h.Sort, name = "ascending", order
			}
		}
		h.Href = s.link(q.with("order", name, "page", ""))
		return h
	}
	return []sortHead{
		{Label: t("list.map"), Hidden: true},
		head(t("list.date"), "date", false),
		head(t("number.distance"), "distance", true),
		head(t("number.moving"), "time", true),
		head(t("list.speed"), "speed", true),
		head(t("number.ascent"), "ascent", true),
		{Label: t("number.heart"), Numeric: true},
	}
}

func filterFields(who reader, q query, totals []activity.SportTotal) []field {
	t, v := who.words.T, q.values.Get
	sports := []option{{Label: t("filter.any_sport"), Selected: q.filter.Sport == 0}}
	for _, total := range totals {
		sports = append(sports, option{strconv.Itoa(int(total.Sport)), sportName(who, total.Sport), total.Sport == q.filter.Sport})
	}
	return []field{
		{Name: "q", Label: t("filter.title"), Type: "search", Value: v("q"), MaxLength: activity.MaxTitle},
		{Name: "sport", Label: t("field.sport"), Type: "select", Options: sports},
		{Name: "from", Label: t("filter.from"), Type: "date", Value: v("from")},
		{Name: "to", Label: t("filter.to"), Type: "date", Value: v("to")},
		{Name: "min", Label: t("filter.min"), Type: "text", Value: v("min"), Unit: who.print.DistanceUnit(), InputMode: "decimal", MaxLength: 12},
		{Name: "max", Label: t("filter.max"), Type: "text", Value: v("max"), Unit: who.print.DistanceUnit(), InputMode: "decimal", MaxLength: 12},
		{Name: "order", Label: t("filter.order"), Type: "select", Options: orderOptions(who, q)},
	}
}

// orderOptions are for those who don't see the table's heads: on a phone rows are cards.
func orderOptions(who reader, q query) []option {
	t := who.words.T
	current := q.order
	if q.filter.Ascending {
		current += upwards
	}
	all := []option{
		{Value: "date", Label: t("order.newest")}, {Value: "date" + upwards, Label: t("order.oldest")},
		{Value: "distance", Label: t("order.farthest")}, {Value: "time", Label: t("order.longest")},
		{Value: "speed", Label: t("order.fastest")}, {Value: "ascent", Label: t("order.highest")},
		{Value: "title" + upwards, Label: t("order.title")},
	}
	for i := range all {
		all[i].Selected = all[i].Value == current
	}
	return all
}

// listPager leads to the first, the last and the neighbouring pages.
func (s *Site) listPager(who reader, q query, p *activity.Page) pager {
	at := func(n int) string {
		if n == 1 {
			return s.link(q.with("page", ""))
		}
		return s.link(q.with("page", strconv.Itoa(n)))
	}
	first := (p.Number-1)*p.PerPage + 1
	last := first + len(p.Activities) - 1
	out := pager{Summary: who.words.T("pager.summary", who.print.Count(first), who.print.Count(last), who.print.Count(int(p.Total)))}
	if p.Pages < 2 {
		return out
	}
	if p.HasPrevious() {
		out.Previous = at(min(p.Number-1, p.Pages))
	}
	if p.HasNext() {
		out.Next = at(p.Number + 1)
	}
	before := 0
	for n := 1; n <= p.Pages; n++ {
		if n != 1 && n != p.Pages && (n < p.Number-1 || n > p.Number+1) {
			continue
		}
		if n > before+1 {
			out.Pages = append(out.Pages, pageLink{})
		}
		out.Pages = append(out.Pages, pageLink{Number: n, Href: at(n), Current: n == p.Number})
		before = n
	}
	return out
}

func sportOf(id sport.ID) sport.Sport {
	sp, _ := sport.ByID(id)
	return sp
}
