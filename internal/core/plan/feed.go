package plan

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Feed is the address under which calendar programs read somebody's plan.
type Feed struct {
	// Made is false when there is none; then CreatedAt is zero.
	Made      bool
	CreatedAt time.Time
}

// FeedStore keeps the hashes of feeds' secrets, one a person.
type FeedStore interface {
	// Feed is the zero Feed when there is none.
	Feed(ctx context.Context, person int64) (Feed, error)
	// SetFeed puts another hash in place of the one before; DeleteFeed is safe to call twice.
	SetFeed(ctx context.Context, person int64, hash string, at time.Time) error
	DeleteFeed(ctx context.Context, person int64) error
	// FeedOwner is whose feed it is; fault.NotFound "feed.not_found".
	FeedOwner(ctx context.Context, hash string) (*person.Person, error)
}

// Feed tells about the viewer's calendar feed. Its secret is known only to those who were told it.
func (s *Service) Feed(ctx context.Context, v access.Viewer) (Feed, error) {
	if !v.SignedIn() {
		return Feed{}, fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return s.store.Feed(ctx, v.ID())
}

// MakeFeed makes the viewer a new secret, which is told this once, and ends the one before.
func (s *Service) MakeFeed(ctx context.Context, v access.Viewer) (secret string, err error) {
	if !v.SignedIn() {
		return "", fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails
	secret = hex.EncodeToString(b)
	return secret, s.store.SetFeed(ctx, v.ID(), hashOf(secret), s.opt.Now())
}

// RevokeFeed ends the viewer's feed; safe to call twice.
func (s *Service) RevokeFeed(ctx context.Context, v access.Viewer) error {
	if !v.SignedIn() {
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	}
	return s.store.DeleteFeed(ctx, v.ID())
}

// hashOf needs no salt: secrets are random and long.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// The days around now that a feed covers.
const (
	feedBefore = 90
	feedAfter  = 300
)

// FeedItem is one training in a feed.
type FeedItem struct {
	Training
	// For are those it is planned for when the feed is the coach's, nil when it is the athlete's own.
	For []person.Person
	// Built are its workouts, Notes those written as text, in the order of the sessions of their kind.
	Built []Workout
	Notes []Note
}

// FeedItems is what the owner of a secret has on the calendar: what was planned for them, and what they planned for others.
// fault.NotFound "feed.not_found" for a secret that isn't one, or of a closed account.
func (s *Service) FeedItems(ctx context.Context, secret string) (*person.Person, []FeedItem, error) {
	p, err := s.store.FeedOwner(ctx, hashOf(secret))
	if err != nil {
		return nil, nil, err
	}
	if !p.Active {
		return nil, nil, fault.Missing("feed")
	}
	v := access.Viewer{Person: p}
	today := dayIn(s.opt.Now(), p.Location())
	from, to := today.AddDate(0, 0, -feedBefore), today.AddDate(0, 0, feedAfter)
	own, err := s.PlannedFor(ctx, v, from, to)
	if err != nil {
		return nil, nil, err
	}
	items := make([]FeedItem, 0, len(own))
	for i := range own {
		items = append(items, FeedItem{Training: own[i]})
	}
	if p.Role == person.Coach {
		others, err := s.coached(ctx, v, from, to)
		if err != nil {
			return nil, nil, err
		}
		items = append(items, others...)
	}
	return p, items, s.explain(ctx, items)
}

func (s *Service) coached(ctx context.Context, v access.Viewer, from, to time.Time) ([]FeedItem, error) {
	all, err := s.Planned(ctx, v, from, to)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for i := range all {
		ids = append(ids, all[i].Athletes...)
	}
	people, err := s.store.PeopleByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := map[int64]person.Person{}
	for _, p := range people {
		byID[p.ID] = p
	}
	items := make([]FeedItem, len(all))
	for i := range all {
		items[i] = FeedItem{Training: all[i], For: []person.Person{}}
		for _, id := range all[i].Athletes {
			items[i].For = append(items[i].For, byID[id])
		}
	}
	return items, nil
}

// explain adds the sessions. A session that goes meanwhile is left out.
func (s *Service) explain(ctx context.Context, items []FeedItem) error {
	built, notes := map[int64]*Workout{}, map[int64]*Note{}
	for i := range items {
		item := &items[i]
		for _, session := range item.Sessions {
			var err error
			if id := session.Workout; id != 0 && built[id] == nil {
				built[id], err = s.store.Workout(ctx, item.Coach, Ref{ID: id})
			}
			if id := session.Note; id != 0 && notes[id] == nil {
				notes[id], err = s.store.Note(ctx, item.Coach, id)
			}
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			if w := built[session.Workout]; w != nil {
				item.Built = append(item.Built, *w)
			}
			if n := notes[session.Note]; n != nil {
				item.Notes = append(item.Notes, *n)
			}
		}
	}
	return nil
}
