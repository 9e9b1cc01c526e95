package planif

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"palestra/internal/api/wire"
	"palestra/internal/core/fault"
)

// maxParts bounds the memory that a form's texts take.
const maxParts = bodyLimit

// readBody decodes a request's body: JSON, or a form as an object of texts. Numbers are json.Number.
func readBody(r *http.Request) (any, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		kind = ""
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		data, err := readAll(r)
		if err != nil {
			return nil, err
		}
		values, err := url.ParseQuery(string(data))
		if err != nil {
			return nil, invalid("non_field_errors", "The form can't be read.")
		}
		return formObject(values), nil
	case "multipart/form-data":
		if err := r.ParseMultipartForm(maxParts); err != nil {
			return nil, bodyError(err, "The form can't be read.")
		}
		defer func() { _ = r.MultipartForm.RemoveAll() }() // what stays behind is swept with the temporary folder
		return formObject(r.MultipartForm.Value), nil
	case "application/json", "":
		data, err := readAll(r)
		if err != nil {
			return nil, err
		}
		return parseJSON(data)
	}
	return nil, &refusal{wire.Detail(http.StatusUnsupportedMediaType, fmt.Sprintf("Unsupported media type %q in request.", kind))}
}

func readAll(r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, bodyError(err, "The body can't be read.")
	}
	return data, nil
}

func bodyError(err error, message string) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fault.New(fault.TooLarge, "request.too_large", "request body too large")
	}
	return invalid("non_field_errors", message)
}

// parseJSON decodes one document and says where it is broken. An empty body is an empty object.
func parseJSON(data []byte) (any, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return map[string]any{}, nil
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return v, nil
		}
		err = errors.New("unexpected data after the document")
	}
	at := d.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(syntax.Offset-1, 0)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err, at = errors.New("unexpected end of document"), int64(len(data))
	}
	before := data[:min(at, int64(len(data)))]
	line, column := bytes.Count(before, []byte("\n"))+1, len(before)-bytes.LastIndexByte(before, '\n')
	return nil, &refusal{wire.Detail(http.StatusBadRequest, fmt.Sprintf("JSON parse error - %v: line %d column %d (char %d)", err, line, column, at))}
}

// structured are the members of a form that hold JSON.
var structured = map[string]bool{"steps": true, "variants": true}

// formObject brings a form into the shape of a JSON object: one value is a text, several are a list.
func formObject(values url.Values) map[string]any {
	o := map[string]any{}
	for name, all := range values {
		list := make([]any, len(all))
		for i, s := range all {
			list[i] = s
			if structured[name] {
				if v, err := parseJSON([]byte(s)); err == nil {
					list[i] = v
				}
			}
		}
		if o[name] = list; len(list) == 1 {
			o[name] = list[0]
		}
	}
	return o
}
