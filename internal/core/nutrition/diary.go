package nutrition

import (
	"time"

	"palestra/internal/core/unit"
)

// Plan is what somebody means to eat, with goals for a day; nil is no goal.
type Plan struct {
	ID, Owner int64
	UUID      string
	// Created is a date at midnight UTC.
	Created     time.Time
	Description string
	// OnlyLogging plans have no meals: they are for the diary alone.
	OnlyLogging, HasGoalCalories bool
	// GoalEnergy is in kilocalories, the others are in grams.
	GoalEnergy, GoalProtein, GoalCarbohydrates, GoalFat, GoalFiber *int64
}

// Meal is a part of a plan.
type Meal struct {
	ID, Owner, Plan int64
	UUID            string
	Position        int64
	// Time of day, nil when not told.
	Time *time.Duration
	Name string
}

// Amount is so much of an ingredient: grams, or portions when one is named.
type Amount struct {
	Ingredient int64
	// Portion is the id of one of the ingredient's, nil for grams.
	Portion *int64
	Amount  unit.Hundredths
}

// Item is something in a meal.
type Item struct {
	ID, Owner, Meal int64
	UUID            string
	Position        int64
	Amount
}

// Log is something that was eaten.
type Log struct {
	ID, Owner, Plan int64
	UUID            string
	// Meal is the one it was eaten for, nil for none.
	Meal *int64
	At   time.Time
	Amount
}
