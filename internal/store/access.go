package store

import "palestra/internal/core/access"

// restrict adds access.Decide for reading as a condition on activity, for the rows of a scope. The two must agree; a
// property test compares them.
func (w *where) restrict(s access.Scope) {
	if s.Owner != 0 {
		w.and("owner_id = ?", s.Owner)
	}
	if s.IsOwn() {
		return
	}
	if s.Viewer == 0 {
		w.and("visibility = 'public'")
		return
	}
	w.and("(owner_id = ? OR visibility = 'public'"+
		" OR visibility = 'followers' AND EXISTS (SELECT 1 FROM follower f"+
		" WHERE f.person_id = activity.owner_id AND f.follower_id = ? AND f.state = 'accepted')"+
		" OR EXISTS (SELECT 1 FROM access_grant g WHERE g.athlete_id = activity.owner_id AND g.coach_id = ? AND g.permission = 'READ'"+
		" AND g.revoked_us IS NULL AND g.from_us <= activity.start_us AND activity.start_us < g.until_us))",
		s.Viewer, s.Viewer, s.Viewer)
}
