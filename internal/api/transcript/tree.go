package transcript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

type nodeKind uint8

const (
	plain nodeKind = iota // numbers, true, false, null
	text
	object
	array
)

// node is a JSON value that remembers the order of keys and how numbers are written.
type node struct {
	kind  nodeKind
	value string
	keys  []string
	items []*node
}

func parseTree(data []byte) (*node, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	n, err := readNode(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one value")
	}
	return n, nil
}

func readNode(d *json.Decoder) (*node, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch v := t.(type) {
	case json.Delim:
		return readNested(d, v)
	case string:
		return &node{kind: text, value: v}, nil
	case nil:
		return &node{value: "null"}, nil
	default:
		return &node{value: fmt.Sprint(v)}, nil
	}
}

func readNested(d *json.Decoder, open json.Delim) (*node, error) {
	n := &node{kind: array}
	if open == '{' {
		n.kind = object
	}
	for d.More() {
		if n.kind == object {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			n.keys = append(n.keys, key.(string)) // the decoder lets nothing else through
		}
		item, err := readNode(d)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err := d.Token() // the closing bracket
	return n, err
}

// String is the value on one line.
func (n *node) String() string {
	switch n.kind {
	case text:
		return quote(n.value)
	case plain:
		return n.value
	}
	parts := make([]string, len(n.items))
	for i, item := range n.items {
		parts[i] = item.String()
		if n.kind == object {
			parts[i] = quote(n.keys[i]) + ": " + parts[i]
		}
	}
	open, end := n.brackets()
	return open + strings.Join(parts, ", ") + end
}

func (n *node) brackets() (string, string) {
	if n.kind == object {
		return "{", "}"
	}
	return "[", "]"
}

// lineWidth is where a value is broken into one line for each of its parts.
const lineWidth = 150

// layout writes the value over as few lines as fit.
func (n *node) layout(b *strings.Builder, indent string, used int) {
	line := n.String()
	if n.kind == text || n.kind == plain || len(n.items) == 0 || len(indent)+used+len(line) <= lineWidth {
		b.WriteString(line)
		return
	}
	open, end := n.brackets()
	b.WriteString(open + "\n")
	width := lineWidth
	for i, item := range n.items {
		lead := ""
		if n.kind == object {
			lead = quote(n.keys[i]) + ": "
		}
		line := lead + item.String()
		// Short parts share lines; long ones get their own.
		switch {
		case i == 0:
			b.WriteString(indent + " ")
			width = len(indent) + 1
		case width+len(line)+2 <= lineWidth:
			b.WriteString(", ")
			width += 2
		default:
			b.WriteString(",\n" + indent + " ")
			width = len(indent) + 1
		}
		b.WriteString(lead)
		item.layout(b, indent+" ", len(lead))
		width += len(line)
	}
	b.WriteString("\n" + indent + end)
}

func quote(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always encodes
	return strings.TrimSuffix(b.String(), "\n")
}
