package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// trainedCard is a day on which something was done.
type trainedCard struct {
	Date, Machine, Href, Routine, What, Sets, Volume string
	Impression, Notes                                string
}

// historyPage is what was done, the latest first.
type historyPage struct {
	Cards []trainedCard
	Older string
	Empty *emptyState
}

// maxHistory is how many sets a page of the history goes through, historyDays how many days it shows.
const (
	maxHistory  = 2000
	historyDays = 20
)

// trained are the reader's last days before a date (zero for all) on which they did something, the latest first, and whether
// there are older ones.
func (s *Site) trained(r *http.Request, who reader, before time.Time, days int) (cards []trainedCard, more bool, err error) {
	q := listing.Query{Order: []listing.Key{{Field: "day", Descending: true}}, Limit: min(maxHistory, 100*days)}
	if !before.IsZero() {
		q.Conditions = []listing.Condition{{Field: "day", Op: listing.Before, Values: []any{before}}}
	}
	page, err := s.deps.Gym.Training.Logs.List(r.Context(), who.viewer, q)
	if err != nil || len(page.Rows) == 0 {
		return nil, false, err
	}
	groups := groupBy(page.Rows, func(l *strength.Log) int64 { return l.Day.Unix() })
	more = len(page.Rows) == q.Limit // the last day may be cut off
	if more && len(groups) > 1 {
		groups = groups[:len(groups)-1]
	}
	if len(groups) > days {
		groups, more = groups[:days], true
	}
	sessions, err := s.sessionsBetween(r, who, groups[len(groups)-1][0].Day, groups[0][0].Day)
	if err != nil {
		return nil, false, err
	}
	words, err := s.exerciseWords(r, who, exercisesOf(groups))
	if err != nil {
		return nil, false, err
	}
	for _, logs := range groups {
		cards = append(cards, s.trainedCard(who, logs, words, sessions[logs[0].Day.Unix()]))
	}
	return cards, more, nil
}

// groupBy puts neighbours with the same key together.
func groupBy[T any](all []T, key func(*T) int64) (groups [][]T) {
	for i := range all {
		if n := len(groups); n > 0 && key(&groups[n-1][0]) == key(&all[i]) {
			groups[n-1] = append(groups[n-1], all[i])
			continue
		}
		groups = append(groups, []T{all[i]})
	}
	return groups
}

func exercisesOf(groups [][]strength.Log) (ids []int64) {
	for _, logs := range groups {
		for i := range logs {
			if !slices.Contains(ids, logs[i].Exercise) {
				ids = append(ids, logs[i].Exercise)
			}
		}
	}
	return ids
}

// sessionsBetween are what was said of days, by their dates.
func (s *Site) sessionsBetween(r *http.Request, who reader, from, to time.Time) (map[int64]*strength.Session, error) {
	page, err := s.deps.Gym.Training.Sessions.List(r.Context(), who.viewer, listing.Query{Limit: listing.MaxLimit, Conditions: []listing.Condition{
		{Field: "day", Op: listing.From, Values: []any{from}}, {Field: "day", Op: listing.Until, Values: []any{to}},
	}})
	if err != nil {
		return nil, err
	}
	all := make(map[int64]*strength.Session, len(page.Rows))
	for i := range page.Rows {
		all[page.Rows[i].Day.Unix()] = &page.Rows[i]
	}
	return all, nil
}

