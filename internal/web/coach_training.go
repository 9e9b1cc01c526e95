package web

import (
	"html/template"
	"net/http"
	"strconv"
	"time"

	"palestra/internal/core/person"
	"palestra/internal/core/plan"
)

// trainingPage is one planned training with what became of it.
type trainingPage struct {
	Title, Description, Sport, Icon string
	Date, Half, Length              string
	// Coach is who planned it, for the athlete.
	Coach    string
	Sessions []givenSession
	Athletes []trainingAthlete
	// Links of the coach.
	Edit, Withdraw, Back, BackForm string
	ID                             int64
}

// givenSession is a session of a training: steps, or text.
type givenSession struct {
	Title, Href string
	Parts       []sessionPart
	HTML        template.HTML
	Exports     []uploadLink
}

// trainingAthlete is what became of a training for one athlete.
type trainingAthlete struct {
	ID      int64
	Name    string
	Avatar  avatar
	Current bool
	Variant string
	Mark    mark
	// Planned and Done are what was compared.
	Planned, Done string
	Reasons       []string
	Activities    []doneItem
	// Candidates can be paired by hand.
	Candidates []option
	// Action takes what is said by hand, "" when the reader may not.
	Action string
	Steps  []scoredStep
}

// scoredStep is a step as it was done.
type scoredStep struct{ Name, Length, Target, Done, Word, Class string }

// showPlanned serves GET /coaching/trainings/{id}; ?athlete= opens one of them first.
func (s *Site) showPlanned(r *http.Request, who reader) (reply, error) {
	t, err := s.training(r, who)
	if err != nil {
		return reply{}, err
	}
	b, err := s.deps.Plans.Board(r.Context(), who.viewer, t.Day.AddDate(0, 0, -pairReach), t.Day.AddDate(0, 0, pairReach))
	if err != nil {
		return reply{}, err
	}
	id := strconv.FormatInt(t.ID, 10)
	body := s.trainingHead(who, t)
	body.Edit, body.Withdraw = s.link("/coaching/trainings/"+id+"/edit"), s.link("/coaching/withdraw")
	body.BackForm = "/coaching?from=" + t.Day.Format(time.DateOnly)
	body.Back = s.link(body.BackForm)
	for i, athlete := range t.Athletes {
		if i == 0 {
			item, err := s.deps.Plans.Given(r.Context(), who.viewer, t.ID, athlete)
			if err != nil {
				return reply{}, err
			}
			body.Sessions = s.givenSessions(who, item, true)
		}
		row := s.trainingAthlete(who, b, t, athlete)
		row.Current = number64(r.URL.Query().Get("athlete")) == athlete
		row.Action = s.link("/coaching/trainings/" + id + "/pair")
		if err := s.addSteps(r, who, &row, t, athlete); err != nil {
			return reply{}, err
		}
		body.Athletes = append(body.Athletes, row)
	}
	return reply{page: "training", shell: shell{Title: t.Title, Nav: "coaching"}, body: body}, nil
}

// pairReach is how many days around a training something may have been done that is offered for pairing.
const pairReach = 3

func (s *Site) training(r *http.Request, who reader) (*plan.Training, error) {
	id, err := pathNumber(r, "id", "training")
	if err != nil {
		return nil, err
	}
	return s.deps.Plans.Training(r.Context(), who.viewer, id)
}

func (s *Site) trainingHead(who reader, t *plan.Training) trainingPage {
	body := trainingPage{
		ID: t.ID, Title: t.Title, Description: t.Description, Sport: sportName(who, t.Sport), Icon: sportIcon(sportOf(t.Sport)),
		Date: inUTC(who).DateLong(t.Day), Half: halfName(who, t.Morning),
	}
	slot := t.SlotOf(0)
	body.Length = slotLength(who, &slot)
	return body
}

// givenSessions are those of a training, with their files; the coach's lead to the library.
func (s *Site) givenSessions(who reader, item *plan.FeedItem, coach bool) []givenSession {
	all := make([]givenSession, 0, len(item.Built)+len(item.Notes))
	for i := range item.Built {
		w := &item.Built[i]
		one := givenSession{Title: w.Title, Parts: sessionParts(who, w.Content, w.Sport)}
		if coach {
			one.Href = s.link("/coaching/sessions/" + strconv.FormatInt(w.ID, 10))
			one.Exports = exportLinks(one.Href+"/export/", w)
		} else {
			one.Exports = s.givenExports(item.ID, w)
		}
		all = append(all, one)
	}
	for i := range item.Notes {
		n := &item.Notes[i]
		one := givenSession{Title: n.Title, HTML: template.HTML(n.HTML)} // the core has cleaned it before it was stored
		if coach {
			one.Href = s.link("/coaching/texts/" + strconv.FormatInt(n.ID, 10))
		}
		all = append(all, one)
	}
	return all
}

