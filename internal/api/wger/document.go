package wger

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The OpenAPI document is a tree of ordered objects, lists and values, made from the same table as the routes.
type (
	object []member
	member struct {
		name  string
		value any
	}
)

// with adds a member.
func (o object) with(name string, value any) object { return append(o, member{name, value}) }

// document describes the whole API (OpenAPI 3.0.3).
func (d *Dialect) document(host string) object {
	paths := map[string]object{}
	var order []string
	names := map[string]int{}
	for _, p := range d.places {
		if p.unlisted || p.nowhere {
			continue
		}
		if paths[p.pattern] == nil {
			order = append(order, p.pattern)
		}
		for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if p.methods[m] != nil {
				name := p.operationID(m)
				if names[name]++; names[name] > 1 {
					name += "_" + strconv.Itoa(names[name]) // an object that answers under ids too
				}
				paths[p.pattern] = paths[p.pattern].with(strings.ToLower(m), p.operation(m, name))
			}
		}
	}
	slices.Sort(order)
	all := object{}
	for _, path := range order {
		all = all.with(path, paths[path])
	}
	doc := object{
		{"openapi", "3.0.3"},
		{"info", object{{"title", "wger API"}, {"version", apiRelease},
			{"description", "Exercises, routines and logs, food, weight and pictures, in the form of the wger REST API, version 2."}}},
		{"servers", []any{object{{"url", host}}}},
		{"paths", all},
		{"components", object{
			{"schemas", d.components()},
			{"securitySchemes", object{
				{"tokenAuth", object{{"type", "apiKey"}, {"in", "header"}, {"name", "Authorization"}, {"description", `The permanent token, after the word "Token" and a blank.`}}},
				{"jwtAuth", object{{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}},
			}},
		}},
	}
	doc.resolve(d.schemaNames())
	return doc
}

// verbs end the names of operations.
var verbs = map[string]string{http.MethodGet: "retrieve", http.MethodPost: "create", http.MethodPut: "update", http.MethodPatch: "partial_update", http.MethodDelete: "destroy"}

// operationID is the name of an operation: workout_list, workout_canonical_representation_retrieve.
func (p *place) operationID(method string) string {
	path := strings.Trim(strings.TrimPrefix(p.pattern, base), "/")
	var words []string
	for w := range strings.SplitSeq(path, "/") {
		if w != "" && !strings.HasPrefix(w, "{") {
			words = append(words, strings.ReplaceAll(w, "-", "_"))
		}
	}
	if len(words) == 0 {
		words = []string{"root"}
	}
	verb := verbs[method]
	if p.lists(method) {
		verb = "list"
	}
	return strings.Join(append(words, verb), "_")
}

// lists reports whether an operation gives a page of rows.
func (p *place) lists(method string) bool {
	return method == http.MethodGet && p.endpoint != nil && p.action == nil && !p.detail && !p.endpoint.single
}

// operation describes one method of a place.
func (p *place) operation(method, name string) object {
	o := object{{"operationId", name}, {"description", p.description()}}
	tag := strings.Split(strings.Trim(strings.TrimPrefix(p.pattern, base), "/"), "/")[0]
	if tag == "" {
		tag = "root"
	}
	o = o.with("tags", []any{tag})
	if params := p.parameters(method); len(params) > 0 {
		o = o.with("parameters", params)
	}
	if body := p.requestBody(method); body != nil {
		o = o.with("requestBody", body)
	}
	security := []any{object{{"tokenAuth", []any{}}}, object{{"jwtAuth", []any{}}}}
	if p.need == anyone || p.need == contributors && method == http.MethodGet {
		security = append(security, object{})
	}
	return o.with("security", security).with("responses", p.responses(method))
}

func parameter(name, in string, required bool, s object) object {
	return object{{"name", name}, {"in", in}, {"required", required}, {"schema", s}}
}

// parameters are what the path and the query may have.
func (p *place) parameters(method string) []any {
	var all []any
	for w := range strings.SplitSeq(p.pattern, "/") {
		if name, ok := strings.CutPrefix(w, "{"); ok {
			s := object{{"type", "string"}}
			if name == "id}" {
				s = object{{"type", "integer"}}
			}
			all = append(all, parameter(strings.TrimSuffix(name, "}"), "path", true, s))
		}
	}
	names := p.params
	if p.action != nil {
		names = p.action.params
	}
	for _, name := range names {
		all = append(all, parameter(name, "query", false, object{{"type", "string"}}))
	}
	if !p.lists(method) {
		return all
	}
	for _, name := range []string{"limit", "offset"} {
		all = append(all, parameter(name, "query", false, object{{"type", "integer"}}))
	}
	all = append(all, parameter("ordering", "query", false, object{{"type", "string"}, {"description", "Names of fields with commas between them; a minus turns one round."}}))
	for i := range p.endpoint.filters {
		f := &p.endpoint.filters[i]
		all = append(all, parameter(f.name, "query", false, f.schema()))
	}
	return all
}

// schema describes a filter's parameter.
func (f *filter) schema() object {
	switch {
	case f.list:
		return object{{"type", "string"}}
	case f.many:
		return object{{"type", "array"}, {"items", object{{"type", "integer"}}}}
	}
	s := (&spec{kind: f.kind, choices: f.choices}).openapi(true)
	if f.kind == decimalKind {
		s = object{{"type", "number"}}
	}
	if f.kind == booleanKind && f.strict {
		s = object{{"type", "string"}, {"enum", []any{"True", "False"}}}
	}
	return s
}

// requestBody describes what a method takes, nil for nothing.
func (p *place) requestBody(method string) any {
	var s object
	switch {
	case method == http.MethodGet || method == http.MethodDelete || p.action != nil:
		return nil
	case p.endpoint != nil:
		s = ref(p.endpoint.schemaName() + "Request")
		if method == http.MethodPatch {
			s = ref("Patched" + p.endpoint.schemaName() + "Request")
		}
	case len(p.specs) == 0:
		return nil
	default:
		s = fieldsObject(p.specs, true, method == http.MethodPatch)
	}
	// Forms are taken too, but generated clients are better off with one way of sending.
	kind := "application/json"
	if p.endpoint != nil && p.endpoint.uploads {
		kind = "multipart/form-data"
	}
	return object{{"content", object{{kind, object{{"schema", s}}}}}}
}

// responses describes what a method answers when all goes well, and that everything else is an object.
func (p *place) responses(method string) object {
	status, s := http.StatusOK, object{}
	switch {
	case method == http.MethodDelete:
		status = http.StatusNoContent
	case p.action != nil:
		s = p.action.schema.openapi()
	case p.endpoint == nil:
		s = p.schema.openapi()
		if method == http.MethodPost && p.created {
			status = http.StatusCreated
		}
	case p.lists(method):
		s = ref("Paginated" + p.endpoint.schemaName() + "List")
	default:
		s = ref(p.endpoint.schemaName())
		if method == http.MethodPost && !p.endpoint.single {
			status = http.StatusCreated
		}
	}
	good := object{{"description", http.StatusText(status)}}
	if status != http.StatusNoContent {
		kind := "application/json"
		if p.kind != "" {
			kind = p.kind
		}
		good = good.with("content", object{{kind, object{{"schema", s}}}})
	}
	return object{
		{strconv.Itoa(status), good},
		{"default", object{{"description", "What is wrong."}, {"content", object{{"application/json", object{{"schema", object{}}}}}}}},
	}
}
