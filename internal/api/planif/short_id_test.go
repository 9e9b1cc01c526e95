package planif

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestShortIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "bytes")
		uuid := fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
		if got, ok := uuidOf(shortID(uuid)); !ok || got != uuid {
			t.Fatalf("%s became %s (%v)", uuid, got, ok)
		}
	})
	if got := shortID("00000000-0000-0000-0000-000000000001"); got != "2222222222222222222223" {
		t.Errorf("one is %s", got)
	}
	for _, bad := range []string{"", "22222222222222222222210", "2222222222222222222221", "zzzzzzzzzzzzzzzzzzzzzz", "222222222222222222222é"} {
		if uuid, ok := uuidOf(bad); ok {
			t.Errorf("%q is %s", bad, uuid)
		}
	}
}
