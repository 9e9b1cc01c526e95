package body

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/listing"
)

// Sex is what formulas about the body go by.
type Sex string

// The sexes.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// Intensity is how hard a part of the day is.
type Intensity int64

// The intensities.
const (
	Low Intensity = iota + 1
	Medium
	High
)

// Profile is what somebody tells about their body and their days, and how they like to be reminded.
type Profile struct {
	Owner int64
	// Height is in centimeters, Age in years; nil is not told. A date of birth, which is in person.Profile, says more than Age.
	Height, Age *int64
	Sex         Sex
	// SleepHours, WorkHours and LeisureHours are of a day, SportHours of a week.
	SleepHours, WorkHours, SportHours, LeisureHours int64
	WorkIntensity, SportIntensity, LeisureIntensity Intensity
	// Energy is how many kilocalories a day somebody means to eat.
	Energy int64
	// WeightUnit is "kg" or "lb", in which weights are entered and shown.
	WeightUnit string
	// WeightReminder is after how many days without a weight to remind, 0 for never.
	WeightReminder int64
	// RoutineReminder is whether to remind of the end of a routine, so many days before it.
	RoutineReminder     bool
	RoutineReminderDays int64
	// RoutineWeeks is how long a routine lasts.
	RoutineWeeks int64
	// ShowComments and ShowEnglishIngredients are about lists; ReadAccess lets a gym's people look.
	ShowComments, ShowEnglishIngredients, ReadAccess bool
}

// DefaultProfile is that of somebody who told nothing yet.
func DefaultProfile(owner int64) Profile {
	return Profile{
		Owner: owner, Sex: Male, SleepHours: 7, WorkHours: 8, WorkIntensity: Low, SportHours: 3, SportIntensity: Medium, LeisureHours: 8,
		LeisureIntensity: Low, Energy: 2500, WeightUnit: Kilogram, RoutineReminderDays: 14, RoutineWeeks: 12, ShowComments: true, ShowEnglishIngredients: true,
	}
}

// CheckProfile refuses what SetProfile would: fault.Invalid "fields.invalid" with the fields.
func CheckProfile(p *Profile) error {
	var c listing.Check
	if p.Age != nil {
		c.Range("age", *p.Age, 10, 100)
	}
	if p.Height != nil {
		c.Range("height", *p.Height, 50, 280)
	}
	c.Choice("sex", string(p.Sex), string(Male), string(Female))
	c.Range("sleep_hours", p.SleepHours, 4, 10)
	c.Range("work_hours", p.WorkHours, 1, 15)
	c.Range("work_intensity", int64(p.WorkIntensity), 1, 3)
	c.Range("sport_hours", p.SportHours, 1, 30)
	c.Range("sport_intensity", int64(p.SportIntensity), 1, 3)
	c.Range("leisure_hours", p.LeisureHours, 1, 15)
	c.Range("leisure_intensity", int64(p.LeisureIntensity), 1, 3)
	c.Range("energy", p.Energy, 1500, 5000)
	c.Choice("weight_unit", p.WeightUnit, Kilogram, Pound)
	c.Range("weight_reminder", p.WeightReminder, 0, 30)
	c.Range("routine_reminder_days", p.RoutineReminderDays, 1, 30)
	c.Range("routine_weeks", p.RoutineWeeks, 1, 30)
	return c.Err()
}

// Profile is the viewer's; fault.Unauthenticated "auth.session".
func (s *Service) Profile(ctx context.Context, v access.Viewer) (*Profile, error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	return s.store.BodyProfile(ctx, v.ID())
}

// SetProfile changes the viewer's profile; change may be called again when others got in the way. Errors:
// fault.Unauthenticated "auth.session"; fault.Invalid "fields.invalid" with the fields.
func (s *Service) SetProfile(ctx context.Context, v access.Viewer, change func(*Profile) error) (*Profile, error) {
	if !v.SignedIn() {
		return nil, listing.ErrSignedOut()
	}
	return s.store.UpdateBodyProfile(ctx, v.ID(), func(p *Profile) error {
		if err := change(p); err != nil {
			return err
		}
		return CheckProfile(p)
	})
}

// AgeOn is how many years somebody born on a day has lived, both dates at midnight UTC.
func AgeOn(day, born time.Time) int64 {
	years := day.Year() - born.Year()
	if day.Month() < born.Month() || day.Month() == born.Month() && day.Day() < born.Day() {
		years--
	}
	return int64(years)
}
