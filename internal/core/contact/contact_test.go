package contact

import (
	"strings"
	"testing"

	"palestra/internal/core/fault"
)

func TestCheck(t *testing.T) {
	for _, c := range []Contact{{}, {Phone: "+33123456789"}, {Address: strings.Repeat("é", maxAddress)}} {
		if err := c.Check(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for _, c := range []Contact{{Phone: "0123456789"}, {Phone: "+0123456789"}, {Phone: "+33 1 23"}, {Phone: "+1234567890123456"}, {Address: strings.Repeat("a", maxAddress+1)}} {
		if err := c.Check(); fault.CodeOf(err) != "contact.invalid" {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
