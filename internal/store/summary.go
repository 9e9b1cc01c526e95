package store

import (
	"context"
	"slices"
	"sync"

	"palestra/internal/core/activity"
)

const (
	// maxSummaries bounds how many activities are remembered, at one to five kilobytes each.
	maxSummaries = 2048
	// maxSegments and maxTexts keep activities of unusual size from being remembered.
	maxSegments = 16
	maxTexts    = 2048
)

// summaries remembers activities as they were last read: row and segments, which together have a version. Lists are asked
// for much more often than activities change, and most of the time of reading them goes into turning columns into values.
// What the database says the version is decides, so other processes' changes are seen as well.
type summaries struct {
	mu   sync.Mutex
	rows map[int64]summary
}

type summary struct {
	version  int64
	activity activity.Activity
}

func newSummaries() *summaries { return &summaries{rows: make(map[int64]summary)} }

// fill sets those of all that are remembered in these versions, and gives the ids of the others. A nil s remembers nothing.
func (s *summaries) fill(all map[int64]*activity.Activity, versions map[int64]int64) []int64 {
	var missing []int64
	if s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	for id, a := range all {
		if s != nil {
			if known, ok := s.rows[id]; ok && known.version == versions[id] {
				*a = apart(&known.activity)
				continue
			}
		}
		missing = append(missing, id)
	}
	return missing
}

// keep remembers activities just read in these versions.
func (s *summaries) keep(all map[int64]*activity.Activity, versions map[int64]int64) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, a := range all {
		if len(a.Segments) > maxSegments || textSize(a) > maxTexts {
			continue
		}
		if len(s.rows) >= maxSummaries {
			for old := range s.rows { // any
				delete(s.rows, old)
				break
			}
		}
		s.rows[id] = summary{versions[id], apart(a)}
	}
}

func textSize(a *activity.Activity) int {
	n := len(a.Title)
	for _, text := range []*string{a.Notes, a.Description} {
		if text != nil {
			n += len(*text)
		}
	}
	return n
}

// apart is a copy that shares nothing with a that could be changed.
func apart(a *activity.Activity) activity.Activity {
	b := *a
	b.Notes, b.Description, b.Bounds, b.File = fresh(a.Notes), fresh(a.Description), fresh(a.Bounds), fresh(a.File)
	b.Segments = slices.Clone(a.Segments)
	return b
}

func fresh[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// loadSummaries reads rows and segments of activities, as far as they are not remembered.
func (c *session) loadSummaries(ctx context.Context, list string, args []any, at map[int64]*activity.Activity) error {
	versions := make(map[int64]int64, len(at))
	var id, version int64
	err := c.query(ctx, "SELECT id, version FROM activity WHERE id IN "+list, args, []any{(*whole)(&id), (*whole)(&version)}, func() error {
		versions[id] = version
		return nil
	})
	if err != nil {
		return err
	}
	missing := c.summaries.fill(at, versions)
	if len(missing) == 0 {
		return nil
	}
	news := make(map[int64]*activity.Activity, len(missing))
	for _, id := range missing {
		news[id] = at[id]
	}
	list, args = among(missing)
	if err := c.loadRows(ctx, list, args, news); err != nil {
		return err
	}
	if err := c.loadSegments(ctx, list, args, news); err != nil {
		return err
	}
	c.summaries.keep(news, versions)
	return nil
}
