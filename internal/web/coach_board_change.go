package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
	"palestra/internal/core/sport"
)

// boardChange is what a form of the board says.
type boardChange struct {
	training, from, to int64
	day                time.Time
	session            string
	morning, copy      bool
	// back is the board that the change came from.
	back string
}

var errBoard = fault.New(fault.Invalid, "web.form", "the form could not be read")

func readBoardChange(r *http.Request) (boardChange, error) {
	if err := r.ParseForm(); err != nil {
		return boardChange{}, errForm(err)
	}
	f := r.PostFormValue
	c := boardChange{
		training: number64(f("training")), from: number64(f("athlete")), to: number64(f("to")), session: f("session"),
		morning: f("half") == "morning", copy: f("copy") == "1", back: localPath(f("back")),
	}
	if !strings.HasPrefix(c.back, "/coaching") {
		c.back = "/coaching"
	}
	c.day, _ = parseDay(f("day"))
	return c, nil
}

// number64 is a whole number above 0, or 0.
func number64(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// sessionRef reads "w12" or "n3": a workout or a note.
func sessionRef(s string) (plan.SessionRef, bool) {
	if len(s) < 2 || s[0] != 'w' && s[0] != 'n' {
		return plan.SessionRef{}, false
	}
	id := number64(s[1:])
	return plan.SessionRef{ID: id, Built: s[0] == 'w'}, id > 0
}

// putOnBoard serves POST /coaching/put: a session of the library goes onto a day, for one athlete or for all (0).
func (s *Site) putOnBoard(r *http.Request, who reader) (reply, error) {
	c, err := readBoardChange(r)
	if err != nil {
		return reply{}, err
	}
	ref, ok := sessionRef(c.session)
	if !ok || c.day.IsZero() {
		return reply{}, errBoard
	}
	draft, err := s.draftOf(r, who, ref)
	if err != nil {
		return reply{}, err
	}
	draft.Day, draft.Morning, draft.Athletes = c.day, c.morning, []int64{c.from}
	if c.from == 0 {
		if draft.Athletes, err = s.writable(r, who); err != nil {
			return reply{}, err
		}
	}
	_, undo, err := s.deps.Plans.Put(r.Context(), who.viewer, []plan.Draft{draft})
	if err != nil {
		return reply{}, firstOf(err)
	}
	return reply{redirect: c.back, said: undoable(saidPlanned, undo)}, nil
}

// draftOf is a training that consists of one session of the library.
func (s *Site) draftOf(r *http.Request, who reader, ref plan.SessionRef) (plan.Draft, error) {
	d := plan.Draft{Refs: []plan.SessionRef{ref}}
	if ref.Built {
		w, err := s.deps.Plans.Workout(r.Context(), who.viewer, plan.Ref{ID: ref.ID})
		if err != nil {
			return d, err
		}
		d.Title, d.Sport, d.SportName = w.Title, w.Sport, w.SportName
		return d, nil
	}
	n, err := s.deps.Plans.Note(r.Context(), who.viewer, ref.ID)
	if err != nil {
		return d, err
	}
	d.Title, d.Sport, d.SportName = n.Title, n.Sport, n.SportName
	if d.Sport == 0 {
		d.Sport, d.SportName = sport.Running, sportWord(sportOf(sport.Running))
	}
	return d, nil
}

// firstOf is the first refusal of a batch, or the error itself.
func firstOf(err error) error {
	var batch *plan.BatchError
	if !errors.As(err, &batch) {
		return err
	}
	for _, one := range batch.Errors {
		if one != nil {
			return one
		}
	}
	return err
}

// moveOnBoard serves POST /coaching/move: to another day or athlete, as a copy if asked.
func (s *Site) moveOnBoard(r *http.Request, who reader) (reply, error) {
	c, err := readBoardChange(r)
	if err != nil {
		return reply{}, err
	}
	if c.training == 0 || c.day.IsZero() {
		return reply{}, errBoard
	}
	undo, err := s.deps.Plans.Move(r.Context(), who.viewer, plan.Move{Training: c.training, From: c.from, To: c.to, Day: c.day, Copy: c.copy})
	if err != nil {
		return reply{}, err
	}
	what := saidMoved
	if c.copy {
		what = saidDoubled
	}
	return reply{redirect: c.back, said: undoable(what, undo)}, nil
}

// withdrawFromBoard serves POST /coaching/withdraw: off one athlete's calendar, or off everybody's (0).
func (s *Site) withdrawFromBoard(r *http.Request, who reader) (reply, error) {
	c, err := readBoardChange(r)
	if err != nil {
		return reply{}, err
	}
	undo, err := s.deps.Plans.Withdraw(r.Context(), who.viewer, c.training, c.from)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: c.back, said: undoable(saidWithdrawn, undo)}, nil
}

// copyWeek serves POST /coaching/copy-week.
func (s *Site) copyWeek(r *http.Request, who reader) (reply, error) {
	c, err := readBoardChange(r)
	if err != nil {
		return reply{}, err
	}
	from, ok := parseDay(r.PostFormValue("from"))
	if !ok || c.day.IsZero() {
		return reply{}, errBoard
	}
	made, undo, err := s.deps.Plans.CopyWeek(r.Context(), who.viewer, from, c.day, c.from)
	switch {
	case err != nil:
		return reply{}, err
	case made == 0:
		return reply{redirect: c.back, said: said{what: saidWeekEmpty}}, nil
	}
	return reply{redirect: "/coaching?from=" + c.day.Format(time.DateOnly), said: undoable(saidWeekCopied, undo)}, nil
}

// undoPlanning serves POST /coaching/undo/{undo}, and returns to the page that offered it.
func (s *Site) undoPlanning(r *http.Request, who reader) (reply, error) {
	id, err := pathNumber(r, "undo", "undo")
	if err != nil {
		return reply{}, err
	}
	if err := s.deps.Plans.Undo(r.Context(), who.viewer, id); err != nil {
		return reply{}, err
	}
	return reply{redirect: s.cameFrom(r, "/coaching"), said: said{what: saidUndone}}, nil
}