// picked is what an athlete has to do of a session: the variant that was picked for them, or all there is.
func picked(c plan.Content, variant string) plan.Content {
	for i := range c.Variants {
		if variant != "" && c.Variants[i].Name == variant {
			return plan.Content{Variants: c.Variants[i : i+1]}
		}
	}
	return c
}

// trainingAthlete is what a board of the days around says of one athlete on a training.
func (s *Site) trainingAthlete(who reader, b *plan.Board, t *plan.Training, athlete int64) trainingAthlete {
	row := trainingAthlete{ID: athlete, Variant: t.Picks[athlete].Variant}
	var them *person.Person
	for i := range b.Athletes {
		if b.Athletes[i].ID == athlete {
			them = &b.Athletes[i]
			row.Name, row.Avatar = displayName(them), s.face(them)
		}
	}
	var outcome *plan.Outcome
	own := map[string]bool{}
	for i := range b.Outcomes[t.ID] {
		if o := &b.Outcomes[t.ID][i]; o.Athlete == athlete {
			outcome = o
		}
	}
	row.Mark = markOf(who, outcome)
	slot := t.SlotOf(athlete)
	row.Planned = slotLength(who, &slot)
	if outcome == nil {
		return row
	}
	row.Done = measured(who, outcome)
	row.Reasons = reasonTexts(who, outcome.Reasons)
	for _, name := range outcome.Activities {
		own[name] = true
		record := b.Records[athlete][name]
		row.Activities = append(row.Activities, s.doneItem(who, &record))
	}
	row.Candidates = s.candidates(who, b, athlete, own, them)
	return row
}

// candidates are what the athlete did around those days, the closest to the training's own pairing first.
func (s *Site) candidates(who reader, b *plan.Board, athlete int64, own map[string]bool, them *person.Person) []option {
	var all []option
	add := func(r *plan.Record) {
		if own[r.UUID] {
			return
		}
		when := who.print
		if them != nil {
			when.Zone = them.Location()
		}
		all = append(all, option{Value: r.UUID, Label: when.Date(r.Start) + " · " + s.doneItem(who, r).Text})
	}
	for i := range b.Unplanned[athlete] {
		add(&b.Unplanned[athlete][i])
	}
	for _, t := range b.Trainings {
		for _, o := range b.Outcomes[t.ID] {
			if o.Athlete != athlete {
				continue
			}
			for _, name := range o.Activities {
				record := b.Records[athlete][name]
				add(&record)
			}
		}
	}
	return all
}

// measured is what was done of what was planned.
func measured(who reader, o *plan.Outcome) string {
	switch {
	case o.Done <= 0:
		return ""
	case o.By == plan.ByDistance:
		return who.print.Distance(o.Done).String()
	case o.By == plan.ByTime:
		return seconds(who, int64(o.Done)).String()
	}
	return ""
}

// pairTraining serves POST /coaching/trainings/{id}/pair.
func (s *Site) pairTraining(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "training")
	if err != nil {
		return reply{}, err
	}
	p, err := s.pair(r, who, id)
	if err != nil {
		return reply{}, err
	}
	to := "/coaching/trainings/" + strconv.FormatInt(id, 10) + "?athlete=" + strconv.FormatInt(p.Athlete, 10)
	return reply{redirect: to, said: said{what: pairedWord(p)}}, nil
}

func pairedWord(p plan.Pairing) string {
	if p.Paired {
		return saidPaired
	}
	return saidUnpaired
}

// pair says by hand that something done belongs to a training, or not.
func (s *Site) pair(r *http.Request, who reader, training int64) (plan.Pairing, error) {
	if err := r.ParseForm(); err != nil {
		return plan.Pairing{}, errForm(err)
	}
	p := plan.Pairing{
		Training: training, Athlete: number64(r.PostFormValue("athlete")), Activity: r.PostFormValue("activity"), Paired: r.PostFormValue("paired") == "1",
	}
	if p.Athlete == 0 {
		p.Athlete = who.viewer.ID()
	}
	return p, s.deps.Plans.Pair(r.Context(), who.viewer, p)
}
