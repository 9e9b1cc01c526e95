package activity

import (
	"context"
	"slices"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// Offer is what an administrator has made of the catalogues of sports and equipment. What is withdrawn is offered to
// nobody any more; what was recorded or bought before stays as it is.
type Offer struct {
	WithdrawnSports []sport.ID
	WithdrawnTypes  []int
}

// Sport reports whether a sport is offered.
func (o *Offer) Sport(id sport.ID) bool { return !slices.Contains(o.WithdrawnSports, id) }

// Type reports whether a type of equipment is offered.
func (o *Offer) Type(id int) bool { return !slices.Contains(o.WithdrawnTypes, id) }

// Offer reads what is offered.
func (s *Service) Offer(ctx context.Context) (o Offer, err error) {
	o.WithdrawnSports, o.WithdrawnTypes, err = s.store.Withdrawn(ctx)
	return o, err
}

// OfferSport puts a sport into everybody's lists or takes it out; for administrators. Errors: fault.Forbidden
// "auth.admin_only", fault.Invalid "sport.unknown".
func (s *Service) OfferSport(ctx context.Context, v access.Viewer, id sport.ID, offered bool) error {
	if err := v.Administers(); err != nil {
		return err
	}
	if _, ok := sport.ByID(id); !ok {
		return errSport(id)
	}
	return s.store.SetSportOffered(ctx, id, offered, s.opt.Now())
}

// OfferEquipmentType is OfferSport for a type of equipment; fault.Invalid "equipment.type" for an unknown one.
func (s *Service) OfferEquipmentType(ctx context.Context, v access.Viewer, id int, offered bool) error {
	if err := v.Administers(); err != nil {
		return err
	}
	if _, ok := EquipmentTypeByID(id); !ok {
		return fault.InvalidField("type", "equipment.type", "unknown type")
	}
	return s.store.SetEquipmentTypeOffered(ctx, id, offered, s.opt.Now())
}

// Use is what anybody has recorded or owns; for administrators, who are asked before they withdraw something.
type Use struct {
	Sports []sport.ID
	Types  []int
}

// Use reads what is in use. Errors: fault.Forbidden "auth.admin_only".
func (s *Service) Use(ctx context.Context, v access.Viewer) (u Use, err error) {
	if err := v.Administers(); err != nil {
		return u, err
	}
	u.Sports, u.Types, err = s.store.Used(ctx)
	return u, err
}

// typeOffered refuses new equipment of an unknown type, or of one that was withdrawn.
func (s *Service) typeOffered(ctx context.Context, id int) error {
	if _, ok := EquipmentTypeByID(id); !ok {
		return fault.InvalidField("type", "equipment.type", "unknown type")
	}
	o, err := s.Offer(ctx)
	if err != nil {
		return err
	}
	if !o.Type(id) {
		return fault.InvalidField("type", "equipment.type_inactive", "this type is no longer offered")
	}
	return nil
}
