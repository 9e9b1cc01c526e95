package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"palestra/internal/core/listing"
	"palestra/internal/core/reference"
	"palestra/internal/core/strength"
)

// exerciseRoutes are the catalogue of exercises.
func (s *Site) exerciseRoutes() table {
	return table{
		"GET /strength/exercises":                     s.member(s.listExercises),
		"GET /strength/exercises/{id}":                s.member(s.showExercise),
		"GET /strength/exercises/{id}/images/{image}": s.writing(s.exerciseImage),
	}
}

func exercisePath(id int64) string { return "/strength/exercises/" + itoa(id) }

// exercisesPage is the catalogue, or the choice of one for a session or a routine.
type exercisesPage struct {
	Title, Action, Back, To string
	Filters                 []field
	Count                   string
	Rows                    []exerciseRow
	Pager                   pager
	Empty                   *emptyState
	// Choosing tells that one is chosen, Post that choosing sends a form.
	Choosing, Post bool
}

// exerciseRow is one exercise of the list.
type exerciseRow struct {
	ID                  int64
	Name, What, Initial string
	Href                string
}

// exercisesPerPage is how many exercises a page has.
const exercisesPerPage = 30

// listExercises serves GET /strength/exercises?q=…&category=…&muscle=…&equipment=…. With ?to= the path of a session or of a
// part of a routine, it is for choosing one.
func (s *Site) listExercises(r *http.Request, who reader) (reply, error) {
	q := r.URL.Query()
	number := func(name string) int64 { n, _ := strconv.ParseInt(q.Get(name), 10, 64); return n } // anything else narrows nothing
	w := wanted{strings.TrimSpace(q.Get("q")), number("category"), number("muscle"), number("equipment")}
	sh, err := s.exerciseShelf(r, who)
	if err != nil {
		return reply{}, err
	}
	tongues, err := s.tongues(r, who)
	if err != nil {
		return reply{}, err
	}
	all, err := s.findExercises(r, sh, tongues, w)
	if err != nil {
		return reply{}, err
	}
	body := &exercisesPage{Title: who.words.T("exercise.title"), Action: s.link("/strength/exercises")}
	s.choose(who, body, q.Get("to"))
	lists, err := s.exerciseLists(r)
	if err != nil {
		return reply{}, err
	}
	body.Filters = lists.filters(who, &w)
	s.exercisePage(who, body, lists, all, q)
	return reply{page: "exercises", shell: shell{Title: body.Title, Nav: "strength"}, body: body}, nil
}

// choose makes the catalogue one to choose from, when to is where the choice may lead.
func (s *Site) choose(who reader, body *exercisesPage, to string) {
	switch {
	case strings.HasPrefix(to, "/strength/train/"):
	case strings.HasPrefix(to, "/strength/days/"), strings.HasPrefix(to, "/strength/blocks/"):
		body.Post = true
	default:
		return
	}
	body.Choosing, body.To, body.Title = true, to, who.words.T("exercise.choose")
	body.Back = s.link(to)
}

// exercisePage fills in one page of those that fit.
func (s *Site) exercisePage(who reader, body *exercisesPage, lists *exerciseLists, all []shelved, q url.Values) {
	pages := (len(all) + exercisesPerPage - 1) / exercisesPerPage
	page := min(max(atoi(q.Get("page")), 1), max(pages, 1))
	some := all[min((page-1)*exercisesPerPage, len(all)):min(page*exercisesPerPage, len(all))]
	for i := range some {
		body.Rows = append(body.Rows, s.exerciseRow(who, lists, &some[i], body))
	}
	body.Count = who.words.N("exercise.count", len(all), who.print.Count(len(all)))
	if len(all) == 0 {
		t := who.words.T
		body.Empty = &emptyState{Icon: "search", Title: t("exercise.none_title"), Text: t("exercise.none_text")}
		return
	}
	body.Pager = numberedPager(who, page, pages, exercisesPerPage, len(all), func(n int) string {
		next := url.Values{}
		for _, name := range []string{"q", "category", "muscle", "equipment", "to"} {
			if v := q.Get(name); v != "" {
				next.Set(name, v)
			}
		}
		next.Set("page", strconv.Itoa(n))
		return s.link("/strength/exercises?" + next.Encode())
	})
}

