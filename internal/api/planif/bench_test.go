package planif_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
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

// processor is the time that the process has had a processor for. It tells more than the clock where others want one, too.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// measured runs a loop and reports its processor time beside the clock's.
func measured(b *testing.B, once func()) {
	before := processor(b)
	for b.Loop() {
		once()
	}
	b.ReportMetric(float64((processor(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

// BenchmarkWeek plans a week for thirty athletes, 210 trainings, in one request.
func BenchmarkWeek(b *testing.B) {
	w, ids := squad(b)
	body := week(ids, w.now.AddDate(0, 0, 30))
	measured(b, func() { schedule(b, w, body) })
}

// BenchmarkMonth reads a month of thirty athletes with what was done, among ten thousand planned trainings.
func BenchmarkMonth(b *testing.B) {
	w, _ := squad(b)
	path := "/api-coach/training-planned/?start_date=" + w.now.AddDate(0, 0, -30).Format(time.DateOnly) + "&end_date=" + w.now.Format(time.DateOnly)
	measured(b, func() { ask(b, w, "GET", path, "", http.StatusOK) })
}

// BenchmarkArrival matches one new activity, and no more than that: what its athlete and day look like after it came.
func BenchmarkArrival(b *testing.B) {
	w, _ := squad(b)
	_, err := w.doDone([]string{"athlete7", "5", w.now.Format(time.RFC3339), "50"})
	must(b, err)
	carl, today := access.Viewer{Person: w.people["carl"]}, w.now.Truncate(24*time.Hour)
	all, err := w.plans.Planned(b.Context(), carl, today, today)
	must(b, err)
	for i := range all {
		if all[i].Athletes[0] == w.people["athlete7"].ID {
			all = all[i : i+1]
			break
		}
	}
	measured(b, func() {
		if out, err := w.plans.Outcomes(b.Context(), carl, all); err != nil || len(out) != 1 {
			b.Fatal(out, err)
		}
	})
}

// BenchmarkOne reads one training with what was done.
func BenchmarkOne(b *testing.B) {
	w, _ := squad(b)
	measured(b, func() { ask(b, w, "GET", "/api-coach/training-planned/?id=20", "", http.StatusOK) })
}
