package monitor

import "time"

// EventName is what happened to an occasion or a time frame.
type EventName string

// The events.
const (
	OccasionUpdated   EventName = "activity.updated"
	OccasionDeleted   EventName = "activity.deleted"
	TimeFrameCreated  EventName = "timeframe.created"
	TimeFrameUpdated  EventName = "timeframe.updated"
	TimeFrameDeleted  EventName = "timeframe.deleted"
	TimeFrameComputed EventName = "timeframe.computed"
)

// Event is told in the transaction in which it happens: of something deleted before it goes.
type Event struct {
	Name EventName
	// Occasion is 0 for a time frame without one, TimeFrame for an event of the whole occasion.
	Occasion, TimeFrame int64
	At                  time.Time
}
