package web

import (
	"encoding/base64"
	"encoding/json"
	"net/http"

	"palestra/internal/core/access"
	"palestra/internal/core/body"
	"palestra/internal/core/fault"
	"palestra/internal/core/nutrition"
)

// undoCookie holds what was just removed, so that it can be put back. Whoever forges it makes a row of their own, as they may
// anyway: the core checks it like any other.
const undoCookie = "palestra_undo"

// maxUndo bounds the cookie, in bytes; browsers keep 4 096.
const maxUndo = 3500

// removed is what was removed: one of its members is set.
type removed struct {
	Weight      *body.Weight      `json:",omitempty"`
	Measurement *body.Measurement `json:",omitempty"`
	FoodLog     *nutrition.Log    `json:",omitempty"`
	MealItem    *nutrition.Item   `json:",omitempty"`
	Set         *removedSet       `json:",omitempty"`
	Grants      []access.Grant    `json:",omitempty"`
}

// undoSeconds is how long a removal can be taken back.
const undoSeconds = 600

// taken is the answer after a removal: back to a page of ours, with a word and the way to undo it.
func (s *Site) taken(back, what string, gone removed) reply {
	answer := reply{redirect: back, said: said{what: what}}
	b, err := json.Marshal(gone)
	if value := base64.RawURLEncoding.EncodeToString(b); err == nil && len(value) <= maxUndo {
		answer.said.activity = "1"
		answer.cookies = []*http.Cookie{s.setCookie(undoCookie, value, undoSeconds)}
	}
	return answer
}

// undo serves POST /undo: it puts back what was removed last.
func (s *Site) undo(r *http.Request, who reader) (reply, error) {
	var gone removed
	b, err := base64.RawURLEncoding.DecodeString(cookie(r, undoCookie))
	if err == nil {
		err = json.Unmarshal(b, &gone)
	}
	if err != nil {
		return reply{}, fault.Missing("undo")
	}
	back, err := s.putBack(r, who, &gone)
	if err != nil {
		return reply{}, err
	}
	return reply{redirect: back, said: said{what: saidPutBack}, cookies: []*http.Cookie{s.setCookie(undoCookie, "", -1)}}, nil
}

// putBack makes the row anew and tells on which page it is seen.
func (s *Site) putBack(r *http.Request, who reader, gone *removed) (back string, err error) {
	ctx, gym := r.Context(), &s.deps.Gym
	switch {
	case gone.Weight != nil:
		_, err = gym.Body.Weights.Create(ctx, who.viewer, *gone.Weight)
		return "/body", err
	case gone.Measurement != nil:
		_, err = gym.Body.Measurements.Create(ctx, who.viewer, *gone.Measurement)
		return "/body/measurements/" + itoa(gone.Measurement.Category), err
	case gone.FoodLog != nil:
		_, err = gym.Eating.Logs.Create(ctx, who.viewer, *gone.FoodLog)
		return diaryPath(dateOf(gone.FoodLog.At, who.print.Zone)), err
	case gone.MealItem != nil:
		_, err = gym.Eating.Items.Create(ctx, who.viewer, *gone.MealItem)
		if err != nil {
			return "", err
		}
		meal, err := gym.Eating.Meals.Get(ctx, who.viewer, gone.MealItem.Meal)
		if err != nil {
			return "", err
		}
		return foodPlanPath(meal.Plan), nil
	case gone.Set != nil:
		return s.putSetBack(r, who, gone.Set)
	case len(gone.Grants) > 0:
		return "/sharing", s.grantAgain(r, who, gone.Grants)
	}
	return "", fault.Missing("undo")
}
