package activity

import (
	"context"
	"slices"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// The most characters of an equipment's texts.
const (
	MaxLabel           = 50
	MaxGearDescription = 200
)

// EquipmentChange is an edit of equipment; nil leaves a thing as it is.
type EquipmentChange struct {
	Label, Description *string
	Type               *int
	// Active false retires it.
	Active *bool
	// DefaultFor replaces the sports whose new activities get it unasked.
	DefaultFor *[]sport.ID
}

// OneEquipment reads a thing of the viewer's; fault.NotFound "equipment.not_found".
func (s *Service) OneEquipment(ctx context.Context, v access.Viewer, uuid string) (*Equipment, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.EquipmentByUUID(ctx, v.ID(), uuid)
}

// CreateEquipment stores a thing of the viewer's. Errors: fault.Invalid "equipment.label", "equipment.description",
// "equipment.type", "equipment.type_inactive", "equipment.sport_unknown" with the sport's ID in Args,
// "equipment.sport_unfit" with the labels of sport and type; fault.Conflict "equipment.label_taken".
func (s *Service) CreateEquipment(ctx context.Context, v access.Viewer, e Equipment) (*Equipment, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	if err := s.typeOffered(ctx, e.Type); err != nil {
		return nil, err
	}
	e.UUID, e.Owner, e.CreatedAt, e.Active = s.opt.NewUUID(), v.ID(), s.opt.Now(), true
	err := s.store.CreateEquipment(ctx, &e)
	return &e, err
}

// UpdateEquipment edits a thing of the viewer's. With another type it is taken off all activities, and stays the default
// of those sports alone that the new type is for. Errors as CreateEquipment and OneEquipment.
func (s *Service) UpdateEquipment(ctx context.Context, v access.Viewer, uuid string, c EquipmentChange) (*Equipment, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	if c.Type != nil {
		old, err := s.store.EquipmentByUUID(ctx, v.ID(), uuid)
		if err != nil {
			return nil, err
		}
		if old.Type != *c.Type {
			if err := s.typeOffered(ctx, *c.Type); err != nil {
				return nil, err
			}
		}
	}
	return s.store.UpdateEquipment(ctx, v.ID(), uuid, c.apply)
}

func (c *EquipmentChange) apply(e *Equipment) error {
	if c.Label != nil {
		e.Label = *c.Label
	}
	if c.Description != nil {
		e.Description = c.Description
	}
	if c.Active != nil {
		e.Active = *c.Active
	}
	if c.Type != nil && *c.Type != e.Type {
		e.Type = *c.Type
		t, _ := EquipmentTypeByID(e.Type)
		e.DefaultFor = slices.DeleteFunc(e.DefaultFor, func(id sport.ID) bool { return !t.Fits(id) })
	}
	if c.DefaultFor != nil {
		e.DefaultFor = *c.DefaultFor
	}
	return e.check()
}

// check looks at what the owner says of it.
func (e *Equipment) check() error {
	if n := len([]rune(e.Label)); n == 0 || n > MaxLabel {
		return fault.InvalidField("label", "equipment.label", "1 to 50 characters required")
	}
	if e.Description != nil && len([]rune(*e.Description)) > MaxGearDescription {
		return fault.InvalidField("description", "equipment.description", "at most 200 characters")
	}
	t, ok := EquipmentTypeByID(e.Type)
	if !ok {
		return fault.InvalidField("type", "equipment.type", "unknown type")
	}
	for _, id := range e.DefaultFor {
		sp, ok := sport.ByID(id)
		if !ok {
			return errDefault("equipment.sport_unknown", "unknown sport", int64(id))
		}
		if !t.Fits(id) {
			return errDefault("equipment.sport_unfit", "this type of equipment is not for this sport", sp.Label, t.Label)
		}
	}
	return nil
}

func errDefault(code, message string, args ...any) *fault.Error {
	e := fault.InvalidField("default_for", code, message)
	e.Args = args
	return e
}

// DeleteEquipment removes a thing of the viewer's. Errors: as OneEquipment; fault.Conflict "equipment.in_use" with the
// number of activities in Args, unless forced.
func (s *Service) DeleteEquipment(ctx context.Context, v access.Viewer, uuid string, force bool) error {
	if !v.SignedIn() {
		return errSignedOut()
	}
	return s.store.DeleteEquipment(ctx, v.ID(), uuid, force)
}

// RefreshEquipment adds the totals of a thing of the viewer's up anew. Errors as OneEquipment.
func (s *Service) RefreshEquipment(ctx context.Context, v access.Viewer, uuid string) (*Equipment, error) {
	if !v.SignedIn() {
		return nil, errSignedOut()
	}
	return s.store.RefreshEquipment(ctx, v.ID(), uuid)
}
