package transcript

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// compare lists how an answer differs from what is expected, and learns the placeholders that match on the way.
func (c *conversation) compare(s *step, got *answer) []string {
	var d []string
	want := s.reply
	if want.status != got.status {
		d = append(d, fmt.Sprintf("status %d, want %d", got.status, want.status))
	}
	if want.kind != got.kind {
		d = append(d, fmt.Sprintf("content type %s, want %s", got.kind, want.kind))
	}
	for _, h := range want.headers {
		if value := strings.Join(got.header.Values(h.name), ", "); !c.matches(h.value, value) {
			d = append(d, fmt.Sprintf("header %s: %q, want %q", h.name, value, h.value))
		}
	}
	for _, name := range c.runner.Headers {
		listed := slices.ContainsFunc(want.headers, func(h header) bool { return strings.EqualFold(h.name, name) })
		if value := got.header.Get(name); value != "" && !listed {
			d = append(d, fmt.Sprintf("header %s: %q is not expected", name, value))
		}
	}
	return append(d, c.compareBody(want, got)...)
}

func (c *conversation) compareBody(want reply, got *answer) []string {
	switch {
	case isJSON(got.kind) && len(got.body) > 0:
		gotTree, err := parseTree(got.body)
		if err != nil {
			return []string{"body is not JSON: " + err.Error()}
		}
		wantTree, err := parseTree([]byte(want.body))
		if err != nil {
			return []string{"expected body is not JSON: " + err.Error()}
		}
		return c.compareTree("", wantTree, gotTree)
	case isText(got.kind) || len(got.body) == 0:
		if !c.matches(strings.TrimRight(want.body, "\n"), strings.TrimRight(string(got.body), "\n")) {
			return []string{"body differs"}
		}
	case want.body != binary(got):
		return []string{fmt.Sprintf("body is %s, want %q", binary(got), want.body)}
	}
	return nil
}

func isJSON(kind string) bool {
	return strings.HasPrefix(kind, "application/json") || strings.Contains(kind, "+json")
}

func isText(kind string) bool {
	return strings.HasPrefix(kind, "text/") || strings.Contains(kind, "xml") || strings.Contains(kind, "charset=")
}

func binary(got *answer) string { return fmt.Sprintf("binary, %d bytes", len(got.body)) }

func (c *conversation) compareTree(path string, want, got *node) []string {
	if want.kind != got.kind && want.kind != text {
		return []string{fmt.Sprintf("%s: %s, want %s", path, got, want)}
	}
	switch want.kind {
	case object:
		return c.compareObjects(path, want, got)
	case array:
		var d []string
		if len(want.items) != len(got.items) {
			return []string{fmt.Sprintf("%s: %d items, want %d", path, len(got.items), len(want.items))}
		}
		for i := range want.items {
			d = append(d, c.compareTree(fmt.Sprintf("%s[%d]", path, i), want.items[i], got.items[i])...)
		}
		return d
	case text:
		if got.kind == object || got.kind == array || got.kind != text && !variable.MatchString(want.value) || !c.matches(want.value, got.value) {
			return []string{fmt.Sprintf("%s: %s, want %s", path, got, want)}
		}
	default:
		if want.value != got.value {
			return []string{fmt.Sprintf("%s: %s, want %s", path, got, want)}
		}
	}
	return nil
}

// elision is the key of an expected object that leaves out members.
const elision = "…"

func (c *conversation) compareObjects(path string, want, got *node) []string {
	var d []string
	partial := false
	for i, key := range want.keys {
		if key == elision {
			partial = true
		} else if j := slices.Index(got.keys, key); j < 0 {
			d = append(d, fmt.Sprintf("%s.%s: missing", path, key))
		} else {
			d = append(d, c.compareTree(path+"."+key, want.items[i], got.items[j])...)
		}
	}
	for i, key := range got.keys {
		if !partial && !slices.Contains(want.keys, key) {
			d = append(d, fmt.Sprintf("%s.%s: %s is not expected", path, key, got.items[i]))
		}
		if slices.Index(got.keys, key) != i {
			d = append(d, fmt.Sprintf("%s.%s: twice", path, key))
		}
	}
	return d
}

// matches compares a text with an expectation that may hold placeholders; new ones are learnt.
func (c *conversation) matches(want, got string) bool {
	places := variable.FindAllStringSubmatchIndex(want, -1)
	if places == nil {
		return want == got
	}
	var pattern strings.Builder
	pattern.WriteString("(?s)^")
	var learnt [][2]string // kind and name of each group
	at := 0
	for _, m := range places {
		pattern.WriteString(regexp.QuoteMeta(want[at:m[0]]))
		at = m[1]
		kind, name := "", want[m[4]:m[5]]
		if m[2] >= 0 {
			kind = want[m[2]:m[3]]
		}
		if value, known := c.vars[name]; known {
			pattern.WriteString(regexp.QuoteMeta(value))
			continue
		}
		pattern.WriteString("(.*?)")
		learnt = append(learnt, [2]string{kind, name})
	}
	pattern.WriteString(regexp.QuoteMeta(want[at:]) + "$")
	found := regexp.MustCompile(pattern.String()).FindStringSubmatch(got)
	if found == nil {
		return false
	}
	for i, l := range learnt {
		kind := c.kinds[l[0]]
		if kind == nil || !kind.MatchString(found[i+1]) {
			return false
		}
	}
	for i, l := range learnt {
		c.vars[l[1]], c.kindOf[l[1]] = found[i+1], l[0]
	}
	return true
}
