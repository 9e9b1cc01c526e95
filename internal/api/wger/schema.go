package wger

import (
	"fmt"
	"strings"
)

// schema describes a JSON value in the document.
type schema struct {
	// kind is "object", "array", "string", "integer", "number" or "boolean"; "" is any.
	kind, format string
	null         bool
	items        *schema
	// props are an object's members in their order.
	props []prop
	// optional is true when an object may lack its members.
	optional bool
	// extra describes members with any name.
	extra *schema
	// ref is the name, the model or the title of the endpoint whose rows these are.
	ref string
}

// prop is a member of an object.
type prop struct {
	name   string
	schema *schema
}

// openapi is the schema as the document has it; nil is anything.
func (s *schema) openapi() object {
	if s == nil {
		return object{}
	}
	if s.ref != "" {
		if s.null {
			return object{{"nullable", true}, {"allOf", []any{ref(s.ref)}}}
		}
		return ref(s.ref)
	}
	o := object{}
	if s.kind != "" {
		o = o.with("type", s.kind)
	}
	if s.format != "" {
		o = o.with("format", s.format)
	}
	if s.null {
		o = o.with("nullable", true)
	}
	if s.kind == "array" {
		o = o.with("items", s.items.openapi())
	}
	if len(s.props) > 0 {
		props, names := object{}, []any{}
		for _, p := range s.props {
			props, names = props.with(p.name, p.schema.openapi()), append(names, p.name)
		}
		o = o.with("properties", props)
		if !s.optional {
			o = o.with("required", names)
		}
	}
	if s.extra != nil {
		o = o.with("additionalProperties", s.extra.openapi())
	}
	return o
}

// schemaName is what the rows of an endpoint are called in the document.
func (e *endpoint) schemaName() string { return strings.ReplaceAll(e.title, " ", "") }

// schemaNames are the names in the document by all that endpoints are called; the first of a model has it.
func (d *Dialect) schemaNames() map[string]string {
	names := map[string]string{}
	for _, e := range d.endpoints {
		names[e.name], names[e.schemaName()] = e.schemaName(), e.schemaName()
	}
	for _, e := range d.endpoints {
		if names[e.model] == "" {
			names[e.model] = e.schemaName()
		}
	}
	return names
}

const schemaPath = "#/components/schemas/"

func ref(name string) object { return object{{"$ref", schemaPath + name}} }

// resolve puts the document's own names into references.
func (o object) resolve(names map[string]string) {
	for i, m := range o {
		switch v := m.value.(type) {
		case object:
			v.resolve(names)
		case []any:
			for _, e := range v {
				if e, ok := e.(object); ok {
					e.resolve(names)
				}
			}
		case string:
			if called, ok := strings.CutPrefix(v, schemaPath); ok && names[called] != "" {
				o[i].value = schemaPath + names[called]
			}
		}
	}
}

// components are the schemas of all rows, as they are shown, sent, and listed.
func (d *Dialect) components() object {
	all := object{}
	for _, e := range d.endpoints {
		name := e.schemaName()
		all = all.with(name, fieldsObject(e.specs, false, false))
		if e.ways&canList != 0 {
			all = all.with("Paginated"+name+"List", object{
				{"type", "object"},
				{"required", []any{"count", "next", "previous", "results"}},
				{"properties", object{
					{"count", object{{"type", "integer"}}},
					{"next", object{{"type", "string"}, {"format", "uri"}, {"nullable", true}}},
					{"previous", object{{"type", "string"}, {"format", "uri"}, {"nullable", true}}},
					{"results", object{{"type", "array"}, {"items", ref(name)}}},
				}},
			})
		}
		if e.ways&(canCreate|canUpdate) != 0 {
			all = all.with(name+"Request", fieldsObject(e.specs, true, false))
		}
		if e.ways&canUpdate != 0 {
			all = all.with("Patched"+name+"Request", fieldsObject(e.specs, true, true))
		}
	}
	return all
}

// fieldsObject describes rows by their fields: all of them as they are shown, or those that may be sent.
func fieldsObject(specs []*spec, sent, partial bool) object {
	props, required := object{}, []any{}
	for _, s := range specs {
		if sent && s.shown {
			continue
		}
		f := s.openapi(sent)
		if s.shown && s.schema == nil {
			f = f.with("readOnly", true)
		}
		props = props.with(s.name, f)
		if !sent || s.required && !partial {
			required = append(required, s.name)
		}
	}
	o := object{{"type", "object"}, {"properties", props}}
	if len(required) > 0 {
		o = o.with("required", required)
	}
	return o
}

// formats are the type and format of each kind.
var formats = [...][2]string{
	integerKind: {"integer"}, textKind: {"string"}, decimalKind: {"string", "decimal"}, numberKind: {"number", "double"}, booleanKind: {"boolean"},
	dateKind: {"string", "date"}, timeKind: {"string", "time"}, datetimeKind: {"string", "date-time"}, uuidKind: {"string", "uuid"}, urlKind: {"string"},
	emailKind: {"string"}, choiceKind: {"string"}, relationKind: {"integer"}, imageKind: {"string"}, fileKind: {"string"}, nestedKind: {},
}

// openapi describes a field, as it is shown or as it may be sent.
func (s *spec) openapi(sent bool) object {
	if s.schema != nil {
		return s.schema.openapi()
	}
	o := object{}
	if f := formats[s.kind]; f[0] != "" {
		o = o.with("type", f[0])
		switch {
		case sent && s.isFile():
			o = o.with("format", "binary")
		case f[1] != "":
			o = o.with("format", f[1])
		}
	}
	if s.many {
		o = object{{"type", "array"}, {"items", o}}
	}
	if s.null {
		o = o.with("nullable", true)
	}
	if sent {
		o = append(o, s.bounds()...)
	}
	if len(s.choices) > 0 && !s.null && !s.blank {
		all := []any{}
		for _, c := range s.choices {
			all = append(all, c.value)
		}
		o = o.with("enum", all)
	}
	if s.help != "" {
		o = o.with("description", s.help)
	}
	return o
}

// bounds are the limits of what may be sent.
func (s *spec) bounds() (o object) {
	if s.minLength > 0 {
		o = o.with("minLength", s.minLength)
	}
	if s.maxLength > 0 {
		o = o.with("maxLength", s.maxLength)
	}
	if s.kind == decimalKind {
		return o.with("pattern", fmt.Sprintf(`^-?\d{0,%d}(?:\.\d{0,%d})?$`, s.digits-s.places, s.places))
	}
	one := int64(1)
	for range s.places {
		one *= 10
	}
	if s.hasLeast {
		o = o.with("minimum", int(s.least/one))
	}
	if s.hasMost {
		o = o.with("maximum", int(s.most/one))
	}
	return o
}
