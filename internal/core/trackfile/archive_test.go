package trackfile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"palestra/internal/core/fault"
)

// openArchive lists the members of a zip in memory.
func openArchive(file []byte, lim ArchiveLimits) ([]Member, error) {
	return Archive(bytes.NewReader(file), int64(len(file)), lim)
}

func TestArchiveListsRecordingsOnly(t *testing.T) {
	good := gpxDoc(trkpt(0, "") + trkpt(1, ""))
	file := zipOf(t,
		"a.GPX", good, "rides/2024/b.tcx", "x", "readme.txt", "x", "__MACOSX/._a.gpx", "x", "rides/._b.tcx", "x",
		"sub/__MACOSX/c.gpx", "x", "folder.gpx/", "", `win\dows\d.gpx`, "x", "../../etc/e.fit.gz", "x", "noextension", "x")
	members, err := openArchive(file, ArchiveLimits{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range members {
		got = append(got, fmt.Sprintf("%s %s %v %d", m.Name, m.Format, m.Gzipped, m.Size))
	}
	want := []string{
		fmt.Sprintf("a.GPX gpx false %d", len(good)), "rides/2024/b.tcx tcx false 1", "win/dows/d.gpx gpx false 1",
		"../../etc/e.fit.gz fit true 1",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	rc, err := members[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	tracks, err := Read(rc, members[0].Format, members[0].Gzipped, DefaultLimits())
	if err != nil || tracks[0].Points() != 2 || rc.Close() != nil {
		t.Errorf("reading the member: %v, %v", tracks, err)
	}
}

func TestArchiveNamesThatAreNotUTF8(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.CreateHeader(&zip.FileHeader{Name: "Z\x81rich.gpx", NonUTF8: true}); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	members, err := openArchive(b.Bytes(), ArchiveLimits{})
	if err != nil || members[0].Name != "Zürich.gpx" {
		t.Errorf("got %v, %v", members, err)
	}
}

func TestArchiveRefusals(t *testing.T) {
	good := zipOf(t, "a.gpx", "x", "b.gpx", "xx", "c.txt", "xxx")
	patched := func(f func(entry []byte)) []byte {
		b := bytes.Clone(good)
		f(b[bytes.Index(b, []byte("PK\x01\x02")):])
		return b
	}
	for name, c := range map[string]struct {
		file []byte
		lim  ArchiveLimits
		code string
	}{
		"not a zip":         {[]byte("hello"), ArchiveLimits{}, CodeArchiveInvalid},
		"empty":             {nil, ArchiveLimits{}, CodeArchiveInvalid},
		"cut off":           {good[:len(good)-30], ArchiveLimits{}, CodeArchiveInvalid},
		"text files only":   {zipOf(t, "a.txt", "x"), ArchiveLimits{}, CodeArchiveEmpty},
		"no member":         {zipOf(t), ArchiveLimits{}, CodeArchiveEmpty},
		"too many":          {good, ArchiveLimits{MaxMembers: 1}, CodeArchiveTooMany},
		"member too large":  {good, ArchiveLimits{MaxMemberSize: 1}, CodeArchiveMemberTooLarge},
		"all too large":     {good, ArchiveLimits{MaxTotalSize: 2}, CodeArchiveTooLarge},
		"archive in it":     {zipOf(t, "a.gpx", "x", "more.ZIP", "x"), ArchiveLimits{}, CodeArchiveNested},
		"encrypted":         {patched(func(e []byte) { e[8] |= 1 }), ArchiveLimits{}, CodeArchiveInvalid},
		"odd compression":   {patched(func(e []byte) { e[10] = 14 }), ArchiveLimits{}, CodeArchiveInvalid},
		"impossible size":   {patched(func(e []byte) { binary.LittleEndian.PutUint32(e[20:], 1<<30) }), ArchiveLimits{}, CodeArchiveInvalid},
		"suspicious ratio":  {patched(func(e []byte) { binary.LittleEndian.PutUint32(e[24:], 1<<21) }), ArchiveLimits{}, CodeArchiveMemberTooLarge},
		"endless directory": {zipOf(t, manyMembers(5_000)...), ArchiveLimits{}, CodeArchiveInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := openArchive(c.file, c.lim)
			wantRefusal(t, err, c.code)
		})
	}
}

// manyMembers are long names and empty contents for zipOf.
func manyMembers(n int) []string {
	pairs := make([]string, 0, 2*n)
	for i := range n {
		pairs = append(pairs, fmt.Sprintf("%s/%d.gpx", strings.Repeat("long ", 200), i), "")
	}
	return pairs
}

func TestArchiveMembersThatOverlap(t *testing.T) {
	file := zipOf(t, "a.gpx", strings.Repeat("random 1 8 2 9 3 ", 400), "b.gpx", "x")
	first := bytes.Index(file, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(file[first+4:], []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(file[second+20:], uint32(len(file)))
	_, err := openArchive(file, ArchiveLimits{})
	wantRefusal(t, err, CodeArchiveInvalid, "overlap")
}

// The directory says 100 bytes; unpacking has to stop there.
func TestArchiveMemberThatLies(t *testing.T) {
	file := zipOf(t, "a.gpx", strings.Repeat("x", 1<<20))
	binary.LittleEndian.PutUint32(file[bytes.Index(file, []byte("PK\x01\x02"))+24:], 100)
	members, err := openArchive(file, ArchiveLimits{MaxMemberSize: 1000})
	if err != nil {
		t.Fatal(err)
	}
	rc, err := members[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	n, err := io.Copy(io.Discard, rc)
	if n > 1000 {
		t.Errorf("unpacked %d bytes", n)
	}
	if code := fault.CodeOf(err); code != CodeArchiveMemberTooLarge && code != CodeArchiveInvalid {
		t.Errorf("got error %v", err)
	}
}

func TestArchiveDamagedMember(t *testing.T) {
	file := zipOf(t, "a.gpx", strings.Repeat("some text ", 100))
	file[40] ^= 0xFF
	members, err := openArchive(file, ArchiveLimits{})
	if err != nil {
		t.Fatal(err)
	}
	rc, err := members[0].Open()
	if err == nil {
		_, err = io.Copy(io.Discard, rc)
	}
	wantRefusal(t, err, CodeArchiveInvalid, `"a.gpx" in the archive is damaged`)
}

func TestArchiveReportsErrorsOfTheSource(t *testing.T) {
	broken := errors.New("disk gone")
	_, err := Archive(brokenAt{broken}, 1000, ArchiveLimits{})
	if !errors.Is(err, broken) || fault.CodeOf(err) != "" {
		t.Errorf("got %v, want %v and no refusal", err, broken)
	}
}

type brokenAt struct{ err error }

func (b brokenAt) ReadAt([]byte, int64) (int, error) { return 0, b.err }
