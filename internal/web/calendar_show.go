package web

import (
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/body"
	"palestra/internal/core/listing"
	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// calendarRoutes is what people have before them, and what they did.
func (s *Site) calendarRoutes() table {
	return table{
		"GET /calendar":                s.member(s.showCalendar),
		"GET /calendar/trainings/{id}": s.member(s.showOwnTraining),
		"GET /calendar/trainings/{id}/sessions/{session}/{kind}": s.writing(s.exportGiven),
		"POST /calendar/trainings/{id}/pair":                     s.member(s.pairOwnTraining),
		"GET /calendar/feed":                                     s.member(s.showFeed),
		"POST /calendar/feed":                                    s.member(s.makeFeed),
		"POST /calendar/feed/revoke":                             s.member(s.revokeFeed),
	}
}

// calendarPage is somebody's own weeks.
type calendarPage struct {
	calendarHead
	Weekdays []string
	Weeks    [][]calendarDay
	Numbers  []number
	// Waiting tells of a coach's request.
	Waiting *notice
	Coaches string
	Feed    string
	Empty   bool
}

// calendarDay is a day with all there is to it.
type calendarDay struct {
	boardDay
	// Outside days belong to another month.
	Outside bool
	Planned []plannedItem
	Done    []doneItem
	Weight  string
}

// plannedItem is a training with what was done for it.
type plannedItem struct {
	boardItem
	Done []doneItem
}

// showCalendar serves GET /calendar: ?view=week, ?from=2026-11-16; a month without.
func (s *Site) showCalendar(r *http.Request, who reader) (reply, error) {
	sp := s.calendarSpan(r, who)
	from, to := sp.from, sp.to
	if sp.month {
		from, to = weekStart(sp.from, who), weekStart(sp.to, who).AddDate(0, 0, 6)
	}
	b, err := s.deps.Plans.Calendar(r.Context(), who.viewer, from, to)
	if err != nil {
		return reply{}, err
	}
	weights, err := s.weights(r, who, from, to)
	if err != nil {
		return reply{}, err
	}
	page := calendarPage{calendarHead: sp.head(s, who), Feed: s.link("/calendar/feed"), Coaches: s.link("/sharing")}
	page.Legend = legend(who)
	whole := sp
	whole.from, whole.to = from, to
	cells := s.boardItems(who, b)
	extra := s.unplanned(who, b)
	for i, day := range s.boardDays(who, whole) {
		if i%7 == 0 {
			page.Weeks = append(page.Weeks, nil)
		}
		if i < 7 {
			page.Weekdays = append(page.Weekdays, day.Weekday)
		}
		date := from.AddDate(0, 0, i)
		one := calendarDay{boardDay: day, Outside: date.Before(sp.from) || date.After(sp.to), Done: extra[day.Date], Weight: weights[day.Date]}
		for _, item := range cells[cellKey{who.viewer.ID(), day.Date}] {
			one.Planned = append(one.Planned, s.plannedItem(who, b, item))
		}
		last := len(page.Weeks) - 1
		page.Weeks[last] = append(page.Weeks[last], one)
	}
	page.Numbers = s.calendarNumbers(who, b, sp)
	page.Empty = len(b.Trainings) == 0 && len(extra) == 0 && len(weights) == 0
	if page.Waiting, err = s.waitingRequests(r, who); err != nil {
		return reply{}, err
	}
	return reply{page: "calendar", shell: shell{Title: who.words.T("calendar.title"), Nav: "calendar", Width: "wide"}, body: page}, nil
}

// calendarSpan is a month unless a week is asked for: the other way round than on the board.
func (s *Site) calendarSpan(r *http.Request, who reader) span {
	q := r.URL.Query()
	if q.Get("view") == "" {
		q.Set("view", "month")
		clone := *r
		address := *r.URL
		address.RawQuery = q.Encode()
		clone.URL = &address
		r = &clone
	}
	sp := s.span(r, who, "/calendar")
	sp.weekView = "week"
	return sp
}

// unplanned is what was done besides, by date.
func (s *Site) unplanned(who reader, b *plan.Board) map[string][]doneItem {
	extra := map[string][]doneItem{}
	me := who.viewer.ID()
	for i := range b.Unplanned[me] {
		record := &b.Unplanned[me][i]
		date := record.Start.In(who.print.Zone).Format(time.DateOnly)
		extra[date] = append(extra[date], s.doneItem(who, record))
	}
	return extra
}

func (s *Site) plannedItem(who reader, b *plan.Board, item boardItem) plannedItem {
	item.Href, item.Others = s.link("/calendar/trainings/"+strconv.FormatInt(item.Training, 10)), ""
	out := plannedItem{boardItem: item}
	for _, o := range b.Outcomes[item.Training] {
		for _, name := range o.Activities {
			record := b.Records[o.Athlete][name]
			out.Done = append(out.Done, s.doneItem(who, &record))
		}
	}
	return out
}

// weights are body weights by date, in the reader's unit.
func (s *Site) weights(r *http.Request, who reader, from, to time.Time) (map[string]string, error) {
	out := map[string]string{}
	if s.deps.Weights == nil {
		return out, nil
	}
	page, err := s.deps.Weights.List(r.Context(), who.viewer, listing.Query{Limit: listing.MaxLimit, Conditions: []listing.Condition{
		{Field: "day", Op: listing.From, Values: []any{from}}, {Field: "day", Op: listing.Before, Values: []any{to.AddDate(0, 0, 1)}},
	}})
	if err != nil {
		return nil, err
	}
	unit, label := body.Kilogram, "kg"
	if who.print.DistanceUnit() == "mi" {
		unit, label = body.Pound, "lb"
	}
	for i := range page.Rows {
		w := &page.Rows[i]
		out[w.Day.Format(time.DateOnly)] = who.print.Number(w.In(unit).Float(), 1) + "\u00a0" + label
	}
	return out, nil
}

// calendarNumbers are sums of the days that are shown as the span's own.
func (s *Site) calendarNumbers(who reader, b *plan.Board, sp span) []number {
	t := who.words.T
	me := who.viewer.ID()
	var planned, count, done int64
	var moved int64
	for i := range b.Trainings {
		training := &b.Trainings[i]
		if training.Day.Before(sp.from) || training.Day.After(sp.to) {
			continue
		}
		count++
		slot := training.SlotOf(me)
		planned += slot.Duration
		for _, o := range b.Outcomes[training.ID] {
			if o.Status == plan.StatusDone || o.Status == plan.StatusMoved {
				done++
			}
		}
	}
	add := func(r *plan.Record) {
		if day := dateOf(r.Start, who.print.Zone); !day.Before(sp.from) && !day.After(sp.to) {
			moved += r.Moving
		}
	}
	for i := range b.Unplanned[me] {
		add(&b.Unplanned[me][i])
	}
	for _, record := range b.Records[me] {
		add(&record)
	}
	return present(
		known(t("calendar.planned_time"), planned > 0, seconds(who, planned)),
		known(t("calendar.done_time"), moved > 0, seconds(who, moved)),
		known(t("calendar.kept"), count > 0, plain(t("board.done_of", who.print.Count(int(done)), who.print.Count(int(count))))),
	)
}

// waitingRequests tells of coaches who wait for an answer; nil when none does.
func (s *Site) waitingRequests(r *http.Request, who reader) (*notice, error) {
	received, _, err := s.deps.Access.Requests(r.Context(), who.viewer)
	if err != nil || len(received) == 0 {
		return nil, err
	}
	return &notice{Text: who.words.N("calendar.waiting", len(received), who.print.Count(len(received)))}, nil
}

// showOwnTraining serves GET /calendar/trainings/{id}: what is to be done, and what became of it.
func (s *Site) showOwnTraining(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "training")
	if err != nil {
		return reply{}, err
	}
	item, err := s.deps.Plans.Given(r.Context(), who.viewer, id, who.viewer.ID())
	if err != nil {
		return reply{}, err
	}
	t := &item.Training
	b, err := s.deps.Plans.Calendar(r.Context(), who.viewer, t.Day.AddDate(0, 0, -pairReach), t.Day.AddDate(0, 0, pairReach))
	if err != nil {
		return reply{}, err
	}
	page := s.trainingHead(who, t)
	for i := range item.Built {
		item.Built[i].Content = picked(item.Built[i].Content, t.Picks[who.viewer.ID()].Variant)
	}
	page.Sessions = s.givenSessions(who, item, false)
	page.Back = s.link("/calendar?from=" + t.Day.Format(time.DateOnly))
	if t.Coach != who.viewer.ID() {
		var coach *person.Person
		if coach, err = s.deps.Auth.Person(r.Context(), t.Coach); err != nil {
			return reply{}, err
		}
		page.Coach = displayName(coach)
	}
	row := s.trainingAthlete(who, b, t, who.viewer.ID())
	row.Current, row.Action = true, s.link("/calendar/trainings/"+strconv.FormatInt(id, 10)+"/pair")
	if err := s.addSteps(r, who, &row, t, who.viewer.ID()); err != nil {
		return reply{}, err
	}
	page.Athletes = []trainingAthlete{row}
	return reply{page: "training", shell: shell{Title: t.Title, Nav: "calendar"}, body: page}, nil
}

// pairOwnTraining serves POST /calendar/trainings/{id}/pair.
func (s *Site) pairOwnTraining(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "training")
	if err != nil {
		return reply{}, err
	}
	p, err := s.pair(r, who, id)
	return reply{redirect: "/calendar/trainings/" + strconv.FormatInt(id, 10), said: said{what: pairedWord(p)}}, err
}
