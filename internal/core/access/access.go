// Package access alone decides who may read or change what.
//
//	if !access.Decide(viewer, subject, access.Read, relation) { return fault.Missing("activity") }
//
// Lists ask the database instead of deciding one by one: a Scope carries the same rule into SQL (store/access.go), and a
// property test holds the two together.
package access

import (
	"time"

	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

// Viewer is who is asking: a person, and what the credential in their hand may be used for.
type Viewer struct {
	// Person is nil for somebody who is not signed in.
	Person *person.Person
	// Scopes limits what the credential reaches; nil means everything, as for a session.
	Scopes []string
	// App is the application whose token it is, 0 for none.
	App int64
}

// ID is the viewer's person id, 0 when nobody is signed in.
func (v Viewer) ID() int64 {
	if v.Person == nil {
		return 0
	}
	return v.Person.ID
}

// SignedIn reports whether the viewer is a known person.
func (v Viewer) SignedIn() bool { return v.Person != nil }

// Administers refuses everybody but administrators: fault.Unauthenticated "auth.session", fault.Forbidden "auth.admin_only".
func (v Viewer) Administers() error {
	switch {
	case !v.SignedIn():
		return fault.New(fault.Unauthenticated, "auth.session", "not signed in")
	case !v.Person.Admin:
		return fault.New(fault.Forbidden, "auth.admin_only", "for administrators")
	}
	return nil
}

// Has reports whether the credential reaches this scope.
func (v Viewer) Has(scope string) bool {
	if v.Scopes == nil {
		return true
	}
	for _, s := range v.Scopes {
		if s == scope {
			return true
		}
	}
	return false
}

// Visibility is whom the owner shows something to.
type Visibility string

// The levels, from closed to open.
const (
	Private   Visibility = "private"
	Followers Visibility = "followers"
	Public    Visibility = "public"
)

// Valid reports whether v is a level.
func (v Visibility) Valid() bool { return v == Private || v == Followers || v == Public }

// Permission is what a grant allows.
type Permission string

// The permissions. None includes another.
const (
	// PermissionRead opens data recorded while the grant holds.
	PermissionRead Permission = "READ"
	// PermissionWrite allows planning for the athlete and making time frames.
	PermissionWrite Permission = "WRITE"
	// PermissionShare allows passing on what one holds, within one's own bounds.
	PermissionShare Permission = "SHARE"
)

// Valid reports whether p is a permission.
func (p Permission) Valid() bool {
	return p == PermissionRead || p == PermissionWrite || p == PermissionShare
}

// Grant is an athlete's leave to a coach: one permission, from a moment until another.
type Grant struct {
	ID             int64
	Athlete, Coach int64
	Permission     Permission
	// From is the first moment covered, Until the first that no longer is.
	From, Until time.Time
	CreatedAt   time.Time
	// By is the coach who passed it on in the athlete's place, App the application through which it was given; 0 for neither.
	By, App int64
	// RevokedAt is zero while the grant stands. A revoked grant opens nothing, data of its time included.
	RevokedAt time.Time
}

// Covers reports whether the grant stands and at lies in it.
func (g *Grant) Covers(at time.Time) bool {
	return g.RevokedAt.IsZero() && !at.Before(g.From) && at.Before(g.Until)
}

// Action is what the viewer wants to do.
type Action uint8

// The actions.
const (
	// Read is looking at recorded data.
	Read Action = iota
	// Change is editing or deleting it.
	Change
)

// Subject is what the action is about.
type Subject struct {
	Owner      int64
	Visibility Visibility
	// At is the time of the data, over which grants are judged, not the time of asking.
	At time.Time
}

// Relation is what the viewer is to the owner.
type Relation struct {
	// Follows is true when the owner has accepted the viewer as a follower.
	Follows bool
	// Grants are those of the owner to the viewer, in any state.
	Grants []Grant
}
