package store

import (
	"context"

	"palestra/internal/core/activity"
)

// heading is what there is to know before an activity is read: whether a remembered summary still holds, and what is no
// part of that. Most activities have no equipment, and a statement that finds none costs as much as one that does.
type heading struct {
	place
	uuid     string
	version  int64
	owner    string
	equipped bool
}

const (
	// headingColumns are of an activity under the name a.
	headingColumns = "a.id, a.start_us, a.uuid, a.version, (SELECT username FROM person WHERE person.id = a.owner_id), " + equipped
	// listColumns are those of one person's activities. Their argument is the person, whose name is so looked up once and
	// not for every row.
	listColumns = "a.id, a.start_us, a.uuid, a.version, (SELECT username FROM person WHERE person.id = ?), " + equipped

	equipped = "CASE WHEN EXISTS (SELECT 1 FROM activity_equipment ae WHERE ae.activity_id = a.id) THEN 1 ELSE 0 END"
)

func (h *heading) dest() []any {
	return []any{(*whole)(&h.id), (*whole)(&h.start), (*word)(&h.uuid), (*whole)(&h.version), (*word)(&h.owner), (*truth)(&h.equipped)}
}

// headings reads those of activities that are there, at most as many as one statement takes, in the order of ids.
func (c *session) headings(ctx context.Context, ids []int64) ([]heading, error) {
	list, args := among(ids)
	known := make(map[int64]heading, len(ids))
	var h heading
	err := c.query(ctx, "SELECT "+headingColumns+" FROM activity a WHERE a.id IN "+list, args, h.dest(), func() error {
		known[h.id] = h
		return nil
	})
	heads := make([]heading, len(ids))
	for i, id := range ids {
		heads[i] = known[id]
	}
	return heads, err
}

// having are the ids of those that a heading says something of, and where they are filled in.
func having(heads []heading, all []activity.Activity, says func(*heading) bool) ([]int64, map[int64]*activity.Activity) {
	var ids []int64
	var at map[int64]*activity.Activity
	for i := range heads {
		if !says(&heads[i]) {
			continue
		}
		if at == nil {
			at = make(map[int64]*activity.Activity, len(heads)-i)
		}
		ids = append(ids, heads[i].id)
		at[heads[i].id] = &all[i]
	}
	return ids, at
}
