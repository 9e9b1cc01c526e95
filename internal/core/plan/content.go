package plan

import (
	"bytes"
	"encoding/json"
	"fmt"

	"palestra/internal/core/fault"
	"palestra/internal/core/sport"
)

// Content is what a workout consists of: steps, or variants of them, never both.
type Content struct {
	Steps    []Step    `json:"steps,omitempty"`
	Variants []Variant `json:"variants,omitempty"`
}

// Variant is a workout for some of those who do it.
type Variant struct {
	Name  string `json:"name"`
	Steps []Step `json:"steps"`
}

// maxVariantName bounds the name of a variant.
const maxVariantName = 100

// ReadContent reads steps and variants as ReadSteps does; nil stands for neither, and an empty list of variants for none.
func ReadContent(steps, variants any) (Content, error) {
	var c Content
	list, isList := variants.([]any)
	if none, ok := steps.([]any); ok && len(none) == 0 && len(list) > 0 {
		steps = nil
	}
	switch {
	case variants != nil && !isList:
		return c, refuseVariants("Expected a list of items.")
	case len(list) == 0 && steps == nil:
		return c, fault.InvalidField("steps", "workout.content", required)
	case len(list) > 0 && steps != nil:
		return c, fault.InvalidField("steps", "workout.content", "A session has either steps or variants, not both.")
	case len(list) > MaxVariants:
		return c, refuseVariants(fmt.Sprintf("Ensure there are no more than %d variants.", MaxVariants))
	}
	if len(list) == 0 {
		var err error
		c.Steps, err = ReadSteps("steps", steps)
		return c, err
	}
	err := c.readVariants(list)
	return c, err
}

func (c *Content) readVariants(list []any) error {
	names := map[string]bool{}
	for i, item := range list {
		o, ok := item.(map[string]any)
		if !ok {
			return refuseVariants(fmt.Sprintf("variants[%d]: Expected an object.", i))
		}
		name, _ := o["name"].(string)
		switch {
		case name == "":
			return refuseVariants(fmt.Sprintf("variants[%d].name: %s", i, required))
		case len([]rune(name)) > maxVariantName:
			return refuseVariants(fmt.Sprintf("variants[%d].name: Ensure this field has no more than %d characters.", i, maxVariantName))
		case names[name]:
			return refuseVariants(fmt.Sprintf("variants[%d].name: Each variant needs a name of its own.", i))
		}
		names[name] = true
		steps, err := ReadSteps("variants", o["steps"])
		if err != nil {
			return err
		}
		c.Variants = append(c.Variants, Variant{Name: name, Steps: steps})
	}
	return nil
}

func refuseVariants(why string) error { return fault.InvalidField("variants", "workout.content", why) }

// Encode is the content as it is stored.
func (c Content) Encode() (string, error) {
	b, err := json.Marshal(c)
	return string(b), err
}

// DecodeContent reads what Encode wrote.
func DecodeContent(text string) (Content, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	var raw map[string]any
	if err := d.Decode(&raw); err != nil {
		return Content{}, err
	}
	return ReadContent(raw["steps"], raw["variants"])
}

// duration is the mean of the variants in seconds, rounded half up.
func (c *Content) duration(s sport.ID) int64 {
	if len(c.Variants) == 0 {
		return (Sum(c.Steps, s).Time + 500) / 1000
	}
	var all int64
	for i := range c.Variants {
		all += Sum(c.Variants[i].Steps, s).Time
	}
	n := int64(len(c.Variants)) * 1000
	return (2*all + n) / (2 * n)
}
