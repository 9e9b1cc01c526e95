package strength

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"

	"palestra/internal/core/listing"
)

// The least and the most characters of a description.
const (
	minDescription = 40
	maxDescription = 2000
)

func checkTranslation(t *Translation) error {
	var c listing.Check
	c.Length("name", t.Name, 1, 200)
	c.Length("description", t.Description, minDescription, maxDescription)
	addCredit(&c, &t.Credit)
	return c.Err()
}

// descriptions lets those tags through that explain an exercise.
var descriptions = newDescriptions()

func newDescriptions() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("b", "i", "strong", "em", "ul", "ol", "li", "p")
	p.AllowStyles("text-decoration").Matching(regexp.MustCompile(`^(underline|line-through|none)$`)).OnElements("b", "i", "strong", "em", "p", "li")
	return p
}

// cleanDescription takes everything out of a description that does more than set text.
func cleanDescription(s string) string { return strings.TrimSpace(descriptions.Sanitize(s)) }
