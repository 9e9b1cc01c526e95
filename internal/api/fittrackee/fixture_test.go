package fittrackee_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
)

// point is a place on 13 March 2018: latitude, longitude, elevation ("" for none) and UTC time of day.
type point struct{ lat, lon, ele, clock string }

func points(text string) []point {
	var all []point
	for _, p := range strings.Split(strings.Trim(text, "()"), ") (") {
		f := strings.Split(p, ", ")
		all = append(all, point{f[0], f[1], f[2], f[3]})
	}
	return all
}

// Two parts of one ride, and three short stretches with pauses between.
var (
	p1 = points("(44.68095, 6.07367, 998, 12:44:45) (44.68091, 6.07367, 998, 12:44:50) (44.6808, 6.07364, 994, 12:45:00) (44.68075, 6.07364, 994, 12:45:05) (44.68071, 6.07364, 994, 12:45:10) (44.68049, 6.07361, 993, 12:45:30) (44.68019, 6.07356, 992, 12:45:55) (44.68014, 6.07355, 992, 12:46:00) (44.67995, 6.07358, 987, 12:46:15)")
	p2 = points("(44.67977, 6.07364, 987, 12:46:30) (44.67972, 6.07367, 987, 12:46:35) (44.67966, 6.07368, 987, 12:46:40) (44.67961, 6.0737, 986, 12:46:45) (44.67938, 6.07377, 986, 12:47:05) (44.67933, 6.07381, 986, 12:47:10) (44.67922, 6.07385, 985, 12:47:20) (44.67911, 6.0739, 980, 12:47:30) (44.679, 6.07399, 980, 12:47:40) (44.67896, 6.07402, 980, 12:47:45) (44.67884, 6.07408, 979, 12:47:55) (44.67863, 6.07423, 981, 12:48:15) (44.67858, 6.07425, 980, 12:48:20) (44.67842, 6.07434, 979, 12:48:35) (44.67837, 6.07435, 979, 12:48:40) (44.67822, 6.07442, 975, 12:48:55)")
	s1 = points("(44.68095, 6.07367, 998, 12:44:50) (44.68091, 6.07367, 998, 12:44:55) (44.6808, 6.07364, 994, 12:45:00)")
	s2 = points("(44.67972, 6.07367, 987, 12:46:00) (44.67966, 6.07368, 987, 12:46:05) (44.67961, 6.0737, 986, 12:46:10)")
	s3 = points("(44.67858, 6.07425, 980, 12:47:10) (44.67842, 6.07434, 979, 12:47:15) (44.67837, 6.07435, 979, 12:47:20)")
)

