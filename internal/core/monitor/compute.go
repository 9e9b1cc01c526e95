package monitor

import (
	"context"
	"time"

	"palestra/internal/core/fault"
)

// Compute measures a time frame from what is stored, and stores the result: the work of a job, of which it gets the id, or 0.
// Doing it again, or at once in several places, makes no difference: what was begun earlier never replaces what was begun
// later, and what one job does again is announced once. A time frame that is gone is done.
func (s *Service) Compute(ctx context.Context, id, job int64) error {
	t, err := s.store.BeginComputing(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	frame, err := s.frameOf(ctx, t)
	if err != nil {
		return err
	}
	result, err := Measure(frame, s.deviceSource(ctx, t), s.gpxSource(ctx, t), s.recordedSource(ctx, t))
	if err != nil {
		return err
	}
	return s.store.SaveComputed(ctx, &Computed{TimeFrame: id, Revision: t.Revision, Job: job, At: s.opt.Now(), Result: result})
}

// FrameOf is how a time frame is measured, for whoever measures it as samples come.
func (s *Service) FrameOf(ctx context.Context, t *TimeFrame) (Frame, error) { return s.frameOf(ctx, t) }

func (s *Service) frameOf(ctx context.Context, t *TimeFrame) (Frame, error) {
	params, err := ParseParams(t.Params)
	if err != nil {
		return Frame{}, err
	}
	var born time.Time
	p, err := s.store.Person(ctx, t.Athlete)
	switch {
	case err == nil:
		born = p.Profile.BirthDate
	case !fault.Is(err, fault.NotFound):
		return Frame{}, err
	}
	return Frame{
		From: t.From.UnixMilli(), Until: t.Until.UnixMilli(), Params: params, AthleteMaxHR: params.HighestHR(born, t.From),
	}, nil
}

// deviceSource reads what the device sent in the times in which the time frame's owner held it.
func (s *Service) deviceSource(ctx context.Context, t *TimeFrame) Source {
	return Source{SourceDevice, func(e *Engine) error {
		if t.Device == 0 {
			return nil
		}
		holds, err := s.store.Ownerships(ctx, t.Device, t.Owner)
		if err != nil {
			return err
		}
		for _, i := range Owned(holds, t.Device, t.Owner, t.interval()) {
			err := s.store.RawBlocks(ctx, t.Device, i.From.UnixMilli(), i.Until.UnixMilli(), func(b *StoredBlock) error {
				block, err := DecodeBlock(b.Bytes)
				if err != nil {
					return err
				}
				e.AddSamples(block.Samples.Between(i.From.UnixMilli(), i.Until.UnixMilli()))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	}}
}

// gpxSource reads the document of the occasion.
func (s *Service) gpxSource(ctx context.Context, t *TimeFrame) Source {
	return Source{SourceGPX, func(e *Engine) error {
		if t.Occasion == 0 {
			return nil
		}
		o, err := s.store.Occasion(ctx, t.Owner, t.Occasion, OccasionFilter{})
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return GPX(o.GPX()).Feed(e)
	}}
}

// recordedSource reads the athlete's activities that overlap the time frame.
func (s *Service) recordedSource(ctx context.Context, t *TimeFrame) Source {
	return Source{SourceRecorded, func(e *Engine) error {
		recordings, err := s.store.Recordings(ctx, t.Athlete, t.From, t.Until)
		if err != nil {
			return err
		}
		return Recorded(recordings...).Feed(e)
	}}
}
