package web

import (
	"net/http"
	"strings"
	"time"

	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// impressionNeutral is what a session leaves when nobody says more.
const impressionNeutral = "2"

// maxNotes is how long the notes of a session may be, in characters.
const maxNotes = 10_000

// impressions are the choices of how a session was.
func impressions(who reader, chosen string) []option {
	t := who.words.T
	all := []option{{Value: "1", Label: t("strength.impression_bad")}, {Value: impressionNeutral, Label: t("strength.impression_neutral")}, {Value: "3", Label: t("strength.impression_good")}}
	for i := range all {
		all[i].Selected = all[i].Value == chosen
	}
	return all
}

// sessionOn is what the reader said of a day, nil for nothing.
func (s *Site) sessionOn(r *http.Request, who reader, day time.Time) (*strength.Session, error) {
	page, err := s.deps.Gym.Training.Sessions.List(r.Context(), who.viewer, listing.Query{Conditions: []listing.Condition{listing.Is("day", day)}, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	return &page.Rows[0], nil
}

// keepSession stores what the form says of a day: notes, an impression, and when it began. There is one session a day; a
// second training of a day adds to it.
func (s *Site) keepSession(r *http.Request, who reader, routine int64, day time.Time) error {
	notes, impression := strings.TrimSpace(r.PostFormValue("notes")), r.PostFormValue("impression")
	if impression == "" {
		impression = impressionNeutral
	}
	change := func(row *strength.Session) error {
		row.Impression, row.Notes = impression, nil
		if notes != "" {
			row.Notes = &notes
		}
		if begun, ok := clock(r.PostFormValue("begun")); ok {
			now := s.deps.Now().In(who.print.Zone)
			end := time.Duration(now.Hour())*time.Hour + time.Duration(now.Minute())*time.Minute
			if row.Start == nil && begun <= end {
				row.Start = &begun
			}
			if begun <= end {
				row.End = &end
			}
		}
		return nil
	}
	old, err := s.sessionOn(r, who, day)
	if err != nil {
		return err
	}
	if old != nil {
		_, err = s.deps.Gym.Training.Sessions.Update(r.Context(), who.viewer, old.ID, change)
		return err
	}
	row := strength.Session{Routine: routine, Day: day}
	_ = change(&row) // it never refuses
	_, err = s.deps.Gym.Training.Sessions.Create(r.Context(), who.viewer, row)
	return err
}

// clock reads a time of day such as "18:05".
func clock(s string) (time.Duration, bool) {
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

// clockText writes a time of day.
func clockText(d *time.Duration) string {
	if d == nil {
		return ""
	}
	return time.Time{}.Add(*d).Format("15:04")
}

// setsText tells sets in a few signs: "80 kg × 8, 8, 7".
func setsText(who reader, logs []strength.Log) string {
	var b strings.Builder
	last := ""
	for i := range logs {
		l := &logs[i]
		load := ""
		if l.LoadUnit != bodyWeight && l.Load > 0 {
			load = short(who, l.Load) + "\u00a0" + loadUnit(who, l.LoadUnit)
		}
		if i > 0 {
			b.WriteString(", ")
		}
		if load != last || i == 0 {
			if load != "" {
				b.WriteString(load + "\u00a0× ")
			}
		}
		b.WriteString(itoa(l.Repetitions))
		if l.RepetitionUnit != strength.Repetitions {
			b.WriteString("\u00a0" + repetitionUnit(who, l.RepetitionUnit))
		}
		last = load
	}
	return b.String()
}

// targetText tells what a set prescribes for an exercise: "4 × 10 (50 kg, 2 RiR)".
func targetText(who reader, set *strength.PlannedSet, e *strength.PlannedExercise) string {
	return e.Text(set.Set.Sets, func(id int64) string { return repetitionUnit(who, id) }, func(id int64) string { return loadUnit(who, id) })
}
