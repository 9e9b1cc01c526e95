package web

import (
	"net/http"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/monitor"
	"palestra/internal/core/sport"
)

// monitorRoutes is what coaches watch athletes with. For everybody else there is nothing there.
func (s *Site) monitorRoutes() table {
	return table{
		"GET /monitoring":                     s.monitoring(s.showOccasions),
		"GET /monitoring/new":                 s.monitoring(s.showNewOccasion),
		"POST /monitoring/new":                s.monitoring(s.createOccasion),
		"GET /monitoring/{id}":                s.monitoring(s.showReport),
		"GET /monitoring/{id}/edit":           s.monitoring(s.showEditOccasion),
		"POST /monitoring/{id}/edit":          s.monitoring(s.editOccasion),
		"POST /monitoring/{id}/delete":        s.monitoring(s.deleteOccasion),
		"GET /monitoring/{id}/frames/{frame}": s.monitoring(s.showFrame),
		"GET /monitoring/{id}/report.csv":     s.writing(s.reportCSV),
		"GET /monitoring/{id}/live":           s.monitoring(s.showLive),
		"GET /monitoring/{id}/live/stream":    s.writing(s.streamLive),
	}
}

// monitoring serves coaches; for others who are signed in the page is not there.
func (s *Site) monitoring(h handler) http.HandlerFunc {
	return s.member(func(r *http.Request, who reader) (reply, error) {
		if !isCoach(who) {
			return reply{}, fault.Missing("page")
		}
		return h(r, who)
	})
}

// occasionOf reads the occasion of a path, which is the reader's own.
func (s *Site) occasionOf(r *http.Request, who reader) (*monitor.Occasion, error) {
	if !who.viewer.SignedIn() {
		return nil, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	id, err := pathNumber(r, "id", "occasion")
	if err != nil {
		return nil, err
	}
	if !isCoach(who) {
		return nil, fault.Missing("occasion")
	}
	return s.deps.Monitor.Occasion(r.Context(), who.viewer, id, monitor.OccasionFilter{})
}

// squadFrames are all time frames of an occasion by id.
func (s *Site) squadFrames(r *http.Request, who reader, occasion int64) ([]monitor.TimeFrame, error) {
	page, err := s.deps.Monitor.TimeFrames(r.Context(), who.viewer, monitor.TimeFrameFilter{Occasion: occasion})
	return page.Rows, err
}

// monitoredSport is the sport of an occasion: its name in the schemas, the key of its name, and what the catalogue of sports
// has for it.
type monitoredSport struct {
	name, label string
	id          sport.ID
}

// monitoredSports are those of the schemas, the one that most are watched at first.
var monitoredSports = []monitoredSport{
	{"soccer", "monitor.sport_soccer", sport.Football}, {"running", "monitor.sport_running", sport.Running},
	{"trailrunning", "monitor.sport_trailrunning", sport.Trail}, {"biking", "monitor.sport_biking", sport.CyclingSport},
	{"swimming", "monitor.sport_swimming", sport.OpenWaterSwimming}, {"triathlon", "monitor.sport_triathlon", sport.Triathlon},
}

// occasionSport is the sport that a schema is for, the first when there is none.
func occasionSport(schema int64) monitoredSport {
	for _, one := range monitor.Schemas() {
		for _, sp := range monitoredSports {
			if one.ID == schema && one.Sport == sp.name {
				return sp
			}
		}
	}
	return monitoredSports[0]
}

// occasionHead is what stands above every page of an occasion.
type occasionHead struct {
	Name, Sport, Icon string
	When              string
	// State is "ahead", "now" or "over"; StateText says it.
	State, StateText string
	Tabs             []tab
}

// head makes it; tab is the key of the page that is shown.
func (s *Site) head(who reader, o *monitor.Occasion, frames []monitor.TimeFrame, current string) occasionHead {
	t := who.words.T
	sp := occasionSport(o.Schema)
	from, until := bounds(frames)
	h := occasionHead{Name: o.Name, Sport: t(sp.label), Icon: sportIcon(sportOf(sp.id)), When: spanText(who, from, until)}
	h.State, h.StateText = stateOf(who, from, until, s.deps.Now())
	at := s.link("/monitoring/" + itoa(o.ID))
	for _, one := range []struct{ key, label, href string }{
		{"report", "monitor.report", at}, {"live", "monitor.live", at + "/live"}, {"edit", "monitor.edit", at + "/edit"},
	} {
		if one.key != "live" || h.State != "over" {
			h.Tabs = append(h.Tabs, tab{t(one.label), one.href, one.key == current})
		}
	}
	return h
}

// bounds are the first start and the last end; zero without any frame.
func bounds(frames []monitor.TimeFrame) (from, until time.Time) {
	for i := range frames {
		f := &frames[i]
		if from.IsZero() || f.From.Before(from) {
			from = f.From
		}
		if f.Until.After(until) {
			until = f.Until
		}
	}
	return from, until
}

// spanText is when something is: "Sun 22 Nov 2026, 15:00 – 16:45", with the second day where that is another one.
func spanText(who reader, from, until time.Time) string {
	if from.IsZero() {
		return who.words.T("monitor.no_time")
	}
	start, end := from.In(who.print.Zone), until.In(who.print.Zone)
	if start.YearDay() != end.YearDay() || start.Year() != end.Year() {
		return momentText(who, from) + " – " + momentText(who, until)
	}
	return momentText(who, from) + " – " + who.print.Clock(until)
}

// stateOf tells whether something lies ahead, goes on or is over.
func stateOf(who reader, from, until, now time.Time) (state, text string) {
	switch {
	case from.IsZero() || !until.After(now):
		return "over", who.words.T("monitor.over")
	case from.After(now):
		return "ahead", who.words.T("monitor.ahead")
	}
	return "now", who.words.T("monitor.now")
}

// deviceName is what a coach calls a device.
func deviceName(d *monitor.Tracker) string {
	if d.CustomName != "" {
		return d.CustomName
	}
	return d.Name
}
