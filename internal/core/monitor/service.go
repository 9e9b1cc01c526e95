package monitor

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Options are what the service needs besides its store.
type Options struct {
	Now     func() time.Time
	NewUUID func() string
	// Access keeps grants.
	Access Granter
	// Received is told of samples that were stored, after they are, and may be nil. It must not wait.
	Received func(device int64, r *RawFrame)
}

// Service keeps devices and what they sent, occasions and time frames, and measures them. It is safe for concurrent use.
type Service struct {
	store Store
	opt   Options
	raw   *committer
	seen  *looks
}

// New makes the service.
func New(store Store, opt Options) *Service {
	return &Service{store: store, opt: opt, raw: newCommitter(store), seen: newLooks()}
}

// manager is the viewer's ID if they are a coach. Errors: fault.Unauthenticated "auth.session", fault.Forbidden
// "monitor.not_manager".
func manager(v access.Viewer) (int64, error) {
	switch {
	case !v.SignedIn():
		return 0, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	case v.Person.Role != person.Coach:
		return 0, fault.New(fault.Forbidden, "monitor.not_manager", "only coaches monitor athletes")
	}
	return v.Person.ID, nil
}

// checks gathers what is wrong with a thing, one message a field.
type checks struct{ fields []fault.Field }

func (c *checks) refuse(name, message string) {
	c.fields = append(c.fields, fault.Field{Name: name, Message: message})
}

// text wants a text of least to most characters, of which one is no blank where any is wanted.
func (c *checks) text(name, s string, least, most int) {
	switch n := utf8.RuneCountInString(s); {
	case n < least || least > 0 && strings.TrimSpace(s) == "":
		c.refuse(name, "This field may not be blank.")
	case n > most:
		c.refuse(name, "Ensure this field has no more than "+strconv.Itoa(most)+" characters.")
	}
}

func (c *checks) err(code string) error {
	if len(c.fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, code, "can't be accepted", c.fields...)
}

// MaxPage is the most rows of a page.
const MaxPage = 3000

// Paging is which part of a list: Limit below 1 or above MaxPage is MaxPage.
type Paging struct{ Offset, Limit int }

// Bounds are the offset and limit that hold.
func (p Paging) Bounds() (offset, limit int) {
	if p.Limit < 1 || p.Limit > MaxPage {
		p.Limit = MaxPage
	}
	return max(p.Offset, 0), p.Limit
}

// Page is a part of a list.
type Page[T any] struct {
	Rows []T
	// Total is how many there are in all.
	Total int64
}
