package store

import (
	"context"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// publicKind is routines that everybody may read, whoever they belong to.
var publicKind = func() *kind[strength.Routine] {
	k := *routineKind
	k.owned, k.hidden = false, "is_template = 1 AND is_public = 1"
	return &k
}()

// PublicTemplates are everybody's.
func (s *Store) PublicTemplates() listing.Reader[strength.Routine] {
	return rows[strength.Routine]{s, publicKind}
}

// CopyRoutine stores to, with the words and the content of a routine of its owner's or of a public template.
func (s *Store) CopyRoutine(ctx context.Context, from int64, to strength.Routine) (*strength.Routine, error) {
	var made strength.Routine
	err := s.change(ctx, func(c *session) error {
		made = to
		source, err := routineKind.get(ctx, c, to.Owner, from, "")
		if fault.Is(err, fault.NotFound) {
			source, err = publicKind.get(ctx, c, to.Owner, from, "")
		}
		if err != nil {
			return err
		}
		p, err := c.plan(ctx, source)
		if err != nil {
			return err
		}
		made.Name, made.Description = source.Name, source.Description
		if err := routineKind.insert(ctx, c, &made); err != nil {
			return err
		}
		return c.copyDays(ctx, p.Days, &made)
	})
	return &made, err
}

func (c *session) copyDays(ctx context.Context, days []strength.PlannedDay, to *strength.Routine) error {
	for _, d := range days {
		d.Day.Owner, d.Day.Routine = to.Owner, to.ID
		if err := dayKind.insert(ctx, c, &d.Day); err != nil {
			return err
		}
		for _, set := range d.Sets {
			set.Set.Owner, set.Set.Day = to.Owner, d.Day.ID
			if err := setKind.insert(ctx, c, &set.Set); err != nil {
				return err
			}
			if err := c.copyPrescriptions(ctx, set.Exercises, &set.Set); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *session) copyPrescriptions(ctx context.Context, exercises []strength.PlannedExercise, to *strength.Set) error {
	for _, e := range exercises {
		for _, p := range e.Prescriptions {
			p.Owner, p.Set = to.Owner, to.ID
			if err := prescriptionKind.insert(ctx, c, &p); err != nil {
				return err
			}
		}
	}
	return nil
}
