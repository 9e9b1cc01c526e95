package trackfile

import "palestra/internal/core/track"

// track reads a <Track> of the lap with this index.
func (x *tcxReader) track(lap int) {
	s := x.s
	before := x.points.len()
	for depth := s.depth; s.child(depth); {
		if string(s.name) == "Trackpoint" {
			x.point()
		}
	}
	if s.err == nil && x.points.len() > before {
		points := *x.points.buf
		x.breaks = append(x.breaks, trackBreak{lap: lap, from: points[before].Time, to: points[len(points)-1].Time})
	}
}

// point reads a <Trackpoint>. One without a position stays, because its heart rate counts.
func (x *tcxReader) point() {
	s := x.s
	p := x.points.add()
	if p == nil {
		s.err = tooManyPoints(TCX, x.lim)
		return
	}
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "Time":
			p.Time = x.time("time", s.text())
		case "Position":
			x.position(p)
		case "AltitudeMeters":
			p.Ele = s.elevation()
		case "DistanceMeters":
			p.Distance = s.amount()
		case "HeartRateBpm":
			p.HeartRate = s.childCount("Value")
		case "Cadence":
			p.Cadence = s.count()
		case "Extensions":
			s.sensors(p)
		}
	}
	if p.Time == track.NoTime {
		s.invalid("the point that ends here has no <Time>")
	}
}

// position reads a <Position>; a latitude without a longitude is none.
func (x *tcxReader) position(p *track.Point) {
	s := x.s
	q := track.NewPoint()
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "LatitudeDegrees":
			q.Lat = s.degrees("latitude", s.text(), 90)
		case "LongitudeDegrees":
			q.Lon = s.degrees("longitude", s.text(), 180)
		}
	}
	if q.HasPosition() {
		p.Lat, p.Lon = q.Lat, q.Lon
	}
}
