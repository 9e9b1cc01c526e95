package scenario

import (
	"slices"
	"time"

	"palestra/internal/core/person"
)

// Person is one of the cast.
type Person struct {
	Username, FirstName, LastName, Email string
	// Language and Zone are how they read and when they wake: "fr", "Europe/Paris".
	Language, Zone string
	Coach          bool
	// Imperial readers want miles and feet.
	Imperial bool
	// Home and Hills are where they train.
	Home, Hills ground
	// Pace is a runner's threshold speed in m/s, Power a rider's threshold in watts, Swim a factor on a usual speed.
	Pace, Power, Swim float64
	// Mass in kilograms, heart rates in beats a minute.
	Mass, RestHeartRate, MaxHeartRate float64
	// Device is what records.
	Device string
	// trainings is how many of the season's recordings are theirs; week is what they do when.
	trainings int
	week      []habit
	races     []raceDay
}

// habit is a weekday and hour (in the person's zone) with the trainings that take turns there.
type habit struct {
	day          time.Weekday
	hour, minute int
	trainings    []kind
}

// raceDay puts a race on the Sunday that lies so many weeks back.
type raceDay struct {
	weeksAgo int
	race     kind
}

// Cast is everybody, coaches first.
func Cast() []Person { return slices.Clone(cast) }

// Positions in cast.
const (
	coachCamille = iota
	coachJonas
	athleteMaya
	athleteTheo
	athleteLena
	athleteFinn
	athleteInes
	athleteOwen
)

var cast = []Person{
	coachCamille: {Username: "camille", FirstName: "Camille", LastName: "Roussel", Email: "camille@example.org",
		Language: "fr", Zone: "Europe/Paris", Coach: true},
	coachJonas: {Username: "jonas", FirstName: "Jonas", LastName: "Brandt", Email: "jonas@example.org",
		Language: "de", Zone: "Europe/Berlin", Coach: true},
	athleteMaya: {Username: "maya", FirstName: "Maya", LastName: "Whitfield", Email: "maya@example.org",
		Language: "en", Zone: "Europe/Paris", Home: annecy, Hills: semnoz,
		Pace: 3.75, Power: 215, Swim: 1.02, Mass: 61, RestHeartRate: 48, MaxHeartRate: 188, Device: "Meridian Watch 3",
		trainings: 104,
		week: []habit{
			{time.Tuesday, 18, 30, []kind{intervals, tempoRun, hillRepeats, progression}},
			{time.Thursday, 12, 10, []kind{poolSwim, easyRun, trainerRide, easyRun, poolSwim, rowing}},
			{time.Saturday, 9, 5, []kind{roadRide, mountainRide, roadRide, hike}},
			{time.Sunday, 8, 20, []kind{longRun, trailRun, longRun, ski}},
		},
		races: []raceDay{{3, halfMarathon}, {15, ridgeRace}}},
	athleteTheo: {Username: "theo", FirstName: "Théo", LastName: "Garnier", Email: "theo@example.org",
		Language: "fr", Zone: "Europe/Paris", Home: annecy, Hills: semnoz,
		Pace: 3.6, Power: 285, Swim: 1, Mass: 72, RestHeartRate: 46, MaxHeartRate: 191, Device: "Meridian Cycle 2",
		trainings: 24,
		week: []habit{
			{time.Wednesday, 18, 15, []kind{trainerIntervals, roadRide}},
			{time.Saturday, 9, 0, []kind{roadRide, mountainRide}},
			{time.Sunday, 8, 0, []kind{longRide, roadRide, longRide}},
		}},
	athleteLena: {Username: "lena", FirstName: "Lena", LastName: "Hofer", Email: "lena@example.org",
		Language: "de", Zone: "Europe/Vienna", Home: innsbruck, Hills: igls,
		Pace: 3.5, Power: 230, Swim: 0.95, Mass: 63, RestHeartRate: 47, MaxHeartRate: 186, Device: "Alpina GPS",
		trainings: 24,
		week: []habit{
			{time.Tuesday, 17, 45, []kind{easyRun, mountainRide}},
			{time.Friday, 17, 0, []kind{ski, trailRun}},
			{time.Sunday, 9, 30, []kind{hike, ski, mountainRide}},
		}},
	athleteFinn: {Username: "finn", FirstName: "Finn", LastName: "Ackermann", Email: "finn@example.org",
		Language: "de", Zone: "Europe/Berlin", Home: freiburg, Hills: forest,
		Pace: 4.35, Power: 250, Swim: 1, Mass: 66, RestHeartRate: 43, MaxHeartRate: 194, Device: "Meridian Watch 3",
		trainings: 16,
		week: []habit{
			{time.Wednesday, 19, 0, []kind{intervals, tempoRun}},
			{time.Sunday, 8, 45, []kind{longRun, trailRun}},
		},
		races: []raceDay{{5, halfMarathon}}},
	athleteInes: {Username: "ines", FirstName: "Inés", LastName: "Puig", Email: "ines@example.org",
		Language: "en", Zone: "Europe/Madrid", Home: girona, Hills: gavarres,
		Pace: 3.5, Power: 240, Swim: 1.1, Mass: 58, RestHeartRate: 50, MaxHeartRate: 189, Device: "Meridian Cycle 2",
		trainings: 16,
		week: []habit{
			{time.Monday, 7, 15, []kind{poolSwim, easyRun}},
			{time.Saturday, 8, 30, []kind{longRide, mountainRide}},
		}},
	athleteOwen: {Username: "owen", FirstName: "Owen", LastName: "Marsh", Email: "owen@example.org",
		Language: "en", Zone: "Europe/London", Imperial: true, Home: bakewell, Hills: kinder,
		Pace: 3.3, Power: 210, Swim: 0.9, Mass: 79, RestHeartRate: 55, MaxHeartRate: 178, Device: "Fellmate 40",
		trainings: 16,
		week: []habit{
			{time.Thursday, 18, 40, []kind{walk, trailRun, walkUnrecorded}},
			{time.Sunday, 10, 0, []kind{hike, trailRun}},
		}},
}

// location is the person's time zone.
func (p *Person) location() *time.Location {
	who := person.Person{Preferences: person.Preferences{TimeZone: p.Zone}}
	return who.Location()
}
