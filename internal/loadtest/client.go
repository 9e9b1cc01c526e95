package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// client is somebody signed in.
type client struct {
	base, token string
	http        *http.Client
}

// clients is how many ask at once when the rate is measured.
const clients = 4

// newClient signs a new person up and in, and makes sure that it is the first of an empty database: that one becomes
// administrator.
func newClient(ctx context.Context, base string) (*client, error) {
	c := &client{base: base, http: &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: 2 * clients,
		// Clients of this API ask for plain answers, and so did the measurements that we compare with.
		DisableCompression: true,
	}}}
	form := map[string]any{"username": "load", "email": email, "password": password, "accepted_policy": true}
	if err := c.post(ctx, "/api/auth/register", form, nil); err != nil {
		return nil, err
	}
	if err := c.signIn(ctx, email, password); err != nil {
		return nil, err
	}
	var profile struct {
		Data struct {
			Admin bool `json:"admin"`
		} `json:"data"`
	}
	if err := c.ask(ctx, "/api/auth/profile", &profile); err != nil {
		return nil, err
	}
	if !profile.Data.Admin {
		return nil, errors.New("somebody has signed up before")
	}
	return c, nil
}

func (c *client) signIn(ctx context.Context, email, password string) error {
	var answer struct {
		Token string `json:"auth_token"`
	}
	err := c.post(ctx, "/api/auth/login", map[string]any{"email": email, "password": password}, &answer)
	c.token = "Bearer " + answer.Token
	return err
}

// at is the same person at another server over the same data.
func (c *client) at(base string) *client {
	moved := *c
	moved.base = base
	return &moved
}

func (c *client) post(ctx context.Context, path string, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	return c.do(r, http.StatusOK, answer)
}

// get reads an answer and forgets it.
func (c *client) get(ctx context.Context, path string) error { return c.ask(ctx, path, nil) }

// ask reads an answer into a value.
func (c *client) ask(ctx context.Context, path string, answer any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return err
	}
	return c.do(r, http.StatusOK, answer)
}

// upload sends a recording.
func (c *client) upload(ctx context.Context, f form) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/api/workouts", f.reader())
	if err != nil {
		return err
	}
	r.ContentLength = f.size()
	r.Header.Set("Content-Type", formType)
	return c.do(r, http.StatusCreated, nil)
}

// maxAnswer bounds what is read of an answer.
const maxAnswer = 64 << 20

func (c *client) do(r *http.Request, want int, answer any) error {
	if c.token != "" {
		r.Header.Set("Authorization", c.token)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body := io.LimitReader(response.Body, maxAnswer)
	if response.StatusCode != want {
		text, _ := io.ReadAll(io.LimitReader(body, 500)) // what there is of it
		return fmt.Errorf("%s %s: %s: %s", r.Method, r.URL.Path, response.Status, text)
	}
	if answer != nil {
		return json.NewDecoder(body).Decode(answer)
	}
	_, err = io.Copy(io.Discard, body)
	return err
}

// workouts is an answer of the list.
type workouts struct {
	Data struct {
		Workouts []struct {
			ID  string `json:"id"`
			Map string `json:"map"`
		} `json:"workouts"`
	} `json:"data"`
	Pagination struct {
		Total int `json:"total"`
	} `json:"pagination"`
}
