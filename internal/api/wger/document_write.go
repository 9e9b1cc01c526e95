package wger

import (
	"strconv"
	"strings"

	"palestra/internal/api/wire"
)

// json writes a part of the document.
func (o object) json(j *wire.Encoder) {
	j.Object()
	for _, m := range o {
		j.KeyOf(m.name)
		putTree(j, m.value)
	}
	j.EndObject()
}

func putTree(j *wire.Encoder, v any) {
	switch v := v.(type) {
	case object:
		v.json(j)
	case []any:
		j.Array()
		for _, e := range v {
			putTree(j, e)
		}
		j.EndArray()
	case string:
		j.String(v)
	case bool:
		j.Bool(v)
	case int:
		j.Int(int64(v))
	default:
		j.Null()
	}
}

// yaml writes a part of the document, each line indented. Texts are quoted as JSON has them, which YAML reads alike.
func (o object) yaml(b []byte, indent string) []byte {
	for _, m := range o {
		b = append(b, indent...)
		b = appendKey(b, m.name)
		b = append(b, ':')
		b = appendNode(b, m.value, indent+"  ")
	}
	return b
}

// appendKey writes a key, bare when it can be nothing but a text.
func appendKey(b []byte, name string) []byte {
	plain := strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
	if plain && name != "null" && name != "true" && name != "false" {
		return append(b, name...)
	}
	return wire.AppendString(b, name)
}

// appendNode writes a value after its key or dash, with the line's end.
func appendNode(b []byte, v any, indent string) []byte {
	switch v := v.(type) {
	case object:
		if len(v) == 0 {
			return append(b, " {}\n"...)
		}
		return v.yaml(append(b, '\n'), indent)
	case []any:
		if len(v) == 0 {
			return append(b, " []\n"...)
		}
		b = append(b, '\n')
		for _, e := range v {
			b = append(b, indent...)
			b = append(b, '-')
			b = appendNode(b, e, indent+"  ")
		}
		return b
	case string:
		b = wire.AppendString(append(b, ' '), v)
	case bool:
		b = strconv.AppendBool(append(b, ' '), v)
	case int:
		b = strconv.AppendInt(append(b, ' '), int64(v), 10)
	default:
		b = append(b, " null"...)
	}
	return append(b, '\n')
}