func (s *Site) trainedCard(who reader, logs []strength.Log, words map[int64]strength.Translation, said *strength.Session) trainedCard {
	day := logs[0].Day
	card := trainedCard{
		Date: who.print.Date(noonOf(who, day)), Machine: day.Format(time.DateOnly), Href: s.link(trainedPath(day)),
		Sets: who.words.N("strength.sets", len(logs), who.print.Count(len(logs))), Volume: volumeText(who, logs),
	}
	var names []string
	for i := range logs {
		if name := words[logs[i].Exercise].Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	card.What = strings.Join(names, ", ")
	if said != nil {
		card.Impression, card.Notes = said.Impression, text(said.Notes)
	}
	return card
}

func trainedPath(day time.Time) string { return "/strength/history/" + day.Format(time.DateOnly) }

// volumeText is the sum of what was lifted, "" when nothing of it has a weight.
func volumeText(who reader, logs []strength.Log) string {
	kilograms := 0.0
	for _, e := range strength.Efforts(logs) {
		kilograms += e.Volume
	}
	if kilograms == 0 {
		return ""
	}
	return who.print.Number(weightOf(who, kilograms), 0) + "\u00a0" + weightUnit(who)
}

// showHistory serves GET /strength/history.
func (s *Site) showHistory(r *http.Request, who reader) (reply, error) {
	before, _ := parseDay(r.URL.Query().Get("before"))
	cards, more, err := s.trained(r, who, before, historyDays)
	if err != nil {
		return reply{}, err
	}
	body := &historyPage{Cards: cards}
	if more {
		body.Older = s.link("/strength/history?before=" + cards[len(cards)-1].Machine)
	}
	t := who.words.T
	if len(cards) == 0 {
		body.Empty = &emptyState{"strength", t("strength.no_history_title"), t("strength.no_history_text"), s.link("/strength"), t("strength.train")}
	}
	return reply{page: "strength-history", shell: shell{Title: t("strength.history"), Nav: "strength"}, body: body}, nil
}

// trainedPage is one day that was trained on.
type trainedPage struct {
	Date, Machine string
	Numbers       []number
	Exercises     []trainExercise
	Times, Action string
	Notes         field
	Impression    []option
	Notice        *notice
	Delete        string
}

// pathDay is the date in a path.
func pathDay(r *http.Request) (time.Time, error) {
	day, ok := parseDay(r.PathValue("day"))
	if !ok {
		return day, fault.Missing("page")
	}
	return day, nil
}

// logsOn are the sets of a day, in the order in which they were stored.
func (s *Site) logsOn(r *http.Request, who reader, day time.Time) ([]strength.Log, error) {
	page, err := s.deps.Gym.Training.Logs.List(r.Context(), who.viewer, listing.Query{
		Conditions: []listing.Condition{listing.Is("day", day)}, Order: []listing.Key{{Field: "id"}}, Limit: listing.MaxLimit,
	})
	return page.Rows, err
}

// showTrained serves GET /strength/history/{day}.
func (s *Site) showTrained(r *http.Request, who reader) (reply, error) {
	return s.trainedDay(r, who, nil)
}

func (s *Site) trainedDay(r *http.Request, who reader, refused error) (reply, error) {
	day, err := pathDay(r)
	if err != nil {
		return reply{}, err
	}
	logs, err := s.logsOn(r, who, day)
	if err != nil {
		return reply{}, err
	}
	row, err := s.sessionOn(r, who, day)
	if err != nil {
		return reply{}, err
	}
	if len(logs) == 0 && row == nil {
		return reply{}, fault.Missing("session")
	}
	words, err := s.exerciseWords(r, who, exercisesOf([][]strength.Log{logs}))
	if err != nil {
		return reply{}, err
	}
	t := who.words.T
	here := s.link(trainedPath(day))
	body := &trainedPage{Date: who.print.DateLong(noonOf(who, day)), Machine: day.Format(time.DateOnly), Action: here, Delete: here + "/delete"}
	body.Numbers = present(number{Label: t("strength.sets_done"), Value: who.print.Count(len(logs))}, number{Label: t("strength.volume"), Value: volumeText(who, logs)})
	for _, id := range exercisesOf([][]strength.Log{logs}) {
		body.Exercises = append(body.Exercises, s.trainedExercise(who, id, words[id].Name, logs))
	}
	chosen := impressionNeutral
	body.Notes = field{Name: "notes", Label: t("strength.notes"), Type: "textarea", MaxLength: maxNotes, Optional: true}
	if row != nil {
		chosen, body.Notes.Value = row.Impression, text(row.Notes)
		if row.Start != nil && row.End != nil {
			body.Times = clockText(row.Start) + " – " + clockText(row.End)
		}
	}
	body.Impression = impressions(who, chosen)
	status := explain(who, refused, nil, &body.Notice)
	return reply{status: status, page: "strength-trained", shell: shell{Title: body.Date, Nav: "strength", Width: "medium"}, body: body}, nil
}

// trainedExercise is an exercise with what was done of it.
func (s *Site) trainedExercise(who reader, id int64, name string, logs []strength.Log) trainExercise {
	e := trainExercise{ID: id, Name: name, Href: s.link(exercisePath(id))}
	for i := range logs {
		l := &logs[i]
		if l.Exercise != id {
			continue
		}
		set := trainSet{Number: len(e.Sets) + 1, RepetitionUnit: l.RepetitionUnit, LoadUnit: l.LoadUnit}
		set.write(who, l.Repetitions, l.Load)
		set.Load, set.Weighed = short(who, l.Load), set.Weighed && l.Load > 0
		e.Sets = append(e.Sets, set)
	}
	return e
}

// saveTrained serves POST /strength/history/{day}: notes and impression.
func (s *Site) saveTrained(r *http.Request, who reader) (reply, error) {
	if err := r.ParseForm(); err != nil {
		return reply{}, errForm(err)
	}
	day, err := pathDay(r)
	if err != nil {
		return reply{}, err
	}
	logs, err := s.logsOn(r, who, day)
	if err != nil {
		return reply{}, err
	}
	routine := int64(0)
	if len(logs) > 0 {
		routine = logs[0].Routine
	}
	err = s.keepSession(r, who, routine, day)
	if fault.Is(err, fault.Invalid) {
		return s.trainedDay(r, who, err)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: trainedPath(day), said: said{what: saidSaved}}, nil
}

// deleteTrained serves POST /strength/history/{day}/delete: the day's sets and what was said of it. The page has asked.
func (s *Site) deleteTrained(r *http.Request, who reader) (reply, error) {
	day, err := pathDay(r)
	if err != nil {
		return reply{}, err
	}
	logs, err := s.logsOn(r, who, day)
	if err != nil {
		return reply{}, err
	}
	names := make([]string, len(logs))
	for i := range logs {
		names[i] = logs[i].UUID
	}
	if err := s.deps.Gym.Training.Settle(r.Context(), who.viewer, nil, names); err != nil {
		return reply{}, err
	}
	row, err := s.sessionOn(r, who, day)
	if err == nil && row != nil {
		err = s.deps.Gym.Training.Sessions.Delete(r.Context(), who.viewer, row.ID)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/strength/history", said: said{what: saidSessionLost}}, nil
}
