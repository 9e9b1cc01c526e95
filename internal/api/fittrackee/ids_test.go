package fittrackee

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShortIDsAreThoseOfTheReference(t *testing.T) {
	for uuid, id := range map[string]string{
		"00000000-0000-0000-0000-000000000000": "2222222222222222222222",
		"00000000-0000-0000-0000-000000000001": "2222222222222222222223",
		"ffffffff-ffff-ffff-ffff-ffffffffffff": "oZEq7ovRbLq6UnGMPwc8B5",
		"12345678-9abc-def0-1234-56789abcdef0": "5FdNqHw9GHX9WixU52icGH",
		"f03265f6-9fe0-489b-812f-c7dc4deff55e": "kjxavSTUrJvoAh2wvCeGEF",
		"e060bde0-5e3f-4906-a329-13b102c814cb": "hvYBqYBRa7wwXpaStWR4V2",
	} {
		if got := shortID(uuid); got != id {
			t.Errorf("shortID(%s) = %s, want %s", uuid, got, id)
		}
		if got, ok := parseShortID(id); !ok || got != uuid {
			t.Errorf("parseShortID(%s) = %s, %v, want %s", id, got, ok, uuid)
		}
	}
}

func TestShorterIDsHaveZerosInFront(t *testing.T) {
	for id, uuid := range map[string]string{
		"3":                     "00000000-0000-0000-0000-000000000001",
		"32":                    "00000000-0000-0000-0000-000000000039",
		strings.Repeat("2", 40): "00000000-0000-0000-0000-000000000000",
	} {
		if got, ok := parseShortID(id); !ok || got != uuid {
			t.Errorf("parseShortID(%s) = %s, %v, want %s", id, got, ok, uuid)
		}
	}
}

func TestIDsThatAreNoneAreRefused(t *testing.T) {
	for _, id := range []string{"", "0", "kjxavSTUrJvoAh2wvCeGE0", "kjxavSTUrJvoAh2wvCeGEl", "é", "oZEq7ovRbLq6UnGMPwc8B6", "zzzzzzzzzzzzzzzzzzzzzz", strings.Repeat("z", 23), "a b"} {
		if uuid, ok := parseShortID(id); ok {
			t.Errorf("parseShortID(%q) = %s, want a refusal", id, uuid)
		}
	}
}

func TestShortIDsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		uuid := formatUUID(rapid.Uint64().Draw(t, "hi"), rapid.Uint64().Draw(t, "lo"))
		id := shortID(uuid)
		if got, ok := parseShortID(id); !ok || got != uuid || len(id) != shortIDLength {
			t.Fatalf("%s became %s became %s", uuid, id, got)
		}
	})
}
