package trackfile

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"palestra/internal/core/track"
)

// maxKMZ is the most compressed bytes of a KMZ that are held in memory; pictures within are what makes it large.
const maxKMZ = 64 << 20

// readKMZ reads the main document of a KMZ: doc.kml, or else the first .kml of the archive, as its specification says.
func readKMZ(r io.Reader, lim Limits) ([]*track.Track, error) {
	most := min(maxKMZ, lim.MaxBytes)
	packed, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(packed)) > most {
		return nil, refuse(CodeTooLarge, KMZ, "the file has more than %d bytes", most)
	}
	z, err := openZip(bytes.NewReader(packed), int64(len(packed)), KMZ, CodeInvalid)
	if err != nil {
		return nil, err
	}
	doc := mainDocument(z)
	if doc == nil {
		return nil, refuse(CodeNoTracks, KMZ, "no kml document in the kmz file")
	}
	rc, err := openMember(doc, KMZ, CodeInvalid, lim.MaxBytes)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	return readKML(rc, KMZ, lim)
}

// mainDocument is nil when there is none.
func mainDocument(z *zip.Reader) *zip.File {
	var first *zip.File
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch {
		case name == "doc.kml":
			return f
		case first == nil && path.Ext(name) == ".kml":
			first = f
		}
	}
	return first
}
