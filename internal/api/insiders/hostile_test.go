package insiders_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"palestra/internal/api/insiders"
	"palestra/internal/api/transcript"
	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/monitor"
	"palestra/internal/store/storetest"
)

// ask sends a request as somebody and gives the answer.
func (w *world) ask(t testing.TB, h http.Handler, who, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if who != "" {
		must(t, w.sign(who, r))
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	return answer
}

func wantStatus(t testing.TB, answer *httptest.ResponseRecorder, status int, part string) {
	t.Helper()
	if text := answer.Body.String(); answer.Code != status || !strings.Contains(text, part) {
		t.Errorf("answered %d %.300s, want %d with %s", answer.Code, text, status, part)
	}
}

func TestTenWrongPasswordsLockTheAccountForTheAddress(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	get := func(user, secret, from string) int {
		f := url.Values{"grant_type": {"password"}, "username": {user}, "password": {secret}}
		r := httptest.NewRequest(http.MethodPost, "/oauth2/token/", strings.NewReader(f.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.SetBasicAuth(w.app.ClientID, w.appSecret)
		r.RemoteAddr = from + ":4711"
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		return answer.Code
	}
	for i := range 10 {
		// the name and the address are the same account
		if code := get([]string{"ana", "ANA@example.org"}[i%2], "wrong", "192.0.2.1"); code != http.StatusBadRequest {
			t.Fatalf("a wrong password is answered by %d", code)
		}
	}
	if code := get("ana", password, "192.0.2.1"); code != http.StatusBadRequest {
		t.Errorf("after ten wrong ones the right one is answered by %d", code)
	}
	if code := get("ana", password, "192.0.2.2"); code != http.StatusOK {
		t.Errorf("from another address it is answered by %d", code)
	}
	if code := get("ben", password, "192.0.2.1"); code != http.StatusOK {
		t.Errorf("another account is answered by %d", code)
	}
	_, err := w.doClock([]string{"31m"})
	must(t, err)
	if code := get("ana", password, "192.0.2.1"); code != http.StatusOK {
		t.Errorf("half an hour later the right one is answered by %d", code)
	}
}

func TestNobodyRegistersWhereRegistrationIsClosed(t *testing.T) {
	for _, how := range []auth.Registering{auth.Closed, auth.Invite} {
		transcript.Dir(t, "testdata/closed/*.txtar", func(t *testing.T) *transcript.Runner {
			return newWorld(t, storetest.SQLite(t), func(o *auth.Options) { o.Registering = how }).runner()
		})
	}
}

func TestRequestsAreLimitedWhereTheOperatorAsksForIt(t *testing.T) {
	transcript.Dir(t, "testdata/limited/*.txtar", func(t *testing.T) *transcript.Runner {
		w := newWorld(t, storetest.SQLite(t))
		w.deps.RateLimit = 2
		w.dialect = insiders.New(w.deps)
		return w.runner()
	})
}

// outbox is a mail server that takes everything.
type outbox struct{}

func (outbox) Send(context.Context, auth.Mail) error { return nil }

func TestWithMailANewAddressWaits(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t), func(o *auth.Options) { o.Mailer, o.BaseURL = outbox{}, "https://example.org" })
	h := w.dialect.Handler()
	answer := w.ask(t, h, "ana", "PUT", "/api/v1/athletes/4/", `{"username":"anna","email":"new@example.org"}`)
	wantStatus(t, answer, http.StatusCreated, `"username":"anna"`)
	wantStatus(t, answer, http.StatusCreated, `"email":"ana@example.org"`)
	p, err := w.auth.Person(context.Background(), w.people["ana"].ID)
	must(t, err)
	if p.PendingEmail != "new@example.org" {
		t.Errorf("%q waits", p.PendingEmail)
	}
	// the mailed password proves the address, so that a new account is open
	wantStatus(t, w.ask(t, h, "", "POST", "/api/v1/athletes/", `{"username":"jon","email":"jon@example.org"}`), http.StatusCreated, `"jon"`)
	_, err = w.doMailed([]string{"jon@example.org"})
	must(t, err)
}

func TestHostileBodies(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	_, err := w.doDevice([]string{"POD-1", "mia"})
	must(t, err)
	samples := strings.TrimSuffix(strings.Repeat("1,", 1001), ",")
	large := `{"name":"x","owner":2,"json_schema":3,"json":{"sport":"soccer","gpx":"` + strings.Repeat("a", 21<<20) + `"}}`
	params := func(zones string) string {
		return `{"start_time":"2022-02-20T12:20:00Z","end_time":"2022-02-20T12:30:00Z","athlete":4,"json_schema":9,"params":{"hr_zones":[` + zones + `]}}`
	}
	picture := base64.StdEncoding.EncodeToString(make([]byte, 5<<20+1))
	for _, c := range []struct {
		who, method, path, body string
		status                  int
		part                    string
	}{
		{"mia", "POST", "/api/v1/activities/", large, 413, "too large"},
		{"mia", "POST", "/api/v1/activities/", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), 400, "JSON parse error"},
		{"mia", "POST", "/api/v1/activities/", `{"name":"a\u0000b"}`, 400, "JSON parse error"},
		{"mia", "POST", "/api/v1/activities/", "", 400, "JSON parse error"},
		{"mia", "POST", "/api/v1/activities/", "null", 400, "Expected a dictionary"},
		{"mia", "POST", "/api/v1/activities/", "\xff\xfe", 400, "JSON parse error"},
		{"mia", "POST", "/api/v1/activities/", `{"name":"` + strings.Repeat("a", 201) + `","owner":2,"json_schema":3,"json":{"sport":"soccer"}}`, 400, "200"},
		{"mia", "POST", "/api/v1/activities/", `{"name":"x","owner":99999999999999999999,"json_schema":-3,"json":{}}`, 400, "integer"},
		{"mia", "POST", "/api/v1/timeframes/", params(strings.Repeat("1e999999,", 100) + "1"), 400, `{"params":["has a number that is too large"]}`},
		{"mia", "POST", "/api/v1/timeframes/", params(strings.Repeat("-1,", 60_000) + "1"), 400, `{"params":["is too large"]}`},
		{"", "POST", "/api/v1/athletes/", `{"username":"new","email":"n@example.org","athlete_profile":{"weight":1e400}}`, 400, "number"},
		{"", "POST", "/api/v1/athletes/", `{"username":"new","email":"n@example.org","athlete_profile":{"profile_picture":"` + picture + `"}}`, 400, "5 MiB"},
		{"ana", "PUT", "/api/v1/athletes/4/change-password/", `{"password":"` + strings.Repeat("a", 10000) + `"}`, 400, "password"},
		{"device1", "POST", "/api/v1/devices/1/preprocessed/", `{"gnss":{"timestamp":[` + samples + `]}}`, 413, "too large"},
		{"device1", "POST", "/api/v1/devices/1/preprocessed/", `[` + strings.TrimSuffix(strings.Repeat(`{},`, 3601), ",") + `]`, 413, "too large"},
		{"device1", "POST", "/api/v1/devices/1/preprocessed/", `{"gnss":{"timestamp":[1e300],"speed":[1]}}`, 400, "whole number"},
		{"device1", "POST", "/api/v1/devices/1/preprocessed/", `{"gnss":{"timestamp":[[1]],"speed":[1]}}`, 400, "frame 1"},
		{"mia", "GET", "/api/v1/athletes/?page=99999999999999999999", "", 404, "Invalid page"},
		{"mia", "GET", "/api/v1/athletes/?page=2147483647&limit=3000", "", 404, "Invalid page"},
		{"mia", "GET", "/api/v1/athletes/?limit=-1", "", 400, "limit"},
		{"mia", "GET", "/api/v1/athletes/?limit=99999999999999999999", "", 200, `"count":0`},
		{"mia", "GET", "/api/v1/athletes/?search=" + strings.Repeat("a,", 40), "", 400, "search"},
		{"mia", "GET", "/api/v1/athletes/?username=%00%ff", "", 200, `"count":0`},
		{"mia", "GET", "/api/v1/athletes/99999999999999999999/", "", 404, "Not found"},
		{"mia", "GET", "/api/v1/timeframes/?start_time_from=0001-01-01T00:00:00Z&start_time_to=9999-12-31T23:59:59-2359", "", 200, `"count":0`},
		{"mia", "GET", "/api/v1/devices/1/preprocessed/?start=0001-01-01T00:00:00Z&stop=9999-12-31T23:59:59Z", "", 400, "stop"},
	} {
		wantStatus(t, w.ask(t, h, c.who, c.method, c.path, c.body), c.status, c.part)
	}
}

