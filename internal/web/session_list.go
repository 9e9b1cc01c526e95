package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// libraryPage is a coach's library.
type libraryPage struct {
	Search, Tag, Sport string
	Filters            []field
	Tags               []tagLink
	Cards              []sessionCard
	Count              string
	Pager              pager
	Filtered           bool
	Empty              *emptyState
}

// tagLink leads to the sessions of a tag, or back from it.
type tagLink struct {
	Label, Href string
	Current     bool
}

// sessionCard is one session of the library. Ref is "w" or "n" and its ID: of a workout or a note.
type sessionCard struct {
	Ref, Title, Href, Icon, Sport string
	Length, Variants              string
	Description                   string
	Tags                          []string
	Picture                       *sessionPicture
	Copy, Delete, Plan            string
	made                          time.Time
	sport                         sport.ID
}

// perShelf is how many sessions a page of the library shows.
const perShelf = 24

// library reads the viewer's sessions, the newest first.
func (s *Site) library(r *http.Request, who reader, f plan.Filter, only sport.ID) ([]sessionCard, error) {
	workouts, err := s.deps.Plans.Workouts(r.Context(), who.viewer, f)
	if err != nil {
		return nil, err
	}
	notes, err := s.deps.Plans.Notes(r.Context(), who.viewer, f)
	if err != nil {
		return nil, err
	}
	all := make([]sessionCard, 0, len(workouts)+len(notes))
	for i := range workouts {
		all = append(all, s.workoutCard(who, &workouts[i]))
	}
	for i := range notes {
		all = append(all, s.noteCard(who, &notes[i]))
	}
	if only != 0 {
		all = slices.DeleteFunc(all, func(c sessionCard) bool { return c.sport != only })
	}
	slices.SortStableFunc(all, func(a, b sessionCard) int { return b.made.Compare(a.made) })
	return all, nil
}

func (s *Site) workoutCard(who reader, w *plan.Workout) sessionCard {
	id := strconv.FormatInt(w.ID, 10)
	at := s.link("/coaching/sessions/" + id)
	c := sessionCard{
		Ref: "w" + id, Title: w.Title, Href: at, Icon: sportIcon(sportOf(w.Sport)), Sport: sportName(who, w.Sport), Tags: w.Tags,
		Length: seconds(who, w.Duration()).String(), Copy: at + "/copy", Delete: at + "/delete", Plan: s.link("/coaching/trainings/new?session=w" + id),
		made: w.CreatedAt, sport: w.Sport,
	}
	steps := w.Content.Steps
	if n := len(w.Content.Variants); n > 0 {
		c.Variants, steps = who.words.N("session.variants", n, who.print.Count(n)), w.Content.Variants[0].Steps
	}
	if w.Description != nil {
		c.Description = *w.Description
	}
	picture := newSessionPicture(who, steps, w.Sport)
	c.Picture = &picture
	return c
}

func (s *Site) noteCard(who reader, n *plan.Note) sessionCard {
	id := strconv.FormatInt(n.ID, 10)
	at := s.link("/coaching/texts/" + id)
	c := sessionCard{
		Ref: "n" + id, Title: n.Title, Href: at, Icon: "file", Sport: who.words.T("session.text"), Tags: n.Tags, Description: n.Description,
		Copy: at + "/copy", Delete: at + "/delete", Plan: s.link("/coaching/trainings/new?session=n" + id), made: n.CreatedAt, sport: n.Sport,
	}
	if n.Estimate != nil {
		c.Length = seconds(who, *n.Estimate).String()
	}
	if n.Sport != 0 {
		c.Icon, c.Sport = sportIcon(sportOf(n.Sport)), sportName(who, n.Sport)+" · "+who.words.T("session.text")
	}
	return c
}

// showLibrary serves GET /coaching/sessions.
func (s *Site) showLibrary(r *http.Request, who reader) (reply, error) {
	q := r.URL.Query()
	t := who.words.T
	body := libraryPage{Search: strings.TrimSpace(q.Get("q")), Tag: strings.TrimSpace(q.Get("tag")), Sport: q.Get("sport")}
	only, _ := sportByText(body.Sport)
	all, err := s.library(r, who, plan.Filter{Search: body.Search, Tag: body.Tag}, only.ID)
	if err != nil {
		return reply{}, err
	}
	tags, err := s.deps.Plans.Tags(r.Context(), who.viewer, "")
	if err != nil {
		return reply{}, err
	}
	body.Filtered = body.Search != "" || body.Tag != "" || only.ID != 0
	body.Filters = []field{
		{Name: "q", Label: t("library.search"), Type: "search", Value: body.Search, MaxLength: 100},
		{Name: "sport", Label: t("field.sport"), Type: "select", Options: append([]option{{Label: t("filter.any_sport"), Selected: only.ID == 0}}, sportOptions(who, only.ID, anySport)...)},
	}
	for _, tag := range tags {
		current := strings.EqualFold(tag.Label, body.Tag)
		next := tag.Label
		if current {
			next = ""
		}
		body.Tags = append(body.Tags, tagLink{tag.Label, s.link(withQuery("/coaching/sessions", q, "tag", next, "page", "")), current})
	}
	page := max(1, atoi(q.Get("page")))
	pages := max(1, (len(all)+perShelf-1)/perShelf)
	page = min(page, pages)
	body.Count = who.words.N("library.count", len(all), who.print.Count(len(all)))
	body.Pager = numberedPager(who, page, pages, perShelf, len(all), func(n int) string {
		return s.link(withQuery("/coaching/sessions", q, "page", strconv.Itoa(n)))
	})
	body.Cards = all[(page-1)*perShelf : min(page*perShelf, len(all))]
	if len(all) == 0 {
		body.Empty = &emptyState{"file", t("library.empty_title"), t("library.empty_text"), s.link("/coaching/sessions/new"), t("session.new")}
		if body.Filtered {
			body.Empty = &emptyState{"search", t("list.none_title"), t("library.none_text"), s.link("/coaching/sessions"), t("list.reset")}
		}
	}
	return reply{page: "library", shell: shell{Title: t("library.title"), Nav: "coaching"}, body: body}, nil
}

// copySession serves POST /coaching/sessions/{id}/copy.
func (s *Site) copySession(r *http.Request, who reader) (reply, error) {
	w, err := s.session(r, who)
	if err != nil {
		return reply{}, err
	}
	w.Title = copiedTitle(who, w.Title)
	made, err := s.deps.Plans.CreateWorkout(r.Context(), who.viewer, *w)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/coaching/sessions/" + strconv.FormatInt(made.ID, 10), said: said{what: saidCopied}}, nil
}

// copiedTitle marks a copy, within the length that titles may have.
func copiedTitle(who reader, title string) string {
	mark := " " + who.words.T("session.copied")
	if r := []rune(title); len(r)+len([]rune(mark)) > 100 {
		title = string(r[:100-len([]rune(mark))])
	}
	return title + mark
}

// deleteSession serves POST /coaching/sessions/{id}/delete.
func (s *Site) deleteSession(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "id", "workout")
	if err != nil {
		return reply{}, err
	}
	undo, err := s.deps.Plans.DiscardWorkout(r.Context(), who.viewer, id)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: "/coaching/sessions", said: undoable(saidSessionGone, undo)}, nil
}
