package web

import (
	"net/http"
	"regexp"
	"strings"

	"palestra/internal/web/format"
)

// Views of the design page, which shows components in states that ordinary pages only meet now and then.
type (
	designPage struct {
		Colours      []string
		Spaces       []designSpace
		Fields       []designField
		FilterFields []field
		Lead         []number
		Numbers      []number
		Heads        []sortHead
		Rows         []designRow
		Pagers       []designPager
		Tabs         []tab
		Toasts       []toast
		Notices      []notice
		Drop         dropZone
		Uploads      []uploadItem
		Empty        emptyState
		NoMap        mapFrame
		Charts       []chartFrame
	}
	designSpace struct {
		Name   string
		Pixels int
	}
	designField struct {
		State string
		Field field
	}
	designRow   struct{ Name, Day, Distance, Time string }
	designPager struct {
		State string
		Pager pager
	}
)

// showDesign serves GET /design: every component in every state. Its words are English, like the documentation it belongs to.
func (s *Site) showDesign(_ *http.Request, who reader) (reply, error) {
	const long = "An uncommonly long name for a morning run along the old canal, past both mills and home by the vineyard road"
	body := designPage{
		Colours: colourTokens(s.assets()),
		Spaces:  []designSpace{{"space-1", 4}, {"space-2", 8}, {"space-3", 12}, {"space-4", 16}, {"space-5", 24}, {"space-6", 32}, {"space-7", 48}, {"space-8", 72}},
		Fields: []designField{
			{"default", field{Name: "d1", Label: "Title", Type: "text", Value: "Morning run"}},
			{"with help, optional", field{Name: "d2", Label: "Notes", Type: "text", Optional: true, Help: "Only you see these."}},
			{"error", field{Name: "d3", Label: "Duration", Type: "text", Value: "1:75", Error: "Minutes go up to 59.", Help: "Hours, minutes and seconds, such as 1:05:00."}},
			{"with unit", field{Name: "d4", Label: "Distance", Type: "text", Value: "12.5", Unit: who.print.DistanceUnit(), InputMode: "decimal"}},
			{"disabled", field{Name: "d5", Label: "File", Type: "text", Value: "morning.gpx", Disabled: true}},
			{"choice", field{Name: "d6", Label: "Sport", Type: "select", Options: []option{{"5", "Running", true}, {"1", "Cycling (Sport)", false}}}},
			{"several lines", field{Name: "d7", Label: "Description", Type: "textarea", Value: long}},
			{"empty with placeholder", field{Name: "d8", Label: "Search", Type: "search", Placeholder: "Anywhere in the title"}},
		},
		FilterFields: []field{
			{Name: "d9", Label: "Sport", Type: "select", Options: []option{{"", "All sports", true}}},
			{Name: "d10", Label: "From", Type: "date"}, {Name: "d11", Label: "To", Type: "date"},
		},
		Lead:    []number{figure("Distance", who.print.Distance(21097.5)), figure("Moving time", plain(who.print.Duration(6312e9))), figure("Pace", who.print.Pace(3.342))},
		Numbers: []number{figure("Ascent", who.print.Elevation(412)), figure("Heart rate", who.print.HeartRate(148)), figure("Cadence", who.print.Cadence(172, true)), figure("Unknown", plain(format.Dash))},
		Heads:   []sortHead{{Label: "Title", Href: "#table"}, {Label: "Date", Href: "#table", Sort: "descending"}, {Label: "Distance", Href: "#table", Numeric: true}, {Label: "Moving time", Numeric: true}},
		Rows:    []designRow{{"Morning run", "Sun 22 Nov 2026", "12.50 km", "1:05:00"}, {long, "Sat 21 Nov 2026", "41.70 km", "3:57:11"}, {"Pool", "Fri 20 Nov 2026", "–", "0:40:00"}},
		Pagers: []designPager{
			{"in the middle", pager{Summary: "81–100 of 412", Previous: "#table", Next: "#table", Pages: []pageLink{{Number: 1, Href: "#table"}, {}, {Number: 4, Href: "#table"}, {Number: 5, Current: true}, {Number: 6, Href: "#table"}, {}, {Number: 21, Href: "#table"}}}},
			{"all on one page", pager{Summary: "3 of 3"}},
		},
		Tabs:    []tab{{"Segments", "#tabs", true}, {"Laps", "#tabs", false}, {"Splits", "#tabs", false}},
		Toasts:  []toast{{Text: "“Morning run” was deleted.", Action: "#messages", Label: "Undo"}, {Text: "Saved."}},
		Notices: []notice{{"", "Times are shown in Europe/Berlin."}, {"success", "Three files were taken."}, {"warning", "The file ends in the middle of a point; what came before was read."}, {"danger", "This file has no track: line 3 opens <rte>, which holds a planned route."}},
		Drop:    dropZone{Limit: "50 MB", Disabled: true},
		Uploads: []uploadItem{
			{Name: "saturday.fit", State: stateWaiting, Text: "Waiting"},
			{Name: "sunday.gpx", State: stateSending, Text: "62 %", Percent: 62},
			{Name: "hills.tcx", State: stateReading, Text: "Reading"},
			{Name: "pool.fit", State: stateDone, Text: "Taken", Percent: 100, Links: []uploadLink{{"Pool, 1.20 km", "#upload"}}},
			{Name: "holiday-photograph-with-a-very-long-name-2026-11-22-18-05-00.jpg.gpx", State: stateRefused, Text: "This is not a recording", Percent: 100},
			{Name: "morning.gpx", State: stateDuplicate, Text: "Already there", Links: []uploadLink{{"Morning run", "#upload"}}},
		},
		Empty:  emptyState{"activities", "Nothing here yet", "Upload the files of your watch or bike computer, or write down a training by hand.", "#empty", "Upload files"},
		NoMap:  mapFrame{Note: "Recorded indoors: there are no positions to draw."},
		Charts: []chartFrame{{"elevation", "Elevation", who.print.ElevationUnit()}, {"heart", "Heart rate", who.print.HeartRateUnit()}},
	}
	return reply{page: "design", shell: shell{Title: "Design"}, body: body}, nil
}

var colourToken = regexp.MustCompile(`--([a-z-]+): light-dark\(#`)

// colourTokens are the names of the colours in the style sheet, in its order.
func colourTokens(a *assets) []string {
	css := string(a.byPath[stylesheet].content)
	css = css[:strings.Index(css, "--space-1")]
	var names []string
	for _, m := range colourToken.FindAllStringSubmatch(css, -1) {
		names = append(names, m[1])
	}
	return names
}
