package fittrackee

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/api/wire"
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

// textList is a list of texts, nil when absent or null; anything else is refused.
func (p payload) textList(key string) ([]string, error) {
	if !p.given(key) {
		return nil, nil
	}
	items, ok := p.Object[key].([]any)
	if !ok {
		return nil, errPayload
	}
	list := make([]string, 0, len(items))
	for _, item := range items {
		text, ok := item.(string)
		if !ok {
			return nil, errPayload
		}
		list = append(list, text)
	}
	return list, nil
}

// flag is true or false, nil when absent or null; anything else is refused.
func (p payload) flag(key string) (*bool, error) {
	switch v := p.Object[key].(type) {
	case nil:
		return nil, nil
	case bool:
		return &v, nil
	default:
		return nil, errPayload
	}
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
