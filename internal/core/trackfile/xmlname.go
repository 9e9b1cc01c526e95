package trackfile

import "bytes"

// nameBytes says which bytes a name may have: 1 anywhere, 2 not as the first. Bytes of other alphabets are all taken.
var nameBytes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == ':', c >= 0x80:
			t[c] = 1
		case c >= '0' && c <= '9', c == '-', c == '.':
			t[c] = 2
		}
	}
	return t
}()

// nameLen is the length of the name at the beginning of b, 0 when there is none.
func nameLen(b []byte) int {
	if len(b) == 0 || nameBytes[b[0]] != 1 {
		return 0
	}
	i := 1
	for i < len(b) && nameBytes[b[i]] != 0 {
		i++
	}
	return i
}

// localName is a name without its namespace prefix.
func localName(full []byte) []byte {
	return full[bytes.IndexByte(full, ':')+1:]
}
