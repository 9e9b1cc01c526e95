package planif_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/store/storetest"
)

// squad is a coach with thirty athletes, and thousands of trainings on their calendars.
func squad(b *testing.B) (w *world, ids []string) {
	w = newWorld(b, storetest.SQLite(b))
	ctx := context.Background()
	for i := range 30 {
		p, err := w.auth.Register(ctx, auth.Registration{Username: fmt.Sprintf("athlete%d", i), Password: password, PolicyAccepted: true})
		must(b, err)
		w.people[p.Username] = p
		ids = append(ids, fmt.Sprint(p.ID))
		for _, permission := range []access.Permission{access.PermissionWrite, access.PermissionRead} {
			_, err = w.access.Grant(ctx, access.Grant{Athlete: p.ID, Coach: w.people["carl"].ID, Permission: permission, From: w.now.AddDate(-1, 0, 0)})
			must(b, err)
		}
		for day := range 45 {
			_, err = w.doDone([]string{p.Username, "5", w.now.AddDate(0, 0, -day).Format(time.RFC3339), "50"})
			must(b, err)
		}
	}
	for i := range 48 {
		schedule(b, w, week(ids, w.now.AddDate(0, 0, -7*i)))
	}
	return w, ids
}

// week is the body of a week's training of each athlete.
func week(ids []string, from time.Time) string {
	var all []string
	for _, id := range ids {
		for day := range 7 {
			all = append(all, fmt.Sprintf(`{"title":"run","sport":"RUNNING","date":%q,"duration":3600,"athletes":[%s]}`, from.AddDate(0, 0, day-6).Format(time.DateOnly), id))
		}
	}
	return "[" + strings.Join(all, ",") + "]"
}

func schedule(b *testing.B, w *world, body string) {
	ask(b, w, "POST", "/api-coach/training-planned/", body, http.StatusCreated)
}

func ask(b *testing.B, w *world, method, path, body string, want int) {
	b.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	must(b, w.sign("carl", r))
	reply := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(reply, r)
	if reply.Code != want {
		b.Fatalf("%d %.300s", reply.Code, reply.Body)
	}
}

// BenchmarkWeek plans a week for thirty athletes, 210 trainings, in one request.
func BenchmarkWeek(b *testing.B) {
	w, ids := squad(b)
	body := week(ids, w.now.AddDate(0, 0, 30))
	for b.Loop() {
		schedule(b, w, body)
	}
}

// BenchmarkMonth reads a month of thirty athletes with what was done, among ten thousand planned trainings.
func BenchmarkMonth(b *testing.B) {
	w, _ := squad(b)
	path := "/api-coach/training-planned/?start_date=" + w.now.AddDate(0, 0, -30).Format(time.DateOnly) + "&end_date=" + w.now.Format(time.DateOnly)
	for b.Loop() {
		ask(b, w, "GET", path, "", http.StatusOK)
	}
}

// BenchmarkOne reads one training with what was done.
func BenchmarkOne(b *testing.B) {
	w, _ := squad(b)
	for b.Loop() {
		ask(b, w, "GET", "/api-coach/training-planned/?id=20", "", http.StatusOK)
	}
}
