package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/plan"
)

const planColumns = "id, coach_id, name, description, weeks, price_cents, created_us"

func planDest(p *plan.Plan) []any {
	return []any{(*whole)(&p.ID), (*whole)(&p.Coach), (*word)(&p.Name), (*word)(&p.Description), maybeWhole{&p.Weeks}, maybeWhole{&p.Price}, (*instant)(&p.CreatedAt)}
}

func planArgs(p *plan.Plan) []any {
	return []any{p.Name, p.Description, perhaps(p.Weeks), perhaps(p.Price)}
}

// CreatePlan stores p and fills in its ID.
func (s *Store) CreatePlan(ctx context.Context, p *plan.Plan, limit int64) error {
	return s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, p.Coach); err != nil {
			return err
		}
		var n int64
		if _, err := c.one(ctx, "SELECT COUNT(*) FROM training_plan WHERE coach_id = ?", []any{p.Coach}, (*whole)(&n)); err != nil {
			return err
		}
		if n >= limit {
			return fault.New(fault.Limited, "library.full", "the library is full")
		}
		_, err := c.one(ctx, "INSERT INTO training_plan (name, description, weeks, price_cents, coach_id, created_us) VALUES "+places(6)+" RETURNING id",
			append(planArgs(p), p.Coach, p.CreatedAt.UnixMicro()), (*whole)(&p.ID))
		if err != nil {
			return err
		}
		return c.writeEntries(ctx, p)
	})
}

// Plan reads one of the coach's.
func (s *Store) Plan(ctx context.Context, coach, id int64) (p *plan.Plan, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		p, err = c.trainingPlan(ctx, coach, id, "")
		return err
	})
	return p, err
}

func (c *session) trainingPlan(ctx context.Context, coach, id int64, lock string) (*plan.Plan, error) {
	var p plan.Plan
	found, err := c.one(ctx, "SELECT "+planColumns+" FROM training_plan WHERE id = ? AND coach_id = ?"+lock, []any{id, coach}, planDest(&p)...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.Missing("plan")
	}
	if p.Athletes, err = c.ids(ctx, "SELECT athlete_id FROM training_plan_athlete WHERE plan_id = ? ORDER BY athlete_id", id); err != nil {
		return nil, err
	}
	p.Entries, err = c.entries(ctx, id)
	return &p, err
}

// Plans lists a coach's by ID, without entries.
func (s *Store) Plans(ctx context.Context, coach int64) (all []plan.Plan, err error) {
	err = s.snapshot(ctx, func(c *session) error {
		all = nil
		at := map[int64]int{}
		var p plan.Plan
		err := c.query(ctx, "SELECT "+planColumns+" FROM training_plan WHERE coach_id = ? ORDER BY id", []any{coach}, planDest(&p), func() error {
			at[p.ID] = len(all)
			all = append(all, p)
			return nil
		})
		if err != nil {
			return err
		}
		var id, athlete int64
		return c.query(ctx, "SELECT a.plan_id, a.athlete_id FROM training_plan p JOIN training_plan_athlete a ON a.plan_id = p.id WHERE p.coach_id = ?"+
			" ORDER BY a.plan_id, a.athlete_id", []any{coach}, []any{(*whole)(&id), (*whole)(&athlete)}, func() error {
			if i, ok := at[id]; ok {
				all[i].Athletes = append(all[i].Athletes, athlete)
			}
			return nil
		})
	})
	return all, err
}

