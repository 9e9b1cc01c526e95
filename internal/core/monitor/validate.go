package monitor

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// maxDocument bounds what is checked by a schema, in bytes: a GPX document of several hours is part of it.
const maxDocument = 16 << 20

// maxValues bounds how many values a document lists, each of which can be a mistake that is kept until all are found.
const maxValues = 50_000

// maxViolations bounds how many mistakes of a document are told.
const maxViolations = 20

// compiled are the schemas by id, ready to check documents. Each stands alone: a reference to another one is refused.
var compiled = sync.OnceValue(func() map[int64]*jsonschema.Schema {
	all := make(map[int64]*jsonschema.Schema)
	for _, s := range Schemas() {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.Document))
		if err != nil {
			panic(err) // the documents are part of the program
		}
		c := jsonschema.NewCompiler()
		c.DefaultDraft(jsonschema.Draft2020)
		c.UseLoader(noLoader{})
		address := "urn:palestra:schema:" + s.Name
		if err := c.AddResource(address, document); err != nil {
			panic(err)
		}
		all[s.ID] = c.MustCompile(address)
	}
	return all
})

// noLoader fetches no document, from nowhere.
type noLoader struct{}

// Load refuses.
func (noLoader) Load(string) (any, error) {
	return nil, errors.New("references to other documents are not followed")
}

// schema wants a document that fits the schema of this id and type, and reports whether it does. What is wrong with the
// document is told of the field, "<path>: <what>".
func (c *checks) schema(id int64, typ SchemaType, field string, document json.RawMessage) bool {
	all := schemas()
	if id < 1 || id > int64(len(all)) || all[id-1].Type != typ {
		c.refuse("json_schema", "must be the id of a schema of type "+typ.String())
		return false
	}
	if len(document) > maxDocument || commas(document) > maxValues {
		c.refuse(field, "is too large")
		return false
	}
	// As float64: an exact 1e999999 would take a million digits to compare.
	var value any
	if err := json.Unmarshal(document, &value); err != nil {
		var number *json.UnmarshalTypeError
		if errors.As(err, &number) {
			c.refuse(field, "has a number that is too large")
		} else {
			c.refuse(field, "is not JSON")
		}
		return false
	}
	err := compiled()[id].Validate(value)
	if err == nil {
		return true
	}
	var broken *jsonschema.ValidationError
	if !errors.As(err, &broken) {
		c.refuse(field, "can't be checked")
		return false
	}
	told := violations(broken, nil)
	slices.Sort(told) // the library goes through members in any order
	for _, v := range slices.Compact(told) {
		c.refuse(field, v)
	}
	return false
}

// commas counts those of a JSON text that are not in strings: it has at most one value more than that in each list and object.
func commas(document []byte) int {
	n, quoted := 0, false
	for i := 0; i < len(document); i++ {
		switch document[i] {
		case '"':
			quoted = !quoted
		case '\\':
			i++ // only strings have them, before any character
		case ',':
			if !quoted {
				n++
			}
		}
	}
	return n
}

var english = sync.OnceValue(func() *message.Printer { return message.NewPrinter(language.English) })

// violations are the innermost mistakes, which say what is wrong and where.
func violations(e *jsonschema.ValidationError, told []string) []string {
	if len(e.Causes) == 0 && len(told) < maxViolations {
		path := strings.Join(e.InstanceLocation, ".")
		if path == "" {
			path = "document"
		}
		return append(told, path+": "+e.ErrorKind.LocalizedString(english()))
	}
	for _, cause := range e.Causes {
		told = violations(cause, told)
	}
	return told
}
