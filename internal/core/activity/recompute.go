package activity

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
	"palestra/internal/core/trackfile"
)

// Recomputing says what to compute anew.
type Recomputing struct {
	// Owner limits it to one person's activities; nil is everybody's.
	Owner *person.Person
	// Sport limits it to one; 0 is any.
	Sport sport.ID
	// Thresholds takes the owners' present thresholds of standing still instead of the ones stored with each activity.
	Thresholds bool
	// Progress is called after each activity; err is what stopped that one, nil when it worked.
	Progress func(a *Activity, err error)
}

// Recompute measures activities made from files anew, from the originals; texts, sports and ids stay. An activity whose
// file is lost or unreadable keeps its numbers and is reported through Progress.
func (s *Service) Recompute(ctx context.Context, r Recomputing) error {
	var owner int64
	if r.Owner != nil {
		owner = r.Owner.ID
	}
	return s.store.FileActivities(ctx, owner, func(a Activity) error {
		if r.Sport != 0 && a.Sport != r.Sport {
			return nil
		}
		err := s.recompute(ctx, &a, r.Thresholds)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		r.Progress(&a, err)
		return nil
	})
}

func (s *Service) recompute(ctx context.Context, a *Activity, thresholds bool) error {
	b, err := s.blobs.Open(a.File.Hash)
	if err != nil {
		return err
	}
	defer b.Close()
	tracks, err := s.read(b, b.Size(), trackfile.Format(a.File.Format), a.File.Gzipped)
	if err != nil {
		return err
	}
	if a.File.Index >= len(tracks) {
		return fault.New(fault.Invalid, trackfile.CodeNoTracks, "the file has fewer recordings than it had")
	}
	threshold := a.StoppedSpeed
	if thresholds {
		sp, _ := sport.ByID(a.Sport)
		if threshold, err = s.stoppedSpeed(ctx, a.Owner, sp); err != nil {
			return err
		}
	}
	owner, err := s.store.Preferences(ctx, a.Owner)
	if err != nil {
		return err
	}
	d, err := measure(tracks[a.File.Index], threshold, owner.RawMaxSpeed)
	if err != nil {
		return err
	}
	d.ID, d.UUID, d.Owner, d.Sport, d.MapID = a.ID, a.UUID, a.Owner, a.Sport, a.MapID
	if d.HasTrack() && d.MapID == "" {
		d.MapID = s.opt.NewMapID()
	}
	return s.store.ReplaceNumbers(ctx, d)
}
