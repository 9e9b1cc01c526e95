package trackfile

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"palestra/internal/core/fault"
	"palestra/internal/core/track"
)

// gzipOf compresses b.
func gzipOf(tb testing.TB, b []byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(b)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func TestGzipOfEveryFormat(t *testing.T) {
	r := ride(20)
	for f, file := range map[Format][]byte{
		GPX: gpxOf(t, r), TCX: tcxOf(r), FIT: fitOf(t, r), KML: []byte(kmlDoc(kmlTrack(0, 20, ""))),
		KMZ: zipOf(t, "doc.kml", kmlDoc(kmlTrack(0, 20, ""))),
	} {
		packed := gzipOf(t, file)
		for name, c := range map[string]struct {
			file []byte
			gz   bool
		}{
			"plain": {file, false}, "gzipped": {packed, true},
			"gzipped without saying so": {packed, false}, "unpacked on the way": {file, true},
		} {
			tracks, err := Read(bytes.NewReader(c.file), f, c.gz, DefaultLimits())
			if err != nil || tracks[0].Points() != 20 {
				t.Errorf("%s %s: %v", f, name, err)
			}
		}
	}
}

func TestDamagedGzip(t *testing.T) {
	packed := gzipOf(t, gpxOf(t, ride(500)))
	flipped := bytes.Clone(packed)
	flipped[len(flipped)/2] ^= 0xFF
	for name, file := range map[string][]byte{
		"cut off": packed[:len(packed)/2], "head only": packed[:5], "flipped": flipped,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(bytes.NewReader(file), GPX, true, DefaultLimits())
			wantRefusal(t, err, CodeInvalid)
		})
	}
}

func TestFITInGzipThatIsCutOffKeepsWhatWasRead(t *testing.T) {
	packed := gzipOf(t, fitOf(t, ride(5000)))
	tracks, err := Read(bytes.NewReader(packed[:len(packed)*3/4]), FIT, true, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if n := tracks[0].Points(); n < 1000 || n >= 5000 || len(tracks[0].Warnings) == 0 {
		t.Errorf("got %d points, warnings %v", n, tracks[0].Warnings)
	}
}

// A connection that breaks is not a bad file.
func TestErrorsOfTheSourceStayThemselves(t *testing.T) {
	r := ride(2000)
	for _, broken := range []error{errors.New("connection reset"), io.ErrUnexpectedEOF} {
		checkBroken(t, r, broken)
	}
}

// checkBroken reads files of every format that break off with an error.
func checkBroken(t *testing.T, r *track.Track, broken error) {
	t.Helper()
	for f, file := range map[Format][]byte{GPX: gpxOf(t, r), TCX: tcxOf(r), FIT: fitOf(t, r), KMZ: zipOf(t, "doc.kml", "<kml/>")} {
		for _, file := range [][]byte{file, gzipOf(t, file)} {
			for _, n := range []int{0, 5, 13, len(file) / 2, len(file) - 1} {
				src := io.MultiReader(bytes.NewReader(file[:n]), iotest.ErrReader(broken))
				if _, err := Read(src, f, false, DefaultLimits()); !errors.Is(err, broken) || fault.CodeOf(err) != "" {
					t.Errorf("%s broken after %d of %d bytes: got %v", f, n, len(file), err)
				}
			}
		}
	}
}

func TestReadRefusesWhatIsNoRecording(t *testing.T) {
	for _, f := range []Format{Zip, "doc", ""} {
		_, err := Read(strings.NewReader("x"), f, false, DefaultLimits())
		wantRefusal(t, err, CodeUnsupported)
	}
}
