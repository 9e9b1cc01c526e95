package monitor

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// TimeFrame is an interval in which an athlete is measured.
type TimeFrame struct {
	ID, Owner, Athlete int64
	// Occasion and Device are 0 for none.
	Occasion, Device int64
	// From is part of it and Until is not; at most MaxTimeFrame apart. It may lie ahead.
	From, Until time.Time
	// Schema is the id of what Params, an object of JSON, is checked by.
	Schema int64
	Params json.RawMessage
	// Revision counts how often it was begun to be measured.
	Revision int64
}

// MaxTimeFrame is the longest time frame.
const MaxTimeFrame = 24 * time.Hour

func (t *TimeFrame) interval() Interval { return Interval{t.From, t.Until} }

// TimeFrameFilter is which of the viewer's time frames. The zero value is all; ids are 0 for any, and -1 for none that is.
type TimeFrameFilter struct {
	Device, Athlete, Owner, Occasion int64
	// FromAfter … bound start and end, themselves included; zero is no bound.
	FromAfter, FromBefore, UntilAfter, UntilBefore time.Time
	// Order may be by "start_time", "end_time", "device", "athlete" and "activity"; it ends by id.
	Order []listing.Key
	Paging
}

// TimeFrames lists the viewer's. Errors: those of manager; fault.Invalid "listing.field" for an unknown order.
func (s *Service) TimeFrames(ctx context.Context, v access.Viewer, f TimeFrameFilter) (Page[TimeFrame], error) {
	me, err := manager(v)
	if err != nil {
		return Page[TimeFrame]{}, err
	}
	return s.store.TimeFrames(ctx, me, f)
}

// TimeFrame reads one of the viewer's that is in the filter; fault.NotFound "time_frame.not_found".
func (s *Service) TimeFrame(ctx context.Context, v access.Viewer, id int64, f TimeFrameFilter) (*TimeFrame, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	return s.store.TimeFrame(ctx, me, id, f)
}

// CreateTimeFrame stores one, fills in its id, and has it measured. An Owner of 0 is the viewer, empty Params are {}.
// Errors: fault.Invalid "time_frame.invalid" with fields; fault.Forbidden "monitor.no_write" without WRITE over the whole
// interval.
func (s *Service) CreateTimeFrame(ctx context.Context, v access.Viewer, t TimeFrame) (*TimeFrame, error) {
	me, err := manager(v)
	if err != nil {
		return nil, err
	}
	if t.Owner == 0 {
		t.Owner = me
	}
	if err := s.checkTimeFrame(ctx, me, &t); err != nil {
		return nil, err
	}
	if err := s.store.CreateTimeFrame(ctx, &t, s.opt.Now()); err != nil {
		return nil, err
	}
	return &t, nil
}

// UpdateTimeFrame lets change alter one of the viewer's that is in the filter, and has it measured anew. Errors as TimeFrame
// and CreateTimeFrame; fault.Conflict "time_frame.busy" when others keep changing it.
func (s *Service) UpdateTimeFrame(ctx context.Context, v access.Viewer, id int64, f TimeFrameFilter, change func(*TimeFrame) error) (*TimeFrame, error) {
	for range 5 {
		before, err := s.TimeFrame(ctx, v, id, f)
		if err != nil {
			return nil, err
		}
		after := *before
		if err := change(&after); err != nil {
			return nil, err
		}
		after.ID, after.Revision = before.ID, before.Revision
		if err := s.checkTimeFrame(ctx, before.Owner, &after); err != nil {
			return nil, err
		}
		err = s.store.ReplaceTimeFrame(ctx, before, &after, s.opt.Now())
		if fault.CodeOf(err) != "time_frame.changed" {
			if err != nil {
				return nil, err
			}
			return &after, nil
		}
	}
	return nil, fault.New(fault.Conflict, "time_frame.busy", "the time frame is being changed by others")
}

// DeleteTimeFrame removes one of the viewer's that is in the filter; fault.NotFound "time_frame.not_found".
func (s *Service) DeleteTimeFrame(ctx context.Context, v access.Viewer, id int64, f TimeFrameFilter) error {
	t, err := s.TimeFrame(ctx, v, id, f)
	if err != nil {
		return err
	}
	return s.store.DeleteTimeFrame(ctx, t.Owner, t.ID, s.opt.Now())
}

// checkTimeFrame fills in defaults and looks at everything that a time frame says and names.
func (s *Service) checkTimeFrame(ctx context.Context, me int64, t *TimeFrame) error {
	if len(t.Params) == 0 || string(t.Params) == "null" {
		t.Params = json.RawMessage("{}")
	}
	var c checks
	if t.Owner != me {
		c.refuse("owner", "must be yourself")
	}
	switch length := t.Until.Sub(t.From); {
	case t.From.IsZero():
		c.refuse("start_time", "This field is required.")
	case t.Until.IsZero():
		c.refuse("end_time", "This field is required.")
	case length <= 0:
		c.refuse("end_time", "must be after the start")
	case length > MaxTimeFrame:
		c.refuse("end_time", "must be within 24 hours of the start")
	case t.From.Year() < 1970 || t.Until.Year() > 2199:
		c.refuse("start_time", "must be between the years 1970 and 2199")
	}
	if c.schema(t.Schema, SchemaTimeFrame, "params", t.Params) {
		c.params(t.Params)
	}
	if len(c.fields) > 0 {
		return c.err("time_frame.invalid")
	}
	if err := s.checkNamed(ctx, me, t, &c); err != nil {
		return err
	}
	return c.err("time_frame.invalid")
}

// params are what the schema can't say: thresholds ascend.
func (c *checks) params(document json.RawMessage) {
	_, err := ParseParams(document)
	var f *fault.Error
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			c.refuse("params", field.Name+": "+field.Message)
		}
	}
}

// checkNamed looks at the athlete, the device and the occasion.
func (s *Service) checkNamed(ctx context.Context, me int64, t *TimeFrame, c *checks) error {
	if t.Occasion != 0 {
		_, err := s.store.Occasion(ctx, me, t.Occasion, OccasionFilter{})
		if err := c.missing(err, "activity", "must be one of yours"); err != nil {
			return err
		}
	}
	if t.Device != 0 {
		holds, err := s.store.Ownerships(ctx, t.Device, me)
		if err != nil {
			return err
		}
		if !Owns(holds, t.Device, me, t.interval()) {
			c.refuse("device", "must be yours over the whole interval")
		}
	}
	_, err := s.store.Person(ctx, t.Athlete)
	if err := c.missing(err, "athlete", "there is no such athlete"); err != nil || len(c.fields) > 0 {
		return err
	}
	return s.mayOver(ctx, me, t.Athlete, access.PermissionWrite, t.interval())
}

// missing turns the absence of what a field names into a refusal of that field.
func (c *checks) missing(err error, field, message string) error {
	if fault.Is(err, fault.NotFound) {
		c.refuse(field, message)
		return nil
	}
	return err
}

// mayOver wants a permission over the whole interval; fault.Forbidden "monitor.no_write" or "monitor.no_read".
func (s *Service) mayOver(ctx context.Context, me, athlete int64, p access.Permission, data Interval) error {
	grants, err := s.store.Grants(ctx, athlete, me)
	if err != nil {
		return err
	}
	if Granted(grants, athlete, me, p, data) {
		return nil
	}
	if p == access.PermissionWrite {
		return fault.New(fault.Forbidden, "monitor.no_write", "the athlete grants no WRITE over the whole interval")
	}
	return fault.New(fault.Forbidden, "monitor.no_read", "the athlete grants no READ over the whole interval")
}
