package strength

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// Settle makes the viewer's logs what somebody who writes them down says they are: those that are done are stored, or changed
// where they are stored with other figures, and those whose UUIDs are in undone are removed. It is safe to say the same again,
// as those do whose connection dropped before the answer came. Errors as of Record; a UUID in undone that nobody has is none.
func (s *Service) Settle(ctx context.Context, v access.Viewer, done []Log, undone []string) error {
	kept, err := s.Record(ctx, v, done)
	if err != nil {
		return err
	}
	for i := range kept {
		said := &done[i]
		if said.UUID == "" || sameSet(&kept[i], said) {
			continue
		}
		if _, err := s.Logs.Update(ctx, v, kept[i].ID, func(l *Log) error {
			l.Repetitions, l.RepetitionUnit, l.Load, l.LoadUnit = said.Repetitions, said.RepetitionUnit, said.Load, said.LoadUnit
			return nil
		}); err != nil {
			return err
		}
	}
	return s.forget(ctx, v, undone)
}

func sameSet(a, b *Log) bool {
	return a.Repetitions == b.Repetitions && a.RepetitionUnit == b.RepetitionUnit && a.Load == b.Load && a.LoadUnit == b.LoadUnit
}

// forget removes the viewer's logs with these UUIDs, as far as they are there.
func (s *Service) forget(ctx context.Context, v access.Viewer, uuids []string) error {
	if len(uuids) == 0 {
		return nil
	}
	values := make([]any, len(uuids))
	for i, u := range uuids {
		values[i] = u
	}
	page, err := s.Logs.List(ctx, v, listing.Query{Conditions: []listing.Condition{listing.Is("uuid", values...)}, Limit: listing.MaxLimit})
	if err != nil {
		return err
	}
	for i := range page.Rows {
		if err := s.Logs.Delete(ctx, v, page.Rows[i].ID); err != nil && !fault.Is(err, fault.NotFound) {
			return err // one that somebody else has just removed is gone as well
		}
	}
	return nil
}

// maxLastTime is how many sets of an exercise are looked at for the last time it was done.
const maxLastTime = 50

// LastTime is what the viewer did of an exercise on the last day before another on which they did any of it, in the order in
// which it was stored; none when there was no such day.
func (s *Service) LastTime(ctx context.Context, v access.Viewer, exercise int64, before time.Time) ([]Log, error) {
	page, err := s.Logs.List(ctx, v, listing.Query{
		Conditions: []listing.Condition{listing.Is("exercise", exercise), {Field: "day", Op: listing.Before, Values: []any{date(before)}}},
		Order:      []listing.Key{{Field: "day", Descending: true}}, Limit: maxLastTime,
	})
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	logs := page.Rows
	end := slices.IndexFunc(logs, func(l Log) bool { return !l.Day.Equal(logs[0].Day) })
	if end < 0 {
		end = len(logs)
	}
	logs = logs[:end]
	slices.SortFunc(logs, func(a, b Log) int { return int(a.ID - b.ID) })
	return logs, nil
}
