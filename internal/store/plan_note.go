package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

const noteColumns = "id, owner_id, sport_id, sport_name, title, description, html, estimate_s, created_us"

func noteDest(n *plan.Note, sp *int64) []any {
	return []any{
		(*whole)(&n.ID), (*whole)(&n.Owner), (*whole)(sp), (*word)(&n.SportName), (*word)(&n.Title), (*word)(&n.Description), (*word)(&n.HTML),
		maybeWhole{&n.Estimate}, (*instant)(&n.CreatedAt),
	}
}

func noteArgs(n *plan.Note) []any {
	return []any{int64(n.Sport), n.SportName, n.Title, n.Description, searched(n.Title, n.Description), n.HTML, perhaps(n.Estimate)}
}

// CreateNote stores n with its tags, fills in its ID, and spells its tags as they are known.
func (s *Store) CreateNote(ctx context.Context, n *plan.Note, limit int64) error {
	tags := n.Tags
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, n.Owner); err != nil {
			return err
		}
		if err := c.room(ctx, "note", n.Owner, limit); err != nil {
			return err
		}
		_, err := c.one(ctx, "INSERT INTO note (sport_id, sport_name, title, description, search_fold, html, estimate_s, owner_id, created_us)"+
			" VALUES "+places(9)+" RETURNING id", append(noteArgs(n), n.Owner, n.CreatedAt.UnixMicro()), (*whole)(&n.ID))
		if err != nil {
			return err
		}
		n.Tags, err = noteTags.write(ctx, c, n.Owner, n.ID, tags)
		return err
	})
}

// Note reads one of the owner's.
func (s *Store) Note(ctx context.Context, owner, id int64) (n *plan.Note, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		n, err = c.note(ctx, owner, id, "")
		return err
	})
	return n, err
}

func (c *session) note(ctx context.Context, owner, id int64, lock string) (*plan.Note, error) {
	var n plan.Note
	var sp int64
	found, err := c.one(ctx, "SELECT "+noteColumns+" FROM note WHERE id = ? AND owner_id = ?"+lock, []any{id, owner}, noteDest(&n, &sp)...)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, fault.Missing("note")
	}
	n.Sport = sportID(sp)
	n.Tags, err = noteTags.ofOne(ctx, c, n.ID)
	return &n, err
}

// Notes lists an owner's by ID.
func (s *Store) Notes(ctx context.Context, owner int64, f plan.Filter) ([]plan.Note, error) {
	var w where
	noteTags.filter(&w, owner, f.Search, f.Tag, "note")
	var all []plan.Note
	err := s.snapshot(ctx, func(c *session) error {
		all = nil
		at := map[int64]int{}
		var n plan.Note
		var sp int64
		err := c.query(ctx, "SELECT "+noteColumns+" FROM note"+w.sql()+" ORDER BY id", w.args, noteDest(&n, &sp), func() error {
			n.Sport = sportID(sp)
			at[n.ID] = len(all)
			all = append(all, n)
			return nil
		})
		if err != nil {
			return err
		}
		return noteTags.ofOwner(ctx, c, owner, func(id int64, label string) {
			if i, ok := at[id]; ok {
				all[i].Tags = append(all[i].Tags, label)
			}
		})
	})
	return all, err
}

// UpdateNote reads one under a lock, lets change alter it, and writes it back.
func (s *Store) UpdateNote(ctx context.Context, owner, id int64, change func(*plan.Note) error) (n *plan.Note, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, owner); err != nil {
			return err
		}
		if n, err = c.note(ctx, owner, id, c.dialect.lock); err != nil {
			return err
		}
		if err := change(n); err != nil {
			return err
		}
		_, err := c.exec(ctx, "UPDATE note SET sport_id = ?, sport_name = ?, title = ?, description = ?, search_fold = ?, html = ?, estimate_s = ? WHERE id = ?",
			append(noteArgs(n), id)...)
		if err != nil {
			return err
		}
		n.Tags, err = noteTags.write(ctx, c, owner, id, n.Tags)
		return err
	})
	if err != nil {
		return nil, err
	}
	return n, nil
}

// DeleteNote takes it off the trainings, too.
func (s *Store) DeleteNote(ctx context.Context, owner, id int64) error {
	return s.deleteOwn(ctx, "note", "note", owner, id)
}
