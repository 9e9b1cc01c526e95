package web

// The messages of strength, food and the body.
const (
	saidSetGone         = "set_gone"
	saidDayGone         = "day_gone"
	saidRoutineGone     = "routine_gone"
	saidRoutineCopied   = "routine_copied"
	saidSessionKept     = "session_kept"
	saidSessionLost     = "session_lost"
	saidFoodGone        = "food_gone"
	saidFoodAdded       = "food_added"
	saidMealEaten       = "meal_eaten"
	saidMealGone        = "meal_gone"
	saidFoodPlanGone    = "food_plan_gone"
	saidWeightKept      = "weight_kept"
	saidWeightGone      = "weight_gone"
	saidMeasurementGone = "measurement_gone"
	saidCategoryGone    = "category_gone"
	saidPhotoAdded      = "photo_added"
	saidPhotoGone       = "photo_gone"
	saidPutBack         = "put_back"
)

// gymToasts are the keys of their sentences.
var gymToasts = map[string]string{
	saidSetGone: "toast.set_gone", saidDayGone: "toast.day_gone", saidRoutineGone: "toast.routine_gone", saidRoutineCopied: "toast.routine_copied",
	saidSessionKept: "toast.session_kept", saidSessionLost: "toast.session_lost", saidFoodGone: "toast.food_gone", saidFoodAdded: "toast.food_added",
	saidMealEaten: "toast.meal_eaten", saidMealGone: "toast.meal_gone", saidFoodPlanGone: "toast.food_plan_gone", saidWeightKept: "toast.weight_kept",
	saidWeightGone: "toast.weight_gone", saidMeasurementGone: "toast.measurement_gone", saidCategoryGone: "toast.category_gone",
	saidPhotoAdded: "toast.photo_added", saidPhotoGone: "toast.photo_gone", saidPutBack: "toast.put_back",
}

// gymToast is nil for messages of other parts.
func (s *Site) gymToast(who reader, m said) *toast {
	key := gymToasts[m.what]
	if key == "" {
		return nil
	}
	t := &toast{Text: who.words.T(key)}
	if m.activity != "" {
		t.Action, t.Label = s.link("/undo"), who.words.T("toast.undo")
	}
	return t
}