func (s *Site) exerciseRow(who reader, lists *exerciseLists, x *shelved, body *exercisesPage) exerciseRow {
	row := exerciseRow{ID: x.id, Name: x.name, Href: s.link(exercisePath(x.id))}
	parts := []string{named(who, categoryKeys, lists.category(x.category))}
	for _, id := range x.equipment {
		parts = append(parts, named(who, gearKeys, lists.gear(id)))
	}
	row.What = strings.Join(parts, " · ")
	for _, first := range x.name {
		row.Initial = strings.ToUpper(string(first))
		break
	}
	if body.Choosing && !body.Post {
		row.Href = s.link(body.To) + "?add=" + itoa(x.id)
		if strings.Contains(body.To, "?") {
			row.Href = s.link(body.To) + "&add=" + itoa(x.id)
		}
	}
	return row
}

// exerciseLists are the short lists of the catalogue.
type exerciseLists struct {
	categories []strength.Category
	muscles    []strength.Muscle
	equipment  []strength.Equipment
	licenses   []reference.License
}

func (s *Site) exerciseLists(r *http.Request) (*exerciseLists, error) {
	c, ctx := s.deps.Gym.Exercises, r.Context()
	var l exerciseLists
	var err error
	if l.categories, err = everything(ctx, c.Categories); err != nil {
		return nil, err
	}
	if l.muscles, err = everything(ctx, c.Muscles); err != nil {
		return nil, err
	}
	if l.equipment, err = everything(ctx, c.Equipment); err != nil {
		return nil, err
	}
	l.licenses, err = everything(ctx, c.Licenses)
	return &l, err
}

func (l *exerciseLists) category(id int64) string {
	if i := slices.IndexFunc(l.categories, func(c strength.Category) bool { return c.ID == id }); i >= 0 {
		return l.categories[i].Name
	}
	return ""
}

func (l *exerciseLists) gear(id int64) string {
	if i := slices.IndexFunc(l.equipment, func(e strength.Equipment) bool { return e.ID == id }); i >= 0 {
		return l.equipment[i].Name
	}
	return ""
}

func (l *exerciseLists) filters(who reader, w *wanted) []field {
	t := who.words.T
	choice := func(name, label, all string, chosen int64, n int, at func(int) (int64, string)) field {
		f := field{Name: name, Label: label, Type: "select", Options: []option{{Label: all, Selected: chosen == 0}}}
		for i := range n {
			id, text := at(i)
			f.Options = append(f.Options, option{itoa(id), text, id == chosen})
		}
		slices.SortStableFunc(f.Options[1:], func(a, b option) int { return strings.Compare(reference.Plain(a.Label), reference.Plain(b.Label)) })
		return f
	}
	return []field{
		{Name: "q", Label: t("exercise.search"), Type: "search", Value: w.term, MaxLength: reference.MaxTerm, Placeholder: t("exercise.search_example")},
		choice("category", t("exercise.category"), t("exercise.any"), w.category, len(l.categories), func(i int) (int64, string) {
			return l.categories[i].ID, named(who, categoryKeys, l.categories[i].Name)
		}),
		choice("muscle", t("exercise.muscle"), t("exercise.any"), w.muscle, len(l.muscles), func(i int) (int64, string) {
			return l.muscles[i].ID, named(who, muscleKeys, l.muscles[i].Name)
		}),
		choice("equipment", t("exercise.equipment"), t("exercise.any"), w.equipment, len(l.equipment), func(i int) (int64, string) {
			return l.equipment[i].ID, named(who, gearKeys, l.equipment[i].Name)
		}),
	}
}

// credit is under which licence something came from whom.
type credit struct{ License, URL, Author, AuthorURL string }

func creditOf(licenses []reference.License, c *reference.Credit) credit {
	out := credit{Author: c.Author, AuthorURL: webAddress(c.AuthorURL)}
	if i := slices.IndexFunc(licenses, func(l reference.License) bool { return l.ID == c.License }); i >= 0 {
		out.License, out.URL = licenses[i].ShortName, webAddress(licenses[i].URL)
	}
	return out
}

// webAddress is an address that a link may lead to, "" for anything else than http and https.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return s
}

// rowsOf reads all rows that a field names; for the few that belong to one other row.
func rowsOf[T any](r *http.Request, from listing.Reader[T], field string, ids ...int64) ([]T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	page, err := from.List(r.Context(), 0, listing.Query{Conditions: []listing.Condition{listing.Is(field, anys(ids)...)}, Limit: listing.MaxLimit})
	return page.Rows, err
}
