package web

import (
	"net/http"
)

// section is a page of the settings.
type section struct {
	key, path, icon string
	// label is the key of its name, text that of the line that says what is there.
	label, text string
}

// sections are all of one's own settings, in their order.
var sections = []section{
	{"profile", "/settings/profile", "person", "settings.profile", "settings.profile_text"},
	{"preferences", "/settings/preferences", "settings", "settings.preferences", "settings.preferences_text"},
	{"account", "/settings/account", "lock", "settings.account", "settings.account_text"},
	{"sports", "/settings/sports", "running", "settings.sports", "settings.sports_text"},
	{"equipment", "/settings/equipment", "shoe", "settings.equipment", "settings.equipment_text"},
	{"sharing", "/sharing", "people", "settings.sharing", "settings.sharing_text"},
	{"connections", "/settings/connections", "link", "settings.connections", "settings.connections_text"},
	{"apps", "/settings/apps", "app", "settings.apps", "settings.apps_text"},
	{"tokens", "/settings/tokens", "key", "settings.tokens", "settings.tokens_text"},
	{"export", "/settings/export", "download", "settings.export", "settings.export_text"},
}

// adminSections are what administrators have besides.
var adminSections = []section{
	{"people", "/admin/people", "people", "admin.people", "admin.people_text"},
	{"server", "/admin/server", "server", "admin.server", "admin.server_text"},
	{"mails", "/admin/mails", "mail", "admin.mails", "admin.mails_text"},
	{"jobs", "/admin/jobs", "repeat", "work.title", "work.title_text"},
	{"webhooks", "/admin/webhooks", "link", "hook.title", "hook.title_text"},
}

// sectionGroup is a list of sections, under a heading unless that is "".
type sectionGroup struct {
	Title string
	Items []sectionItem
}

// sectionItem is one section, in the reader's language.
type sectionItem struct {
	Label, Text, Href, Icon string
	Current                 bool
}

// upLink leads from a page to what it is a part of. Root tells that this is the list of all settings, which a wide screen
// shows anyway.
type upLink struct {
	Label, Href string
	Root        bool
}

// settingsRoutes are one's own settings.
func (s *Site) settingsRoutes() table {
	return table{
		"GET /settings":                         s.member(s.showSettings),
		"GET /settings/profile":                 s.member(s.showProfile),
		"POST /settings/profile":                s.member(s.saveProfile),
		pictureRoute:                            s.member(s.savePicture),
		"POST /settings/picture/delete":         s.member(s.deletePicture),
		"GET /people/{name}/picture":            s.writing(s.personPicture),
		"GET /settings/preferences":             s.member(s.showPreferences),
		"POST /settings/preferences":            s.member(s.savePreferences),
		"GET /settings/account":                 s.member(s.showAccount),
		"POST /settings/email":                  s.member(s.changeEmail),
		"POST /settings/email/keep":             s.member(s.keepEmail),
		"POST /settings/password":               s.member(s.changePassword),
		"POST /settings/delete":                 s.member(s.deleteAccount),
		"GET /settings/sports":                  s.member(s.listSports),
		"GET /settings/sports/{sport}":          s.member(s.showSport),
		"POST /settings/sports/{sport}":         s.member(s.saveSport),
		"POST /settings/sports/{sport}/reset":   s.member(s.resetSport),
		"POST /settings/sports/{sport}/measure": s.member(s.measureSport),
		"GET /settings/tokens":                  s.member(s.showTokens),
		"POST /settings/tokens/new":             s.member(s.replaceToken),
		"POST /settings/tokens/end":             s.member(s.endToken),
		"POST /settings/sessions/end":           s.member(s.endSession),
		"POST /settings/sessions/others":        s.member(s.endOtherSessions),
		"GET /settings/export":                  s.member(s.showExport),
		"POST /settings/export":                 s.member(s.requestExport),
		"GET /settings/export/{file}":           s.writing(s.downloadExport),
	}
}

// showSettings serves GET /settings: the list of all sections.
func (s *Site) showSettings(_ *http.Request, who reader) (reply, error) {
	answer := s.setting(who, "", "settings", nil)
	answer.shell.Title = who.words.T("nav.settings")
	return answer, nil
}

// setting is a page in the frame of the settings; key is that of its section, "" for the list of all.
func (s *Site) setting(who reader, key, page string, body any) reply {
	sh := shell{Nav: "settings", Up: upLink{Label: who.words.T("nav.settings"), Href: s.link("/settings"), Root: true}}
	group := func(title string, all []section) {
		g := sectionGroup{Title: title}
		for _, item := range all {
			if item.key == key {
				sh.Title = who.words.T(item.label)
			}
			g.Items = append(g.Items, sectionItem{who.words.T(item.label), who.words.T(item.text), s.link(item.path), item.icon, item.key == key})
		}
		sh.Sections = append(sh.Sections, g)
	}
	group("", sections)
	if who.viewer.Person.Admin {
		group(who.words.T("admin.title"), adminSections)
	}
	return reply{page: page, shell: sh, body: body}
}

// under makes a page one below its section: its title, and the way back.
func (a reply) under(label, href, title string) reply {
	a.shell.Up, a.shell.Title = upLink{Label: label, Href: href}, title
	return a
}

// answered sets the status of a page.
func (a reply) answered(status int) reply { a.status = status; return a }
