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
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		_, err = br.Discard(3)
		return br, err
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{'<', 0}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(br), nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), bytes.HasPrefix(head, []byte{0, '<'}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(br), nil
	}
	name := strings.ToLower(declaredEncoding(head))
	if utf8Names[name] {
		return br, nil
	}
	if c, ok := charsets[name]; ok {
		return c.NewDecoder().Reader(br), nil
	}
	return nil, refuse(CodeInvalid, f, "line 1: the encoding %q is not supported", name)
}

// declaredEncoding is the value of encoding in <?xml … ?>, "" when there is none.
func declaredEncoding(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	_, after, found := bytes.Cut(head[:end], []byte("encoding"))
	if !found {
		return ""
	}
	after = bytes.TrimLeft(after, " \t\r\n=")
	if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
		return ""
	}
	value, _, _ := bytes.Cut(after[1:], after[:1])
	return string(value)
}
