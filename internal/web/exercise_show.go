package web

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// exercisePage is one exercise.
type exercisePage struct {
	Name, Category, Lang string
	Description          template.HTML // the core has cleaned it
	Aliases, Comments    []string
	Muscles, Secondary   []string
	Equipment            []string
	Figure               []muscleSide
	Images               []exerciseImage
	Credit               credit
	Variations           []pageTo
	Lead                 []number
	Charts               []lineChart
	History              []trainedCard
	Catalogue            string
}

// exerciseImage is a picture with whom it is owed to.
type exerciseImage struct {
	Href          string
	Width, Height int64
	Credit        credit
}

// showExercise serves GET /strength/exercises/{id}.
func (s *Site) showExercise(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "exercise")
	if err != nil {
		return reply{}, err
	}
	x, err := s.deps.Gym.Exercises.Exercises.Get(r.Context(), 0, id)
	if err != nil {
		return reply{}, err
	}
	words, err := s.exerciseWords(r, who, []int64{id})
	if err != nil {
		return reply{}, err
	}
	lists, err := s.exerciseLists(r)
	if err != nil {
		return reply{}, err
	}
	w := words[id]
	body := &exercisePage{
		Name: w.Name, Category: named(who, categoryKeys, lists.category(x.Category)), Description: template.HTML(w.Shown()),
		Credit: creditOf(lists.licenses, &w.Credit), Catalogue: s.link("/strength/exercises"), Figure: figureOf(x),
	}
	for _, id := range x.Equipment {
		body.Equipment = append(body.Equipment, named(who, gearKeys, lists.gear(id)))
	}
	body.Muscles, body.Secondary = lists.muscleNames(who, x.Muscles), lists.muscleNames(who, x.Secondary)
	if err := s.exerciseParts(r, who, body, lists, x, &w); err != nil {
		return reply{}, err
	}
	if err := s.exerciseProgress(r, who, body, id); err != nil {
		return reply{}, err
	}
	frame := shell{Title: body.Name, Nav: "strength", Chart: len(body.Charts) > 0}
	return reply{page: "exercise", shell: frame, body: body}, nil
}

func (l *exerciseLists) muscleNames(who reader, ids []int64) (names []string) {
	for _, id := range ids {
		if i := slices.IndexFunc(l.muscles, func(m strength.Muscle) bool { return m.ID == id }); i >= 0 {
			names = append(names, named(who, muscleKeys, l.muscles[i].Name))
		}
	}
	return names
}

// exerciseParts adds what belongs to an exercise: other names, hints, images and variations.
func (s *Site) exerciseParts(r *http.Request, who reader, body *exercisePage, lists *exerciseLists, x *strength.Exercise, w *strength.Translation) error {
	c := s.deps.Gym.Exercises
	if languages, err := rowsOf(r, c.Languages, "id", w.Language); err != nil {
		return err
	} else if len(languages) > 0 && languages[0].ShortName != who.words.Lang {
		body.Lang = languages[0].ShortName
	}
	aliases, err := rowsOf(r, c.Aliases, "translation", w.ID)
	if err != nil {
		return err
	}
	for i := range aliases {
		body.Aliases = append(body.Aliases, aliases[i].Alias)
	}
	comments, err := rowsOf(r, c.Comments, "translation", w.ID)
	if err != nil {
		return err
	}
	for i := range comments {
		body.Comments = append(body.Comments, comments[i].Comment)
	}
	images, err := rowsOf(r, c.Images, "exercise", x.ID)
	if err != nil {
		return err
	}
	for i := range images {
		m := &images[i]
		body.Images = append(body.Images, exerciseImage{
			Href:  s.link(exercisePath(x.ID) + "/images/" + itoa(m.ID) + "?v=" + m.Hash[:min(12, len(m.Hash))]),
			Width: m.Width, Height: m.Height, Credit: creditOf(lists.licenses, &m.Credit),
		})
	}
	return s.exerciseVariations(r, who, body, x)
}

