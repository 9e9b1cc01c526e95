package planif_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"strings"
	"time"

	"palestra/internal/api/planif"
	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/strength"
)

// doRun uploads a run with heart rate: "run ana 2026-11-20T07:00:00Z" is ten minutes at 2.5 m/s, then four times a minute at 4 m/s
// and a minute at 2 m/s; its id is the result.
func (w *world) doRun(args []string) (string, error) {
	start, err := time.Parse(time.RFC3339, args[1])
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(`<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>`)
	meters := 0.0
	for s := range 1081 {
		speed, heart := 2.5, 130
		if s >= 600 {
			if speed, heart = 2, 140; (s-600)/60%2 == 0 {
				speed, heart = 4, 170
			}
		}
		fmt.Fprintf(&b, `<trkpt lat="%.7f" lon="6"><ele>200</ele><time>%s</time><extensions><hr>%d</hr></extensions></trkpt>`,
			46+meters/111319.49, start.Add(time.Duration(s)*time.Second).Format(time.RFC3339), heart)
		meters += speed
	}
	b.WriteString(`</trkseg></trk></gpx>`)
	staged, err := w.activities.Stage(strings.NewReader(b.String()), "run.gpx")
	if err != nil {
		return "", err
	}
	defer staged.Discard()
	all, err := w.activities.Upload(context.Background(), access.Viewer{Person: w.people[args[0]]}, activity.Upload{File: staged, Name: "run.gpx", Sport: 5})
	if err != nil {
		return "", err
	}
	return planif.ShortID(all[0].UUID), nil
}

// doLift says that somebody lifted on a day: "lift ana 2026-11-20", or with times "lift ana 2026-11-20 18h 19h".
func (w *world) doLift(args []string) (string, error) {
	v := access.Viewer{Person: w.people[args[0]]}
	ctx := context.Background()
	day, err := time.Parse(time.DateOnly, args[1])
	if err != nil {
		return "", err
	}
	routine, err := w.gym.Routines.Create(ctx, v, strength.Routine{Name: "Gym", Created: day})
	if err != nil {
		return "", err
	}
	session := strength.Session{Routine: routine.ID, Day: day, Impression: "2"}
	if len(args) > 3 {
		var from, to time.Duration
		if from, err = time.ParseDuration(args[2]); err == nil {
			to, err = time.ParseDuration(args[3])
		}
		session.Start, session.End = &from, &to
	}
	if err == nil {
		_, err = w.gym.Sessions.Create(ctx, v, session)
	}
	return "", err
}

// doDelete takes an activity away: "delete ana ID".
func (w *world) doDelete(args []string) (string, error) {
	uuid, _ := planif.UUIDOf(args[1])
	return "", w.activities.Delete(context.Background(), access.Viewer{Person: w.people[args[0]]}, uuid)
}

// file gives the bytes of uploads: "face.png" is a picture, "lie.png" a page that says it is one, "wide.png" claims to be
// enormous, and "large" and "huge" are of 6 and 21 megabytes.
func file(name string) ([]byte, error) {
	switch name {
	case "face.png", "wide.png":
		img := image.NewNRGBA(image.Rect(0, 0, 40, 30))
		img.Set(3, 3, color.NRGBA{R: 200, A: 255})
		var b bytes.Buffer
		err := png.Encode(&b, img)
		data := b.Bytes()
		if name == "wide.png" {
			copy(data[16:24], []byte{0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff})
			binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
		}
		return data, err
	case "lie.png":
		return []byte("<html><script>alert(1)</script></html>"), nil
	case "large":
		return bytes.Repeat([]byte{7}, 6<<20), nil
	case "huge":
		return bytes.Repeat([]byte{7}, 21<<20), nil
	}
	return nil, fmt.Errorf("no file is called %q", name)
}
