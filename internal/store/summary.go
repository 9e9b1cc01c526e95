package store

import (
	"slices"

	"palestra/internal/core/activity"
)

const (
	// maxSummaries bounds how many activities are remembered, at one to five kilobytes each.
	maxSummaries = 2048
	// maxParts (segments and laps) and maxTexts keep activities of unusual size from being remembered.
	maxParts = 64
	maxTexts = 2048
)

// summaries remembers activities as they were last read: row, segments, laps and records, which together have a version.
// Lists are asked for much more often than activities change, and most of the time of reading them goes into turning columns
// into values.
type summaries struct {
	rows *remembered[*activity.Activity]
}

func newSummaries() *summaries {
	return &summaries{newRemembered[*activity.Activity](maxSummaries)}
}

// fill sets those of all that are remembered in the versions of their headings, and says which of them are not. A nil s
// remembers nothing.
func (s *summaries) fill(heads []heading, all []activity.Activity) (missing []int) {
	for i := range heads {
		if s != nil {
			if known, ok := s.rows.find(heads[i].id, heads[i].version); ok {
				all[i] = apart(known)
				continue
			}
		}
		missing = append(missing, i)
	}
	return missing
}

// keep remembers activities just read in the versions of their headings.
func (s *summaries) keep(heads []heading, all []activity.Activity, read []int) {
	if s == nil {
		return
	}
	for _, i := range read {
		if a := apart(&all[i]); len(a.Segments)+len(a.Laps) <= maxParts && textSize(&a) <= maxTexts {
			s.rows.keep(heads[i].id, heads[i].version, &a)
		}
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
	b.Segments, b.Laps, b.Records = slices.Clone(a.Segments), slices.Clone(a.Laps), slices.Clone(a.Records)
	return b
}

func fresh[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
