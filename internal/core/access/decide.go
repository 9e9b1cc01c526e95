package access

// Decide is the one rule. The owner may do everything. Nobody else may change anything. Reading is open to everybody
// when public, to accepted followers when for followers, and to holders of a READ grant that covers the data's time.
// Administrators manage accounts; that alone opens no data.
func Decide(v Viewer, s Subject, a Action, r Relation) bool {
	if v.ID() != 0 && v.ID() == s.Owner {
		return true
	}
	if a != Read {
		return false
	}
	if s.Visibility == Public {
		return true
	}
	if !v.SignedIn() {
		return false
	}
	if s.Visibility == Followers && r.Follows {
		return true
	}
	for i := range r.Grants {
		g := &r.Grants[i]
		if g.Permission == PermissionRead && g.Athlete == s.Owner && g.Coach == v.ID() && g.Covers(s.At) {
			return true
		}
	}
	return false
}

// Scope is Decide for lists: the subjects that the viewer may read, of one owner or of all. The store turns it into a
// condition on owner, visibility and time.
type Scope struct {
	// Viewer is the person asking, 0 for nobody.
	Viewer int64
	// Owner limits the list to one person's data, 0 for everybody's.
	Owner int64
}

// Own is the scope of the viewer's own data, the cheap and usual case.
func Own(v Viewer) Scope { return Scope{Viewer: v.ID(), Owner: v.ID()} }

// Of is the scope of what the viewer may read of one owner.
func Of(v Viewer, owner int64) Scope { return Scope{Viewer: v.ID(), Owner: owner} }

// IsOwn reports whether the rule needs no asking: all rows are the viewer's.
func (s Scope) IsOwn() bool { return s.Viewer != 0 && s.Viewer == s.Owner }
