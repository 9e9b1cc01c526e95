package trackfile

import (
	"archive/zip"
	"errors"
	"io"
)

// maxDirectory is the most bytes of an archive that are read to learn what is in it. An entry takes 46 and its name;
// the standard library keeps all of them, so this bounds memory as well.
const maxDirectory = 4 << 20

// openZip reads the directory of an archive.
func openZip(ra io.ReaderAt, size int64, f Format, code string) (*zip.Reader, error) {
	d := &directoryReader{ra: ra, left: maxDirectory}
	z, err := zip.NewReader(d, size)
	var broken *sourceError
	switch {
	case errors.As(err, &broken):
		return nil, err
	case d.left < 0:
		return nil, refuse(code, f, "the directory of the %s file is longer than %d bytes", f, maxDirectory)
	case err != nil:
		return nil, refuse(code, f, "the file is not a zip archive, or cut off (%v)", err)
	}
	d.open = true
	return z, nil
}

// directoryReader gives only so many bytes until the directory is read, and all of them afterwards.
type directoryReader struct {
	ra   io.ReaderAt
	left int64
	open bool
}

var (
	errDirectory = errors.New("too many bytes")
	errOffset    = errors.New("an offset before the beginning")
)

func (d *directoryReader) ReadAt(p []byte, off int64) (int, error) {
	// A directory that lies makes archive/zip ask for such.
	if off < 0 {
		return 0, errOffset
	}
	if !d.open {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, errDirectory
		}
	}
	n, err := d.ra.ReadAt(p, off)
	if err != nil && err != io.EOF {
		err = &sourceError{err}
	}
	return n, err
}

// openMember unpacks a member up to the limit and the size that the directory states.
func openMember(f *zip.File, format Format, code string, limit int64) (io.ReadCloser, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, unpackError(err, f, format, code)
	}
	return &memberReader{rc: rc, file: f, format: format, code: code, limit: limit}, nil
}

// memberReader counts what is unpacked.
type memberReader struct {
	rc          io.ReadCloser
	file        *zip.File
	format      Format
	code        string
	read, limit int64
}

func (m *memberReader) Read(p []byte) (int, error) {
	n, err := m.rc.Read(p)
	m.read += int64(n)
	switch {
	case m.read > m.limit && m.format == Zip:
		return 0, refuse(CodeArchiveMemberTooLarge, m.format, "%q has more than %d bytes", memberName(m.file), m.limit)
	case m.read > m.limit:
		return 0, refuse(CodeTooLarge, m.format, "%q has more than %d bytes", memberName(m.file), m.limit)
	case uint64(m.read) > m.file.UncompressedSize64:
		return 0, refuse(m.code, m.format, "%q is longer than the archive's directory says", memberName(m.file))
	case err != nil && err != io.EOF:
		return n, unpackError(err, m.file, m.format, m.code)
	}
	return n, err
}

// Close frees the decompressor.
func (m *memberReader) Close() error { return m.rc.Close() }

// unpackError is the refusal of a damaged member; an error of the source stays one.
func unpackError(err error, f *zip.File, format Format, code string) error {
	var broken *sourceError
	if errors.As(err, &broken) {
		return err
	}
	return refuse(code, format, "%q in the archive is damaged (%v)", memberName(f), err)
}
