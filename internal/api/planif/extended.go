package planif

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"palestra/internal/api/wire"
	"palestra/internal/core/plan"
)

// wrappers are the extended forms of numbers.
var wrappers = [...]string{"$numberInt", "$numberLong", "$numberDouble"}

// unextend turns {"$numberInt": "30"} into 30; everything else stays.
func unextend(v any) any {
	o, ok := v.(map[string]any)
	if !ok || len(o) != 1 {
		return v
	}
	for _, w := range wrappers {
		switch n := o[w].(type) {
		case string:
			if _, err := strconv.ParseFloat(n, 64); err == nil && json.Valid([]byte(n)) {
				return json.Number(n)
			}
		case json.Number:
			return n
		}
	}
	return v
}

// numbers are the members of a step that hold one.
var numbers = [...]string{"repeatValue", "durationValue", "targetValue", "targetValueLow", "targetValueHigh"}

// unextendSteps does so with the numbers of steps that we know, in place; others are left as they came. Deeper than
// anything that is accepted it does not look.
func unextendSteps(v any, depth int) {
	list, ok := v.([]any)
	if !ok || depth > plan.MaxNesting+1 {
		return
	}
	for _, item := range list {
		o, ok := item.(map[string]any)
		if !ok {
			continue
		}
		for _, name := range numbers {
			if n, ok := o[name]; ok {
				o[name] = unextend(n)
			}
		}
		unextendSteps(o["steps"], depth+1)
	}
}

// numbering is how numbers and ids are written in one answer.
type numbering struct{ extended bool }

// numberingOf reads ?extended=false.
func numberingOf(r *http.Request) numbering {
	return numbering{extended: r.URL.Query().Get("extended") != "false"}
}

func (n numbering) number(j *wire.Encoder, text string) {
	if !n.extended {
		j.Raw([]byte(text))
		return
	}
	j.Object()
	j.Key(wrapperOf(text)).Plain(text)
	j.EndObject()
}

func wrapperOf(text string) string {
	if _, err := strconv.ParseInt(text, 10, 32); err == nil {
		return wrappers[0]
	}
	if _, err := strconv.ParseInt(text, 10, 64); err == nil {
		return wrappers[1]
	}
	return wrappers[2]
}

func (n numbering) steps(j *wire.Encoder, steps []plan.Step) {
	j.Array()
	for i := range steps {
		n.step(j, &steps[i])
	}
	j.EndArray()
}

func (n numbering) step(j *wire.Encoder, s *plan.Step) {
	j.Object()
	for _, m := range s.Members() {
		j.Key(m.Name)
		switch v := m.Value.(type) {
		case string:
			j.String(v)
		case plan.Number:
			if v.Quoted {
				j.String(v.Text)
			} else {
				n.number(j, v.Text)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Extra)) {
		j.KeyOf(name).Raw(plainJSON(s.Extra[name]))
	}
	if s.IsRepeat() {
		j.Key("steps")
		n.steps(j, s.Steps)
	}
	j.EndObject()
}

// plainJSON encodes a decoded value again.
func plainJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return []byte("null") // not reached: the value was decoded from JSON
	}
	return bytes.TrimSpace(b.Bytes())
}
