package wger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

// sent is what a request brought, whichever way.
type sent struct {
	values map[string]any
	// lists are all values of a form's keys.
	lists url.Values
	files map[string]*multipart.FileHeader
	// form is true for forms, where everything is a text and what isn't there may be an unticked box.
	form bool
}

// maxInMemory is how much of a multipart form stays in memory; larger files wait on disk.
const maxInMemory = 1 << 20

// read decodes the body of a request for an endpoint: JSON, or a form.
func (d *Dialect) read(c *call) (*sent, error) {
	kind, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil {
		kind = c.r.Header.Get("Content-Type")
	}
	switch {
	case kind == "application/x-www-form-urlencoded":
		data, err := readAll(c.r)
		if err != nil {
			return nil, err
		}
		values, err := url.ParseQuery(string(data))
		if err != nil {
			return nil, detail(http.StatusBadRequest, "Malformed request.")
		}
		return newForm(values, nil)
	case kind == "multipart/form-data":
		if params["boundary"] == "" {
			return nil, detail(http.StatusBadRequest, "Multipart form parse error - Invalid boundary in multipart: None")
		}
		if err := c.r.ParseMultipartForm(maxInMemory); err != nil {
			return nil, bodyError(err, "Multipart form parse error - "+err.Error())
		}
		files := map[string]*multipart.FileHeader{}
		for name, all := range c.r.MultipartForm.File {
			files[name] = all[len(all)-1]
		}
		return newForm(c.r.MultipartForm.Value, files)
	case (kind == "application/json" || kind == "") && !(c.endpoint != nil && c.endpoint.uploads):
		data, err := readAll(c.r)
		if err != nil {
			return nil, err
		}
		return parseJSON(data)
	}
	return nil, detail(http.StatusUnsupportedMediaType, fmt.Sprintf("Unsupported media type %q in request.", c.r.Header.Get("Content-Type")))
}

// release removes what a multipart form left on disk.
func release(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll() // what stays behind is swept with the temporary folder
	}
}

func readAll(r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r.Body, textLimit+1))
	if err != nil {
		return nil, bodyError(err, "The body can't be read.")
	}
	if len(data) > textLimit {
		return nil, fault.New(fault.TooLarge, "request.too_large", "request body too large")
	}
	return data, nil
}

func bodyError(err error, message string) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return fault.New(fault.TooLarge, "request.too_large", "request body too large")
	}
	return detail(http.StatusBadRequest, message)
}

// newForm takes the last value of each key. A NUL, which no database keeps, is refused as in any text.
func newForm(values url.Values, files map[string]*multipart.FileHeader) (*sent, error) {
	b := &sent{values: map[string]any{}, lists: values, files: files, form: true}
	for name, all := range values {
		b.values[name] = all[len(all)-1]
	}
	return b, nil
}

// parseJSON decodes one object; nothing at all counts as an empty one.
func parseJSON(data []byte) (*sent, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return &sent{values: map[string]any{}}, nil
	}
	if !wire.Shallow(data) {
		return nil, parseError(errors.New("nested too deeply"), data, 0)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return objectOf(v)
		}
		err = errors.New("Extra data") //nolint:staticcheck // clients know it in this spelling
	}
	at := d.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(syntax.Offset-1, 0)
	}
	return nil, parseError(err, data, at)
}

// parseError tells where a document is broken. An object that lacks its first key is the commonest case and has words of
// its own.
func parseError(err error, data []byte, at int64) error {
	message := strings.TrimPrefix(err.Error(), "invalid character ")
	if errors.Is(err, io.ErrUnexpectedEOF) || message == "unexpected end of JSON input" {
		message, at = "Expecting value", int64(len(data))
	}
	rest := bytes.TrimSpace(data[:min(at, int64(len(data)))])
	if strings.Contains(message, "looking for beginning of object key") || bytes.HasSuffix(rest, []byte("{")) {
		message = "Expecting property name enclosed in double quotes"
	}
	before := data[:min(at, int64(len(data)))]
	line, column := bytes.Count(before, []byte("\n"))+1, len(before)-bytes.LastIndexByte(before, '\n')
	return detail(http.StatusBadRequest, fmt.Sprintf("JSON parse error - %s: line %d column %d (char %d)", message, line, column, len(before)))
}

func objectOf(v any) (*sent, error) {
	switch v := v.(type) {
	case map[string]any:
		return &sent{values: v}, nil
	case nil:
		return nil, objectError("No data provided")
	default:
		return nil, objectError("Invalid data. Expected a dictionary, but got " + typeOf(v) + ".")
	}
}

// typeOf is what the messages call a value's type.
func typeOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case string:
		return "str"
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return "float"
		}
		return "int"
	case []any:
		return "list"
	default:
		return "dict"
	}
}
