package fittrackee

import (
	"palestra/internal/core/fault"
)

// missing turns the core's "not there" into what one kind of route says about it; id is the workout's as it was sent.
// Other errors come back as they are.
type missing func(id string, err error) error

func missingWorkouts(_ string, err error) error {
	if fault.Is(err, fault.NotFound) {
		return noData("workouts", false, "")
	}
	return err
}

func missingGPX(id string, err error) error { return missingPart("gpx", id, err) }

func missingChart(id string, err error) error { return missingPart("chart_data", id, err) }

// missingPart is for what hangs on a workout: the workout may be missing, or only the file.
func missingPart(kind, id string, err error) error {
	switch {
	case noFile(err):
		return notFound("no gpx file for this workout (id: " + id + ")")
	case fault.CodeOf(err) == "activity.not_found":
		return noData(kind, true, "workout not found (id: "+id+")")
	case fault.CodeOf(err) == lostFile:
		return errServer
	}
	return err
}

// missingDownload does not tell another person's workout from one that is not there.
func missingDownload(id string, err error) error {
	switch {
	case noFile(err):
		return noData("gpx", true, "no gpx file for workout (id: "+id+")")
	case fault.CodeOf(err) == "activity.not_found", fault.Is(err, fault.Forbidden):
		return noData("workout", false, "workout not found (id: "+id+")")
	case fault.CodeOf(err) == lostFile:
		return errServer
	}
	return err
}

// lostFile is the code for bytes that should be on disk and are not.
const lostFile = "blob.not_found"

func noFile(err error) bool {
	code := fault.CodeOf(err)
	return code == "activity.no_file" || code == "activity.no_track"
}
