package store

import (
	"strings"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// maxPattern bounds what a text is compared with, in bytes; SQLite refuses longer ones than 50,000.
const maxPattern = 4096

// condition is a filter on activity, its page and order left aside.
func condition(f *activity.Filter) (*where, error) {
	w := new(where)
	w.restrict(f.Scope)
	if f.Sport != 0 {
		w.and("sport_id = ?", int64(f.Sport))
	}
	if err := w.texts(f); err != nil {
		return nil, err
	}
	if !f.From.IsZero() {
		w.and("start_us >= ?", f.From.UnixMicro())
	}
	if !f.To.IsZero() {
		w.and("start_us < ?", f.To.UnixMicro())
	}
	w.within("distance_m", f.Distance)
	w.within("CAST(moving_s AS DOUBLE PRECISION)", f.Moving)
	w.within("ave_speed_kmh", f.AveSpeed)
	w.within("max_speed_kmh", f.MaxSpeed)
	switch {
	case f.Unequipped:
		w.and("NOT EXISTS (SELECT 1 FROM activity_equipment ae WHERE ae.activity_id = activity.id)")
	case f.Equipment != "":
		w.and("EXISTS (SELECT 1 FROM activity_equipment ae JOIN equipment e ON e.id = ae.equipment_id WHERE ae.activity_id = activity.id AND e.uuid = ?)", f.Equipment)
	}
	return w, nil
}

// plain reports whether a filter leaves out nothing of its scope but other sports.
func plain(f *activity.Filter) bool {
	rest := *f
	rest.Scope, rest.Sport, rest.Page, rest.PerPage, rest.Order, rest.Ascending = access.Scope{}, 0, 0, 0, "", false
	return rest == activity.Filter{}
}

func (w *where) within(column string, r activity.Range) {
	if r.From != nil {
		w.and(column+" >= ?", *r.From)
	}
	if r.To != nil {
		w.and(column+" <= ?", *r.To)
	}
}

func (w *where) texts(f *activity.Filter) error {
	for _, t := range []string{f.Title, f.Notes, f.Description, f.Search} {
		if len(t) > maxPattern {
			return fault.New(fault.Invalid, "filter.too_long", "the text to look for is too long")
		}
		if !storable(t) { // folding would hide it
			return errEncoding()
		}
	}
	if f.Title != "" {
		w.and("title_fold LIKE ? ESCAPE '!'", anywhere(f.Title))
	}
	if f.Notes != "" {
		// Somebody else's notes can't be guessed by looking for them.
		w.and("notes_fold LIKE ? ESCAPE '!' AND owner_id = ?", anywhere(f.Notes), f.Scope.Viewer)
	}
	if f.Description != "" {
		w.and("description_fold LIKE ? ESCAPE '!'", anywhere(f.Description))
	}
	if f.Search != "" {
		p := literally(f.Search)
		w.and("(title_fold LIKE ? ESCAPE '!' OR description_fold LIKE ? ESCAPE '!' OR notes_fold LIKE ? ESCAPE '!' AND owner_id = ?)", p, p, p, f.Scope.Viewer)
	}
	return nil
}

// The patterns of LIKE, in which ! takes the meaning from the character after it.
var (
	escaped = strings.NewReplacer("!", "!!")
	literal = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")
)

// anywhere is a pattern for a text with p in it, in which % and _ stand for any characters and any one.
func anywhere(p string) string { return "%" + escaped.Replace(fold(p)) + "%" }

// literally is a pattern for a text with s in it.
func literally(s string) string { return "%" + literal.Replace(fold(s)) + "%" }
