package wger

import (
	"palestra/internal/core/fault"
)

// form reads the body of an address that is no resource: its fields are checked as those of a resource are.
type form struct {
	texts map[string]string
	given map[string]bool
	wrong []fault.Field
}

// readForm decodes a body and checks it against the specs of the place.
func (d *Dialect) readForm(c *call) (*form, error) {
	b, err := d.read(c)
	if err != nil {
		return nil, err
	}
	f := &form{texts: map[string]string{}, given: map[string]bool{}}
	for _, s := range c.place.specs {
		v, message, given := s.from(b, c.r.Method, d.zone)
		if message != "" {
			f.wrong = append(f.wrong, fault.Field{Name: s.name, Message: message})
			continue
		}
		f.texts[s.name], _ = v.(string)
		f.given[s.name] = given && v != nil
	}
	return f, nil
}

func (f *form) refuse(field, message string) {
	f.wrong = append(f.wrong, fault.Field{Name: field, Message: message})
}

// err is what is wrong with the fields, or nil.
func (f *form) err() error {
	if len(f.wrong) == 0 {
		return nil
	}
	return fieldErrors(f.wrong)
}
