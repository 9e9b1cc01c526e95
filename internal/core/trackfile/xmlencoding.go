package trackfile

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// charsets are the encodings besides UTF-8 that recorders and their programs declare, by their names in small letters.
var charsets = map[string]encoding.Encoding{
	"iso-8859-1":   charmap.ISO8859_1,
	"iso8859-1":    charmap.ISO8859_1,
	"latin1":       charmap.ISO8859_1,
	"iso-8859-2":   charmap.ISO8859_2,
	"iso-8859-15":  charmap.ISO8859_15,
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
	"cp1252":       charmap.Windows1252,
}

// utf8Names are declarations that need no work. UTF-16 is among them because a declaration that can be read byte by byte
// proves that the file isn't.
var utf8Names = map[string]bool{
	"": true, "utf-8": true, "utf8": true, "us-ascii": true, "ascii": true, "utf-16": true, "utf-16le": true, "utf-16be": true,
}

// prologBytes is how much of a file is looked at to find its encoding.
const prologBytes = 512

// utf8Reader gives a document as UTF-8 without byte order mark. The encoding comes from the byte order mark, else from
// the pattern that '<' makes in UTF-16, else from the declaration in the prolog, else it is UTF-8.
func utf8Reader(r io.Reader, f Format) (io.Reader, error) {
	br := bufio.NewReaderSize(r, 4096)
	head, err := br.Peek(prologBytes)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(head, byteOrderMark) {
		_, err = br.Discard(len(byteOrderMark))
		return br, err
	}
	e, name := encodingOf(head)
	switch {
	case e != nil:
		return e.NewDecoder().Reader(br), nil
	case utf8Names[name]:
		return br, nil
	}
	return nil, refuse(CodeInvalid, f, "line 1: the encoding %q is not supported", name)
}

// byteOrderMark is that of UTF-8.
var byteOrderMark = []byte{0xEF, 0xBB, 0xBF}

// encodingOf is the encoding of a document that begins like this, nil for UTF-8 and for one that we don't know, with the
// name that its prolog declares, in small letters.
func encodingOf(head []byte) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(head, byteOrderMark):
		return nil, ""
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{'<', 0}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ""
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), bytes.HasPrefix(head, []byte{0, '<'}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), ""
	}
	start, end := declaredEncoding(head)
	name := strings.ToLower(string(head[start:end]))
	return charsets[name], name
}

// declaredEncoding is where in a document's beginning the value of encoding in <?xml … ?> stands; both are 0 without one.
func declaredEncoding(head []byte) (start, end int) {
	prolog := bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(prolog, []byte("<?xml")) {
		return 0, 0
	}
	start = len(head) - len(prolog)
	end = bytes.Index(head, []byte("?>"))
	if end < 0 {
		return 0, 0
	}
	at := bytes.Index(head[start:end], []byte("encoding"))
	if at < 0 {
		return 0, 0
	}
	value := bytes.TrimLeft(head[start+at+len("encoding"):end], " \t\r\n=")
	if len(value) == 0 || value[0] != '"' && value[0] != '\'' {
		return 0, 0
	}
	start = end - len(value) + 1
	if n := bytes.IndexByte(value[1:], value[0]); n >= 0 {
		end = start + n
	}
	return start, end
}

// UTF8 gives an XML document as UTF-8. One that is written in another encoding that Read knows is turned into it, with a
// declaration that says so; any other stays as it is, byte for byte.
func UTF8(r io.Reader) (io.Reader, error) {
	br := bufio.NewReaderSize(r, 4096)
	head, err := br.Peek(prologBytes)
	if err != nil && err != io.EOF {
		return nil, err
	}
	e, _ := encodingOf(head)
	if e == nil {
		return br, nil
	}
	text := bufio.NewReaderSize(e.NewDecoder().Reader(br), 4096)
	head, err = text.Peek(prologBytes)
	if err != nil && err != io.EOF {
		return nil, err
	}
	start, end := declaredEncoding(head)
	if start == end {
		return text, nil
	}
	before := string(head[:start]) + "UTF-8"
	_, err = text.Discard(end)
	return io.MultiReader(strings.NewReader(before), text), err
}
