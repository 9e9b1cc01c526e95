package web

import (
	"fmt"
	"html/template"
)

// iconPaths are drawn on a grid of 24 with a line of 1.75, in the colour of the text around them.
var iconPaths = map[string]string{
	"mark":       `<rect x="2" y="5" width="20" height="14" rx="7"/><rect x="6.5" y="9.5" width="11" height="5" rx="2.5"/>`,
	"activities": `<path d="M3 17l5-8 4 5 3-6 6 9"/><path d="M3 21h18"/>`,
	"upload":     `<path d="M12 16V4m0 0L7 9m5-5l5 5"/><path d="M4 16v3a1 1 0 001 1h14a1 1 0 001-1v-3"/>`,
	"plus":       `<path d="M12 5v14M5 12h14"/>`,
	"settings":   `<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.5"/><circle cx="8" cy="17" r="2.5"/>`,
	"sun":        `<circle cx="12" cy="12" r="4"/><path d="M12 2v2m0 16v2M2 12h2m16 0h2M4.9 4.9l1.4 1.4m11.4 11.4l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"/>`,
	"moon":       `<path d="M20 14.5A8.5 8.5 0 019.5 4a8.5 8.5 0 1010.5 10.5z"/>`,
	"auto":       `<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 000-17z" fill="currentColor"/>`,
	"left":       `<path d="M15 5l-7 7 7 7"/>`,
	"right":      `<path d="M9 5l7 7-7 7"/>`,
	"up":         `<path d="M12 19V5m0 0l-6 6m6-6l6 6"/>`,
	"down":       `<path d="M12 5v14m0 0l-6-6m6 6l6-6"/>`,
	"chevron":    `<path d="M6 9l6 6 6-6"/>`,
	"filter":     `<path d="M4 6h16M7 12h10M10 18h4"/>`,
	"search":     `<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`,
	"check":      `<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
	"alert":      `<path d="M12 4L2.8 19.5h18.4L12 4z"/><path d="M12 10v4.5M12 17v.5"/>`,
	"info":       `<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.8v.4"/>`,
	"trash":      `<path d="M4 7h16M9 7V4h6v3M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5"/>`,
	"edit":       `<path d="M4 20l1-4.5L16 4.5l3.5 3.5-11 11L4 20z"/><path d="M13.5 7l3.5 3.5"/>`,
	"download":   `<path d="M12 4v12m0 0l-5-5m5 5l5-5"/><path d="M4 20h16"/>`,
	"medal":      `<circle cx="12" cy="15" r="5.5"/><path d="M9 10L6 3h12l-3 7M12 13v4"/>`,
	"close":      `<path d="M6 6l12 12M18 6L6 18"/>`,
	"person":     `<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>`,
	"leave":      `<path d="M14 4H6a1 1 0 00-1 1v14a1 1 0 001 1h8M10 12h11m0 0l-4-4m4 4l-4 4"/>`,
	"file":       `<path d="M6 3h8l5 5v13H6V3z"/><path d="M14 3v5h5"/>`,
	"running":    `<circle cx="15.5" cy="4.5" r="1.8"/><path d="M6 9.5l3.5-2.5 4 1.5-2.5 5 3.5 2.5-1 5M11 13.5l-2 3.5-4.5.5M13.5 8.5l2 3 3 .5"/>`,
	"walking":    `<circle cx="12.5" cy="4.3" r="1.8"/><path d="M12 8l-1.5 6 3 3 1 4.5M10.5 14l-1 3.5L7 21.5M12 8l-3.5 2-.5 3.5M12 8l2.5 3 3 1"/>`,
	"cycling":    `<circle cx="5.5" cy="16.5" r="3.7"/><circle cx="18.5" cy="16.5" r="3.7"/><path d="M5.5 16.5L9 9.5h6l3.5 7M9 9.5l3 7 3-7M8 7h2.5M15 9.5l-.7-3H17"/>`,
	"swimming":   `<path d="M2.5 15c1.6-1.3 3.1-1.3 4.7 0s3.2 1.3 4.8 0 3.2-1.3 4.8 0 3.1 1.3 4.7 0M2.5 19c1.6-1.3 3.1-1.3 4.7 0s3.2 1.3 4.8 0 3.2-1.3 4.8 0 3.1 1.3 4.7 0"/><circle cx="17.5" cy="9" r="1.8"/><path d="M6 12l5-3.5-2.5-3 5-1"/>`,
	"water":      `<path d="M2.5 17.5c1.6-1.3 3.1-1.3 4.7 0s3.2 1.3 4.8 0 3.2-1.3 4.8 0 3.1 1.3 4.7 0"/><path d="M4 13h16l-2 2.5M9 13l6-9"/>`,
	"snow":       `<path d="M12 3v18M4.2 7.5l15.6 9M19.8 7.5l-15.6 9M9.5 4.5L12 7l2.5-2.5M9.5 19.5L12 17l2.5 2.5"/>`,
	"mountain":   `<path d="M2.5 19.5L9.5 6l4.5 8 2.5-3.5 5 9h-19z"/>`,
	"strength":   `<path d="M2.5 12h2M19.5 12h2M7.5 12h9"/><rect x="4.5" y="8" width="3" height="8" rx="1"/><rect x="16.5" y="8" width="3" height="8" rx="1"/>`,
	"ball":       `<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5c3 2.5 4.5 5.5 4.5 8.5s-1.5 6-4.5 8.5c-3-2.5-4.5-5.5-4.5-8.5s1.5-6 4.5-8.5zM3.5 12h17"/>`,
	"lock":       `<rect x="5" y="11" width="14" height="9.5" rx="2"/><path d="M8 11V7.5a4 4 0 018 0V11M12 15v2"/>`,
	"shoe":       `<path d="M3 8v9.5h18v-2c0-1.7-1.2-2.6-3-3l-3.5-.8L10.5 7.5 8.5 9C6.5 10 4.5 9.5 3 8z"/><path d="M3 14.5h18M11.5 11l1.8-1M13.6 12.4l1.6-1"/>`,
	"link":       `<path d="M10 14a4 4 0 005.7 0l3.1-3.1a4 4 0 00-5.7-5.7L12 6.3M14 10a4 4 0 00-5.7 0l-3.1 3.1a4 4 0 005.7 5.7L12 17.7"/>`,
	"app":        `<path d="M8.5 8L4 12l4.5 4M15.5 8L20 12l-4.5 4M13.5 5l-3 14"/>`,
	"key":        `<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5L19.5 4M16 7.5l2.5 2.5M13.5 10l2 2"/>`,
	"people":     `<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.8-3.3 3.3-5 6.5-5s5.7 1.7 6.5 5M15.5 5.3a3.5 3.5 0 010 6.4M17.5 14.9c2 .6 3.4 2.2 4 4.6"/>`,
	"server":     `<rect x="4" y="4" width="16" height="7" rx="1.5"/><rect x="4" y="13" width="16" height="7" rx="1.5"/><path d="M7.5 7.5h.5M7.5 16.5h.5M12 7.5h4.5M12 16.5h4.5"/>`,
	"mail":       `<rect x="3" y="5.5" width="18" height="13" rx="2"/><path d="M3.5 7l8.5 6.5L20.5 7"/>`,
	"calendar":   `<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>`,
	"coaching":   `<rect x="3.5" y="4" width="17" height="16.5" rx="2"/><path d="M3.5 9h17M9 9v11.5M15 9v11.5M3.5 14.7h17"/>`,
	"monitoring": `<path d="M3 12.5h4l2.500-7 4.500 13 2.500-6H21"/>`,
	"copy":       `<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5.5A1.5 1.5 0 0014.5 4h-9A1.5 1.5 0 004 5.5v9A1.5 1.5 0 005.5 16H8"/>`,
	"handle":     `<path d="M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1" stroke-width="2.6"/>`,
	"device":     `<rect x="7" y="3" width="10" height="18" rx="3"/><path d="M10.5 17.5h3M9.5 8.5c1.6-1.3 3.4-1.3 5 0M11 11c.7-.5 1.3-.5 2 0"/>`,
	"battery":    `<rect x="3" y="8" width="16" height="8" rx="2"/><path d="M21.5 10.5v3M6 10.5v3M9 10.5v3M12 10.5v3"/>`,
	"eye":        `<path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z"/><circle cx="12" cy="12" r="3"/>`,
	"clock":      `<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
	"half":       `<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 000 17z" fill="currentColor"/>`,
	"repeat":     `<path d="M4 11a6 6 0 016-6h7m0 0l-3-3m3 3l-3 3M20 13a6 6 0 01-6 6H7m0 0l3 3m-3-3l3-3"/>`,
	"food":       `<path d="M7 3v7a2.5 2.5 0 005 0V3M9.5 3v18M17 21v-7h-2V8c0-3 1-5 2-5v18"/>`,
	"body":       `<circle cx="12" cy="5" r="2.2"/><path d="M5.5 9.5c2 1 4.2 1.3 6.5 1.3s4.500-.3 6.500-1.300M12 10.800v4M12 14.800l-3 6M12 14.800l3 6"/>`,
	"more":       `<path d="M6 12v.1M12 12v.1M18 12v.1" stroke-width="2.8"/>`,
	"other":      `<circle cx="12" cy="13.5" r="7.5"/><path d="M12 9.5v4l2.5 2M9.5 3h5M12 3v3"/>`,
}

// icon is the drawing of a name, hidden from screen readers: words beside it say what it means.
func icon(name string) (template.HTML, error) {
	paths, ok := iconPaths[name]
	if !ok {
		return "", fmt.Errorf("no icon %q", name)
	}
	return template.HTML(`<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" ` +
		`stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">` + paths + `</svg>`), nil
}
