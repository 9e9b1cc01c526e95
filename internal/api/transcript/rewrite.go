package transcript

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// adopt makes an answer the expectation, with the placeholders that were there before put back in.
func (c *conversation) adopt(s *step, got *answer) {
	was := s.reply
	s.reply = reply{status: got.status, kind: got.kind}
	names := slices.Clone(c.runner.Headers)
	for _, h := range was.headers {
		if !slices.Contains(names, h.name) {
			names = append(names, h.name)
		}
	}
	for _, name := range names {
		if value := got.header.Get(name); value != "" {
			s.reply.headers = append(s.reply.headers, header{name, c.generalise(value)})
		}
	}
	// A body that matched stays as it was laid out by hand.
	if was.body != "" && len(c.compareBody(was, got)) == 0 {
		s.reply.body = was.body
		for _, m := range variable.FindAllStringSubmatch(was.body, -1) {
			c.written[m[2]] = true
		}
		return
	}
	s.reply.body = c.bodyText(got)
}

// show is an answer as it would stand in the file.
func (c *conversation) show(got *answer) string {
	return fmt.Sprintf("%d %s\n%s", got.status, got.kind, c.bodyText(got))
}

func (c *conversation) bodyText(got *answer) string {
	switch {
	case isJSON(got.kind) && len(got.body) > 0:
		tree, err := parseTree(got.body)
		if err != nil {
			return string(got.body)
		}
		c.generaliseTree(tree)
		var b strings.Builder
		tree.layout(&b, "", 0)
		return b.String()
	case isText(got.kind) || len(got.body) == 0:
		return strings.TrimRight(c.generalise(string(got.body)), "\n")
	default:
		return binary(got)
	}
}

func (c *conversation) generaliseTree(n *node) {
	if n.kind == text {
		n.value = c.generalise(n.value)
	}
	for _, item := range n.items {
		c.generaliseTree(item)
	}
}

// generalise puts variables in place of their values, and makes a variable of a text that is wholly of a kind whose name
// says that it differs from run to run.
func (c *conversation) generalise(value string) string {
	for _, name := range c.names() {
		if v := c.vars[name]; len(v) > 8 {
			value = c.put(value, v, name)
		}
	}
	for kind, pattern := range c.kinds {
		if kind == "any" || !pattern.MatchString(value) {
			continue
		}
		name := fmt.Sprintf("%s%d", kind, c.next(kind))
		c.vars[name], c.kindOf[name] = value, kind
		return c.put(value, value, name)
	}
	return value
}

// put replaces each v in value by the variable; its first place in the file says the kind.
func (c *conversation) put(value, v, name string) string {
	if !c.written[name] && strings.Contains(value, v) {
		c.written[name] = true
		if kind := c.kindOf[name]; kind != "" {
			value = strings.Replace(value, v, "{{"+kind+":"+name+"}}", 1)
		}
	}
	return strings.ReplaceAll(value, v, "{{"+name+"}}")
}

// names are the variables, those with the longest values first, so that one inside another is not cut up.
func (c *conversation) names() []string {
	names := make([]string, 0, len(c.vars))
	for name := range c.vars {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := c.vars[names[i]], c.vars[names[j]]
		if len(a) != len(b) {
			return len(a) > len(b)
		}
		return names[i] < names[j]
	})
	return names
}

// next is the first number that no variable of this kind has.
func (c *conversation) next(kind string) int {
	for n := 1; ; n++ {
		if _, taken := c.vars[fmt.Sprintf("%s%d", kind, n)]; !taken {
			return n
		}
	}
}

// render writes the file anew.
func render(steps []step) string {
	var b strings.Builder
	for i := range steps {
		s := &steps[i]
		if i > 0 {
			b.WriteString("-- request --\n")
		}
		for _, r := range s.remarks {
			b.WriteString(r + "\n")
		}
		for _, words := range s.calls {
			b.WriteString("! " + strings.Join(words, " ") + "\n")
		}
		b.WriteString(s.request + "\n")
		writeHeadersAndBody(&b, s.headers, s.body, s.body != "")
		for _, p := range s.parts {
			b.WriteString("-- " + p.heading + " --\n")
			if p.body != "" {
				b.WriteString(p.body + "\n")
			}
		}
		fmt.Fprintf(&b, "-- reply --\n%d %s\n", s.reply.status, s.reply.kind)
		apart := len(s.reply.headers) > 0 && s.reply.body != "" || headerLine.MatchString(firstLine(s.reply.body))
		writeHeadersAndBody(&b, s.reply.headers, s.reply.body, apart)
	}
	return b.String()
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func writeHeadersAndBody(b *strings.Builder, headers []header, body string, apart bool) {
	for _, h := range headers {
		b.WriteString(h.name + ": " + h.value + "\n")
	}
	if apart {
		b.WriteString("\n")
	}
	if body != "" {
		b.WriteString(body + "\n")
	}
}
