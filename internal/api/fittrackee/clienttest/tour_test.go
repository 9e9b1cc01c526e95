package clienttest

import "testing"

// TestTheReleasedClientDoesNotNotice goes through the client's pages as a new user would, with the released client's own
// files. Nothing may be refused, fail, or make the browser complain.
func TestTheReleasedClientDoesNotNotice(t *testing.T) {
	browser(t)
	f := newFront(t, client(t))
	b := openTab(t, f)

	register(b)
	signIn(b)
	emptyDashboard(b)
	workout := upload(b, file(t, "ride.gpx", ride("first ride", 1)))
	segment(b, workout)
	edit(b, workout)
	uploadArchive(b, file(t, "rides.zip", rides(t)))
	dashboard(b)
	recordByHand(b)
	filter(b)
	bike := addEquipment(b)
	rideOn(b, bike, workout)
	preferSport(b, bike)
	removeWorkout(b)
	present(b, file(t, "face.png", face(t)))
	takeExport(b)
	prefer(b)
	inMiles(b, workout)
	statistics(b)
	letIn(b)
	administer(b)
	signOut(b)

	f.wants(t,
		"GET /api/config", "POST /api/auth/register", "POST /api/auth/login", "GET /api/auth/profile", "GET /api/sports",
		"GET /api/equipments", "GET /api/equipment-types", "GET /api/workouts", "GET /api/stats/ana/by_time", "GET /api/stats/ana/by_sport",
		"POST /api/workouts", "POST /api/workouts/no_gpx", "GET /api"+workout, "PATCH /api"+workout, "GET /api"+workout+"/gpx", "GET /api"+workout+"/chart_data",
		"GET /api"+workout+"/gpx/segment/1", "GET /api"+workout+"/chart_data/segment/1", "GET /api"+workout+"/gpx/download",
		"POST /api/equipments", "POST /api/auth/profile/edit/sports", "POST /api/auth/profile/edit", "POST /api/auth/picture",
		"GET /api/users/ana/picture", "POST /api/auth/account/export/request", "GET /api/auth/account/export",
		"POST /api/auth/profile/edit/preferences", "POST /api/oauth/apps", "POST /api/oauth/authorize",
		"GET /api/stats/all", "GET /api/users", "PATCH /api/config", "POST /api/auth/logout",
	)
}
