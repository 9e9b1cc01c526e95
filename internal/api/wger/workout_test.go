package wger_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/strength"
	"palestra/internal/core/unit"
	"palestra/internal/store/storetest"
)

// doTemplate stores a workout that is there to be copied, which this API only reads: "template ana 1 Shown to all" is a
// public one.
func (w *world) doTemplate(args []string) (string, error) {
	return "", w.store.Routines().Create(context.Background(), &strength.Routine{
		Owner: w.people[args[0]].ID, UUID: w.newUUID(), Name: strings.Join(args[2:], " "), Created: w.clock(), Template: true, Public: args[1] == "1",
	})
}

// training are the resources of training, each with the least that makes a row, a change to it, and the keys of the answer
// in their order. Later ones hang on what the earlier ones made.
var training = []struct{ name, least, change, keys string }{
	{"workout", `{}`, `{"name":"x"}`, "id name creation_date description"},
	{"day", `{"training":1,"description":"x","day":[]}`, `{"day":[2]}`, "id training description day"},
	{"set", `{"exerciseday":1}`, `{"order":2}`, "id exerciseday sets order comment"},
	{"setting", `{"set":1,"exercise_base":1,"reps":1}`, `{"reps":2}`, "id set exercise_base repetition_unit reps weight weight_unit rir order comment"},
	{"workoutlog", `{"workout":1,"exercise_base":1,"reps":1,"weight":1,"date":"2024-01-01"}`, `{"weight":"2.5"}`,
		"id reps weight date rir exercise_base workout repetition_unit weight_unit"},
	{"workoutsession", `{"workout":1,"date":"2024-01-01"}`, `{"notes":"x"}`, "id user workout date notes impression time_start time_end"},
	{"schedule", `{"name":"x"}`, `{"is_loop":true}`, "id name start_date is_active is_loop"},
	{"schedulestep", `{"schedule":1,"workout":1}`, `{"duration":2}`, "id schedule workout duration"},
}

// TestTrainingRowsLiveAndDie makes, reads, changes and deletes a row of each resource. The order of keys is part of it, which
// transcripts don't look at.
func TestTrainingRowsLiveAndDie(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	for _, r := range training {
		path := "/api/v2/" + r.name + "/"
		created := w.ask(t, "ana", http.MethodPost, path, r.least, http.StatusCreated)
		if got := keysOf(t, created); got != r.keys {
			t.Errorf("%s has keys %s, want %s", r.name, got, r.keys)
		}
		if read := w.ask(t, "ana", http.MethodGet, path+"1/", "", http.StatusOK); read != created {
			t.Errorf("%s was created as %s and is read as %s", r.name, created, read)
		}
		changed := w.ask(t, "ana", http.MethodPatch, path+"1/", r.change, http.StatusOK)
		if changed == created || w.ask(t, "ana", http.MethodGet, path+"1/", "", http.StatusOK) != changed {
			t.Errorf("%s after the change: %s", r.name, changed)
		}
		for _, method := range []string{http.MethodGet, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			w.ask(t, "", method, path+"1/", "{}", http.StatusForbidden)
			w.ask(t, "ben", method, path+"1/", r.least, http.StatusNotFound)
		}
		w.ask(t, "", http.MethodGet, path, "", http.StatusForbidden)
		w.ask(t, "", http.MethodPost, path, r.least, http.StatusForbidden)
	}
	for i := len(training) - 1; i >= 0; i-- {
		path := "/api/v2/" + training[i].name + "/1/"
		if body := w.ask(t, "ana", http.MethodDelete, path, "", http.StatusNoContent); body != "" {
			t.Errorf("DELETE %s answers %s", path, body)
		}
		w.ask(t, "ana", http.MethodGet, path, "", http.StatusNotFound)
	}
}

// ask makes one request, for nobody when who is "", and wants a status.
func (w *world) ask(t testing.TB, who, method, path, body string, status int) string {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=UTF-8")
	if who != "" {
		must(t, w.sign(who, r))
	}
	rec := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(rec, r)
	if rec.Code != status {
		t.Fatalf("%s: %s %s %s: %d %s, want %d", who, method, path, body, rec.Code, rec.Body, status)
	}
	return rec.Body.String()
}

// keysOf are the keys of an object in their order.
func keysOf(t *testing.T, object string) string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(object))
	var keys []string
	for depth, key := 0, true; ; {
		token, err := d.Token()
		if err == io.EOF {
			return strings.Join(keys, " ")
		}
		must(t, err)
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
			key = depth == 1
			continue
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 1 {
			if name, ok := token.(string); ok && key {
				keys = append(keys, name)
				key = false
				continue
			}
			key = true
		}
	}
}

// BenchmarkWorkoutLogs asks for pages of somebody's 5 000 logs, as a phone does, with a permanent token.
func BenchmarkWorkoutLogs(b *testing.B) {
	w := newWorld(b, storetest.SQLite(b))
	ana := access.Viewer{Person: w.people["ana"]}
	service := strength.New(w.store, strength.Options{NewUUID: w.newUUID})
	routine, err := service.Routines.Create(context.Background(), ana, strength.Routine{Created: w.clock()})
	must(b, err)
	logs := make([]strength.Log, 5000)
	for i := range logs {
		logs[i] = strength.Log{Routine: routine.ID, Exercise: int64(1 + i/5%4), Day: w.clock().AddDate(0, 0, -i/20), Repetitions: int64(5 + i%6),
			RepetitionUnit: 1, Load: unit.Hundredths(40_00 + i%200*25), LoadUnit: 1}
	}
	_, err = service.Record(context.Background(), ana, logs)
	must(b, err)
	handler := w.dialect.Handler()
	for _, query := range []string{"", "?offset=4900", "?workout=1&limit=20", "?workout=1&limit=100&ordering=-date"} {
		b.Run("workoutlog"+query, func(b *testing.B) {
			b.ReportAllocs()
			r := httptest.NewRequest(http.MethodGet, "/api/v2/workoutlog/"+query, nil)
			must(b, w.sign("ana", r))
			for b.Loop() {
				rec := httptest.NewRecorder()
				handler.ServeHTTP(rec, r)
				if rec.Code != http.StatusOK || rec.Body.Len() < 2000 {
					b.Fatal(rec.Code, rec.Body)
				}
			}
		})
	}
}
