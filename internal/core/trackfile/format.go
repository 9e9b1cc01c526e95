package trackfile

import "strings"

// Format is a kind of file by its usual extension.
type Format string

// The formats. Zip holds files of the others and is read with Archive.
const (
	GPX Format = "gpx"
	TCX Format = "tcx"
	FIT Format = "fit"
	KML Format = "kml"
	KMZ Format = "kmz"
	Zip Format = "zip"
)

// FormatOf tells the format from a file's name: "a.GPX" is GPX, "b.fit.gz" is FIT and gzipped. ok is false for any other
// extension; an archive can't be gzipped.
func FormatOf(filename string) (f Format, gzipped, ok bool) {
	name := strings.ToLower(filename)
	if rest, cut := strings.CutSuffix(name, ".gz"); cut {
		name, gzipped = rest, true
	}
	dot := strings.LastIndexByte(name, '.')
	f = Format(name[dot+1:])
	switch f {
	case GPX, TCX, FIT, KML, KMZ:
		return f, gzipped, dot >= 0
	case Zip:
		return f, false, dot >= 0 && !gzipped
	}
	return "", false, false
}
