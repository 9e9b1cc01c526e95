package fittrackee

import (
	"net/url"
	"time"

	"palestra/internal/api/wire"
	"palestra/internal/core/activity"
	"palestra/internal/core/sport"
)

const usualPerPage = 5

// orders are the columns that lists can be sorted by: the documented four, and those that clients are known to try.
// "duration" means the moving time here, as in the filters.
var orders = map[string]activity.Order{
	"": activity.ByStart, "workout_date": activity.ByStart, "distance": activity.ByDistance, "duration": activity.ByMoving,
	"moving": activity.ByMoving, "ave_speed": activity.ByAveSpeed, "max_speed": activity.ByMaxSpeed, "ascent": activity.ByAscent,
	"descent": activity.ByDescent, "title": activity.ByTitle, "sport_id": activity.BySport, "creation_date": activity.ByCreation,
	"modification_date": activity.ByModifying,
}

// parseFilter reads the query of a list; dates are days at loc.
func parseFilter(values url.Values, loc *time.Location) (activity.Filter, error) {
	p := filterParser{query: newQuery(values), loc: loc}
	f := activity.Filter{
		Page: p.page(), PerPage: p.perPage(), Sport: p.sport(),
		Title: p.text("title"), Notes: p.text("notes"), Description: p.text("description"),
		From: p.day("from", 0), To: p.day("to", 1),
		Distance: p.rangeOf("distance", 1000), AveSpeed: p.rangeOf("ave_speed", 1), MaxSpeed: p.rangeOf("max_speed", 1),
		Moving:    activity.Range{From: p.seconds("duration_from"), To: p.seconds("duration_to")},
		Ascending: p.text("order") == "asc", Order: p.order(),
	}
	f.Equipment, f.Unequipped = p.equipment()
	return f, p.err
}

// filterParser remembers the first parameter that can't be read.
type filterParser struct {
	query
	loc *time.Location
	err error
}

func (p *filterParser) note(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *filterParser) page() int {
	n, err := p.whole("page")
	p.note(err)
	if n == nil {
		return 1
	}
	return max(*n, 1)
}

// perPage is 5 when absent, but 20 when it is below 1.
func (p *filterParser) perPage() int {
	n, err := p.whole("per_page")
	p.note(err)
	if n == nil {
		return usualPerPage
	}
	return wire.Clamp(*n, 20, activity.MaxPerPage)
}

// sport is 0 for any; a number that no sport has finds nothing.
func (p *filterParser) sport() sport.ID {
	n, err := p.whole("sport_id")
	p.note(err)
	if n == nil {
		return 0
	}
	s, ok := sportByID(int64(*n))
	if !ok {
		return -1
	}
	return s.ID
}

func (p *filterParser) day(name string, later int) time.Time {
	t, err := p.query.day(name, p.loc, later)
	p.note(err)
	return t
}

func (p *filterParser) seconds(name string) *float64 {
	s, err := p.query.seconds(name)
	p.note(err)
	return s
}

func (p *filterParser) rangeOf(name string, scale float64) activity.Range {
	from, err := p.number(name+"_from", scale)
	p.note(err)
	to, err := p.number(name+"_to", scale)
	p.note(err)
	return activity.Range{From: from, To: to}
}

func (p *filterParser) order() activity.Order {
	o, ok := orders[p.text("order_by")]
	if !ok {
		p.note(errServer)
	}
	return o
}

// noUUID is what an id that can't be read stands for: nothing has it.
const noUUID = "00000000-0000-0000-0000-000000000000"

// equipment is the UUID of one, or whether those without any are asked for.
func (p *filterParser) equipment() (uuid string, without bool) {
	switch id := p.text("equipment_id"); id {
	case "":
		return "", false
	case "none":
		return "", true
	default:
		uuid, ok := parseShortID(id)
		if !ok {
			return noUUID, false
		}
		return uuid, false
	}
}
