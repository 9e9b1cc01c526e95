package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// The ways in which a JSON body can be unusable.
var (
	// ErrNotJSON is a body whose Content-Type is not JSON.
	ErrNotJSON = errors.New("content type is not JSON")
	// ErrSyntax is a body that is not one JSON object: malformed, another value, nested too deeply, or with a NUL in a text,
	// which no database can keep.
	ErrSyntax = errors.New("not a JSON object")
	// ErrTooLarge is a body above the limit.
	ErrTooLarge = errors.New("body too large")
)

// maxDepth bounds nesting: real bodies need 3 levels.
const maxDepth = 32

// Object is a decoded JSON object. Numbers are json.Number, so that a handler sees what was written.
type Object map[string]any

// ReadJSON reads the request's body of at most limit bytes, which must be one JSON object sent as JSON. null is a nil
// Object without error. Errors: ErrNotJSON, ErrTooLarge, ErrSyntax, or what reading the body gave.
func ReadJSON(r *http.Request, limit int64) (Object, error) {
	if !isJSON(r.Header.Get("Content-Type")) {
		return nil, ErrNotJSON
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) || int64(len(data)) > limit {
		return nil, ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	return ParseObject(data)
}

func isJSON(contentType string) bool {
	t, _, err := mime.ParseMediaType(contentType)
	return err == nil && (t == TypeJSON || strings.HasPrefix(t, "application/") && strings.HasSuffix(t, "+json"))
}

// ParseObject decodes one JSON object; null is a nil Object.
func ParseObject(data []byte) (Object, error) {
	if !Shallow(data) {
		return nil, ErrSyntax
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var o Object
	if err := d.Decode(&o); err != nil {
		return nil, ErrSyntax
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, ErrSyntax
	}
	if holdsNUL(map[string]any(o)) {
		return nil, ErrSyntax
	}
	return o, nil
}

// ParseLenientObject is ParseObject for documents put together by hand, in which control characters such as newlines
// stand raw inside texts. Everything else is as strict: an unknown escape is still an error.
func ParseLenientObject(data []byte) (Object, error) { return ParseObject(escapeControls(data)) }

// escapeControls replaces raw control characters inside strings by their escapes.
func escapeControls(data []byte) []byte {
	if !bytes.ContainsFunc(data, func(r rune) bool { return r < ' ' }) {
		return data
	}
	out := make([]byte, 0, len(data)+64)
	inString := false
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case inString && c == '\\' && i+1 < len(data):
			out = append(out, c, data[i+1])
			i++
			continue
		case c == '"':
			inString = !inString
		case inString && c < ' ':
			out = appendEscape(out, c)
			continue
		}
		out = append(out, c)
	}
	return out
}

// Shallow reports whether the brackets of a document nest at most 32 deep, before anything is built from them.
func Shallow(data []byte) bool {
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return false
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return true
}

func holdsNUL(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.IndexByte(v, 0) >= 0
	case []any:
		for _, e := range v {
			if holdsNUL(e) {
				return true
			}
		}
	case map[string]any:
		for k, e := range v {
			if holdsNUL(k) || holdsNUL(e) {
				return true
			}
		}
	}
	return false
}

// CleanText makes a text from a URL fit for a database: valid UTF-8 without NUL.
func CleanText(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}
