package web

import (
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// boardPage is a coach's board: athletes as rows, days as columns.
type boardPage struct {
	calendarHead
	Days []boardDay
	Rows []boardRow
	// Folded are rows behind one line, which says Folds and is so many Columns wide.
	Folded  []boardRow
	Folds   string
	Columns int
	// Drawer are the sessions that can be put on a day; MoreSessions tells that there are others.
	Drawer       []sessionCard
	MoreSessions bool
	Empty        *emptyState
	// CopyTo are the weeks that this one can be copied to.
	CopyTo     []option
	CopyFrom   string
	AthleteAll []option
}

// calendarHead leads through weeks or months.
type calendarHead struct {
	Title, Previous, Next, Today string
	Week, Month                  string
	IsMonth                      bool
	// Back is this page, where changes return to.
	Back string
	// Legend explains the marks.
	Legend []mark
}

// boardDay is a column.
type boardDay struct {
	Date, Weekday, Label, Long string
	Today, Weekend             bool
	// New leads to planning something for this day.
	New string
}

// boardRow is an athlete.
type boardRow struct {
	Athlete          int64
	Name             string
	Avatar           avatar
	Summary, Planned string
	Cells            []boardCell
	// Chips are the cells of a month.
	Chips template.HTML
}

// boardCell is what an athlete has on a day.
type boardCell struct {
	Athlete int64
	Day     boardDay
	Label   string
	Items   []boardItem
	Extra   []doneItem
	New     string
}

// boardItem is a training of one athlete.
type boardItem struct {
	Training, Athlete int64
	Title, Href, Icon string
	Length, Half      string
	HalfIcon          string
	Mark              mark
	// Short is Length for a narrow day.
	Short string
	// Others is how many more athletes are on the same training, in words and as a number.
	Others, OtherCount string
}

// mark says what became of a training: a class, an icon, a word and a number, so that colour is never alone.
type mark struct{ Class, Icon, Word, Number string }

// doneItem is something done, planned or not.
type doneItem struct{ Name, Href, Icon, Text string }

// showBoard serves GET /coaching: ?view=month, ?from=2026-11-16.
func (s *Site) showBoard(r *http.Request, who reader) (reply, error) {
	span := s.span(r, who, "/coaching")
	b, err := s.deps.Plans.Board(r.Context(), who.viewer, span.from, span.to)
	if err != nil {
		return reply{}, err
	}
	body := boardPage{calendarHead: span.head(s, who)}
	body.Legend = legend(who)
	body.Days = s.boardDays(who, span)
	cells := s.boardItems(who, b)
	sums := tallies(b)
	for i := range b.Athletes {
		row := s.boardRow(who, b, &b.Athletes[i], body.Days, cells, sums[b.Athletes[i].ID])
		if span.month {
			if row.Chips, err = chips(row.Cells); err != nil {
				return reply{}, err
			}
		}
		if !b.Athletes[i].Active && row.idle() {
			body.Folded = append(body.Folded, row)
		} else {
			body.Rows = append(body.Rows, row)
		}
		body.AthleteAll = append(body.AthleteAll, option{Value: strconv.FormatInt(b.Athletes[i].ID, 10), Label: displayName(&b.Athletes[i])})
	}
	body.fold(who)
	if len(body.Rows) == 0 {
		t := who.words.T
		body.Empty = &emptyState{"person", t("board.empty_title"), t("board.empty_text"), s.link("/coaching/athletes"), t("board.empty_action")}
	}
	if err := s.fillDrawer(r, who, &body, span); err != nil {
		return reply{}, err
	}
	return reply{page: "board", shell: shell{Title: who.words.T("coaching.title"), Nav: "coaching", Width: "wide"}, body: body}, nil
}

// fold keeps those folded whom nobody signs in for and who have nothing in these days: a coach who only measures them would see a
// board of empty rows. One row is not worth a line that unfolds it, and a board of nothing else shows them all.
func (p *boardPage) fold(who reader) {
	if len(p.Folded) == 1 || len(p.Rows) == 0 {
		p.Rows, p.Folded = append(p.Rows, p.Folded...), nil
	}
	if n := len(p.Folded); n > 0 {
		p.Folds, p.Columns = who.words.N("board.folds", n, who.print.Count(n)), 1+len(p.Days)
	}
}

// idle reports whether nothing was planned for an athlete, and nothing done.
func (r *boardRow) idle() bool {
	for i := range r.Cells {
		if len(r.Cells[i].Items)+len(r.Cells[i].Extra) > 0 {
			return false
		}
	}
	return true
}

// drawerSize is how many sessions lie ready beside the board.
const drawerSize = 40

func (s *Site) fillDrawer(r *http.Request, who reader, body *boardPage, span span) error {
	if span.month {
		return nil
	}
	all, err := s.library(r, who, plan.Filter{}, 0)
	if err != nil {
		return err
	}
	body.Drawer, body.MoreSessions = all[:min(len(all), drawerSize)], len(all) > drawerSize
	body.CopyFrom = span.from.Format(time.DateOnly)
	for n := 1; n <= 4; n++ {
		from := span.from.AddDate(0, 0, 7*n)
		body.CopyTo = append(body.CopyTo, option{Value: from.Format(time.DateOnly), Label: who.print.Span(from, from.AddDate(0, 0, 6)), Selected: n == 1})
	}
	return nil
}

func (s *Site) boardDays(who reader, sp span) []boardDay {
	var days []boardDay
	for d := sp.from; !d.After(sp.to); d = d.AddDate(0, 0, 1) {
		date := d.Format(time.DateOnly)
		days = append(days, boardDay{
			Date: date, Weekday: who.print.Weekday(d.Weekday()), Label: strconv.Itoa(d.Day()), Long: inUTC(who).Date(d), Today: d.Equal(sp.today),
			Weekend: d.Weekday() == time.Saturday || d.Weekday() == time.Sunday, New: s.link("/coaching/trainings/new?day=" + date),
		})
	}
	return days
}

// cellKey is an athlete and a date.
type cellKey struct {
	athlete int64
	date    string
}

// boardItems are all trainings, by athlete and day.
func (s *Site) boardItems(who reader, b *plan.Board) map[cellKey][]boardItem {
	cells := map[cellKey][]boardItem{}
	for i := range b.Trainings {
		t := &b.Trainings[i]
		outcomes := map[int64]*plan.Outcome{}
		all := b.Outcomes[t.ID]
		for j := range all {
			outcomes[all[j].Athlete] = &all[j]
		}
		for _, athlete := range t.Athletes {
			key := cellKey{athlete, t.Day.Format(time.DateOnly)}
			cells[key] = append(cells[key], s.boardItem(who, t, athlete, outcomes[athlete]))
		}
	}
	return cells
}

func (s *Site) boardItem(who reader, t *plan.Training, athlete int64, o *plan.Outcome) boardItem {
	slot := t.SlotOf(athlete)
	item := boardItem{
		Training: t.ID, Athlete: athlete, Title: t.Title, Icon: sportIcon(sportOf(t.Sport)), Mark: markOf(who, o),
		Href:   s.link("/coaching/trainings/" + strconv.FormatInt(t.ID, 10) + "?athlete=" + strconv.FormatInt(athlete, 10)),
		Length: slotLength(who, &slot), Short: slotShort(who, &slot), Half: halfName(who, t.Morning), HalfIcon: "moon",
	}
	if t.Morning {
		item.HalfIcon = "sun"
	}
	if n := len(t.Athletes) - 1; n > 0 {
		item.Others, item.OtherCount = who.words.N("board.others", n, who.print.Count(n)), who.print.Count(n)
	}
	return item
}

// slotLength is what is planned: a distance where it is told so, else a time; "" for neither.
func slotLength(who reader, slot *plan.Slot) string {
	switch {
	case slot.Distance > 0:
		return who.print.Distance(float64(slot.Distance)).String()
	case slot.Duration > 0:
		return seconds(who, slot.Duration).String()
	}
	return ""
}

// slotShort is slotLength in a few characters: whole units of distance, or hours and minutes.
func slotShort(who reader, slot *plan.Slot) string {
	minutes := (slot.Duration + 30) / 60
	switch {
	case slot.Distance > 0:
		return who.print.Number(float64(slot.Distance)/who.print.MetersPerDistanceUnit(), 0) + who.print.DistanceUnit()
	case minutes >= 60:
		return fmt.Sprintf("%dh%02d", minutes/60, minutes%60)
	case minutes > 0:
		return strconv.FormatInt(minutes, 10) + "′"
	}
	return ""
}

func halfName(who reader, morning bool) string {
	if morning {
		return who.words.T("board.morning")
	}
	return who.words.T("board.afternoon")
}

func (s *Site) boardRow(who reader, b *plan.Board, p *person.Person, days []boardDay, cells map[cellKey][]boardItem, sum tally) boardRow {
	row := boardRow{Athlete: p.ID, Name: displayName(p), Avatar: s.face(p)}
	extra := map[string][]doneItem{}
	for i := range b.Unplanned[p.ID] {
		record := &b.Unplanned[p.ID][i]
		date := record.Start.In(p.Location()).Format(time.DateOnly)
		extra[date] = append(extra[date], s.doneItem(who, record))
	}
	id := strconv.FormatInt(p.ID, 10)
	for _, day := range days {
		row.Cells = append(row.Cells, boardCell{
			Athlete: p.ID, Day: day, Label: row.Name + ", " + day.Long, Items: cells[cellKey{p.ID, day.Date}], Extra: extra[day.Date], New: day.New + "&athlete=" + id,
		})
	}
	row.Summary, row.Planned = sum.words(who)
	return row
}

// tally is how much was due to an athlete, how much of it is done, and how long all of it is in seconds.
type tally struct {
	due, done int
	length    int64
}

// tallies sums a board up for each of its athletes.
func tallies(b *plan.Board) map[int64]tally {
	all := make(map[int64]tally, len(b.Athletes))
	for i := range b.Trainings {
		t := &b.Trainings[i]
		for _, o := range b.Outcomes[t.ID] {
			if o.Status == plan.StatusDone || o.Status == plan.StatusMoved {
				sum := all[o.Athlete]
				sum.done++
				all[o.Athlete] = sum
			}
		}
		for _, athlete := range t.Athletes {
			sum := all[athlete]
			sum.due++
			sum.length += t.SlotOf(athlete).Duration
			all[athlete] = sum
		}
	}
	return all
}

// words tell how much of what was due is done, and how long all is that was planned; nothing when nothing was due.
func (t tally) words(who reader) (summary, planned string) {
	if t.due == 0 {
		return "", ""
	}
	return who.words.T("board.done_of", who.print.Count(t.done), who.print.Count(t.due)), seconds(who, t.length).String()
}

// doneItem is a record in words, with a link where there is a page of it.
func (s *Site) doneItem(who reader, r *plan.Record) doneItem {
	item := doneItem{Name: r.UUID, Icon: sportIcon(sportOf(r.Sport)), Text: sportName(who, r.Sport)}
	if r.Strength {
		item.Icon, item.Text = "strength", who.words.T("calendar.strength")
	} else {
		item.Href = s.link("/activities/" + r.UUID)
	}
	if r.Moving > 0 && !r.Untimed {
		item.Text += " · " + seconds(who, r.Moving).String()
	}
	if r.Distance > 0 {
		item.Text += " · " + who.print.Distance(r.Distance).String()
	}
	return item
}

// markOf is what became of a training; nil when the reader may not see it.
func markOf(who reader, o *plan.Outcome) mark {
	t := who.words.T
	if o == nil {
		return mark{"unknown", "lock", t("outcome.unknown"), ""}
	}
	score := who.print.Count(o.Score)
	switch {
	case o.Over():
		return mark{"over", "up", t("outcome.over"), score}
	case o.Status == plan.StatusDone:
		return mark{"done", "check", t("outcome.done"), score}
	case o.Status == plan.StatusMoved:
		return mark{"moved", "right", t("outcome.moved"), score}
	case o.Status == plan.StatusPartial:
		return mark{"partial", "half", t("outcome.partial"), score}
	case o.Status == plan.StatusMissed && len(o.Activities) > 0:
		return mark{"missed", "close", t("outcome.short"), score}
	case o.Status == plan.StatusMissed:
		return mark{"missed", "close", t("outcome.missed"), ""}
	}
	return mark{"planned", "clock", t("outcome.planned"), ""}
}

func legend(who reader) []mark {
	t := who.words.T
	return []mark{
		{"planned", "clock", t("outcome.planned"), ""}, {"done", "check", t("outcome.done"), "80–100"}, {"partial", "half", t("outcome.partial"), "50–79"},
		{"moved", "right", t("outcome.moved"), ""}, {"over", "up", t("outcome.over"), ""}, {"missed", "close", t("outcome.missed"), ""},
	}
}
