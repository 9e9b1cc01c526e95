package access

import (
	"testing"
	"time"

	"palestra/internal/core/person"
)

func at(day int) time.Time { return time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC) }

func TestDecide(t *testing.T) {
	ana, coach := Viewer{Person: &person.Person{ID: 1}}, Viewer{Person: &person.Person{ID: 2, Role: person.Coach}}
	admin := Viewer{Person: &person.Person{ID: 3, Admin: true}}
	nobody := Viewer{}
	march := Grant{Athlete: 1, Coach: 2, Permission: PermissionRead, From: at(1), Until: at(10)}
	write, other, revoked := march, march, march
	write.Permission, other.Athlete, revoked.RevokedAt = PermissionWrite, 9, at(2)

	subject := func(v Visibility, day int) Subject { return Subject{Owner: 1, Visibility: v, At: at(day)} }
	for _, c := range []struct {
		name   string
		viewer Viewer
		s      Subject
		a      Action
		r      Relation
		want   bool
	}{
		{"owner reads private", ana, subject(Private, 5), Read, Relation{}, true},
		{"owner changes", ana, subject(Public, 5), Change, Relation{}, true},
		{"nobody reads public", nobody, subject(Public, 5), Read, Relation{}, true},
		{"nobody reads followers'", nobody, subject(Followers, 5), Read, Relation{Follows: true}, false},
		{"nobody reads private", nobody, subject(Private, 5), Read, Relation{}, false},
		{"a subject without owner is nobody's", nobody, Subject{Visibility: Private}, Read, Relation{}, false},
		{"stranger reads private", coach, subject(Private, 5), Read, Relation{}, false},
		{"follower reads followers'", coach, subject(Followers, 5), Read, Relation{Follows: true}, true},
		{"follower reads private", coach, subject(Private, 5), Read, Relation{Follows: true}, false},
		{"stranger changes public", coach, subject(Public, 5), Change, Relation{}, false},
		{"grant opens its time", coach, subject(Private, 5), Read, Relation{Grants: []Grant{march}}, true},
		{"grant opens its first moment", coach, subject(Private, 1), Read, Relation{Grants: []Grant{march}}, true},
		{"grant ends before its last", coach, subject(Private, 10), Read, Relation{Grants: []Grant{march}}, false},
		{"grant allows no change", coach, subject(Private, 5), Change, Relation{Grants: []Grant{march, write}}, false},
		{"write is not read", coach, subject(Private, 5), Read, Relation{Grants: []Grant{write}}, false},
		{"grant of another athlete", coach, subject(Private, 5), Read, Relation{Grants: []Grant{other}}, false},
		{"revoked grant", coach, subject(Private, 5), Read, Relation{Grants: []Grant{revoked}}, false},
		{"somebody else's grant", admin, subject(Private, 5), Read, Relation{Grants: []Grant{march}}, false},
		{"administrator reads private", admin, subject(Private, 5), Read, Relation{}, false},
	} {
		if got := Decide(c.viewer, c.s, c.a, c.r); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestScopesOfCredentials(t *testing.T) {
	if !(Viewer{}).Has("anything") {
		t.Error("a session reaches everything")
	}
	v := Viewer{Scopes: []string{"workouts:read"}}
	if !v.Has("workouts:read") || v.Has("workouts:write") || (Viewer{Scopes: []string{}}).Has("workouts:read") {
		t.Error("a token reaches its scopes and no other")
	}
}
