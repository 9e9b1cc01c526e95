package activity

import (
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/sport"
)

// Order is a column that lists can be sorted by. Activities without a value sort as the largest: last ascending,
// first descending. Ties end in the order of storing, in the same direction.
type Order string

// The orders.
const (
	ByStart     Order = "start"
	ByDistance  Order = "distance"
	ByMoving    Order = "moving"
	ByDuration  Order = "duration"
	ByAveSpeed  Order = "ave_speed"
	ByMaxSpeed  Order = "max_speed"
	ByAscent    Order = "ascent"
	ByDescent   Order = "descent"
	ByTitle     Order = "title"
	BySport     Order = "sport"
	ByCreation  Order = "created"
	ByModifying Order = "modified"
)

// Range is an interval with both ends included; a nil end is open.
type Range struct{ From, To *float64 }

// Filter chooses and orders activities. The zero value is the first page of 20, newest first.
type Filter struct {
	// Scope is whose activities; services set it from the viewer.
	Scope access.Scope
	// Page counts from 1; PerPage is at most MaxPerPage.
	Page, PerPage int
	// Sport is 0 for any.
	Sport sport.ID
	// Title, Notes and Description are looked for anywhere in the text, without regard to case; % and _ match any
	// run and any one character. "" is no condition.
	Title, Notes, Description string
	// Search is looked for in title, notes or description, literally.
	Search string
	// From and To bound the start: From <= start < To. Zero is open.
	From, To time.Time
	// Distance in meters, Moving in seconds, speeds in km/h.
	Distance, Moving, AveSpeed, MaxSpeed Range
	// Equipment is the UUID of one that must be attached; "" for any. Unequipped asks for those without any.
	Equipment  string
	Unequipped bool
	Order      Order
	Ascending  bool
}

// MaxPerPage bounds what one list can make the server read.
const MaxPerPage = 100

// Page is one page of a list.
type Page struct {
	Activities []Activity
	// Number counts from 1, Pages is how many there are (0 when Total is 0).
	Number, Pages, PerPage int
	// Total counts all that match, not only this page's.
	Total int64
}

// HasNext reports whether there is a page after this one.
func (p *Page) HasNext() bool { return p.Number < p.Pages }

// HasPrevious reports whether there is a page before this one; true beyond the end as well.
func (p *Page) HasPrevious() bool { return p.Number > 1 }

// Sums are totals over the activities of a filter: meters, seconds.
type Sums struct {
	Count            int64
	Distance         float64
	Duration, Moving int64
	Ascent, Descent  float64
}
