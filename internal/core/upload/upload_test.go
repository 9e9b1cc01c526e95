package upload

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNamesAreHarmless(t *testing.T) {
	for dirty, want := range map[string]string{
		"face.png": "face.png", "../../etc/passwd": "passwd", `C:\Users\ana\face.png`: "face.png", "": "file", "..": "file", "a\x00b\n.png": "ab.png",
		`<i>".png`: "i.png", "été.jpg": "été.jpg", "a?b#c%2f.png": "abc2f.png",
	} {
		if got := cleanName(dirty); got != want {
			t.Errorf("%q became %q, want %q", dirty, got, want)
		}
	}
	if got := cleanName(strings.Repeat("é", 500) + ".png"); utf8.RuneCountInString(got) != maxName || !strings.HasSuffix(got, ".png") {
		t.Errorf("a long name became %q", got)
	}
}

func TestNamesOfBytes(t *testing.T) {
	var none, all [16]byte
	for i := range all {
		all[i] = 0xff
	}
	for _, b := range [][16]byte{none, all} {
		if got := Name(b); len(got) != nameLength || strings.Trim(got, alphabet) != "" {
			t.Errorf("%x is called %q", b, got)
		}
	}
	if Name(none) == Name(all) {
		t.Error("two things have one name")
	}
}