func TestPicturesOfALongListAreBounded(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	ctx := context.Background()
	for i := range 5 {
		p, err := w.auth.CreateAccount(ctx, auth.Registration{Username: fmt.Sprintf("user%d", i), Password: password})
		must(t, err)
		_, err = w.auth.SetPicture(ctx, access.Viewer{Person: p}, noisy(t, i))
		must(t, err)
		w.people[p.Username] = p
		_, err = w.doGrant([]string{p.Username, "mia", "READ", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"})
		must(t, err)
	}
	w.dialect.CarryPictures(25_000) // each has some 7 500
	answer := w.ask(t, w.dialect.Handler(), "mia", "GET", "/api/v1/athletes/", "")
	var page struct {
		Results []struct {
			Profile struct {
				Picture *string `json:"profile_picture"`
			} `json:"athlete_profile"`
		}
	}
	must(t, json.Unmarshal(answer.Body.Bytes(), &page))
	shown := 0
	for _, r := range page.Results {
		if r.Profile.Picture != nil {
			shown++
		}
	}
	if len(page.Results) != 5 || shown != 3 {
		t.Errorf("%d athletes, %d with a picture, in %d bytes", len(page.Results), shown, answer.Body.Len())
	}
}

// Changes of one time frame at once each count as a whole.
func TestChangesAtOnceAreWhole(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	_, err := w.doGrant([]string{"ana", "mia", "WRITE", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"})
	must(t, err)
	frame := func(n int) string {
		start := time.Date(2026, 3, 1, n, 0, 0, 0, time.UTC).Format(time.RFC3339)
		end := time.Date(2026, 3, 1, n, 30, 0, 0, time.UTC).Format(time.RFC3339)
		return `{"start_time":"` + start + `","end_time":"` + end + `","params":{"max_hr":` + strconv.Itoa(100+n) + `},"athlete":4,"json_schema":9}`
	}
	wantStatus(t, w.ask(t, h, "mia", "POST", "/api/v1/timeframes/", frame(0)), http.StatusCreated, `"id":1`)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			if code := w.ask(t, h, "mia", "PUT", "/api/v1/timeframes/1/", frame(n)).Code; code != http.StatusOK && code != http.StatusConflict {
				t.Errorf("a change is answered by %d", code)
			}
		})
	}
	all.Wait()
	v := access.Viewer{Person: w.people["mia"]}
	f, err := w.monitor.TimeFrame(context.Background(), v, 1, monitor.TimeFrameFilter{})
	must(t, err)
	if want := fmt.Sprintf(`{"max_hr":%d}`, 100+f.From.Hour()); string(f.Params) != want || f.Until.Sub(f.From) != 30*time.Minute {
		t.Errorf("from %v until %v with %s", f.From, f.Until, f.Params)
	}
}
