package store

import (
	"context"

	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
)

// CreateActivities stores drafts of one owner in this order and fills in their ids, Records, Equipment and neighbours.
// Unknown equipment is fault.NotFound "equipment.not_found".
func (s *Store) CreateActivities(ctx context.Context, drafts []*activity.Draft) error {
	if len(drafts) == 0 {
		return nil
	}
	var stored []activity.Activity
	write := s.change
	if len(drafts) == 1 {
		write = s.brief
	}
	err := write(ctx, func(c *session) error {
		owner := drafts[0].Owner
		if err := c.lockPerson(ctx, owner); err != nil {
			return err
		}
		ids, records := make([]int64, len(drafts)), false
		for i, d := range drafts {
			if d.Owner != owner {
				return fault.New(fault.Invalid, "activity.owners", "activities stored together must have one owner")
			}
			id, took, err := c.create(ctx, d)
			if err != nil {
				return err
			}
			ids[i], records = id, records || took
		}
		var err error
		stored, err = c.settled(ctx, ids, drafts, records)
		return err
	})
	if err != nil {
		return err
	}
	for i, d := range drafts {
		n := &stored[i]
		d.ID, d.OwnerName, d.Records, d.Equipment, d.Previous, d.Next = n.ID, n.OwnerName, n.Records, n.Equipment, n.Previous, n.Next
	}
	return nil
}

// settled are the drafts stored under these ids with what only the database knows: owner's name, records if there may be
// any, equipment and neighbours.
func (c *session) settled(ctx context.Context, ids []int64, drafts []*activity.Draft, records bool) ([]activity.Activity, error) {
	all := make([]activity.Activity, len(ids))
	for from := 0; from < len(ids); from += most {
		to := min(from+most, len(ids))
		heads, err := c.headings(ctx, ids[from:to])
		if err != nil {
			return nil, err
		}
		for i := from; i < to; i++ {
			a := &drafts[i].Activity
			all[i] = activity.Activity{ID: ids[i], UUID: a.UUID, Owner: a.Owner, Sport: a.Sport, Start: a.Start}
		}
		if err := c.loadParts(ctx, heads, all[from:to], parts{records: records, neighbours: true}); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// create stores one draft with all that hangs on it, and gives its id and whether it holds records.
func (c *session) create(ctx context.Context, d *activity.Draft) (id int64, records bool, err error) {
	a := d.Activity
	args := append([]any{a.UUID, a.Owner}, activityArgs(&a)...)
	_, err = c.one(ctx, "INSERT INTO activity (uuid, owner_id, "+activityWritten+") VALUES "+places(len(args))+" RETURNING id", args, (*whole)(&a.ID))
	if err != nil {
		return 0, false, err
	}
	if err := c.createParts(ctx, a.ID, d); err != nil {
		return 0, false, err
	}
	if err := c.addTotals(ctx, a.Owner, a.Sport, sumsOf(&a.Numbers)); err != nil {
		return 0, false, err
	}
	if err := c.attach(ctx, &a, d.EquipmentIDs); err != nil {
		return 0, false, err
	}
	if records, err = c.claimRecords(ctx, &a, nil); err != nil {
		return 0, false, err
	}
	return a.ID, records, c.remeasureRecorded(ctx, &a)
}

// lockPerson keeps other transactions from changing this person's activities until this one ends.
func (c *session) lockPerson(ctx context.Context, id int64) error {
	found, err := c.one(ctx, "SELECT id FROM person WHERE id = ?"+c.dialect.lock, []any{id}, new(whole))
	if err == nil && !found {
		return fault.Missing("person")
	}
	return err
}
