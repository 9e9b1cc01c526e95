package clienttest

// emptyDashboard has a calendar and nothing in it.
func emptyDashboard(b *tab) {
	b.there("#user-calendar")
	b.answered("GET /api/workouts")
	b.picture("dashboard-empty")
}

// dashboard shows the workouts of this month on the calendar, in the month's statistics, as records and in the timeline.
func dashboard(b *tab) {
	b.open("/")
	b.there("#user-calendar .calendar-workout")
	b.there("#dashboard canvas")
	b.seen("third ride")
	b.seen("Farthest distance")
	b.answered("GET /api/workouts/map/")
	b.picture("dashboard")
}

// drawn waits for a workout's map, with its line and the marks at both ends, and its chart. Whoever leaves the page while
// the marks are being made gets an exception of the client's own.
func drawn(b *tab) {
	b.t.Helper()
	b.there("#workout-chart canvas")
	b.there(`#workout-map .leaflet-marker-icon[src*="start"]`)
	b.there(`#workout-map .leaflet-marker-icon[src*="finish"]`)
	b.there("#workout-map .leaflet-overlay-pane path")
	b.wait(`document.querySelectorAll("#workout-map .leaflet-tile-loaded").length > 0`)
	b.still("#workout-map")
}

// upload sends a file and looks at what became of it; the result is the workout's path on the client's pages.
func upload(b *tab, path string) string {
	b.open("/workouts/add")
	b.choose("#sport", "1")
	b.upload("#gpxFile", path)
	b.picture("add")
	b.click("#workout-form button[type=submit]")
	b.wait(`/^.workouts.[2-9A-Za-z]{22}$/.test(location.pathname)`)
	b.seen("first ride")
	drawn(b)
	b.picture("workout")
	b.click("#workout-card-title button:has(.fa-download)")
	workout := b.path()
	b.answered("GET /api" + workout + "/gpx/download")
	return workout
}

// segment looks at a part of a workout, and comes back.
func segment(b *tab, workout string) {
	b.click("#workout-segments li:first-child a")
	b.at(workout + "/segment/1")
	b.answered("GET /api" + workout + "/chart_data/segment/1")
	drawn(b)
	b.picture("segment")
	charts, tracks := b.front.times("GET /api"+workout+"/chart_data"), b.front.times("GET /api"+workout+"/gpx")
	b.click("#workout-card-title .workout-link a")
	b.at(workout)
	b.answeredAfter(charts, "GET /api"+workout+"/chart_data") // until then the page shows the segment's map and chart
	b.answeredAfter(tracks, "GET /api"+workout+"/gpx")
	drawn(b)
}

// edit gives it another title.
func edit(b *tab, workout string) {
	b.click("#workout-card-title button:has(.fa-edit)")
	b.at(workout + "/edit")
	b.fill("#title", "morning ride")
	b.click("#workout-form button[type=submit]")
	b.at(workout)
	b.seen("morning ride")
	drawn(b)
}

func uploadArchive(b *tab, path string) {
	b.open("/workouts/add")
	b.choose("#sport", "1")
	b.upload("#gpxFile", path)
	b.click("#workout-form button[type=submit]")
	b.at("/")
	b.seen("third ride")
}

// recordByHand tells a workout that no device has seen.
func recordByHand(b *tab) {
	b.open("/workouts/add")
	b.choose("#sport", "5")
	b.click("#withoutGpx")
	b.fill("#title", "by the river")
	b.fill("#workout-date", "2025-03-09")
	b.fill("#workout-time", "07:30")
	b.fill("#workout-duration-hour", "1")
	b.fill("#workout-duration-minutes", "02")
	b.fill("#workout-duration-seconds", "03")
	b.fill("input[name=workout-distance]", "12.5")
	b.click("#workout-form button[type=submit]")
	b.wait(`/^.workouts.[2-9A-Za-z]{22}$/.test(location.pathname)`)
	b.seen("by the river")
	b.seen("1:02:03")
	b.picture("workout-by-hand")
}

// filter looks for one among the workouts by its title and its distance.
func filter(b *tab) {
	b.open("/workouts")
	b.seen("by the river")
	b.fill("#title", "RIDE")
	b.fill("input[name=distance_to]", "10")
	b.click("form button.confirm[type=submit]")
	b.seen("third ride")
	b.unseen("by the river")
	b.picture("list-filtered")
}

// removeWorkout throws one away.
func removeWorkout(b *tab) {
	b.open("/workouts")
	b.seen("third ride")
	b.run(`[...document.querySelectorAll("a")].find(a => a.innerText.includes("third ride")).click()`)
	b.there("#delete-workout-button")
	drawn(b)
	b.click("#delete-workout-button")
	b.click("#confirm-button")
	b.at("/")
	b.seen("second ride")
	b.unseen("third ride")
}
