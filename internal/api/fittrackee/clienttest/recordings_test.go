package clienttest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ride is a recording of two segments, begun at an hour of this day: the dashboard shows the month that it is.
func ride(name string, hour int) []byte {
	start := time.Now().UTC().Truncate(24 * time.Hour).Add(time.Duration(hour) * time.Hour)
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>` + name + `</name><trkseg>`)
	for i := range 50 {
		if i == 30 {
			b.WriteString(`</trkseg><trkseg>`)
		}
		fmt.Fprintf(&b, `<trkpt lat="%.5f" lon="%.5f"><ele>%d</ele><time>%s</time></trkpt>`,
			44.68095-float64(i)*0.0003, 6.07367+float64(i)*0.0001, 998-i%7, start.Add(time.Duration(i)*10*time.Second).Format(time.RFC3339))
	}
	b.WriteString(`</trkseg></trk></gpx>`)
	return []byte(b.String())
}

// rides is an archive of two of them.
func rides(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, name := range []string{"second ride", "third ride"} {
		f, err := z.Create(fmt.Sprintf("%d.gpx", i))
		must(t, err)
		_, err = f.Write(ride(name, 2+i))
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// file leaves bytes where a browser can take them.
func file(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

// face is a picture of somebody.
func face(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 120, 120))
	for i := range 120 * 120 {
		picture.Set(i%120, i/120, color.RGBA{uint8(i % 120 * 2), 90, uint8(i / 120 * 2), 255})
	}
	var b bytes.Buffer
	must(t, png.Encode(&b, picture))
	return b.Bytes()
}
