package activity

import (
	"time"

	"palestra/internal/core/sport"
)

// RecordType is what a personal record is about.
type RecordType string

// The records, one of each per person and sport. A value of zero or none makes no record; equal values go to the
// earlier start, then to the activity stored first.
const (
	BestAverageSpeed RecordType = "AS" // km/h
	FarthestDistance RecordType = "FD" // m
	HighestAscent    RecordType = "HA" // m
	LongestMoving    RecordType = "LD" // s
	HighestSpeed     RecordType = "MS" // km/h
)

// RecordTypes is the order in which records are shown.
var RecordTypes = [...]RecordType{BestAverageSpeed, FarthestDistance, HighestAscent, LongestMoving, HighestSpeed}

// Record is the best of one kind that a person has done in a sport.
type Record struct {
	// ID stays when the record moves to another activity.
	ID    int64
	Type  RecordType
	Sport sport.ID
	Owner int64
	// OwnerName is the username.
	OwnerName string
	// Value is in the unit of its type, rounded as the activity's own number.
	Value float64
	// Start is that of the activity which holds it.
	Start    time.Time
	Activity string // UUID
}

// RecordValue is what an activity offers for a record of this type; 0 or NaN offers nothing.
func RecordValue(n *Numbers, t RecordType) float64 {
	switch t {
	case BestAverageSpeed:
		return n.AveSpeed
	case FarthestDistance:
		return n.Distance
	case HighestAscent:
		return n.Ascent
	case LongestMoving:
		return float64(n.Moving)
	default:
		return n.MaxSpeed
	}
}
