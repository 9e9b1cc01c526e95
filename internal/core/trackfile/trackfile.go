// Package trackfile turns recordings as devices and programs write them (GPX, TCX, FIT, KML, KMZ, plain or gzipped) into
// tracks, and tracks back into GPX. Archives of recordings are opened with Archive.
//
//	f, gz, ok := trackfile.FormatOf("morning.fit.gz")
//	tracks, err := trackfile.Read(file, f, gz, trackfile.DefaultLimits())
//
// Every refusal is a *fault.Error with one of the codes of codes.go and a sentence that says what is wrong and where.
// Whatever a file contains, memory stays within the points that Limits allow. What becomes a segment, a lap or a pause
// is written down in docs/formats.md.
//
// A new format is one file here with a function like readGPX, its name in format.go and its line in Read.
package trackfile

import (
	"io"

	"palestra/internal/core/track"
)

// Read parses one file: a GPX gives its first usable track, a TCX each activity, a FIT each session, a KML or KMZ its
// first track. There is at least one track when err is nil.
//
// With gz the file is expected to be gzipped; compression is undone with or without it whenever the content is
// compressed. Errors of r itself come back wrapped and are no *fault.Error.
func Read(r io.Reader, f Format, gz bool, lim Limits) ([]*track.Track, error) {
	lim = lim.orDefault()
	plain, err := unpack(r, f, lim)
	if err != nil {
		return nil, err
	}
	switch f {
	case GPX:
		return readGPX(plain, lim)
	case TCX:
		return readTCX(plain, lim)
	case KML:
		return readKML(plain, KML, lim)
	case KMZ:
		return readKMZ(plain, lim)
	case FIT:
		return readFIT(plain, lim)
	}
	return nil, refuse(CodeUnsupported, f, "%q is not a kind of recording", string(f))
}
