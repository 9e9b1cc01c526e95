package web

// area is a part of the site that the navigation leads to.
type area struct {
	// key is what a page's shell names as its Nav; label the key of its name.
	key, label, path, icon string
	// may tells for whom it is; nil is everybody who is signed in.
	may func(who reader) bool
	// phoneOnly areas are in the person's menu on a wide screen.
	phoneOnly bool
}

// areas are the navigation, in its order. To add one: a line here, and Nav in the shell of its pages.
var areas = []area{
	{key: "activities", label: "nav.activities", path: "/activities", icon: "activities"},
	{key: "calendar", label: "nav.calendar", path: "/calendar", icon: "calendar"},
	{key: "coaching", label: "nav.coaching", path: "/coaching", icon: "coaching", may: isCoach},
	{key: "monitoring", label: "monitor.title", path: "/monitoring", icon: "monitoring", may: isCoach},
	{key: "strength", label: "strength.title", path: "/strength", icon: "strength"},
	{key: "food", label: "food.title", path: "/food", icon: "food"},
	{key: "body", label: "body.title", path: "/body", icon: "body"},
	{key: "upload", label: "nav.upload", path: "/activities/upload", icon: "upload"},
	{key: "settings", label: "nav.settings", path: "/settings", icon: "settings", phoneOnly: true},
}

// How many entries a bar shows before the rest goes behind "More": so many that a thumb and an eye find them at once.
const (
	mostOnTop    = 6
	mostOnBottom = 5
)

// navItem is one entry of a bar, in the reader's language.
type navItem struct {
	Label, Href, Icon string
	Current           bool
}

// navBar is a bar of the navigation, with what is behind its "More", if anything.
type navBar struct {
	Items, More []navItem
	// InMore tells that the current area is behind "More".
	InMore bool
}

// navigation makes the bar for a wide screen and the one for a phone.
func (s *Site) navigation(who reader, current string) (top, bottom navBar) {
	var wide, phone []navItem
	for i := range areas {
		a := &areas[i]
		if a.may != nil && !a.may(who) {
			continue
		}
		item := navItem{Label: who.words.T(a.label), Href: s.link(a.path), Icon: a.icon, Current: a.key == current}
		phone = append(phone, item)
		if !a.phoneOnly {
			wide = append(wide, item)
		}
	}
	return newNavBar(wide, mostOnTop), newNavBar(phone, mostOnBottom)
}

// newNavBar puts what is too much behind "More", which takes a place itself.
func newNavBar(items []navItem, most int) navBar {
	if len(items) <= most {
		return navBar{Items: items}
	}
	b := navBar{Items: items[:most-1], More: items[most-1:]}
	for _, item := range b.More {
		b.InMore = b.InMore || item.Current
	}
	return b
}
