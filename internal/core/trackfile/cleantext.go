package trackfile

import "strings"

// cleanText makes text for people of bytes from a file: valid UTF-8, line ends as \n, no control characters but those
// and tabs, no white space around.
func cleanText(b []byte) string {
	b = trimSpace(b)
	if len(b) == 0 {
		return ""
	}
	s := strings.ToValidUTF8(string(b), "\uFFFD")
	if strings.IndexFunc(s, isControl) < 0 {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}

// isControl is true for C0, DEL and C1.
func isControl(r rune) bool { return r < 0x20 || r >= 0x7F && r < 0xA0 }
