package insiders

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/monitor"
)

// schemaWire is a JSON schema.
type schemaWire struct {
	ID     int64           `json:"id"`
	Name   string          `json:"name"`
	Type   string          `json:"type"`
	Parent *int64          `json:"parent"`
	Schema json.RawMessage `json:"schema"`
}

func toSchema(s *monitor.Schema) schemaWire {
	return schemaWire{s.ID, s.Name, s.Type.String(), idOrNull(s.Parent), s.Document}
}

// listSchemas serves GET /json-schemas/.
func (d *Dialect) listSchemas(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	p, err := pagingOf(r.URL.Query())
	if err != nil {
		return wire.Reply{}, err
	}
	all, err := schemasOf(queryOf(r))
	if err != nil {
		return wire.Reply{}, err
	}
	page := pageOf(p, all)
	rows := make([]schemaWire, len(page))
	for i := range page {
		rows[i] = toSchema(&page[i])
	}
	return listReply(p, int64(len(all)), rows)
}

// getSchema serves GET /json-schemas/{schema}/.
func (d *Dialect) getSchema(r *http.Request, _ access.Viewer) (wire.Reply, error) {
	id, err := pathID(r, "schema")
	if err != nil {
		return wire.Reply{}, err
	}
	all, err := schemasOf(queryOf(r))
	if err != nil {
		return wire.Reply{}, err
	}
	for i := range all {
		if all[i].ID == id {
			return reply(http.StatusOK, toSchema(&all[i]))
		}
	}
	return wire.Reply{}, fault.Missing("schema")
}

// schemasOf are those that a query asks for, in its order.
func schemasOf(q *query) ([]monitor.Schema, error) {
	kind, parent, terms := q.schemaType("type"), q.id("parent"), q.search()
	if err := q.err(); err != nil {
		return nil, err
	}
	all := slices.DeleteFunc(monitor.Schemas(), func(s monitor.Schema) bool {
		return kind != 0 && s.Type != kind || parent != 0 && s.Parent != parent || !holds(s.Name, terms)
	})
	slices.SortStableFunc(all, func(a, b monitor.Schema) int { return compareSchemas(&a, &b, q.order("name", "type", "parent")) })
	return all, nil
}

// holds reports whether a name has every term in it, in any case.
func holds(name string, terms []string) bool {
	for _, t := range terms {
		if !strings.Contains(strings.ToLower(name), strings.ToLower(t)) {
			return false
		}
	}
	return true
}

func compareSchemas(a, b *monitor.Schema, keys []listing.Key) int {
	for _, k := range keys {
		var c int
		switch k.Field {
		case "name":
			c = cmp.Compare(a.Name, b.Name)
		case "type":
			c = cmp.Compare(a.Type, b.Type)
		default:
			c = cmp.Compare(a.Parent, b.Parent)
		}
		if k.Descending {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(a.ID, b.ID)
}

// schemaType is a type by its name or number, 0 for any.
func (q *query) schemaType(name string) monitor.SchemaType {
	switch strings.ToUpper(q.text(name)) {
	case "":
		return 0
	case "1", monitor.SchemaActivity.String():
		return monitor.SchemaActivity
	case "2", monitor.SchemaTimeFrame.String():
		return monitor.SchemaTimeFrame
	}
	q.refuse(name, "Select a valid choice: 1 (ACTIVITY) or 2 (TIMEFRAME).")
	return 0
}
