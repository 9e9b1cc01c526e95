package fittrackee

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

// payload is a decoded JSON object that is being read as this API reads it: null is as good as absent, numbers may come
// as texts.
type payload struct{ wire.Object }

// readPayload reads a JSON body, which must be an object that is not empty.
func readPayload(r *http.Request) (payload, error) {
	o, err := wire.ReadJSON(r, jsonLimit)
	switch {
	case errors.Is(err, wire.ErrNotJSON):
		return payload{}, errMediaType
	case err != nil || len(o) == 0:
		return payload{}, errPayload
	}
	return payload{o}, nil
}

// given reports whether the key is there and not null.
func (p payload) given(key string) bool { return p.Object[key] != nil }

// truthy reports whether the value is there and says something: not null, false, 0 or "".
func (p payload) truthy(key string) bool {
	switch v := p.Object[key].(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case json.Number:
		f, err := v.Float64()
		return err != nil || f != 0
	case []any:
		return len(v) > 0
	default:
		return true
	}
}

// text is a text, nil when absent or null; anything else is refused.
func (p payload) text(key string) (*string, error) {
	switch v := p.Object[key].(type) {
	case nil:
		return nil, nil
	case string:
		return &v, nil
	default:
		return nil, errPayload
	}
}

// texts reads several at once into their places.
func (p payload) texts(places map[string]**string) error {
	for key, place := range places {
		text, err := p.text(key)
		if err != nil {
			return err
		}
		*place = text
	}
	return nil
}

// number is a number, or a text that is one; ok is false for everything else and for not-a-number. Numbers too large
// for a float are infinite, which the core refuses.
func (p payload) number(key string) (f float64, ok bool) {
	var text string
	switch v := p.Object[key].(type) {
	case json.Number:
		text = v.String()
	case string:
		text = strings.TrimSpace(v)
	default:
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	if errors.Is(err, strconv.ErrRange) {
		err = nil
	}
	return f, err == nil && !math.IsNaN(f)
}

// seconds is a number cut to whole seconds.
func (p payload) seconds(key string) (int64, bool) {
	f, ok := p.number(key)
	return int64(max(min(math.Trunc(f), 1e15), -1e15)), ok
}

// whole is a whole number, or a text that is one.
func (p payload) whole(key string) (int64, bool) {
	f, ok := p.number(key)
	return int64(f), ok && f == math.Trunc(f) && math.Abs(f) < 1e15
}

// equipmentIDs are the UUIDs asked for; nil leaves the choice to the core. Ids that can't be read are of nothing that exists.
func (p payload) equipmentIDs() (*[]string, error) {
	const key = "equipment_ids"
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
func (p payload) equipmentError(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || !strings.HasPrefix(f.Code, "equipment.") {
		return err
	}
	list, _ := p.Object["equipment_ids"].([]any)
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
