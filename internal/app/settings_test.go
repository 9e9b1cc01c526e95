package app

import (
	"bytes"
	"testing"

	"palestra/internal/core/fault"
	"palestra/internal/core/setting"
)

func TestUploadsObeyWhatAnAdministratorSets(t *testing.T) {
	a, admin, _ := opened(t, "")
	small := int64(1000)
	if _, err := a.settings.Change(t.Context(), admin, setting.Change{MaxFileSize: &small}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.activities.Stage(bytes.NewReader(make([]byte, 1001)), "run.gpx"); fault.CodeOf(err) != "upload.too_large" {
		t.Errorf("a file above the limit: %v", err)
	}
	for name, size := range map[string]int{"run.gpx": 1000, "all.zip": 2000} {
		s, err := a.activities.Stage(bytes.NewReader(make([]byte, size)), name)
		if err != nil {
			t.Errorf("%s of %d bytes: %v", name, size, err)
			continue
		}
		s.Discard()
	}
}
