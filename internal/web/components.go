package web

// The views of the components in templates/components. Each is filled by a handler with texts in the reader's language;
// a zero field means "without". /design shows all of them in every state.

// field is a labelled control with help and error. Type is an input type, or "textarea" or "select".
type field struct {
	Name, Label, Type, Value, Help, Error, Unit, Placeholder string
	// Autocomplete, InputMode, Min, Max, Step and List are passed on to the control.
	Autocomplete, InputMode, Min, Max, Step, List string
	MaxLength                                     int
	Required, Optional, Disabled                  bool
	Options                                       []option
}

// option is a choice of a select.
type option struct {
	Value, Label string
	Selected     bool
}

// number is one figure with its unit.
type number struct{ Label, Value, Unit, Note string }

// sortHead is the head of a table's column. Sort is "ascending", "descending" or "" when the table is ordered by another;
// without Href the column can't be ordered by.
type sortHead struct {
	Label, Href, Sort string
	Numeric, Hidden   bool
}

// pager leads through the pages of a list. Links of "" are where one can't go.
type pager struct {
	Summary, Previous, Next string
	Pages                   []pageLink
}

// pageLink is a page's number; a zero number is a gap.
type pageLink struct {
	Number  int
	Href    string
	Current bool
}

// tab is one of several views of the same thing.
type tab struct {
	Label, Href string
	Current     bool
}

// toast is a short message about what has just happened, with a way to undo it: a POST to Action.
type toast struct{ Text, Action, Label string }

// notice is a message within the page. Tone is "", "success", "warning" or "danger".
type notice struct{ Tone, Text string }

// emptyState says that there is nothing yet, and what to do about it.
type emptyState struct{ Icon, Title, Text, Href, Action string }

// uploadItem is one file on its way. State is one of the constants in upload.go.
type uploadItem struct {
	Name    string       `json:"name"`
	State   string       `json:"state"`
	Text    string       `json:"text"`
	Percent int          `json:"-"`
	Links   []uploadLink `json:"links,omitempty"`
}

// uploadLink is a line about what came of an upload, with or without an address.
type uploadLink struct {
	Text string `json:"text"`
	Href string `json:"href,omitempty"`
}

// mapFrame is a map that shows a picture until the script draws the live one, or says in a Note why there is none.
type mapFrame struct{ Picture, Alt, Note string }

// chartFrame is one chart, which the script fills. Kind is "elevation", "speed", "pace", "heart", "cadence" or "power".
type chartFrame struct{ Kind, Title, Unit string }

// dropZone takes files by drag and drop or by choosing; Limit says how large one may be.
type dropZone struct {
	Limit    string
	Disabled bool
}
