package clienttest

import "strings"

// addEquipment adds a bike for one sport, and gives its id.
func addEquipment(b *tab) string {
	b.open("/profile/equipments/new")
	b.fill("#equipment-label", "red bike")
	b.choose("#equipment-type-id", "2")
	b.click("#equipment-form button[type=submit]")
	b.wait(`/^.profile.equipments.[2-9A-Za-z]{22}$/.test(location.pathname)`)
	b.seen("red bike")
	b.picture("equipment")
	return strings.TrimPrefix(b.path(), "/profile/equipments/")
}

// rideOn says with which bike a workout was, and sees it counted.
func rideOn(b *tab, bike, workout string) {
	b.open(workout + "/edit")
	b.choose("#workout-equipment", bike)
	b.click("#workout-form button[type=submit]")
	b.at(workout)
	b.seen("red bike")
	drawn(b)
	b.open("/profile/equipments/" + bike)
	b.seen("1.65 km")
	b.picture("equipment-used")
}

// preferSport gives a sport a colour, a speed for standing still and the bike.
func preferSport(b *tab, bike string) {
	b.open("/profile/edit/sports/1")
	b.fill("#sport-color", "#aa3300")
	b.fill("#sport-threshold", "2.5")
	b.choose("#sport-default-equipment", bike)
	b.click("form button.confirm[type=submit]")
	b.at("/profile/sports/1")
	b.seen("2.5")
	b.seen("red bike")
	b.picture("sport")
}

// inMiles sees a workout in other units, and on another clock.
func inMiles(b *tab, workout string) {
	b.open(workout)
	b.wait(`/\b1\.0[23][0-9]* mi\b/.test(document.body.innerText)`)
	drawn(b)
	b.picture("workout-in-miles")
}

func statistics(b *tab) {
	b.open("/statistics")
	b.there("#user-statistics canvas")
	b.picture("statistics-by-time")
	b.choose("#stats-type", "by_sport")
	b.there("#sport-statistics")
	b.answered("GET /api/stats/ana/by_sport")
	b.picture("statistics-by-sport")
}

// letIn makes an application known and lets it in, as its own page would ask.
func letIn(b *tab) {
	b.open("/profile/apps/new")
	b.fill("#app-name", "uploader")
	b.fill("#app-url", "https://uploader.example")
	b.fill("#app-redirect-uri", b.front.URL+"/about")
	b.click(`input[name="workouts:write"]`)
	b.click("#apps-form button[type=submit]")
	b.wait(`location.pathname.endsWith("/created")`)
	b.picture("app")
	id := b.find(`\b[0-9A-Za-z]{24}\b`)
	b.open("/profile/apps/authorize?response_type=code&scope=workouts%3Awrite&state=xyz&client_id=" + id + "&redirect_uri=" + escape(b.front.URL+"/about"))
	b.there("#authorize-oauth2-app button.danger")
	b.picture("consent")
	b.click("#authorize-oauth2-app button.danger")
	b.at("/about")
	b.wait(`new URLSearchParams(location.search).get("code")?.length === 48 && new URLSearchParams(location.search).get("state") === "xyz"`)
}

// administer looks at the administrator's pages, and sets one thing.
func administer(b *tab) {
	for _, page := range []string{"", "/sports", "/equipment-types", "/users", "/application"} {
		b.open("/admin" + page)
		b.wait(`document.querySelector("#admin-menu, #admin-sports table, #admin-equipment-types table, #admin-users, #admin-app")`)
		b.picture("admin" + strings.ReplaceAll(page, "/", "-"))
	}
	b.open("/admin/application/edit")
	b.fill("#admin_contact", "help@example.org")
	b.click("#admin-app button[type=submit]")
	b.answered("PATCH /api/config")
}
