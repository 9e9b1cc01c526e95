package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"palestra/internal/core/access"
	"palestra/internal/core/activity"
	"palestra/internal/core/fault"
	"palestra/internal/core/person"
)

func grants(w *world) {
	ana, ben, eve := w.person("ana"), w.person("ben"), w.person("eve")
	first := access.Grant{Athlete: ana.ID, Coach: ben.ID, Permission: access.PermissionRead, From: noon, Until: access.Forever, CreatedAt: noon}
	second := access.Grant{Athlete: ana.ID, Coach: eve.ID, Permission: access.PermissionShare, From: noon, Until: noon.Add(time.Hour), CreatedAt: noon, By: ben.ID}
	third := access.Grant{Athlete: eve.ID, Coach: ben.ID, Permission: access.PermissionWrite, From: noon, Until: noon.Add(time.Hour), CreatedAt: noon}
	for _, g := range []*access.Grant{&first, &second, &third} {
		w.must(w.CreateGrant(w.ctx, g))
	}
	for _, c := range []struct {
		athlete, coach int64
		want           []access.Grant
	}{
		{0, 0, []access.Grant{first, second, third}}, {ana.ID, 0, []access.Grant{first, second}}, {0, ben.ID, []access.Grant{first, third}},
		{ana.ID, eve.ID, []access.Grant{second}}, {ben.ID, 0, nil},
	} {
		got, err := w.Grants(w.ctx, c.athlete, c.coach)
		w.must(err)
		w.same(got, c.want, fmt.Sprintf("grants of %d to %d", c.athlete, c.coach))
	}
	w.must(w.RevokeGrant(w.ctx, first.ID, noon.Add(time.Hour)))
	w.must(w.RevokeGrant(w.ctx, first.ID, noon.Add(2*time.Hour)))
	first.RevokedAt = noon.Add(time.Hour)
	r, err := w.Relation(w.ctx, ben.ID, ana.ID)
	w.must(err)
	w.same(r, access.Relation{Grants: []access.Grant{first}}, "relation")
	w.refused(w.RevokeGrant(w.ctx, 99, noon), fault.NotFound, "grant.not_found")
	unknown := access.Grant{Athlete: ana.ID, Coach: 99, Permission: access.PermissionRead, From: noon, Until: access.Forever, CreatedAt: noon}
	if err := w.CreateGrant(w.ctx, &unknown); !fault.Is(err, fault.NotFound) {
		w.Fatalf("grant to nobody: %v", err)
	}
}

func followers(w *world) {
	ana, ben := w.person("ana"), w.person("ben")
	for _, c := range []struct {
		state access.FollowState
		want  bool
	}{
		{access.Requested, false}, {access.Accepted, true}, {access.Accepted, true}, {access.Requested, false}, {access.Accepted, true},
		{access.NotFollowing, false}, {access.NotFollowing, false},
	} {
		w.must(w.SetFollower(w.ctx, ben.ID, ana.ID, c.state))
		there, err := w.Relation(w.ctx, ben.ID, ana.ID)
		w.must(err)
		back, err := w.Relation(w.ctx, ana.ID, ben.ID)
		w.must(err)
		if there.Follows != c.want || back.Follows {
			w.Fatalf("%q: follows %v, followed back %v", c.state, there.Follows, back.Follows)
		}
	}
	if err := w.SetFollower(w.ctx, 99, ana.ID, access.Accepted); !fault.Is(err, fault.NotFound) {
		w.Fatalf("unknown follower: %v", err)
	}
}

// listsAgreeWithRule compares the lists of random viewers with access.Decide, asked for each activity.
func listsAgreeWithRule(w *world) {
	var people []*person.Person
	for _, name := range []string{"ana", "ben", "eve"} {
		people = append(people, w.person(name))
	}
	rapid.Check(w.T, func(t *rapid.T) {
		w.scene(t, people)
		var all []activity.Activity
		for _, p := range people {
			all = append(all, w.everyPage(activity.Filter{Scope: own(p)})...)
		}
		for _, viewer := range append(people, nil) {
			w.agree(t, access.Viewer{Person: viewer}, people, all)
		}
	})
}

// scene adds an activity, changes a follower, and makes or revokes a grant, all at hours around noon.
func (w *world) scene(t *rapid.T, people []*person.Person) {
	anyone := rapid.SampledFrom(people)
	hour := func(name string) time.Time {
		return noon.Add(time.Duration(rapid.IntRange(0, 6).Draw(t, name)) * time.Hour)
	}
	d := w.run(anyone.Draw(t, "owner"), 0, 1, 1)
	d.Start = hour("start")
	d.Visibility = rapid.SampledFrom([]access.Visibility{access.Private, access.Followers, access.Public}).Draw(t, "visibility")
	w.create(d)

	from, to := anyone.Draw(t, "from"), anyone.Draw(t, "to")
	if from == to {
		return
	}
	state := rapid.SampledFrom([]access.FollowState{access.NotFollowing, access.Requested, access.Accepted}).Draw(t, "state")
	w.must(w.SetFollower(w.ctx, from.ID, to.ID, state))
	g := access.Grant{Athlete: to.ID, Coach: from.ID, From: hour("since"), Until: hour("until"), CreatedAt: noon}
	g.Permission = rapid.SampledFrom([]access.Permission{access.PermissionRead, access.PermissionWrite, access.PermissionShare}).Draw(t, "permission")
	if g.From.Before(g.Until) {
		w.must(w.CreateGrant(w.ctx, &g))
		if rapid.Bool().Draw(t, "revoked") {
			w.must(w.RevokeGrant(w.ctx, g.ID, noon))
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "clear") == 0 {
		all, err := w.Grants(w.ctx, 0, 0)
		w.must(err)
		for _, g := range all {
			w.must(w.RevokeGrant(w.ctx, g.ID, noon))
		}
	}
}

// agree holds the lists of a viewer, of everybody and of each owner, against the rule.
func (w *world) agree(t *rapid.T, v access.Viewer, people []*person.Person, all []activity.Activity) {
	rule := map[int64]map[int64]bool{0: {}} // owner, or 0 for everybody → what the viewer may read
	for _, p := range people {
		var r access.Relation
		var err error
		if v.SignedIn() {
			r, err = w.Relation(w.ctx, v.ID(), p.ID)
			w.must(err)
		}
		rule[p.ID] = map[int64]bool{}
		for i := range all {
			a := &all[i]
			if a.Owner == p.ID && access.Decide(v, access.Subject{Owner: a.Owner, Visibility: a.Visibility, At: a.Start}, access.Read, r) {
				rule[p.ID][a.ID], rule[0][a.ID] = true, true
			}
		}
	}
	for owner, want := range rule {
		got := map[int64]bool{}
		for _, a := range w.everyPage(activity.Filter{Scope: access.Scope{Viewer: v.ID(), Owner: owner}}) {
			got[a.ID] = true
		}
		if d := diff(got, want); d != "" {
			t.Fatalf("viewer %d, owner %d (-rule +list):\n%s", v.ID(), owner, d)
		}
	}
}

// everyPage reads a whole list, and checks its total.
func (w *world) everyPage(f activity.Filter) []activity.Activity {
	w.Helper()
	var all []activity.Activity
	f.PerPage = activity.MaxPerPage
	for f.Page = 1; ; f.Page++ {
		page, err := w.ListActivities(w.ctx, f)
		w.must(err)
		all = append(all, page.Activities...)
		if !page.HasNext() {
			if page.Total != int64(len(all)) {
				w.Fatalf("total %d of %d activities", page.Total, len(all))
			}
			return all
		}
	}
}
