package trackfile

import (
	"archive/zip"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Member is one recording in an archive. Open may be called any number of times, from several goroutines at once.
type Member struct {
	// Name is what the archive calls it, folders and all, as text for people: it must never become a path.
	Name string
	// Format and Gzipped are what FormatOf says of the name.
	Format  Format
	Gzipped bool
	// Size in bytes after decompression of the archive, as its directory states it.
	Size int64

	file *zip.File
	max  int64
}

// Open unpacks the member. Reading gives an error of CodeArchiveMemberTooLarge or CodeArchiveInvalid when it is larger
// than the limit or than the directory said.
func (m Member) Open() (io.ReadCloser, error) {
	return openMember(m.file, Zip, CodeArchiveInvalid, m.max)
}

// Archive lists the recordings in a zip of size bytes, in its order. Folders are looked into; files with other
// extensions, the shadow files of macOS and links are left out. All checks that need no unpacking are made here:
// number, sizes, compression ratio, encryption, archives within.
//
// Only the directory is held in memory; ra must stay open as long as members are read.
func Archive(ra io.ReaderAt, size int64, lim ArchiveLimits) ([]Member, error) {
	lim = lim.orDefault()
	z, err := openZip(ra, size, Zip, CodeArchiveInvalid)
	if err != nil {
		return nil, err
	}
	var members []Member
	for _, f := range z.File {
		name := memberName(f)
		format, gzipped, ok := FormatOf(name)
		if !ok || !f.Mode().IsRegular() || isShadow(name) {
			continue
		}
		if format == Zip {
			return nil, refuse(CodeArchiveNested, Zip, "%q is an archive within the archive", name)
		}
		members = append(members, Member{
			Name: name, Format: format, Gzipped: gzipped,
			Size: int64(min(f.UncompressedSize64, 1<<62)), file: f, max: lim.MaxMemberSize,
		})
	}
	if err := checkMembers(members, size, lim); err != nil {
		return nil, err
	}
	return members, nil
}

// checkMembers holds the directory against the limits.
func checkMembers(members []Member, size int64, lim ArchiveLimits) error {
	if len(members) == 0 {
		return refuse(CodeArchiveEmpty, Zip, "the archive has no file that is a recording")
	}
	if len(members) > lim.MaxMembers {
		return refuse(CodeArchiveTooMany, Zip, "the archive has %d recordings, more than %d", len(members), lim.MaxMembers)
	}
	var packed, unpacked int64
	for _, m := range members {
		if err := checkMember(m, size, lim); err != nil {
			return err
		}
		packed += int64(m.file.CompressedSize64)
		unpacked += m.Size
	}
	if packed > size {
		return refuse(CodeArchiveInvalid, Zip, "the members of the archive overlap")
	}
	if unpacked > lim.MaxTotalSize {
		return refuse(CodeArchiveTooLarge, Zip, "the archive unpacks to %d bytes, more than %d", unpacked, lim.MaxTotalSize)
	}
	return nil
}

// checkMember holds one entry of the directory against the limits.
func checkMember(m Member, size int64, lim ArchiveLimits) error {
	packed := m.file.CompressedSize64
	switch {
	case packed > uint64(size):
		return refuse(CodeArchiveInvalid, Zip, "%q is larger than the archive", m.Name)
	case m.file.Flags&1 != 0:
		return refuse(CodeArchiveInvalid, Zip, "%q is encrypted", m.Name)
	case m.file.Method != zip.Store && m.file.Method != zip.Deflate:
		return refuse(CodeArchiveInvalid, Zip, "%q is compressed with method %d, not deflate", m.Name, m.file.Method)
	case m.Size > lim.MaxMemberSize:
		return refuse(CodeArchiveMemberTooLarge, Zip, "%q has %d bytes, more than %d", m.Name, m.Size, lim.MaxMemberSize)
	case m.Size > 1<<20 && m.Size/lim.MaxRatio > int64(packed):
		return refuse(CodeArchiveMemberTooLarge, Zip, "%q is more than %d times its compressed size", m.Name, lim.MaxRatio)
	}
	return nil
}

// memberName is a member's name as valid UTF-8 with slashes. Names that are not marked as UTF-8 and can't be it are in
// the code page of the first PCs.
func memberName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 && !utf8.ValidString(name) {
		if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	return cleanText([]byte(strings.ReplaceAll(name, `\`, "/")))
}

// isShadow is true for what macOS adds to archives beside the files themselves.
func isShadow(name string) bool {
	return strings.HasPrefix(path.Base(name), "._") || strings.HasPrefix(name, "__MACOSX/") || strings.Contains(name, "/__MACOSX/")
}
