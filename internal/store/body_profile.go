package store

import (
	"context"

	"palestra/internal/core/body"
)

const bodyProfileColumns = "owner_id, height_cm, age_years, sex, sleep_h, work_h, work_intensity, sport_h, sport_intensity, leisure_h, leisure_intensity," +
	" energy_kcal, weight_unit, weight_reminder_d, routine_reminder, routine_reminder_d, routine_duration_w, show_comments, show_english_ingredients, read_access"

func bodyProfilePlaces(p *body.Profile) []any {
	return []any{(*whole)(&p.Owner), numeral[int64]{&p.Height}, numeral[int64]{&p.Age}, (*word)(&p.Sex), (*whole)(&p.SleepHours), (*whole)(&p.WorkHours),
		(*whole)(&p.WorkIntensity), (*whole)(&p.SportHours), (*whole)(&p.SportIntensity), (*whole)(&p.LeisureHours), (*whole)(&p.LeisureIntensity),
		(*whole)(&p.Energy), (*word)(&p.WeightUnit), (*whole)(&p.WeightReminder), (*truth)(&p.RoutineReminder), (*whole)(&p.RoutineReminderDays),
		(*whole)(&p.RoutineWeeks), (*truth)(&p.ShowComments), (*truth)(&p.ShowEnglishIngredients), (*truth)(&p.ReadAccess)}
}

func bodyProfileValues(p *body.Profile) []any {
	return []any{p.Owner, given(p.Height), given(p.Age), string(p.Sex), p.SleepHours, p.WorkHours, int64(p.WorkIntensity), p.SportHours,
		int64(p.SportIntensity), p.LeisureHours, int64(p.LeisureIntensity), p.Energy, p.WeightUnit, p.WeightReminder, p.RoutineReminder,
		p.RoutineReminderDays, p.RoutineWeeks, p.ShowComments, p.ShowEnglishIngredients, p.ReadAccess}
}

// BodyProfile is what somebody tells about their body.
func (s *Store) BodyProfile(ctx context.Context, owner int64) (p *body.Profile, err error) {
	err = s.view(ctx, func(c *session) error {
		p, err = c.bodyProfile(ctx, owner)
		return err
	})
	return p, err
}

func (c *session) bodyProfile(ctx context.Context, owner int64) (*body.Profile, error) {
	p := body.DefaultProfile(owner)
	_, err := c.one(ctx, "SELECT "+bodyProfileColumns+" FROM body_profile WHERE owner_id = ?", []any{owner}, bodyProfilePlaces(&p)...)
	if err != nil {
		return nil, err
	}
	return &p, nil
}

// UpdateBodyProfile lets change alter what somebody tells about their body.
func (s *Store) UpdateBodyProfile(ctx context.Context, owner int64, change func(*body.Profile) error) (p *body.Profile, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, owner); err != nil {
			return err
		}
		if p, err = c.bodyProfile(ctx, owner); err != nil {
			return err
		}
		if err := change(p); err != nil {
			return err
		}
		p.Owner = owner
		return c.writeBodyProfile(ctx, p)
	})
	return p, err
}

func (c *session) writeBodyProfile(ctx context.Context, p *body.Profile) error {
	if _, err := c.exec(ctx, "DELETE FROM body_profile WHERE owner_id = ?", p.Owner); err != nil {
		return err
	}
	_, err := c.exec(ctx, "INSERT INTO body_profile ("+bodyProfileColumns+") VALUES "+places(width(bodyProfileColumns)), bodyProfileValues(p)...)
	return err
}

// ReplaceWeight stores an entry in place of the one of its day.
func (s *Store) ReplaceWeight(ctx context.Context, w *body.Weight) error {
	return s.brief(ctx, func(c *session) error { return c.replaceWeight(ctx, w) })
}

func (c *session) replaceWeight(ctx context.Context, w *body.Weight) error {
	_, err := c.one(ctx, "INSERT INTO weight_entry ("+weightKind.columns+") VALUES "+places(width(weightKind.columns))+
		" ON CONFLICT (owner_id, day_us) DO UPDATE SET weight_mg = excluded.weight_mg, figure_centi = excluded.figure_centi, unit = excluded.unit"+
		" RETURNING id", weightKind.values(w), (*whole)(&w.ID))
	return err
}
