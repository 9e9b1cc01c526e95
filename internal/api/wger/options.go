package wger

import (
	"math"
	"net/http"
	"strings"

	"palestra/internal/api/wire"
)

// describe answers OPTIONS: what the address is, and what may be sent to it.
func (d *Dialect) describe(c *call) (answer, error) {
	return reply(func(j *wire.Encoder) {
		j.Object()
		j.Key("name").String(c.place.title)
		j.Key("description").String(c.place.description())
		texts(j.Key("renders"), "application/json", "text/html")
		parses := []string{"application/json", "application/x-www-form-urlencoded", "multipart/form-data"}
		if c.endpoint != nil && c.endpoint.uploads {
			parses = []string{"multipart/form-data", "application/x-www-form-urlencoded"}
		}
		texts(j.Key("parses"), parses...)
		if method := d.writable(c); method != "" {
			j.Key("actions").Object()
			j.Key(method).Object()
			for _, s := range c.place.inputs() {
				j.Key(s.name)
				s.describe(j)
			}
			j.EndObject()
			j.EndObject()
		}
		j.EndObject()
	}), nil
}

func texts(j *wire.Encoder, all ...string) {
	j.Array()
	for _, s := range all {
		j.String(s)
	}
	j.EndArray()
}

// description is the sentence about a place.
func (p *place) description() string {
	switch {
	case p.action != nil:
		return p.action.about
	case p.endpoint != nil:
		return p.endpoint.about
	}
	return p.about
}

// inputs are the fields that may be sent to a place.
func (p *place) inputs() []*spec {
	if p.endpoint != nil {
		return p.endpoint.specs
	}
	return p.specs
}

// writable is the method whose fields OPTIONS tells the viewer: POST on lists, PUT on rows, "" when they may not write.
func (d *Dialect) writable(c *call) string {
	p := c.place
	switch {
	case p.action != nil:
		return ""
	case p.need == contributors && !d.contributes(c.v):
		return ""
	case p.methods[http.MethodPost] != nil && len(p.inputs()) > 0:
		return http.MethodPost
	case p.methods[http.MethodPut] != nil:
		return http.MethodPut
	}
	return ""
}

// optionType is what OPTIONS calls each kind.
var optionType = [...]string{
	integerKind: "integer", textKind: "string", decimalKind: "decimal", numberKind: "decimal", booleanKind: "boolean", dateKind: "date", timeKind: "time",
	datetimeKind: "datetime", uuidKind: "string", urlKind: "url", emailKind: "email", choiceKind: "choice", relationKind: "field",
	imageKind: "image upload", fileKind: "file upload", nestedKind: "nested object",
}

// describe writes what OPTIONS tells of a field.
func (s *spec) describe(j *wire.Encoder) {
	j.Object()
	j.Key("type").Plain(optionType[s.kind])
	j.Key("required").Bool(s.required && !s.shown)
	j.Key("read_only").Bool(s.shown)
	j.Key("label").String(s.title())
	if s.help != "" {
		j.Key("help_text").String(s.help)
	}
	if s.minLength > 0 {
		j.Key("min_length").Int(int64(s.minLength))
	}
	if s.maxLength > 0 {
		j.Key("max_length").Int(int64(s.maxLength))
	}
	one := math.Pow10(s.places)
	if s.hasLeast {
		putBound(j.Key("min_value"), float64(s.least)/one)
	}
	if s.hasMost {
		putBound(j.Key("max_value"), float64(s.most)/one)
	}
	if s.digits > 0 {
		j.Key("max_digits").Int(int64(s.digits))
		j.Key("decimal_places").Int(int64(s.places))
	}
	if len(s.choices) > 0 {
		j.Key("choices").Array()
		for _, c := range s.choices {
			j.Object()
			j.Key("value").String(c.value)
			j.Key("display_name").String(c.name)
			j.EndObject()
		}
		j.EndArray()
	}
	j.EndObject()
}

// putBound writes a whole number without a point.
func putBound(j *wire.Encoder, v float64) {
	if v == math.Trunc(v) {
		j.Int(int64(v))
		return
	}
	j.Float(v)
}

// title is the label of a field: its name with a capital, unless it has a better one.
func (s *spec) title() string {
	if s.label != "" {
		return s.label
	}
	words := strings.ReplaceAll(s.name, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}
