package trackfile

import (
	"archive/zip"
	"io"
	"path"
	"strings"

	"palestra/internal/core/track"
)

// maxKMZ is the most compressed bytes of a KMZ that are held in memory; pictures within are what makes it large.
const maxKMZ = 64 << 20

// readKMZ reads the main document of a KMZ: doc.kml, or else the first .kml of the archive, as its specification says.
func readKMZ(r io.Reader, lim Limits) ([]*track.Track, error) {
	var packed held
	if err := packed.readFrom(r, min(maxKMZ, lim.MaxBytes)); err != nil {
		return nil, err
	}
	z, err := openZip(&packed, packed.size, KMZ, CodeInvalid)
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

// held is a file in memory in pieces of equal size, which costs no copying while it grows.
type held struct {
	pieces [][]byte
	size   int64
}

const heldPiece = 256 << 10

// readFrom takes all of r, and refuses more than the limit.
func (h *held) readFrom(r io.Reader, limit int64) error {
	for {
		piece := make([]byte, heldPiece)
		n, err := io.ReadFull(r, piece)
		h.pieces = append(h.pieces, piece)
		h.size += int64(n)
		if h.size > limit {
			return refuse(CodeTooLarge, KMZ, "the file has more than %d bytes", limit)
		}
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF: // of ReadFull itself; a connection that was cut off comes wrapped
			return nil
		default:
			return err
		}
	}
}

// ReadAt is that of io.ReaderAt.
func (h *held) ReadAt(p []byte, off int64) (int, error) {
	read := 0
	for read < len(p) && off < h.size {
		piece := h.pieces[off/heldPiece]
		end := min(heldPiece, h.size-off/heldPiece*heldPiece)
		n := copy(p[read:], piece[off%heldPiece:end])
		read += n
		off += int64(n)
	}
	if read < len(p) {
		return read, io.EOF
	}
	return read, nil
}