func (s *Site) exerciseVariations(r *http.Request, who reader, body *exercisePage, x *strength.Exercise) error {
	if x.Variation == nil {
		return nil
	}
	others, err := rowsOf(r, s.deps.Gym.Exercises.Exercises, "variation", *x.Variation)
	if err != nil {
		return err
	}
	sh, err := s.exerciseShelf(r, who)
	if err != nil {
		return err
	}
	for i := range others {
		if at, ok := sh.at[others[i].ID]; ok && others[i].ID != x.ID {
			body.Variations = append(body.Variations, pageTo{sh.all[at].name, s.link(exercisePath(others[i].ID))})
		}
	}
	return nil
}

// exerciseImage serves the bytes of an image.
func (s *Site) exerciseImage(w http.ResponseWriter, r *http.Request, who reader) error {
	if !who.viewer.SignedIn() {
		return listing.ErrSignedOut()
	}
	id, err := rowID(r, "image", "image")
	if err != nil {
		return err
	}
	m, err := s.deps.Gym.Exercises.Images.Get(r.Context(), 0, id)
	if err != nil {
		return err
	}
	if itoa(m.Exercise) != r.PathValue("id") || s.deps.Gym.Images == nil {
		return fault.Missing("image")
	}
	data, err := s.deps.Gym.Images.Open(m)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", m.Type)
	h.Set("Cache-Control", "private, max-age=31536000, immutable") // its address changes with it
	_, err = w.Write(data)
	return gone(0, err)
}

// lineChart is one series over days, which the script draws; the numbers also stand in a table beside it.
type lineChart struct {
	Title, Unit, Kind string
	// Points is JSON, see chartPoints.
	Points string
}

// chartPoints are the days in seconds since 1970, and a value or two of each; null for none.
type chartPoints struct {
	X []int64    `json:"x"`
	Y []*float64 `json:"y"`
	// Mean is a second line, nil for none.
	Mean []*float64 `json:"mean,omitempty"`
}

func (p *chartPoints) add(day time.Time, v float64) {
	p.X = append(p.X, day.Unix())
	if v == 0 {
		p.Y = append(p.Y, nil)
		return
	}
	p.Y = append(p.Y, &v)
}

func (p *chartPoints) json() string {
	b, _ := json.Marshal(p) // numbers only: it never fails
	return string(b)
}

// exerciseProgress adds what the reader did of it: charts from two days on, and the days.
func (s *Site) exerciseProgress(r *http.Request, who reader, body *exercisePage, id int64) error {
	page, err := s.deps.Gym.Training.Logs.List(r.Context(), who.viewer, listing.Query{
		Conditions: []listing.Condition{listing.Is("exercise", id)}, Order: []listing.Key{{Field: "day", Descending: true}}, Limit: maxHistory,
	})
	if err != nil || len(page.Rows) == 0 {
		return err
	}
	logs := page.Rows
	slices.SortStableFunc(logs, func(a, b strength.Log) int {
		if !a.Day.Equal(b.Day) {
			return a.Day.Compare(b.Day)
		}
		return int(a.ID - b.ID)
	})
	efforts := strength.Efforts(logs)
	t := who.words.T
	var most, volume chartPoints
	best := 0.0
	for i := range efforts {
		e := &efforts[i]
		most.add(e.Day, weightOf(who, e.OneRepMax))
		volume.add(e.Day, weightOf(who, e.Volume))
		best = max(best, e.OneRepMax)
	}
	if best > 0 {
		latest := efforts[len(efforts)-1].OneRepMax
		body.Lead = present(
			number{Label: t("exercise.best_estimate"), Value: who.print.Number(weightOf(who, best), 1), Unit: weightUnit(who)},
			known(t("exercise.latest_estimate"), latest > 0, quantityOf(who, weightOf(who, latest))),
		)
		if len(efforts) > 1 {
			body.Charts = []lineChart{
				{t("exercise.one_rep_max"), weightUnit(who), "speed", most.json()}, {t("strength.volume"), weightUnit(who), "power", volume.json()},
			}
		}
	}
	for _, day := range slices.Backward(groupBy(logs, func(l *strength.Log) int64 { return l.Day.Unix() })) {
		if len(body.History) == maxShownDays {
			break
		}
		body.History = append(body.History, trainedCard{
			Date: who.print.Date(noonOf(who, day[0].Day)), Machine: day[0].Day.Format(time.DateOnly), Href: s.link(trainedPath(day[0].Day)), What: setsText(who, day),
		})
	}
	return nil
}

// maxShownDays is how many days an exercise's page lists.
const maxShownDays = 30
