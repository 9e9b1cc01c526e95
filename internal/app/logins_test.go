package app

import (
	"net/http"
	"strings"
	"sync"
	"testing"
)

// TestACrowdThatSignsInStarvesNobody: fifty people sign in at once, and all the while somebody else's requests are answered.
// What counts is the order of answers: others come between the first login and the last. Passwords are hashed a few at a
// time; when all are at once on one processor, two or three others get through.
func TestACrowdThatSignsInStarvesNobody(t *testing.T) {
	t.Parallel()
	const crowd = 50
	s := start(t, testConfig(t.TempDir(), ""))
	token := s.account("ana")

	// answers are what was answered, in this order: a login, or another request.
	var mu sync.Mutex
	var answers []string
	answered := func(what string) (logins int) {
		mu.Lock()
		defer mu.Unlock()
		answers = append(answers, what)
		for _, a := range answers {
			if a == "login" {
				logins++
			}
		}
		return logins
	}
	var all sync.WaitGroup
	for range crowd {
		all.Go(func() {
			res, err := http.Post(s.base+"/api/auth/login", "application/json", strings.NewReader(`{"email": "ana", "password": "correct horse"}`))
			if err != nil {
				t.Error(err)
				answered("login")
				return
			}
			if err := res.Body.Close(); err != nil || res.StatusCode != http.StatusOK {
				t.Errorf("login: %d, %v", res.StatusCode, err)
			}
			answered("login")
		})
	}
	for logins := 0; logins < crowd; {
		if status, body := s.get("/api/workouts", "Authorization", "Bearer "+token); status != http.StatusOK {
			t.Fatalf("another request: %d %s", status, body)
		}
		logins = answered("other")
	}
	all.Wait()

	between := 0
	for i, n := 0, 0; i < len(answers); i++ {
		if answers[i] == "login" {
			n++
		} else if n > 0 && n < crowd {
			between++
		}
	}
	if between < crowd/5 {
		t.Errorf("%d other requests were answered between the first and the last of %d logins: %s", between, crowd, strings.Join(answers, " "))
	}
}
