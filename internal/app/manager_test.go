package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"palestra/internal/core/access"
	"palestra/internal/core/auth"
	"palestra/internal/core/person"
)

// TestManagersProgram runs a program that knows the documentation of the API and nothing else, against the whole server: people
// register, permissions are given, an activity is measured from a device and from an upload, and a webhook tells of it.
func TestManagersProgram(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("the manager's program in Python is left out: python3 is not installed")
	}
	c := testConfig(t.TempDir(), "")
	c.WebhookAllowPrivate = true
	s := start(t, c)
	ctx := context.Background()
	root, err := s.app.auth.CreateAccount(ctx, auth.Registration{Username: "root", Password: "correct horse", Role: person.Coach})
	if err != nil {
		t.Fatal(err)
	}
	o := &operator{s.app, access.Viewer{Person: root}}
	program, secret, err := s.app.auth.CreateApp(ctx, o.viewer, auth.AppDraft{Name: "Squad", Scopes: []string{"all"}, Grants: []auth.Grant{auth.PasswordGrant}})
	if err != nil {
		t.Fatal(err)
	}
	desk := httptest.NewServer(o)
	defer desk.Close()
	if out, err := exec.CommandContext(ctx, python, "testdata/manager.py", s.base, desk.URL, program.ClientID, secret).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// operator is what the program's people do by hand: read their mail, and have a device registered.
type operator struct {
	app    *App
	viewer access.Viewer
}

func (o *operator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var answer any
	var err error
	switch q := r.URL.Query(); r.URL.Path {
	case "/password":
		answer, err = o.password(r.Context(), q.Get("to"))
	case "/device":
		answer, err = o.device(r.Context(), q.Get("owner"))
	default:
		err = errors.New("nobody does that")
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_ = json.NewEncoder(w).Encode(answer) // the program says when it got nothing
}

// password is the one that was mailed to an address: a line of its own.
func (o *operator) password(ctx context.Context, to string) (string, error) {
	page, err := o.app.auth.Outbox(ctx, o.viewer, 0, 100)
	if err != nil {
		return "", err
	}
	for _, m := range page.Mails {
		if m.To != to {
			continue
		}
		for line := range strings.Lines(m.Text) {
			if line = strings.TrimSpace(line); len(line) == 20 && !strings.Contains(line, " ") {
				return line, nil
			}
		}
	}
	return "", fmt.Errorf("no password was mailed to %s", to)
}

func (o *operator) device(ctx context.Context, owner string) (map[string]any, error) {
	p, err := o.app.auth.PersonByName(ctx, owner)
	if err != nil {
		return nil, err
	}
	device, key, err := o.app.monitor.AddTracker(ctx, "POD-1", "", p.ID)
	if err != nil {
		return nil, err
	}
	return map[string]any{"id": device.ID, "key": key}, nil
}
