package fittrackee

import (
	"errors"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

// equipmentIDs are the UUIDs asked for; nil leaves the choice to the core. Ids that can't be read are of nothing that exists.
func (p payload) equipmentIDs() (*[]string, error) { return p.equipmentList("equipment_ids") }

func (p payload) equipmentList(key string) (*[]string, error) {
	if !p.given(key) {
		return nil, nil
	}
	list, ok := p.Object[key].([]any)
	if !ok {
		return nil, errEquipmentList
	}
	if len(list) > 1 {
		return nil, byCode["equipment.too_many"]
	}
	uuids := make([]string, 0, len(list))
	for _, item := range list {
		id, ok := item.(string)
		if !ok {
			return nil, errEquipmentList
		}
		uuid, ok := parseShortID(id)
		if !ok {
			return nil, equipmentRefusal("not_found", id, "equipment with id "+id+" does not exist")
		}
		uuids = append(uuids, uuid)
	}
	return &uuids, nil
}

var errEquipmentList = invalid("error", "equipment_ids must be an array of strings")

func equipmentRefusal(word, id, message string) *refusal {
	e := invalid(word, message)
	e.more = func(j *wire.Encoder) { j.Key("equipment_id").String(id) }
	return e
}

// equipmentError names the equipment that the core refused by the id that was sent; other errors come back as they are.
func (p payload) equipmentError(err error) error { return p.equipmentListError("equipment_ids", err) }

func (p payload) equipmentListError(key string, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || !strings.HasPrefix(f.Code, "equipment.") {
		return err
	}
	list, _ := p.Object[key].([]any)
	if len(list) != 1 {
		return err
	}
	id, _ := list[0].(string)
	switch f.Code {
	case "equipment.unknown":
		return equipmentRefusal("not_found", id, "equipment with id "+id+" does not exist")
	case "equipment.wrong_type":
		label := ""
		if len(f.Args) > 1 {
			label, _ = f.Args[1].(string)
		}
		return equipmentRefusal("invalid", id, "invalid equipment id "+id+" for sport "+label)
	case "equipment.inactive":
		return equipmentRefusal("inactive", id, "equipment with id "+id+" is inactive")
	}
	return err
}
