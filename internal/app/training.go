package app

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"palestra/internal/api/wger"
	"palestra/internal/core/body"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/strength"
	"palestra/internal/refdata"
	"palestra/internal/scenario"
	"palestra/internal/web"
)

// gym are the services for training with loads, food and the body.
type gym struct {
	exercises *strength.Catalogue
	editor    *strength.Editor
	training  *strength.Service
	foods     *nutrition.Catalogue
	eating    *nutrition.Service
	body      *body.Service
}

func (a *App) startGym() {
	files := keptFiles{a.activities}
	a.gym = gym{
		exercises: strength.NewCatalogue(a.store), training: strength.New(a.store, strength.Options{NewUUID: uuid.NewString}),
		editor: strength.NewEditor(a.store, strength.EditOptions{Trusted: a.auth.Trusted, Now: time.Now, NewUUID: uuid.NewString, Files: files}),
		foods:  nutrition.NewCatalogue(a.store), eating: nutrition.New(a.store, nutrition.Options{NewUUID: uuid.NewString}),
		body: body.New(a.store, body.Options{NewUUID: uuid.NewString, Files: files}),
	}
}

// loadCatalogue stores the exercises and foods that come with the program, once. It goes on after a failure, as everything
// there is so far is served.
func (a *App) loadCatalogue(ctx context.Context, log *slog.Logger) {
	what := refdata.Training
	if a.config.FoodData {
		what = refdata.All
	}
	if err := refdata.Load(ctx, a.store, log, what); err != nil && ctx.Err() == nil {
		log.Error("catalogue", "error", err)
	}
}

func (p *parts) wger() http.Handler {
	deps := wger.Deps{
		Auth: p.auth, Catalogue: p.gym.exercises, Editor: p.gym.editor, Training: p.gym.training, Foods: p.gym.foods, Eating: p.gym.eating, Body: p.gym.body,
		Files: keptFiles{p.activities}, Session: web.SessionSecret, Proxies: p.proxies, Zone: zoneOf(p.config.Timezone), Now: time.Now, Log: p.log,
	}
	if p.base != nil {
		deps.BaseURL = p.config.BaseURL
	}
	return wger.New(deps).Handler()
}

// pagesGym is what the pages about strength, food and the body stand on.
func (p *parts) pagesGym() web.Gym {
	return web.Gym{
		Exercises: p.gym.exercises, Images: p.gym.editor, Training: p.gym.training, Foods: p.gym.foods, Eating: p.gym.eating, Body: p.gym.body,
	}
}

// castsGym is what the demo's people lift, weigh and eat with.
func (a *App) castsGym() scenario.Gym {
	return scenario.Gym{Training: a.gym.training, Editor: a.gym.editor, Foods: a.gym.foods, Eating: a.gym.eating, Body: a.gym.body}
}
