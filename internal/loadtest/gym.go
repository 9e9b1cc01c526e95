package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// wger was measured in its release 2.3 alpha, with its memory cache, on a quiet machine of two processors.
func wger(text string, low time.Duration) peer { return peer{"wger " + text, low} }

// rows is a list of this API, as far as it is looked at.
type rows struct {
	Count   int `json:"count"`
	Results []struct {
		ID int64 `json:"id"`
	} `json:"results"`
}

// gym measures the lists of exercises that come along, and of one's own logs, weights and meals.
func (t *trial) gym(ctx context.Context) error {
	exercise, foods, err := t.shipped(ctx)
	if err != nil {
		return err
	}
	lifter, workout, err := t.lifter(ctx)
	if err != nil {
		return err
	}
	logged := func(ctx context.Context, i int) error {
		day := oldest.AddDate(0, 0, i/20).Format(time.DateOnly)
		return lifter.store(ctx, "/api/v2/workoutlog/", map[string]any{
			"date": day, "reps": 5 + i%8, "weight": 40 + i%60, "exercise_base": exercise, "workout": workout,
		}, nil)
	}
	t.say("logging %d sets", t.size.activities)
	if _, err := repeat(ctx, clients, t.size.activities, logged); err != nil {
		return err
	}
	if _, err := repeat(ctx, clients, weighings, func(ctx context.Context, i int) error {
		return lifter.store(ctx, "/api/v2/weightentry/", map[string]any{"date": oldest.AddDate(0, 0, i).Format(time.DateOnly), "weight": 70 + i%20}, nil)
	}); err != nil {
		return err
	}
	plan, err := lifter.meals(ctx, foods)
	if err != nil {
		return err
	}
	nobody := *lifter
	nobody.token = ""
	for _, m := range []struct {
		work, target, path string
		as                 *client
		peer               peer
	}{
		{"exercises, list of 20", "≥ 8 000/s", "/api/v2/exercise/?limit=20", &nobody, wger("233 ms", 233*time.Millisecond)},
		{"exercises with everything, 20", "≥ 4 000/s", "/api/v2/exercisebaseinfo/?limit=20", &nobody, wger("25 ms warm, 847 ms cold", 25*time.Millisecond)},
		{fmt.Sprintf("logged sets, 20 of %d", t.size.activities), "≥ 5 000/s", "/api/v2/workoutlog/?limit=20", lifter, wger("28 ms", 28*time.Millisecond)},
		{fmt.Sprintf("weights, 20 of %d", weighings), "", "/api/v2/weightentry/?limit=20", lifter, wger("22 ms", 22*time.Millisecond)},
		{"nutrients of a plan, 5 meals of 5", "≤ 3 ms", fmt.Sprintf("/api/v2/nutritionplan/%d/nutritional_values/", plan), lifter, wger("166 ms", 166*time.Millisecond)},
	} {
		if err := t.often(ctx, m.work, m.target, t.size.requests, newLean(m.as, m.path), m.peer); err != nil {
			return err
		}
	}
	t.say("storing logs")
	c, err := t.server.measure(ctx, t.size.heavy, logged)
	t.table.cost("storing a logged set", "", c, wger("35 ms", 35*time.Millisecond))
	return err
}

// weighings are how many weights somebody has noted.
const weighings = 500

// meals makes a plan of five meals of five foods each, and gives its id.
func (c *client) meals(ctx context.Context, foods []int64) (int64, error) {
	var plan, meal struct {
		ID int64 `json:"id"`
	}
	if err := c.store(ctx, "/api/v2/nutritionplan/", map[string]any{}, &plan); err != nil {
		return 0, err
	}
	for i, food := range foods {
		if i%5 == 0 {
			if err := c.store(ctx, "/api/v2/meal/", map[string]any{"plan": plan.ID}, &meal); err != nil {
				return 0, err
			}
		}
		if err := c.store(ctx, "/api/v2/mealitem/", map[string]any{"meal": meal.ID, "ingredient": food, "amount": 50 + i}, nil); err != nil {
			return 0, err
		}
	}
	return plan.ID, nil
}

// settling is how long nothing must come any more for the data that ships to be complete.
const settling = 500 * time.Millisecond

// shipped waits until the exercises and foods that come along are in place, and gives the ids of an exercise and of 25 foods.
func (t *trial) shipped(ctx context.Context) (exercise int64, food []int64, err error) {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for before := -1; ; {
		var foods, exercises rows
		if err := errors.Join(t.client.look(ctx, "/api/v2/ingredient/?limit=25", &foods), t.client.look(ctx, "/api/v2/exercisebaseinfo/?limit=1", &exercises)); err != nil {
			return 0, nil, err
		}
		if foods.Count > 0 && foods.Count == before && len(exercises.Results) > 0 {
			for _, f := range foods.Results {
				food = append(food, f.ID)
			}
			return exercises.Results[0].ID, food, nil
		}
		before = foods.Count
		select {
		case <-time.After(settling):
		case <-ctx.Done():
			return 0, nil, fmt.Errorf("waiting for the exercises that come along: %w", ctx.Err())
		}
	}
}

// look asks as nobody.
func (c *client) look(ctx context.Context, path string, answer any) error {
	nobody := *c
	nobody.token = ""
	return nobody.ask(ctx, path, answer)
}

// lifter signs somebody up through this API, with a workout to log sets of.
func (t *trial) lifter(ctx context.Context) (*client, int64, error) {
	c := *t.client
	c.token = ""
	var account struct {
		Token string `json:"token"`
	}
	if err := c.store(ctx, "/api/v2/register/", map[string]any{"username": "lifter", "password": password}, &account); err != nil {
		return nil, 0, err
	}
	c.token = "Token " + account.Token
	var workout struct {
		ID int64 `json:"id"`
	}
	err := c.store(ctx, "/api/v2/workout/", map[string]any{}, &workout)
	return &c, workout.ID, err
}

// store posts what makes a row.
func (c *client) store(ctx context.Context, path string, body, answer any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	return c.do(r, http.StatusCreated, answer)
}
