package web

// The messages of monitoring.
const (
	saidOccasion     = "occasion"
	saidOccasionGone = "occasion_gone"
)
