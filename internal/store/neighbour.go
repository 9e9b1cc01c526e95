package store

import (
	"context"

	"palestra/internal/core/activity"
)

// neighbourColumns find by the index what stands before and after each activity. Of several with the same start the one
// stored first is taken, on both sides; so the way back looks for the start first, and only then for who has it.
const neighbourColumns = "(SELECT p.uuid FROM activity p WHERE p.owner_id = a.owner_id AND p.id <> a.id AND p.start_us =" +
	" (SELECT m.start_us FROM activity m WHERE m.owner_id = a.owner_id AND m.start_us <= a.start_us AND m.id <> a.id ORDER BY m.start_us DESC LIMIT 1)" +
	" ORDER BY p.id LIMIT 1)," +
	" (SELECT n.uuid FROM activity n WHERE n.owner_id = a.owner_id AND n.start_us >= a.start_us AND n.id <> a.id ORDER BY n.start_us, n.id LIMIT 1)"

func (c *session) loadNeighbours(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	var id int64
	var previous, next string
	return c.query(ctx, "SELECT a.id, "+neighbourColumns+" FROM activity a WHERE a.id IN "+list, args, []any{(*whole)(&id), (*word)(&previous), (*word)(&next)}, func() error {
		a := at[id]
		a.Previous, a.Next = previous, next
		return nil
	})
}
