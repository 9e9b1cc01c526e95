package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// squad is a coach who may read and write all there is of an athlete.
type squad struct {
	coach       *client
	me, athlete int64
}

// match is what a coach has prepared: devices with their keys, also in a file, and an activity with a time frame for each.
type match struct {
	*squad
	keys     string
	devices  []device
	frames   []int64
	activity int64
	begin    time.Time
}

// device is one that was registered.
type device struct {
	ID  int64  `json:"id"`
	Key string `json:"key"`
}

// The numbers of the schemas of soccer.
const (
	soccer      = 3
	soccerFrame = 9
)

// matchTime is how long the time frames of a match are.
const matchTime = 2 * time.Hour

// command runs palestra beside the server, with the answer in JSON; nil forgets it.
func (t *trial) command(ctx context.Context, answer any, args ...string) error {
	c := exec.CommandContext(ctx, t.binary, append(args, "--json", "--data", t.data())...)
	c.Env = append(foreign(os.Environ()), "PALESTRA_DATABASE_URL="+t.databaseURL)
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return fmt.Errorf("palestra %s: %w: %s", strings.Join(args[:2], " "), err, exit.Stderr)
		}
		return err
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(out, answer)
}

// hire makes the coach, once, and signs them in.
func (t *trial) hire(ctx context.Context) (*squad, error) {
	if t.squad != nil {
		t.squad.coach = t.squad.coach.at(t.server.base)
		return t.squad, nil
	}
	const coach = "coach@example.org"
	if err := t.command(ctx, nil, "user", "add", "--username", "coach", "--email", coach, "--password", password, "--role", "coach"); err != nil {
		return nil, err
	}
	for _, permission := range []string{"READ", "WRITE"} {
		if err := t.command(ctx, nil, "grant", "add", "--athlete", "load", "--coach", "coach", "--permission", permission, "--from", "2020-01-01"); err != nil {
			return nil, err
		}
	}
	s := &squad{coach: t.client.at(t.server.base)}
	s.coach.token = ""
	if err := s.coach.signIn(ctx, coach, password); err != nil {
		return nil, err
	}
	var me struct {
		ID int64 `json:"id"`
	}
	var athletes rows
	if err := errors.Join(s.coach.ask(ctx, "/api/v1/account/", &me), s.coach.ask(ctx, "/api/v1/athletes/", &athletes)); err != nil {
		return nil, err
	}
	if len(athletes.Results) != 1 {
		return nil, errors.New("the coach has another number of athletes than one")
	}
	s.me, s.athlete = me.ID, athletes.Results[0].ID
	t.squad = s
	return s, nil
}

// occasion makes an activity.
func (s *squad) occasion(ctx context.Context) (int64, error) {
	var made struct {
		ID int64 `json:"id"`
	}
	err := s.coach.create(ctx, "/api/v1/activities/", s.described("Match"), &made)
	return made.ID, err
}

// described is an activity as it is written.
func (s *squad) described(name string) map[string]any {
	return map[string]any{"owner": s.me, "name": name, "json_schema": soccer, "json": map[string]any{"sport": "soccer"}}
}

// newMatch registers devices, and makes an activity with a time frame for each, all of the one athlete.
func (t *trial) newMatch(ctx context.Context, devices int, begin time.Time) (*match, error) {
	s, err := t.hire(ctx)
	if err != nil {
		return nil, err
	}
	m := &match{squad: s, keys: filepath.Join(t.folder, "keys.json"), begin: begin}
	if m.activity, err = s.occasion(ctx); err != nil {
		return nil, err
	}
	file, err := os.Create(m.keys)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	keys := json.NewEncoder(file)
	for range devices {
		t.serials++
		var d device
		if err := t.command(ctx, &d, "device", "add", "--serial", "LOAD-"+strconv.Itoa(t.serials), "--owner", "coach"); err != nil {
			return nil, err
		}
		if err := keys.Encode(d); err != nil {
			return nil, err
		}
		m.devices = append(m.devices, d)
		var frame struct {
			ID int64 `json:"id"`
		}
		if err := m.coach.create(ctx, "/api/v1/timeframes/", map[string]any{
			"start_time": begin.UTC().Format(time.RFC3339), "end_time": begin.Add(matchTime).UTC().Format(time.RFC3339),
			"athlete": s.athlete, "activity": m.activity, "device": d.ID, "json_schema": soccerFrame, "params": map[string]any{},
		}, &frame); err != nil {
			return nil, err
		}
		m.frames = append(m.frames, frame.ID)
	}
	return m, nil
}

// create posts something that is answered with 201.
func (c *client) create(ctx context.Context, path string, body, answer any) error {
	return c.send(ctx, http.MethodPost, path, http.StatusCreated, body, answer)
}

// send sends JSON.
func (c *client) send(ctx context.Context, method, path string, want int, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, strings.NewReader(string(text)))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	return c.do(r, want, answer)
}
