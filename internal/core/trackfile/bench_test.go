package trackfile

import (
	"bytes"
	"testing"
)

// benchmarkPoints is five hours at one point a second.
const benchmarkPoints = 18_000

func benchmarkParse(b *testing.B, f Format, file []byte) {
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		tracks, err := Read(bytes.NewReader(file), f, false, DefaultLimits())
		if err != nil || tracks[0].Points() != benchmarkPoints {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseGPX(b *testing.B) { benchmarkParse(b, GPX, gpxOf(b, ride(benchmarkPoints))) }
func BenchmarkParseTCX(b *testing.B) { benchmarkParse(b, TCX, tcxOf(ride(benchmarkPoints))) }
func BenchmarkParseFIT(b *testing.B) { benchmarkParse(b, FIT, fitOf(b, ride(benchmarkPoints))) }

func BenchmarkWriteGPX(b *testing.B) {
	t := ride(benchmarkPoints)
	b.SetBytes(int64(len(gpxOf(b, t))))
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteGPX(new(discard), t, "palestra"); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (*discard) Write(p []byte) (int, error) { return len(p), nil }
