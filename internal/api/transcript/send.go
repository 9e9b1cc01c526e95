package transcript

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"regexp"
	"strings"
)

// answer is what came back.
type answer struct {
	status int
	kind   string
	header http.Header
	body   []byte
}

func (c *conversation) send(s *step) (*answer, error) {
	body, contentType, err := c.bodyOf(s)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(s.method, c.server.URL+c.fill(s.path), body)
	if err != nil {
		return nil, err
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	if s.who != "nobody" {
		if err := c.runner.Sign(s.who, req); err != nil {
			return nil, fmt.Errorf("signing in %s: %w", s.who, err)
		}
	}
	for _, h := range s.headers {
		if h.name == "Transfer-Encoding" {
			req.ContentLength, req.Body = -1, io.NopCloser(io.MultiReader(body)) // hides the length
			continue
		}
		req.Header.Set(h.name, c.fill(h.value))
	}
	client := &http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	kind := res.Header.Get("Content-Type")
	if kind == "" {
		kind = "-"
	}
	return &answer{status: res.StatusCode, kind: kind, header: res.Header, body: data}, nil
}

func (c *conversation) bodyOf(s *step) (io.Reader, string, error) {
	if len(s.parts) == 0 {
		return strings.NewReader(c.fill(s.body)), "", nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range s.parts {
		content := []byte(c.fill(p.body))
		if p.from != "" {
			var err error
			if content, err = c.runner.File(p.from); err != nil {
				return nil, "", err
			}
		}
		params := map[string]string{"name": p.name}
		if p.hasFilename {
			params["filename"] = p.filename
		}
		h := textproto.MIMEHeader{"Content-Disposition": {mime.FormatMediaType("form-data", params)}}
		if p.kind != "" {
			h.Set("Content-Type", p.kind)
		}
		pw, err := w.CreatePart(h)
		if err != nil {
			return nil, "", err
		}
		if _, err := pw.Write(content); err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return &b, w.FormDataContentType(), nil
}

var variable = regexp.MustCompile(`\{\{(?:(\w+):)?(\w+)\}\}`)

// fill replaces the variables that are known.
func (c *conversation) fill(text string) string {
	return variable.ReplaceAllStringFunc(text, func(m string) string {
		if value, ok := c.vars[variable.FindStringSubmatch(m)[2]]; ok {
			return value
		}
		return m
	})
}
