package trackfile

import "testing"

func TestFormatOf(t *testing.T) {
	for _, c := range []struct {
		name string
		f    Format
		gz   bool
		ok   bool
	}{
		{"a.gpx", GPX, false, true},
		{"A.GPX", GPX, false, true},
		{"../../x.y.gpx", GPX, false, true},
		{"ride.tcx", TCX, false, true},
		{"ride.fit.gz", FIT, true, true},
		{"ride.Tcx.GZ", TCX, true, true},
		{"walk.kml", KML, false, true},
		{"walk.kmz", KMZ, false, true},
		{"many.zip", Zip, false, true},
		{"many.zip.gz", "", false, false},
		{"a.bad", "", false, false},
		{"a.gz", "", false, false},
		{"gpx", "", false, false},
		{"gpx.gz", "", false, false},
		{"", "", false, false},
		{"a.gpx.txt", "", false, false},
	} {
		f, gz, ok := FormatOf(c.name)
		if ok != c.ok || ok && (f != c.f || gz != c.gz) {
			t.Errorf("FormatOf(%q) = %q, %v, %v; want %q, %v, %v", c.name, f, gz, ok, c.f, c.gz, c.ok)
		}
	}
}
