package monitor_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"palestra/internal/core/monitor"
)

// schema is the part of JSON Schema that the documents use.
type schema struct {
	Dialect     string            `json:"$schema"`
	ID          string            `json:"$id"`
	Ref         string            `json:"$ref"`
	Defs        map[string]schema `json:"$defs"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	Type        any               `json:"type"`
	Format      string            `json:"format"`
	Const       string            `json:"const"`
	Enum        []string          `json:"enum"`
	Required    []string          `json:"required"`
	Properties  map[string]schema `json:"properties"`
	Patterns    map[string]schema `json:"patternProperties"`
	Others      *bool             `json:"additionalProperties"`
	Items       *schema           `json:"items"`
	Default     json.RawMessage   `json:"default"`
	Minimum     *float64          `json:"minimum"`
	Above       *float64          `json:"exclusiveMinimum"`
	Maximum     *float64          `json:"maximum"`
	MinItems    int               `json:"minItems"`
	MaxItems    int               `json:"maxItems"`
	MaxLength   int               `json:"maxLength"`
}

func parsed(t *testing.T, s monitor.Schema) schema {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(s.Document))
	d.DisallowUnknownFields()
	var out schema
	if err := d.Decode(&out); err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	return out
}

func TestTwelveSchemasInPairs(t *testing.T) {
	all := monitor.Schemas()
	if len(all) != 12 {
		t.Fatalf("%d schemas", len(all))
	}
	for i, s := range all {
		d := parsed(t, s)
		if s.ID != int64(i+1) || d.Title != s.Name || d.ID != "urn:palestra:schema:"+s.Name || d.Dialect != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%d %s: %+v", s.ID, s.Name, d)
		}
		switch s.Type {
		case monitor.SchemaActivity:
			if s.Parent != 0 || s.Name != "activity_"+s.Sport || d.Properties["sport"].Const != s.Sport || d.Required[0] != "sport" || s.Type.String() != "ACTIVITY" {
				t.Errorf("%s: %+v", s.Name, d)
			}
		case monitor.SchemaTimeFrame:
			parent := all[s.Parent-1]
			if s.Name != "timeframe_"+s.Sport || parent.Sport != s.Sport || parent.Type != monitor.SchemaActivity || d.Required != nil || s.Type.String() != "TIMEFRAME" {
				t.Errorf("%s: %+v", s.Name, d)
			}
		}
		references(t, s.Name, d, d)
	}
}

// references checks that every reference leads to a definition of the same document.
func references(t *testing.T, name string, whole, part schema) {
	t.Helper()
	if part.Ref != "" {
		if _, found := whole.Defs[strings.TrimPrefix(part.Ref, "#/$defs/")]; !found {
			t.Errorf("%s refers to %s", name, part.Ref)
		}
	}
	for _, parts := range []map[string]schema{part.Properties, part.Patterns, part.Defs} {
		for _, p := range parts {
			references(t, name, whole, p)
		}
	}
	if part.Items != nil {
		references(t, name, whole, *part.Items)
	}
}

// The defaults that a schema tells are those that are used, and what it bounds is what is accepted.
func TestTimeFrameSchemasTellTheDefaultsAndBounds(t *testing.T) {
	for _, s := range monitor.Schemas() {
		if s.Type != monitor.SchemaTimeFrame {
			continue
		}
		d := parsed(t, s)
		told := map[string]any{}
		for name, p := range d.Properties {
			if p.Default != nil {
				told[name] = p.Default
			}
			if p.Properties != nil {
				thresholds := map[string]json.RawMessage{}
				for key, threshold := range p.Properties {
					thresholds[key] = threshold.Default
				}
				told[name] = thresholds
			}
		}
		document, err := json.Marshal(told)
		if err != nil {
			t.Fatal(err)
		}
		got, err := monitor.ParseParams(document)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		if diff := cmp.Diff(monitor.Defaults(), got); diff != "" || len(told) != 8 {
			t.Errorf("%s tells %d defaults: %s", s.Name, len(told), diff)
		}
		for what, bound := range map[string][2]float64{
			"acceleration": {*d.Defs["acceleration"].Maximum, monitor.MaxAcceleration},
			"speed":        {*d.Defs["speed"].Maximum, monitor.MaxSpeed},
			"max_hr":       {*d.Properties["max_hr"].Maximum, monitor.MaxHeartRate},
			"span":         {*d.Properties["intensity_span"].Maximum, monitor.MaxIntensitySpan},
			"ranges":       {float64(d.Properties["speed_ranges"].MaxItems), monitor.MaxRanges},
			"zones":        {float64(d.Properties["hr_zones"].MaxItems), monitor.MaxRanges},
			"range":        {*d.Properties["speed_ranges"].Items.Maximum, monitor.MaxSpeed},
		} {
			if bound[0] != bound[1] {
				t.Errorf("%s bounds %s by %v, not %v", s.Name, what, bound[0], bound[1])
			}
		}
	}
}
