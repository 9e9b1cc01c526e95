package clienttest

const (
	address  = "ana@example.org"
	password = "correct horse battery"
)

func register(b *tab) {
	b.open("/register")
	b.fill("#username", "ana")
	b.fill("#email", address)
	b.fill("#password", password)
	b.click("#accepted_policy")
	b.picture("register")
	b.click("#user-auth-form button[type=submit]")
}

func signIn(b *tab) {
	b.at("/login")
	b.fill("#email", address)
	b.fill("#password", password)
	b.click("#user-auth-form button[type=submit]")
	b.at("/")
}

// present tells about oneself, with a picture.
func present(b *tab, picture string) {
	b.open("/profile/edit")
	b.fill("#first_name", "Ana")
	b.fill("#birth_date", "1990-02-03")
	b.fill("#location", "Gap")
	b.click("#user-infos-edition button[type=submit]")
	b.at("/profile")
	b.seen("Gap")

	b.open("/profile/edit/picture")
	b.upload("#user-picture-edition input[type=file]", picture)
	b.click("#user-picture-edition button[type=submit]")
	b.at("/profile")
	b.wait(`[...document.querySelectorAll("img")].some(i => i.src.includes("/api/users/ana/picture") && i.complete && i.naturalWidth > 0)`)
	b.picture("profile")
}

// takeExport asks for everything that is kept, and takes it.
func takeExport(b *tab) {
	b.open("/profile/edit/account")
	b.click("#user-infos-edition .form-buttons button:last-child")
	b.answered("POST /api/auth/account/export/request")
	b.until("/profile/edit/account", ".archive-link")
	b.picture("account")
	b.click(".archive-link")
	b.answered("GET /api/auth/account/export/")
}

// prefer chooses other units, another time zone and another language.
func prefer(b *tab) {
	b.open("/profile/edit/preferences")
	b.choose("#date_format", "yyyy-MM-dd")
	b.fill("#timezone", "America/New_York")
	b.click("#tz-dropdown-item-0")
	b.tick("#IMPERIAL")
	b.tick("#MONDAY")
	b.choose("#language", "fr")
	b.click("#user-preferences-edition button[type=submit]")
	b.at("/profile/preferences")
	b.seen("America/New_York")
	b.wait(`document.documentElement.lang === "fr"`)
	b.seen("Tableau de bord")
	b.picture("preferences")
}

func signOut(b *tab) {
	b.click(".logout-button")
	b.click("#confirm-button")
	b.at("/login")
	b.wait(`!localStorage.authToken`)
	b.picture("signed-out")
}
