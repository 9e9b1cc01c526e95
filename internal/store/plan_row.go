package store

import (
	"context"
	"time"

	"palestra/internal/core/fault"
)

// maybeWhole is a place for a whole number that may be absent.
type maybeWhole struct{ n **int64 }

// Scan implements sql.Scanner.
func (d maybeWhole) Scan(src any) error {
	*d.n = nil
	switch v := src.(type) {
	case int64:
		*d.n = &v
	case nil:
	default:
		return mismatch(src, "a whole number")
	}
	return nil
}

// perhaps is a whole number that may be absent, as an argument.
func perhaps(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}

const secondsADay = 24 * 60 * 60

// dayNumber counts days since 1970-01-01.
func dayNumber(t time.Time) int64 { return t.Unix() / secondsADay }

// dayOf is midnight UTC of a counted day.
func dayOf(n int64) time.Time { return time.Unix(n*secondsADay, 0).UTC() }

// searched is the text that a thing of the library is found by.
func searched(title, description string) string { return fold(title + "\n" + description) }

// tagging is a table that ties tags to things of the library.
type tagging struct{ table, column string }

var (
	workoutTags = tagging{"workout_tag", "workout_id"}
	noteTags    = tagging{"note_tag", "note_id"}
)

// filter is the condition of a library's filter, for the table that holds the things.
func (g tagging) filter(w *where, owner int64, search, tag, things string) {
	w.and("owner_id = ?", owner)
	if search != "" {
		w.and("search_fold LIKE ? ESCAPE '!'", literally(search))
	}
	if tag != "" {
		w.and(things+".id IN (SELECT "+g.column+" FROM "+g.table+" JOIN tag ON tag.id = tag_id WHERE tag.owner_id = ? AND label_fold = ?)", owner, fold(tag))
	}
}

// write replaces the tags of a thing, and gives them as they are spelled.
func (g tagging) write(ctx context.Context, c *session, owner, thing int64, labels []string) ([]string, error) {
	if _, err := c.exec(ctx, "DELETE FROM "+g.table+" WHERE "+g.column+" = ?", thing); err != nil {
		return nil, err
	}
	spelled := make([]string, 0, len(labels))
	seen := map[int64]bool{}
	for i, label := range labels {
		t, _, err := c.tag(ctx, owner, label)
		if err != nil {
			return nil, err
		}
		if seen[t.ID] {
			continue
		}
		seen[t.ID] = true
		spelled = append(spelled, t.Label)
		_, err = c.exec(ctx, "INSERT INTO "+g.table+" ("+g.column+", position, tag_id) VALUES (?, ?, ?)", thing, int64(i), t.ID)
		if err != nil {
			return nil, err
		}
	}
	return spelled, nil
}

// ofOne lists the tags of one thing.
func (g tagging) ofOne(ctx context.Context, c *session, thing int64) ([]string, error) {
	var all []string
	var label string
	err := c.query(ctx, "SELECT label FROM "+g.table+" JOIN tag ON tag.id = tag_id WHERE "+g.column+" = ? ORDER BY position",
		[]any{thing}, []any{(*word)(&label)}, func() error {
			all = append(all, label)
			return nil
		})
	return all, err
}

// ofOwner calls fn for the tags of everything an owner has, by thing and position.
func (g tagging) ofOwner(ctx context.Context, c *session, owner int64, fn func(thing int64, label string)) error {
	var thing int64
	var label string
	return c.query(ctx, "SELECT "+g.column+", label FROM tag JOIN "+g.table+" ON tag.id = tag_id WHERE owner_id = ? ORDER BY "+g.column+", position",
		[]any{owner}, []any{(*whole)(&thing), (*word)(&label)}, func() error {
			fn(thing, label)
			return nil
		})
}

// room refuses one more row of an owner beyond the limit.
func (c *session) room(ctx context.Context, table string, owner, limit int64) error {
	var n int64
	if _, err := c.one(ctx, "SELECT COUNT(*) FROM "+table+" WHERE owner_id = ?", []any{owner}, (*whole)(&n)); err != nil {
		return err
	}
	if n >= limit {
		return fault.New(fault.Limited, "library.full", "the library is full")
	}
	return nil
}
