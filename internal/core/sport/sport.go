// Package sport is the one catalogue of sports, with what each can do; every dialect maps its own names to it.
//
//	s, ok := sport.ByID(sport.Running)
//	s.StoppedSpeed // km/h at or below which one counts as standing still
//
// To add a sport: one row in catalog.go. A test then asks each dialect's sports.go for its answer.
package sport

// ID is a sport's number, the same in the database and on the wire of the dialect that numbers sports.
// Those of the reference list are 1 to 29; ours start at 100 and stay below 256, because a client types them as a byte.
type ID int

// Environment says where a sport is done, for matching words such as "pool swim" to it.
type Environment uint8

// The environments.
const (
	Outdoor Environment = iota
	Indoor
	Pool
)

// Sport is a row of the catalogue.
type Sport struct {
	ID ID
	// Key is the stable word that pages, message catalogues and the command line use: "cycling-sport".
	Key string
	// Label is the English name, as the reference list has it: "Cycling (Sport)".
	Label string
	// Family groups sports that can stand for each other when plans are matched: "cycling", "running", "swimming" ….
	Family Family
	// StoppedSpeed in km/h: at or below it a step counts as standing still.
	StoppedSpeed float64
	// Environment is where it is usually done.
	Environment Environment
	// Distance: covering distance is its point. Elevation: ascent and descent mean something. Pace: min/km is the usual way to read speed.
	// Steps: cadence is steps (the recorded value counts strides). Power: watts are usual.
	Distance, Elevation, Pace, Steps, Power bool
}

// Family is a group of related sports.
type Family string
