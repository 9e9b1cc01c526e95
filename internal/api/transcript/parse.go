package transcript

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// step is a request with the reply that is expected.
type step struct {
	line    int
	remarks []string
	calls   [][]string
	// request is "who: METHOD /path" as written.
	request           string
	who, method, path string
	headers           []header
	body              string
	parts             []part
	reply             reply
}

type header struct{ name, value string }

type part struct {
	heading              string
	name                 string
	filename, from, kind string
	hasFilename          bool
	body                 string
}

type reply struct {
	status  int
	kind    string
	headers []header
	body    string
}

var (
	heading     = regexp.MustCompile(`^-- (request|reply|part .+) --$`)
	requestLine = regexp.MustCompile(`^(\w+): ([A-Z]+) (\S+)$`)
	headerLine  = regexp.MustCompile(`^([A-Z][A-Za-z0-9-]*): (.*)$`)
)

type section struct {
	heading string
	line    int
	lines   []string
}

func parse(text string) ([]step, error) {
	var steps []step
	replied := true
	for _, s := range split(text) {
		var err error
		switch {
		case s.heading == "request":
			if !replied {
				return nil, fmt.Errorf("line %d: a request without a reply before it", s.line)
			}
			var st step
			st, err = parseRequest(s)
			steps, replied = append(steps, st), false
		case len(steps) == 0 || replied:
			return nil, fmt.Errorf("line %d: %s without a request", s.line, s.heading)
		case s.heading == "reply":
			steps[len(steps)-1].reply, err = parseReply(s)
			replied = true
		default:
			st := &steps[len(steps)-1]
			st.parts = append(st.parts, parsePart(s))
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", s.line, err)
		}
	}
	return steps, nil
}

// split cuts the text at its headings; the first section is a request.
func split(text string) []section {
	sections := []section{{heading: "request", line: 1}}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if m := heading.FindStringSubmatch(line); m != nil {
			sections = append(sections, section{heading: m[1], line: i + 2})
			continue
		}
		last := &sections[len(sections)-1]
		last.lines = append(last.lines, line)
	}
	return sections
}

func parseRequest(s section) (step, error) {
	st := step{line: s.line}
	lines := s.lines
	for len(lines) > 0 {
		switch line := lines[0]; {
		case strings.HasPrefix(line, "#"), line == "":
			st.remarks = append(st.remarks, line)
		case strings.HasPrefix(line, "! "):
			st.calls = append(st.calls, strings.Fields(line[2:]))
		default:
			return st, st.parseLines(lines)
		}
		lines = lines[1:]
		st.line++
	}
	return st, fmt.Errorf("no request line")
}

func (st *step) parseLines(lines []string) error {
	m := requestLine.FindStringSubmatch(lines[0])
	if m == nil {
		return fmt.Errorf("not a request line: %q", lines[0])
	}
	st.request, st.who, st.method, st.path = lines[0], m[1], m[2], m[3]
	st.headers, st.body = headersAndBody(lines[1:])
	return nil
}

// headersAndBody reads header lines up to the first other line; one empty line between them and the body is left out.
func headersAndBody(lines []string) ([]header, string) {
	var headers []header
	for len(lines) > 0 {
		m := headerLine.FindStringSubmatch(lines[0])
		if m == nil {
			break
		}
		headers = append(headers, header{m[1], m[2]})
		lines = lines[1:]
	}
	if len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	return headers, strings.Join(lines, "\n")
}

func parsePart(s section) part {
	words := strings.Split(strings.TrimPrefix(s.heading, "part "), ";")
	p := part{heading: s.heading, name: strings.TrimSpace(words[0]), body: strings.Join(s.lines, "\n")}
	for _, w := range words[1:] {
		key, value, _ := strings.Cut(strings.TrimSpace(w), "=")
		switch key {
		case "filename":
			p.filename, p.hasFilename = value, true
		case "from":
			p.from = value
		case "type":
			p.kind = value
		}
	}
	return p
}

func parseReply(s section) (reply, error) {
	if strings.TrimSpace(strings.Join(s.lines, "")) == "" {
		return reply{}, nil // to be filled in by -update
	}
	status, kind, _ := strings.Cut(s.lines[0], " ")
	code, err := strconv.Atoi(status)
	if err != nil {
		return reply{}, fmt.Errorf("not a status: %q", s.lines[0])
	}
	p := reply{status: code, kind: kind}
	p.headers, p.body = headersAndBody(s.lines[1:])
	return p, nil
}
