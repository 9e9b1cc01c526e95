package web

import (
	"net/http"

	"palestra/internal/core/monitor"
)

// occasionsPage is a coach's occasions.
type occasionsPage struct {
	Empty *emptyState
	// Note is about what is missing before anything can be measured, nil for nothing.
	Note         *notice
	Now, Ahead   []occasionCard
	Over         []occasionCard
	Pager        *pager
	Devices, New string
}

// occasionCard is an occasion in a list. Live is "" when it is over.
type occasionCard struct {
	Name, Href, Live      string
	Icon, Sport           string
	When, Machine, People string
	State                 string
}

// overPerPage is how many past occasions a page has, maxAhead how many to come are listed at all.
const (
	overPerPage = 20
	maxAhead    = 100
)

// showOccasions serves GET /monitoring: ?page= of those that are over.
func (s *Site) showOccasions(r *http.Request, who reader) (reply, error) {
	ahead, err := s.deps.Monitor.Outlines(r.Context(), who.viewer, monitor.OutlineFilter{Paging: monitor.Paging{Limit: maxAhead}})
	if err != nil {
		return reply{}, err
	}
	page := pageNumber(r)
	over, err := s.deps.Monitor.Outlines(r.Context(), who.viewer, monitor.OutlineFilter{
		Over: true, Paging: monitor.Paging{Offset: (page - 1) * overPerPage, Limit: overPerPage},
	})
	if err != nil {
		return reply{}, err
	}
	body := &occasionsPage{Devices: s.link("/devices"), New: s.link("/monitoring/new")}
	for i := range ahead.Rows {
		card := s.occasionCard(who, &ahead.Rows[i])
		if card.State == "now" {
			body.Now = append(body.Now, card)
		} else {
			body.Ahead = append(body.Ahead, card)
		}
	}
	for i := range over.Rows {
		body.Over = append(body.Over, s.occasionCard(who, &over.Rows[i]))
	}
	if total := int(over.Total); total > overPerPage {
		p := numberedPager(who, page, (total+overPerPage-1)/overPerPage, overPerPage, total, func(n int) string {
			return s.link(withQuery("/monitoring", r.URL.Query(), "page", itoa(int64(n))))
		})
		body.Pager = &p
	}
	t := who.words.T
	if ahead.Total+over.Total == 0 {
		body.Empty = &emptyState{"monitoring", t("monitor.empty_title"), t("monitor.empty_text"), body.New, t("monitor.new")}
	}
	return reply{page: "monitor-list", shell: shell{Title: t("monitor.title"), Nav: "monitoring"}, body: body}, nil
}

func (s *Site) occasionCard(who reader, o *monitor.Outline) occasionCard {
	sp := occasionSport(o.Schema)
	at := s.link("/monitoring/" + itoa(o.ID))
	card := occasionCard{
		Name: o.Name, Href: at, Icon: sportIcon(sportOf(sp.id)), Sport: who.words.T(sp.label), When: spanText(who, o.From, o.Until), Machine: who.print.Machine(o.From),
		People: who.words.N("monitor.athletes", o.Athletes, who.print.Count(o.Athletes)),
	}
	card.State, _ = stateOf(who, o.From, o.Until, s.deps.Now())
	if card.State != "over" {
		card.Live = at + "/live"
	}
	return card
}
