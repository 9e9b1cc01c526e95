package trackfile

import (
	"math"

	"palestra/internal/core/track"
)

// lap reads a <Lap> with its points.
func (x *tcxReader) lap() {
	s := x.s
	if x.laps++; x.laps > x.lim.MaxSummaries {
		s.invalid("more than %d laps", x.lim.MaxSummaries)
		return
	}
	lap := track.NewLap()
	lap.Start = x.time("lap's StartTime", s.attr("StartTime"))
	index := len(x.t.Laps)
	for depth := s.depth; s.child(depth); {
		switch string(s.name) {
		case "TotalTimeSeconds":
			lap.Timer = s.amount()
		case "DistanceMeters":
			lap.Distance = s.amount()
		case "MaximumSpeed":
			lap.MaxSpeed = s.amount()
		case "Calories":
			lap.Calories = wholeNumber(s.amount())
		case "AverageHeartRateBpm":
			lap.AvgHeartRate = s.childCount("Value")
		case "MaximumHeartRateBpm":
			lap.MaxHeartRate = s.childCount("Value")
		case "Cadence":
			lap.AvgCadence = s.count()
		case "TriggerMethod":
			lap.Trigger = tcxTrigger(s.text())
		case "Track":
			x.track(index)
		case "Extensions":
			x.lapExtension(&lap)
		}
	}
	x.t.Laps = append(x.t.Laps, lap)
}

// lapExtension reads Garmin's <LX> and others like it.
func (x *tcxReader) lapExtension(lap *track.Lap) {
	s := x.s
	for depth := s.depth; s.depth >= depth; {
		switch s.next() {
		case eventStart:
			switch string(s.name) {
			case "AvgRunCadence":
				lap.AvgCadence = s.count()
			case "MaxRunCadence", "MaxBikeCadence":
				lap.MaxCadence = s.count()
			case "AvgWatts":
				lap.AvgPower = s.count()
			case "MaxWatts":
				lap.MaxPower = s.count()
			}
		case eventStop:
			return
		}
	}
}

// wholeNumber cuts f, which is not negative; track.None when it is not a number or beyond 32 bits.
func wholeNumber(f float64) int {
	if !(f <= math.MaxInt32) {
		return track.None
	}
	return int(f)
}

// tcxTrigger is a TriggerMethod in the words of track.Lap.
func tcxTrigger(method []byte) string {
	switch string(trimSpace(method)) {
	case "Manual":
		return "manual"
	case "Distance":
		return "distance"
	case "Location":
		return "location"
	case "Time":
		return "time"
	}
	return ""
}

// time reads a time that has to be there; an error ends the scan.
func (x *tcxReader) time(what string, text []byte) int64 {
	at, problem := x.s.clock.parse(text)
	switch problem {
	case clockUnreadable:
		x.s.invalid("the %s %s is not a date and time", what, quoted(text))
	case clockOutOfRange:
		x.s.invalid("the %s %s is outside of the years 1970 to 2099", what, quoted(text))
	}
	return at
}
