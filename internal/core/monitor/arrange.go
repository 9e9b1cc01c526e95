package monitor

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
)

// MaxArranged is the most time frames that are arranged at once.
const MaxArranged = 200

// Arrangement is an occasion with all of its time frames, as they shall be. An ID of 0 is one that is to be made.
type Arrangement struct {
	Occasion Occasion
	Frames   []TimeFrame
}

// Rearrangement is what an arrangement changes, for the store.
type Rearrangement struct {
	// Occasion has an ID of 0 when it is new; Changed tells that it is there and no longer as it was.
	Occasion Occasion
	Changed  bool
	// New are to be made, Different are before and after, Gone are to be deleted.
	New       []TimeFrame
	Different [][2]TimeFrame
	Gone      []TimeFrame
	At        time.Time
}

// Arrange makes one of the viewer's occasions and its time frames what the arrangement says, all at once or not at all: those
// with an ID are changed, those without are made, and those that it leaves out are deleted. What doesn't change is neither
// told of nor measured anew. It gives the occasion as it is then.
//
// Errors: those of CreateOccasion; fault.NotFound "occasion.not_found"; fault.Invalid "arrangement.invalid", with the fields
// "frames" for too many and "frames.<place>.<field>" for what CreateTimeFrame refuses, where the field "athlete" also says that no
// WRITE is granted over the whole interval; fault.Conflict "time_frame.changed" when others change the same.
func (s *Service) Arrange(ctx context.Context, v access.Viewer, a Arrangement) (*Occasion, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	a.Occasion.Owner = me
	if err := checkOccasion(me, &a.Occasion); err != nil {
		return nil, err
	}
	change := Rearrangement{Occasion: a.Occasion, At: s.opt.Now()}
	var before []TimeFrame
	if a.Occasion.ID == 0 {
		change.Occasion.CreatedAt = change.At
	} else if before, err = s.arranged(ctx, me, &change); err != nil {
		return nil, err
	}
	if err := s.checkArranged(ctx, me, a.Frames, before); err != nil {
		return nil, err
	}
	change.compare(before, a.Frames)
	if err := s.store.Rearrange(ctx, &change); err != nil {
		return nil, err
	}
	return &change.Occasion, nil
}

// arranged reads the occasion and its time frames as they are.
func (s *Service) arranged(ctx context.Context, me int64, c *Rearrangement) ([]TimeFrame, error) {
	old, err := s.store.Occasion(ctx, me, c.Occasion.ID, OccasionFilter{})
	if err != nil {
		return nil, err
	}
	c.Occasion.CreatedAt = old.CreatedAt
	c.Changed = old.Name != c.Occasion.Name || old.Schema != c.Occasion.Schema || string(old.Document) != string(c.Occasion.Document)
	page, err := s.store.TimeFrames(ctx, me, TimeFrameFilter{Occasion: c.Occasion.ID})
	return page.Rows, err
}

// checkArranged looks at all time frames, and gathers what is wrong with each under its place.
func (s *Service) checkArranged(ctx context.Context, me int64, frames, before []TimeFrame) error {
	var all checks
	if len(frames) > MaxArranged {
		all.refuse("frames", "must be at most "+strconv.Itoa(MaxArranged))
		return all.err("arrangement.invalid")
	}
	known := map[int64]bool{0: true}
	for i := range before {
		known[before[i].ID] = true
	}
	seen := map[int64]bool{}
	for i := range frames {
		t := &frames[i]
		t.Owner, t.Occasion = me, 0 // the occasion has been looked at
		at := "frames." + strconv.Itoa(i) + "."
		if !known[t.ID] || t.ID != 0 && seen[t.ID] {
			all.refuse(at+"id", "is none of the occasion's")
			continue
		}
		seen[t.ID] = true
		err := s.checkTimeFrame(ctx, me, t)
		var refused *fault.Error
		switch {
		case err == nil:
		case fault.Is(err, fault.Forbidden):
			all.refuse(at+"athlete", "the athlete grants no WRITE over the whole interval")
		case errors.As(err, &refused) && refused.Kind == fault.Invalid:
			for _, f := range refused.Fields {
				all.refuse(at+f.Name, f.Message)
			}
		default:
			return err
		}
	}
	return all.err("arrangement.invalid")
}

// compare finds out what is new, what is different and what is gone.
func (c *Rearrangement) compare(before, after []TimeFrame) {
	kept := map[int64]*TimeFrame{}
	for i := range after {
		if after[i].ID == 0 {
			c.New = append(c.New, after[i])
		} else {
			kept[after[i].ID] = &after[i]
		}
	}
	for i := range before {
		old := &before[i]
		next := kept[old.ID]
		if next == nil {
			c.Gone = append(c.Gone, *old)
			continue
		}
		next.Occasion, next.Revision = old.Occasion, old.Revision
		if !sameFrame(old, next) {
			c.Different = append(c.Different, [2]TimeFrame{*old, *next})
		}
	}
}

// sameFrame reports whether two measure the same in the same way.
func sameFrame(a, b *TimeFrame) bool {
	return a.Athlete == b.Athlete && a.Device == b.Device && a.Schema == b.Schema && a.From.Equal(b.From) && a.Until.Equal(b.Until) &&
		sameJSON(a.Params, b.Params)
}

// sameJSON compares two documents without regard to how they are written.
func sameJSON(a, b json.RawMessage) bool {
	var left, right any
	if json.Unmarshal(a, &left) != nil || json.Unmarshal(b, &right) != nil {
		return false
	}
	x, errX := json.Marshal(left)
	y, errY := json.Marshal(right)
	return errX == nil && errY == nil && string(x) == string(y)
}
