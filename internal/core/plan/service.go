package plan

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
	"palestra/internal/core/sport"
)

// The bounds of a library and of its texts, in characters.
const (
	maxTitle       = 100
	maxDescription = 500
	maxTag         = 100
	maxTags        = 50
	maxLibrary     = 5000
	// MaxEstimate is the longest duration in seconds that can be told: ten days.
	MaxEstimate = 864_000
)

// Options are what the service needs besides its store.
type Options struct {
	Now func() time.Time
	// NewKey makes random names of 24 hex digits.
	NewKey func() string
	// Recordings are the points that steps are held against; without them there are no scores of steps.
	Recordings Recordings
}

// Service keeps libraries and plans training. It is safe for concurrent use.
type Service struct {
	store Store
	opt   Options
}

// New makes the service.
func New(store Store, opt Options) *Service { return &Service{store: store, opt: opt} }

// coach is the viewer's ID if they are one. Errors: fault.Unauthenticated "auth.session", fault.Forbidden "plan.not_coach".
func coach(v access.Viewer) (int64, error) {
	switch {
	case !v.SignedIn():
		return 0, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	case v.Person.Role != person.Coach:
		return 0, fault.New(fault.Forbidden, "plan.not_coach", "only coaches have a library and plan for others")
	}
	return v.Person.ID, nil
}

// checks gathers what is wrong with a thing, one message a field.
type checks struct{ fields []fault.Field }

func (c *checks) refuse(name, message string) {
	c.fields = append(c.fields, fault.Field{Name: name, Message: message})
}

func (c *checks) text(name, s string, least, most int) {
	switch n := utf8.RuneCountInString(s); {
	case n < least || least > 0 && strings.TrimSpace(s) == "":
		c.refuse(name, mayBeBlank)
	case n > most:
		c.refuse(name, noMore(most))
	}
}

func noMore(n int) string {
	return "Ensure this field has no more than " + itoa(n) + " characters."
}

func (c *checks) duration(name string, seconds *int64) {
	switch {
	case seconds == nil:
	case *seconds < 0:
		c.refuse(name, "Ensure this value is greater than or equal to 0.")
	case *seconds > MaxEstimate:
		c.refuse(name, "Ensure this value is less than or equal to "+itoa(MaxEstimate)+".")
	}
}

func (c *checks) sport(id sport.ID) {
	if _, ok := sport.ByID(id); !ok {
		c.refuse("sport", "Unknown sport.")
	}
}

func (c *checks) err(code string) error {
	if len(c.fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, code, "can't be accepted", c.fields...)
}

// tidyTags trims tags and drops repetitions without regard to case.
func (c *checks) tidyTags(tags []string) []string {
	if len(tags) > maxTags {
		c.refuse("tags", "Ensure this field has no more than "+itoa(maxTags)+" elements.")
		return nil
	}
	kept, seen := []string{}, map[string]bool{}
	for _, t := range tags {
		t = strings.TrimSpace(t)
		key := strings.ToLower(t)
		switch {
		case t == "":
			c.refuse("tags", mayBeBlank)
			return nil
		case utf8.RuneCountInString(t) > maxTag:
			c.refuse("tags", noMore(maxTag))
			return nil
		case !seen[key]:
			kept = append(kept, t)
		}
		seen[key] = true
	}
	return kept
}

// Athletes are the people who have granted the viewer anything that holds now, by ID.
func (s *Service) Athletes(ctx context.Context, v access.Viewer) ([]person.Person, error) {
	id, err := coach(v)
	if err != nil {
		return nil, err
	}
	return s.store.Athletes(ctx, id, s.opt.Now())
}

// People reads the people of these IDs, by ID; whoever asks got the IDs from a plan or training of theirs.
func (s *Service) People(ctx context.Context, v access.Viewer, ids []int64) ([]person.Person, error) {
	if _, err := coach(v); err != nil {
		return nil, err
	}
	return s.store.PeopleByID(ctx, ids)
}
