package activity

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// Change is an edit; nil leaves a thing as it is.
type Change struct {
	Sport *sport.ID
	// Title: "" is ignored.
	Title              *string
	Notes, Description *string
	Visibility         *access.Visibility
	// Equipment replaces what is attached; an empty list takes it off.
	Equipment *[]string
	// What follows is told by hand, and ignored for an activity that was measured from a file.
	Start    *time.Time
	Duration *int64
	Distance *float64
	// Elevation replaces ascent and descent; both NaN removes them.
	Elevation *Elevation
}

// Elevation is a pair of ascent and descent in meters.
type Elevation struct{ Ascent, Descent float64 }

// Update edits one of the viewer's activities. A change of sport keeps the numbers, moves the records, and takes off
// equipment that doesn't fit unless other is given. Errors as Get and Record.
func (s *Service) Update(ctx context.Context, v access.Viewer, uuid string, c Change) (*Activity, error) {
	a, err := s.store.Activity(ctx, uuid)
	if err == nil {
		err = s.permit(ctx, v, a, access.Change)
	}
	if err != nil {
		return nil, err
	}
	if c.Visibility != nil && !c.Visibility.Valid() {
		return nil, fault.InvalidField("visibility", "activity.visibility", "must be private, followers or public")
	}
	equipment, err := s.changedEquipment(ctx, a, c)
	if err != nil {
		return nil, err
	}
	return s.store.UpdateActivity(ctx, uuid, func(a *Activity) error {
		a.ModifiedAt = s.opt.Now()
		return c.apply(a)
	}, equipment)
}

// changedEquipment is what will be attached after the change; nil for no change.
func (s *Service) changedEquipment(ctx context.Context, a *Activity, c Change) (*[]int64, error) {
	id := a.Sport
	if c.Sport != nil {
		id = *c.Sport
	}
	sp, ok := sport.ByID(id)
	if !ok {
		return nil, errSport(id)
	}
	if c.Equipment != nil {
		ids, err := s.equipmentIDs(ctx, a.Owner, sp, c.Equipment, a.Equipment)
		return &ids, err
	}
	if id == a.Sport {
		return nil, nil
	}
	ids := fitting(a.Equipment, id)
	return &ids, nil
}

func (c *Change) apply(a *Activity) error {
	if c.Sport != nil {
		a.Sport = *c.Sport
	}
	if c.Title != nil && *c.Title != "" {
		a.Title = cut(*c.Title, MaxTitle)
	}
	if c.Notes != nil {
		a.Notes = cutPtr(c.Notes, MaxNotes)
	}
	if c.Description != nil {
		a.Description = cutPtr(c.Description, MaxDescription)
	}
	if c.Visibility != nil {
		a.Visibility = *c.Visibility
	}
	if a.File != nil {
		return nil
	}
	return c.retell(a)
}

// retell changes what was told by hand.
func (c *Change) retell(a *Activity) error {
	if c.Start != nil {
		a.Start = c.Start.UTC()
		if err := checkStart(a.Start); err != nil {
			return err
		}
	}
	if c.Duration == nil && c.Distance == nil && c.Elevation == nil {
		return nil
	}
	duration, distance, elevation := a.Duration, a.Distance, Elevation{a.Ascent, a.Descent}
	if c.Duration != nil {
		duration = *c.Duration
	}
	if c.Distance != nil {
		distance = *c.Distance
	}
	if c.Elevation != nil {
		elevation = *c.Elevation
	}
	return told(&a.Numbers, duration, distance, elevation.Ascent, elevation.Descent)
}

// Delete removes one of the viewer's activities for good, with its file if no other activity was made from it.
// Errors as Get.
func (s *Service) Delete(ctx context.Context, v access.Viewer, uuid string) error {
	a, err := s.allowed(ctx, v, uuid, access.Change)
	if err != nil {
		return err
	}
	if err := s.store.DeleteActivity(ctx, uuid); err != nil {
		return err
	}
	if a.File == nil {
		return nil
	}
	return s.forgetFile(ctx, a.File.Hash)
}

// forgetFile removes an original that no activity was made from any more.
func (s *Service) forgetFile(ctx context.Context, hash string) error {
	s.keeping.Lock()
	defer s.keeping.Unlock()
	used, err := s.store.HashInUse(ctx, hash)
	if err != nil || used {
		return err
	}
	return s.blobs.Remove(hash)
}

// Trash takes one of the viewer's activities out of everything, to be restored within TrashLife. Errors as Get.
func (s *Service) Trash(ctx context.Context, v access.Viewer, uuid string) error {
	if _, err := s.allowed(ctx, v, uuid, access.Change); err != nil {
		return err
	}
	return s.store.TrashActivity(ctx, uuid, s.opt.Now())
}

// Restore puts a trashed activity back as it was; fault.NotFound when it is not in the viewer's trash.
func (s *Service) Restore(ctx context.Context, v access.Viewer, uuid string) (*Activity, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.RestoreActivity(ctx, v.ID(), uuid)
}

// EmptyTrash forgets what was trashed longer than TrashLife ago, with the files that nothing else was made from.
func (s *Service) EmptyTrash(ctx context.Context) error {
	hashes, err := s.store.PurgeTrash(ctx, s.opt.Now().Add(-TrashLife))
	if err != nil {
		return err
	}
	return s.ForgetFiles(ctx, hashes)
}
