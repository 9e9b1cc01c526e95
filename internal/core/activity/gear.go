package activity

import (
	"context"
	"slices"

	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// equipmentIDs turns what was asked for into ids: nil asks for the sport's defaults. Those in attached are allowed though
// retired. Errors, each with the UUID in Args: "equipment.unknown", "equipment.wrong_type" (and the sport's label),
// "equipment.inactive"; "equipment.too_many" for more than one.
func (s *Service) equipmentIDs(ctx context.Context, owner int64, sp sport.Sport, asked *[]string, attached []Equipment) ([]int64, error) {
	if asked == nil {
		return s.store.DefaultEquipment(ctx, owner, sp.ID)
	}
	if len(*asked) > 1 {
		return nil, fault.InvalidField("equipment", "equipment.too_many", "only one equipment can be added")
	}
	ids := make([]int64, 0, len(*asked))
	for _, uuid := range *asked {
		e, err := s.store.EquipmentByUUID(ctx, owner, uuid)
		if fault.Is(err, fault.NotFound) {
			return nil, errEquipment("equipment.unknown", "unknown equipment", uuid)
		}
		if err != nil {
			return nil, err
		}
		if t, ok := EquipmentTypeByID(e.Type); !ok || !t.Fits(sp.ID) {
			return nil, errEquipment("equipment.wrong_type", "this equipment is not for this sport", uuid, sp.Label)
		}
		on := slices.ContainsFunc(attached, func(a Equipment) bool { return a.ID == e.ID })
		if !e.Active && !on {
			return nil, errEquipment("equipment.inactive", "this equipment is retired", uuid)
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}

func errEquipment(code, message string, args ...any) *fault.Error {
	e := fault.InvalidField("equipment", code, message)
	e.Args = args
	return e
}

// fitting keeps those of the attached equipment that suit the sport.
func fitting(attached []Equipment, s sport.ID) []int64 {
	ids := make([]int64, 0, len(attached))
	for _, e := range attached {
		if t, ok := EquipmentTypeByID(e.Type); ok && t.Fits(s) {
			ids = append(ids, e.ID)
		}
	}
	return ids
}