// entries reads a plan's in their order.
func (c *session) entries(ctx context.Context, id int64) ([]plan.Entry, error) {
	var all []plan.Entry
	at := map[int64]int{}
	var e plan.Entry
	var entry, sp int64
	err := c.query(ctx, "SELECT id, week, weekday, morning, title, description, sport_id, sport_name, duration_s, duration_by_hand FROM training_plan_entry"+
		" WHERE plan_id = ? ORDER BY position", []any{id}, []any{
		(*whole)(&entry), (*whole)(&e.Week), (*whole)(&e.Day), (*truth)(&e.Morning), (*word)(&e.Title), (*word)(&e.Description), (*whole)(&sp), (*word)(&e.SportName),
		(*whole)(&e.Duration), (*truth)(&e.DurationByHand),
	}, func() error {
		e.Sport = sportID(sp)
		at[entry] = len(all)
		all = append(all, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var n plan.Session
	err = c.query(ctx, "SELECT s.entry_id, s.workout_id, s.note_id, w.code FROM training_plan_entry e JOIN training_plan_session s ON s.entry_id = e.id"+
		" LEFT JOIN workout w ON w.id = s.workout_id WHERE e.plan_id = ? ORDER BY s.entry_id, s.position", []any{id},
		[]any{(*whole)(&entry), (*whole)(&n.Workout), (*whole)(&n.Note), (*word)(&n.Key)}, func() error {
			i := at[entry]
			all[i].Sessions = append(all[i].Sessions, n)
			return nil
		})
	return all, err
}

func (c *session) writeEntries(ctx context.Context, p *plan.Plan) error {
	for i := range p.Entries {
		e := &p.Entries[i]
		var id int64
		_, err := c.one(ctx, "INSERT INTO training_plan_entry (plan_id, position, week, weekday, morning, title, description, sport_id, sport_name, duration_s,"+
			" duration_by_hand) VALUES "+places(11)+" RETURNING id", []any{
			p.ID, int64(i), e.Week, e.Day, e.Morning, e.Title, e.Description, int64(e.Sport), e.SportName, e.Duration, e.DurationByHand,
		}, (*whole)(&id))
		if err != nil {
			return err
		}
		for n, session := range e.Sessions {
			_, err := c.exec(ctx, "INSERT INTO training_plan_session (entry_id, position, workout_id, note_id) VALUES (?, ?, ?, ?)",
				id, int64(n), idOrNull(session.Workout), idOrNull(session.Note))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// UpdatePlan reads one under a lock, lets change alter it, and writes it back, but for who is linked.
func (s *Store) UpdatePlan(ctx context.Context, coach, id int64, change func(*plan.Plan) error) (p *plan.Plan, err error) {
	err = s.change(ctx, func(c *session) error {
		if err := c.lockPerson(ctx, coach); err != nil {
			return err
		}
		if p, err = c.trainingPlan(ctx, coach, id, c.dialect.lock); err != nil {
			return err
		}
		if err := change(p); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "UPDATE training_plan SET name = ?, description = ?, weeks = ?, price_cents = ? WHERE id = ?", append(planArgs(p), id)...); err != nil {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM training_plan_entry WHERE plan_id = ?", id); err != nil {
			return err
		}
		return c.writeEntries(ctx, p)
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// DeletePlan forgets one.
func (s *Store) DeletePlan(ctx context.Context, coach, id int64) error {
	return s.change(ctx, func(c *session) error {
		n, err := c.exec(ctx, "DELETE FROM training_plan WHERE id = ? AND coach_id = ?", id, coach)
		if err == nil && n == 0 {
			return fault.Missing("plan")
		}
		return err
	})
}

// LinkPlan links athletes, which some may be already.
func (s *Store) LinkPlan(ctx context.Context, coach, id int64, athletes []int64) error {
	return s.change(ctx, func(c *session) error {
		if err := c.ownPlan(ctx, coach, id); err != nil {
			return err
		}
		for _, athlete := range athletes {
			if _, err := c.linkPlan(ctx, id, athlete); err != nil {
				return err
			}
		}
		return nil
	})
}

// linkPlan gives 1 when the link is new.
func (c *session) linkPlan(ctx context.Context, plan, athlete int64) (int64, error) {
	return c.exec(ctx, "INSERT INTO training_plan_athlete (plan_id, athlete_id) VALUES (?, ?) ON CONFLICT (plan_id, athlete_id) DO NOTHING", plan, athlete)
}

// UnlinkPlan ends a link.
func (s *Store) UnlinkPlan(ctx context.Context, coach, id, athlete int64) error {
	return s.change(ctx, func(c *session) error {
		if err := c.ownPlan(ctx, coach, id); err != nil {
			return err
		}
		n, err := c.exec(ctx, "DELETE FROM training_plan_athlete WHERE plan_id = ? AND athlete_id = ?", id, athlete)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "plan.not_linked", "not linked")
		}
		return err
	})
}

// ownPlan is fault.NotFound unless the plan is the coach's.
func (c *session) ownPlan(ctx context.Context, coach, id int64) error {
	found, err := c.one(ctx, "SELECT id FROM training_plan WHERE id = ? AND coach_id = ?"+c.dialect.lock, []any{id, coach}, new(whole))
	if err == nil && !found {
		return fault.Missing("plan")
	}
	return err
}
