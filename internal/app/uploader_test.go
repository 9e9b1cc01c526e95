package app

import (
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// script is a program of somebody else, on a server over HTTP.
type script struct {
	*running
	token string
}

// call sends a request and reads the answer, which must have the status.
func (s *script) call(want int, method, path, kind string, body io.Reader, answer any) {
	s.Helper()
	r, err := http.NewRequest(method, s.base+path, body)
	if err != nil {
		s.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	status, text := s.do(http.DefaultClient, r)
	if status != want {
		s.Fatalf("%s %s: %d %s", method, path, status, text)
	}
	if answer == nil {
		return
	}
	if err := json.Unmarshal([]byte(text), answer); err != nil {
		s.Fatalf("%s %s: %v in %s", method, path, err, text)
	}
}

func (s *script) json(want int, method, path, body string, answer any) {
	s.Helper()
	s.call(want, method, path, "application/json", strings.NewReader(body), answer)
}

func (s *script) form(want int, path string, fields url.Values, answer any) {
	s.Helper()
	s.call(want, http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(fields.Encode()), answer)
}

// upload streams a file as it is read, the words about it first: nobody knows the length before.
func (s *script) upload(path string) (id string) {
	s.Helper()
	out, in := io.Pipe()
	form := multipart.NewWriter(in)
	go func() { in.CloseWithError(streamed(form, path)) }()
	var answer struct {
		Data struct{ Workouts []struct{ ID string } }
	}
	s.call(http.StatusCreated, http.MethodPost, "/api/workouts", form.FormDataContentType(), out, &answer)
	return answer.Data.Workouts[0].ID
}

func streamed(form *multipart.Writer, path string) error {
	if err := form.WriteField("data", `{"sport_id" : 5, "notes": "by a script" }`); err != nil {
		return err
	}
	part, err := form.CreateFormFile("file", filepath.Base(path))
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.Copy(part, f); err != nil {
		return err
	}
	return form.Close()
}

// listed are the ids of the workouts that the script sees.
func (s *script) listed() string {
	s.Helper()
	var answer struct {
		Data struct{ Workouts []struct{ ID string } }
	}
	s.call(http.StatusOK, http.MethodGet, "/api/workouts", "", nil, &answer)
	return fmt.Sprint(answer.Data.Workouts)
}

// TestAnUploaderThatSignsIn is a script that knows address and password.
func TestAnUploaderThatSignsIn(t *testing.T) {
	t.Parallel()
	s := &script{running: start(t, testConfig(t.TempDir(), ""))}
	s.json(http.StatusOK, http.MethodPost, "/api/auth/register",
		`{"username": "ana", "email": "ana@example.org", "password": "correct horse", "accepted_policy": true}`, nil)
	// Some clients read this answer as nothing but texts.
	var signedIn map[string]string
	s.json(http.StatusOK, http.MethodPost, "/api/auth/login", `{"email": "ANA@example.org", "password": "correct horse"}`, &signedIn)
	s.token = signedIn["auth_token"]
	id := s.upload(filepath.Join(recordings, "garmin-run.tcx"))
	s.json(http.StatusOK, http.MethodPatch, "/api/workouts/"+id, `{"title": "by the river"}`, nil)
	if got, want := s.listed(), "[{"+id+"}]"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
}

// TestAnUploaderThatIsLetIn is a script that gets leave by OAuth 2.0, uses it, has it renewed, and keeps within it.
func TestAnUploaderThatIsLetIn(t *testing.T) {
	t.Parallel()
	s := &script{running: start(t, testConfig(t.TempDir(), ""))}
	ana := &script{running: s.running, token: s.account("ana")}
	var app struct {
		Data struct {
			Client struct {
				ID     string `json:"client_id"`
				Secret string `json:"client_secret"`
			}
		}
	}
	const back = "https://uploader.example/callback"
	ana.json(http.StatusCreated, http.MethodPost, "/api/oauth/apps", `{"client_name": "uploader", "client_uri": "https://uploader.example",
		"redirect_uris": ["`+back+`"], "scope": "workouts:read workouts:write"}`, &app)
	client := url.Values{"client_id": {app.Data.Client.ID}, "client_secret": {app.Data.Client.Secret}}

	var consent struct {
		To string `json:"redirect_url"`
	}
	ana.form(http.StatusOK, "/api/oauth/authorize", url.Values{
		"client_id": {app.Data.Client.ID}, "response_type": {"code"}, "confirm": {"true"}, "state": {"xyz"}, "redirect_uri": {back},
		"scope": {"workouts:read workouts:write"},
	}, &consent)
	to, err := url.Parse(consent.To)
	if err != nil || !strings.HasPrefix(consent.To, back+"?") || to.Query().Get("state") != "xyz" {
		t.Fatalf("led back to %q, %v", consent.To, err)
	}

	var tokens struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
	}
	exchange := func(grant string, fields ...string) {
		t.Helper()
		f := url.Values{"grant_type": {grant}}
		for name, values := range client {
			f[name] = values
		}
		for i := 0; i < len(fields); i += 2 {
			f.Set(fields[i], fields[i+1])
		}
		(&script{running: s.running}).form(http.StatusOK, "/api/oauth/token", f, &tokens)
		s.token = tokens.Access
	}
	exchange("authorization_code", "code", to.Query().Get("code"), "redirect_uri", back)
	id := s.upload(filepath.Join(recordings, "wahoo-elemnt-ride.fit"))
	before := s.token
	exchange("refresh_token", "refresh_token", tokens.Refresh)
	if got, want := s.listed(), "[{"+id+"}]"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	s.call(http.StatusForbidden, http.MethodGet, "/api/auth/profile", "", nil, nil)
	s.call(http.StatusUnauthorized, http.MethodGet, "/api/oauth/apps", "", nil, nil)
	s.token = before
	s.call(http.StatusUnauthorized, http.MethodGet, "/api/workouts", "", nil, nil)
}
