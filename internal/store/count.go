package store

import (
	"context"
	"fmt"
)

// Counts are how much the database holds.
type Counts struct {
	// Activities, those in the trash left out; Sports that have any; People with an account.
	Activities, Sports, People int64
	// FileBytes are the sizes of all originals, each counted once however many activities were made from it.
	FileBytes int64
}

// Counts adds up everything; its cost grows with the number of activities.
func (s *Store) Counts(ctx context.Context) (Counts, error) {
	var n Counts
	err := s.snapshot(ctx, func(c *session) error {
		if _, err := c.one(ctx, "SELECT CAST(COALESCE(SUM(activities), 0) AS BIGINT), COUNT(DISTINCT sport_id) FROM sport_total WHERE activities > 0",
			nil, (*whole)(&n.Activities), (*whole)(&n.Sports)); err != nil {
			return err
		}
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM person", nil, (*whole)(&n.People)); err != nil {
			return err
		}
		_, err := c.one(ctx, "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM (SELECT MAX(file_size_bytes) AS size FROM activity"+
			" WHERE file_hash IS NOT NULL GROUP BY file_hash) AS originals", nil, (*whole)(&n.FileBytes))
		return err
	})
	return n, err
}

// CheckIntegrity has the database look for damage, as far as it can: SQLite reads every page and checks every reference.
func (s *Store) CheckIntegrity(ctx context.Context) error {
	return s.view(ctx, func(c *session) error {
		if c.dialect.integrity == "" {
			return nil
		}
		var verdict string
		if _, err := c.one(ctx, c.dialect.integrity, nil, (*word)(&verdict)); err != nil {
			return err
		}
		if verdict != "ok" {
			return fmt.Errorf("store: the database is damaged: %s", verdict)
		}
		return nil
	})
}
