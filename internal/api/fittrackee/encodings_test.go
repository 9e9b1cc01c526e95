package fittrackee_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"palestra/internal/store/storetest"
)

// TestFilesInOtherEncodings: inside JSON their text is readable and says that it is UTF-8; downloaded they are the bytes that
// came.
func TestFilesInOtherEncodings(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t), usual())
	c := newClient(t, w, "ana")
	want := string(gpx("<name>Genève–Zürich</name>", s1))
	for _, e := range []struct {
		name     string
		encoding encoding.Encoding
	}{
		{"UTF-8", encoding.Nop},
		{"windows-1252", charmap.Windows1252},
		{"UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"UTF-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	} {
		file, err := e.encoding.NewEncoder().String(strings.Replace(want, "UTF-8", e.name, 1))
		must(t, err)
		status, body := c.upload("ride.gpx", []byte(file), `{"sport_id": 1}`)
		if status != http.StatusCreated {
			t.Fatalf("%s: %d %s", e.name, status, body)
		}
		workout := firstWorkout(t, body)
		if workout["title"] != "Genève–Zürich" {
			t.Errorf("%s: the title is %q", e.name, workout["title"])
		}
		path := "/api/workouts/" + workout["id"].(string) + "/gpx"
		_, body = c.do(http.MethodGet, path, "", nil)
		if got := decode(t, body)["data"].(map[string]any)["gpx"]; got != want {
			t.Errorf("%s: the text is %q", e.name, got)
		}
		if _, body = c.do(http.MethodGet, path+"/download", "", nil); string(body) != file {
			t.Errorf("%s: downloaded %q", e.name, body)
		}
	}
}