func join(parts ...[]point) []point {
	var all []point
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

func without(ele []point) []point {
	flat := make([]point, len(ele))
	for i, p := range ele {
		flat[i] = point{p.lat, p.lon, "", p.clock}
	}
	return flat
}

const gpxHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="test"><trk>`

const gpxTail = "</trk></gpx>\n"

// gpx is a document with one track; lead stands before the segments.
func gpx(lead string, segments ...[]point) []byte {
	var b strings.Builder
	b.WriteString(gpxHead + lead)
	for _, s := range segments {
		b.WriteString("<trkseg>\n")
		for _, p := range s {
			fmt.Fprintf(&b, `<trkpt lat="%s" lon="%s">`, p.lat, p.lon)
			if p.ele != "" {
				b.WriteString("<ele>" + p.ele + "</ele>")
			}
			if p.clock != "" {
				b.WriteString("<time>2018-03-13T" + p.clock + "Z</time>")
			}
			b.WriteString("</trkpt>\n")
		}
		b.WriteString("</trkseg>")
	}
	b.WriteString(gpxTail)
	return []byte(b.String())
}

const ride = "<name>just a workout</name>"

// fixtures are the files that transcripts upload by name.
var fixtures = map[string]func() []byte{
	"ride.gpx":        func() []byte { return gpx(ride, join(p1, p2)) },
	"unnamed.gpx":     func() []byte { return gpx("", join(p1, p2)) },
	"two.gpx":         func() []byte { return gpx(ride, p1, p2) },
	"three.gpx":       func() []byte { return gpx(ride, s1, s2, s3) },
	"flat.gpx":        func() []byte { return gpx(ride, without(join(p1, p2))) },
	"described.gpx":   func() []byte { return gpx(ride+"<desc>from the file</desc>", p1) },
	"undescribed.gpx": func() []byte { return gpx(ride+"<desc/>", p1) },
	"longname.gpx":    func() []byte { return gpx("<name>"+strings.Repeat("é", 256)+"</name>", p1) },
	"truncated.gpx":   func() []byte { b := gpx(ride, p1); return b[:len(b)*2/3] },
	"timeless.gpx":    func() []byte { return gpx(ride, []point{{"44.6", "6.0", "", ""}, {"44.7", "6.0", "", ""}}) },
	"pointless.gpx":   func() []byte { return gpx(ride) },
	"single.gpx":      func() []byte { return gpx(ride, p1[:1]) },
	"trackless.gpx":   func() []byte { return []byte(`<gpx version="1.1"><rte><rtept lat="1" lon="2"/></rte></gpx>`) },
	"early.gpx": func() []byte {
		return bytes.ReplaceAll(gpx(ride, p1), []byte("2018-03-13"), []byte("0001-01-01"))
	},
	"padded.gpx":  func() []byte { return pad(gpx(ride, p1[:2]), 2560) },
	"ride.gpx.gz": func() []byte { return gzipped(gpx(ride, join(p1, p2))) },
	"good.zip": func() []byte {
		return zipped("a.gpx", gpx(ride, p1), "__MACOSX/._a.gpx", []byte("x"), "folder/b.GPX", gpx(ride, p2), "notes.txt", []byte("x"), "c.gpx", gpx(ride, s1))
	},
	"mixed.zip": func() []byte {
		return zipped("a.gpx", gpx(ride, p1), "b.gpx", []byte("<gpx"), "../../c.gpx", gpx(ride, p2), "d.gpx", []byte(`<gpx version="1.1"/>`))
	},
	"texts.zip": func() []byte { return zipped("a.txt", []byte("x")) },
	"eleven.zip": func() []byte {
		var members []any
		for i := range 11 {
			members = append(members, fmt.Sprintf("%d.gpx", i), gpx(ride, p1))
		}
		return zipped(members...)
	},
	"large.zip":  func() []byte { return zipped("a.gpx", gpx(ride, p1), "b.gpx", pad(gpx(ride, p1), 40000)) },
	"stored.zip": func() []byte { return zipped("a.gpx", noise(41000)) },
	"face.png":   face,
	"huge.bin":   func() []byte { return noise(1 << 20) },
	"pool.tcx":   func() []byte { return []byte(poolTCX) },
	"ride.tcx":   func() []byte { return tcx(join(p1, p2)) },
}

func fixture(name string) ([]byte, error) {
	f, ok := fixtures[name]
	if !ok {
		return nil, fmt.Errorf("no fixture %s", name)
	}
	return f(), nil
}

// pad makes a document so many bytes long.
func pad(doc []byte, size int) []byte {
	return append(doc, bytes.Repeat([]byte(" "), size-len(doc))...)
}

// noise does not compress.
func noise(size int) []byte {
	r := rand.New(rand.NewPCG(3, 4))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// zipped is an archive of names and contents by turns.
func zipped(members ...any) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		m, err := z.Create(members[i].(string))
		if err == nil {
			_, err = m.Write(members[i+1].([]byte))
		}
		if err != nil {
			panic(err)
		}
	}
	_ = z.Close()
	return b.Bytes()
}

const tcxHead = `<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>`

const tcxTail = `</Activities></TrainingCenterDatabase>`

func tcx(points []point) []byte {
	var b strings.Builder
	b.WriteString(tcxHead + `<Activity Sport="Biking"><Id>2018-03-13T12:44:45Z</Id><Lap StartTime="2018-03-13T12:44:45Z"><TotalTimeSeconds>250</TotalTimeSeconds><DistanceMeters>320</DistanceMeters><Track>`)
	for _, p := range points {
		fmt.Fprintf(&b, "<Trackpoint><Time>2018-03-13T%sZ</Time><Position><LatitudeDegrees>%s</LatitudeDegrees><LongitudeDegrees>%s</LongitudeDegrees></Position><AltitudeMeters>%s</AltitudeMeters></Trackpoint>\n", p.clock, p.lat, p.lon, p.ele)
	}
	b.WriteString(`</Track></Lap></Activity>` + tcxTail)
	return []byte(b.String())
}

// poolTCX has no positions.
const poolTCX = tcxHead + `<Activity Sport="Other"><Id>2018-03-13T12:00:00Z</Id><Lap StartTime="2018-03-13T12:00:00Z">` +
	`<TotalTimeSeconds>600</TotalTimeSeconds><DistanceMeters>500</DistanceMeters><Calories>90</Calories></Lap></Activity>` + tcxTail

// face is a small picture.
func face() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 16, 16))); err != nil {
		panic(err)
	}
	return b.Bytes()
}
