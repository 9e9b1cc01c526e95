package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/strength"
)

// RecordLogs stores those that are new, all or none, and puts what is kept in their places.
func (s *Store) RecordLogs(ctx context.Context, owner int64, logs []strength.Log) error {
	return s.change(ctx, func(c *session) error {
		kept, err := c.logsByUUID(ctx, owner, logs)
		if err != nil {
			return err
		}
		var fresh []strength.Log
		for _, l := range logs {
			if _, there := kept[l.UUID]; !there {
				kept[l.UUID] = l
				fresh = append(fresh, l)
			}
		}
		err = c.insertMany(ctx, logKind.table, logKind.columns, len(fresh), func(args []any, i int) []any {
			return append(args, logKind.values(&fresh[i])...)
		})
		if fault.CodeOf(s.dialect.refusal(err)) == "store.taken" {
			return because(err, fault.Conflict, "log.uuid_taken", "another log has this UUID")
		}
		if err != nil {
			return err
		}
		if kept, err = c.logsByUUID(ctx, owner, logs); err != nil {
			return err
		}
		for i := range logs {
			logs[i] = kept[logs[i].UUID]
		}
		return nil
	})
}

// logsByUUID reads those of the owner's logs that have the UUIDs of others.
func (c *session) logsByUUID(ctx context.Context, owner int64, logs []strength.Log) (map[string]strength.Log, error) {
	found := make(map[string]strength.Log, len(logs))
	for from := 0; from < len(logs); from += most {
		some := logs[from:min(from+most, len(logs))]
		args := make([]any, 0, 1+most)
		args = append(args, owner)
		for i := range most { // always as many, so that one statement does for all: the last one fills up
			args = append(args, some[min(i, len(some)-1)].UUID)
		}
		rows, err := logKind.read(ctx, c, "SELECT id, "+logKind.columns+" FROM strength_log WHERE owner_id = ? AND uuid IN "+places(most), args, int64(len(some)))
		if err != nil {
			return nil, err
		}
		for _, l := range rows {
			found[l.UUID] = l
		}
	}
	return found, nil
}
