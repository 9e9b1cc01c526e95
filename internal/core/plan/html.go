package plan

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"

	"palestra/internal/core/fault"
)

// Bounds of a note's text.
const (
	maxHTML      = 200_000
	maxImageData = 1 << 20 // bytes, once decoded
)

// policy admits formatting, lists, tables, links and images, and nothing that runs or loads by itself.
// Made when first asked for: they cost more than all else of a start.
var policy = sync.OnceValue(newPolicy)

func newPolicy() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.AllowURLSchemes("http", "https")
	p.AllowRelativeURLs(false)
	p.AllowURLSchemeWithCustomPolicy("data", func(u *url.URL) bool { return imageURI.MatchString(u.Opaque) })
	p.RequireNoFollowOnLinks(true)
	return p
}

// ends are the tags after which a line ends when a text is written without them.
var ends = regexp.MustCompile(`</(p|li|tr|h[1-6]|div|blockquote|pre)>|<br/?>`)

// bare lets no tag through.
var bare = sync.OnceValue(bluemonday.StrictPolicy)

// Text is the note without its formatting.
func (n *Note) Text() string {
	return strings.TrimSpace(html.UnescapeString(bare().Sanitize(ends.ReplaceAllString(n.HTML, "$0\n"))))
}

// imageURI is what follows "data:" in an image of the kinds that can't hold anything else.
var imageURI = regexp.MustCompile(`^image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$`)

// imageData finds the images that stand in the text itself.
var imageData = regexp.MustCompile(`src="data:image/[a-z]+;base64,([A-Za-z0-9+/=]*)"`)

// cleanHTML is the text as it may be shown. Its images count by their size, not by their letters.
func cleanHTML(dirty string) (string, error) {
	clean := policy().Sanitize(dirty)
	if strings.TrimSpace(clean) == "" {
		return "", fault.InvalidField("session", "note.empty", mayBeBlank)
	}
	for _, m := range imageData.FindAllStringSubmatch(clean, -1) {
		if len(m[1])/4*3 > maxImageData {
			return "", fault.InvalidField("session", "note.image", "Ensure each image is no larger than 1 MiB.")
		}
	}
	if utf8.RuneCountInString(imageData.ReplaceAllString(clean, "")) > maxHTML {
		return "", fault.InvalidField("session", "note.long", "Ensure this field has no more than 200000 characters.")
	}
	return clean, nil
}
