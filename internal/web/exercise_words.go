package web

import (
	"net/http"

	"palestra/internal/core/listing"
	"palestra/internal/core/strength"
)

// tongues are the ids of the languages that the reader takes texts in: their own first, then English.
func (s *Site) tongues(r *http.Request, who reader) ([]int64, error) {
	page, err := s.deps.Gym.Exercises.Languages.List(r.Context(), 0, listing.Query{
		Conditions: []listing.Condition{listing.Is("short_name", who.words.Lang, "en")},
	})
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, l := range page.Rows {
		if l.ShortName == who.words.Lang {
			ids = append([]int64{l.ID}, ids...)
		} else {
			ids = append(ids, l.ID)
		}
	}
	return ids, nil
}

// exerciseWords are the translations of exercises that suit the reader best, by exercise: in their language, else in English,
// else in any.
func (s *Site) exerciseWords(r *http.Request, who reader, exercises []int64) (map[int64]strength.Translation, error) {
	best := make(map[int64]strength.Translation, len(exercises))
	if len(exercises) == 0 {
		return best, nil
	}
	tongues, err := s.tongues(r, who)
	if err != nil {
		return nil, err
	}
	page, err := s.deps.Gym.Exercises.Translations.List(r.Context(), 0, listing.Query{
		Conditions: []listing.Condition{listing.Is("exercise", anys(exercises)...)}, Order: []listing.Key{{Field: "id"}}, Limit: listing.MaxLimit,
	})
	if err != nil {
		return nil, err
	}
	for _, t := range page.Rows {
		old, known := best[t.Exercise]
		if !known || rank(tongues, t.Language) < rank(tongues, old.Language) {
			best[t.Exercise] = t
		}
	}
	return best, nil
}

// rank is how well a language suits, 0 being best.
func rank(tongues []int64, language int64) int {
	for i, id := range tongues {
		if id == language {
			return i
		}
	}
	return len(tongues)
}

func anys(ids []int64) []any {
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	return all
}

// The short lists of the catalogue have English names; these are the keys of those that come with the program.
var (
	categoryKeys = map[string]string{
		"Arms": "exercise.category_arms", "Legs": "exercise.category_legs", "Abs": "exercise.category_abs", "Chest": "exercise.category_chest",
		"Back": "exercise.category_back", "Shoulders": "exercise.category_shoulders", "Calves": "exercise.category_calves", "Cardio": "exercise.category_cardio",
	}
	gearKeys = map[string]string{
		"Barbell": "exercise.gear_barbell", "SZ-Bar": "exercise.gear_sz_bar", "Dumbbell": "exercise.gear_dumbbell", "Gym mat": "exercise.gear_mat",
		"Swiss Ball": "exercise.gear_ball", "Pull-up bar": "exercise.gear_pull_up_bar", "none (bodyweight exercise)": "exercise.gear_none",
		"Bench": "exercise.gear_bench", "Incline bench": "exercise.gear_incline_bench", "Kettlebell": "exercise.gear_kettlebell",
		"Resistance band": "exercise.gear_band", "Cable machine": "exercise.gear_cable",
	}
	muscleKeys = map[string]string{
		"Biceps brachii": "exercise.muscle_biceps", "Anterior deltoid": "exercise.muscle_deltoid", "Serratus anterior": "exercise.muscle_serratus",
		"Pectoralis major": "exercise.muscle_chest", "Triceps brachii": "exercise.muscle_triceps", "Rectus abdominis": "exercise.muscle_abs",
		"Gastrocnemius": "exercise.muscle_calves", "Gluteus maximus": "exercise.muscle_glutes", "Trapezius": "exercise.muscle_trapezius",
		"Quadriceps femoris": "exercise.muscle_quads", "Biceps femoris": "exercise.muscle_hamstrings", "Latissimus dorsi": "exercise.muscle_lats",
		"Brachialis": "exercise.muscle_brachialis", "Obliquus externus abdominis": "exercise.muscle_obliques", "Soleus": "exercise.muscle_soleus",
		"Erector spinae": "exercise.muscle_lower_back",
	}
	// loadKeys and repetitionKeys are the units of sets, as they stand behind a number.
	loadKeys = map[int64]string{
		strength.Kilograms: "strength.unit_kg", strength.Pounds: "strength.unit_lb", 3: "strength.unit_body", 4: "strength.unit_plates",
		5: "strength.unit_kmh", 6: "strength.unit_mph",
	}
	repetitionKeys = map[int64]string{
		strength.Repetitions: "strength.unit_repetitions", strength.UntilFailure: "strength.unit_failure", 3: "strength.unit_seconds",
		4: "strength.unit_minutes", 5: "strength.unit_miles", 6: "strength.unit_kilometers", 7: "strength.unit_most", 8: "strength.unit_meters",
	}
)

// bodyWeight is the unit of loads that are somebody's own weight.
const bodyWeight int64 = 3

// named is a name of a short list in the reader's language, or as it is stored.
func named(who reader, keys map[string]string, name string) string {
	if key := keys[name]; key != "" {
		return who.words.T(key)
	}
	return name
}

// loadUnit and repetitionUnit are the names of units that stand behind a number; "" for an unknown one.
func loadUnit(who reader, id int64) string { return wordOf(who, loadKeys[id]) }

func repetitionUnit(who reader, id int64) string { return wordOf(who, repetitionKeys[id]) }

func wordOf(who reader, key string) string {
	if key == "" {
		return ""
	}
	return who.words.T(key)
}
