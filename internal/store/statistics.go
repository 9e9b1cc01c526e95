package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

// StatisticRows are the plain numbers of the owner's activities with from <= start < to (zero is open), oldest first;
// sport 0 is any. The caller must not change them: they may be remembered.
func (s *Store) StatisticRows(ctx context.Context, owner int64, from, to time.Time, sp sport.ID) ([]activity.StatisticRow, error) {
	var all []activity.StatisticRow
	err := s.snapshot(ctx, func(c *session) (err error) {
		var version int64
		if _, err = c.one(ctx, "SELECT CAST(SUM(version) AS BIGINT) FROM sport_total WHERE owner_id = ?", []any{owner}, (*whole)(&version)); err != nil {
			return err
		}
		var known bool
		if all, known = s.statistics.find(owner, version, from, to); known {
			all = ofSport(all, sp)
			return nil
		}
		all, err = c.statisticRows(ctx, owner, from, to, sp)
		if err == nil && sp == 0 {
			s.statistics.keep(owner, stretch{version, from, to, all})
		}
		return err
	})
	return all, err
}

func (c *session) statisticRows(ctx context.Context, owner int64, from, to time.Time, sp sport.ID) ([]activity.StatisticRow, error) {
	var w where
	w.and("owner_id = ?", owner)
	if sp != 0 {
		w.and("sport_id = ?", int64(sp))
	}
	if !from.IsZero() {
		w.and("start_us >= ?", from.UnixMicro())
	}
	if !to.IsZero() {
		w.and("start_us < ?", to.UnixMicro())
	}
	var all []activity.StatisticRow
	var r activity.StatisticRow
	var id int64
	// To watch the context would cost a third more for every row; it is looked at now and then instead.
	err := c.query(ctx, "SELECT start_us, sport_id, distance_m, moving_s, ave_speed_kmh, ascent_m, descent_m FROM activity"+
		w.sql()+" ORDER BY start_us, id", w.args, []any{(*instant)(&r.Start), (*whole)(&id), (*real)(&r.Distance),
		(*whole)(&r.Moving), (*real)(&r.AveSpeed), (*real)(&r.Ascent), (*real)(&r.Descent)}, func() error {
		r.Sport = sport.ID(id)
		all = append(all, r)
		if len(all)%1024 == 0 {
			return ctx.Err()
		}
		return nil
	})
	return all, err
}

func ofSport(all []activity.StatisticRow, sp sport.ID) []activity.StatisticRow {
	if sp == 0 {
		return all
	}
	var some []activity.StatisticRow
	for i := range all {
		if all[i].Sport == sp {
			some = append(some, all[i])
		}
	}
	return some
}

// maxStatisticRows bounds how many rows are remembered of all people together, at 72 bytes each.
const maxStatisticRows = 100_000

// statistics remembers the longest stretch of each person's rows that was last read: statistics are asked for again and
// again between two activities. What the database says the version is decides, so other processes' changes are seen as
// well.
type statistics struct {
	mu     sync.Mutex
	people map[int64]stretch
	// size is how many rows people have.
	size int
}

// stretch is all that started in from <= start < to (zero is open), as of a version of the person's sums.
type stretch struct {
	version  int64
	from, to time.Time
	rows     []activity.StatisticRow
}

func newStatistics() *statistics { return &statistics{people: make(map[int64]stretch)} }

// find gives the rows that started between two moments when they are remembered in this version.
func (s *statistics) find(owner, version int64, from, to time.Time) ([]activity.StatisticRow, bool) {
	s.mu.Lock()
	known, ok := s.people[owner]
	s.mu.Unlock()
	if !ok || known.version != version || !known.covers(from, to) {
		return nil, false
	}
	return known.between(from, to), true
}

func (k *stretch) covers(from, to time.Time) bool {
	return (k.from.IsZero() || !from.IsZero() && !from.Before(k.from)) &&
		(k.to.IsZero() || !to.IsZero() && !to.After(k.to))
}

// between are those rows of a stretch that started in a part of it, nil when there are none.
func (k *stretch) between(from, to time.Time) []activity.StatisticRow {
	first, end := 0, len(k.rows)
	if !from.IsZero() {
		first = k.at(from)
	}
	if !to.IsZero() {
		end = k.at(to)
	}
	if first >= end {
		return nil
	}
	return slices.Clip(k.rows[first:end])
}

// at is how many rows started before t.
func (k *stretch) at(t time.Time) int {
	n, _ := slices.BinarySearchFunc(k.rows, t, func(r activity.StatisticRow, t time.Time) int { return r.Start.Compare(t) })
	return n
}

// keep remembers a stretch unless a longer one of the same version is remembered, or it alone would take all the room.
func (s *statistics) keep(owner int64, k stretch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.people[owner]
	if ok && old.version == k.version && len(old.rows) > len(k.rows) {
		return
	}
	s.drop(owner)
	if len(k.rows) > maxStatisticRows/4 {
		return
	}
	for other := range s.people { // any
		if s.size+len(k.rows) <= maxStatisticRows && len(s.people) < maxSummaries {
			break
		}
		s.drop(other)
	}
	s.people[owner] = k
	s.size += len(k.rows)
}

func (s *statistics) drop(owner int64) {
	s.size -= len(s.people[owner].rows)
	delete(s.people, owner)
}
