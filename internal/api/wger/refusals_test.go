package wger_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"palestra/internal/store/storetest"
)

// models are what the endpoints call their rows when one is not there.
var models = map[string]string{
	"daysofweek": "DaysOfWeek", "equipment": "Equipment", "exercise": "Exercise", "exerciseinfo": "Exercise", "exercise-translation": "Exercise",
	"exercise-base": "ExerciseBase", "exercisebaseinfo": "ExerciseBase", "exercisealias": "Alias", "exercisecategory": "ExerciseCategory",
	"exercisecomment": "ExerciseComment", "exerciseimage": "ExerciseImage", "video": "ExerciseVideo", "ingredient": "Ingredient",
	"ingredientinfo": "Ingredient", "ingredientweightunit": "IngredientWeightUnit", "language": "Language", "license": "License", "muscle": "Muscle",
	"setting-repetitionunit": "RepetitionUnit", "setting-weightunit": "WeightUnit", "weightunit": "WeightUnit", "variation": "Variation", "day": "Day",
	"gallery": "Image", "meal": "Meal", "mealitem": "MealItem", "nutritiondiary": "LogItem", "nutritionplan": "NutritionPlan",
	"nutritionplaninfo": "NutritionPlan", "schedule": "Schedule", "schedulestep": "ScheduleStep", "set": "Set", "setting": "Setting",
	"weightentry": "WeightEntry", "workout": "Workout", "workoutlog": "WorkoutLog", "workoutsession": "WorkoutSession", "measurement": "Measurement",
	"measurement-category": "Category",
}

// Each endpoint has its own word for a row that isn't there, and one for all ids that are none.
func TestRowsThatAreNotThere(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	for name, model := range models {
		for id, want := range map[string]string{"999999": "No " + model + " matches the given query.", "abc": "Not found."} {
			r := httptest.NewRequest(http.MethodGet, "/api/v2/"+name+"/"+id+"/", nil)
			must(t, w.sign("ana", r))
			a := httptest.NewRecorder()
			if h.ServeHTTP(a, r); a.Code != http.StatusNotFound || a.Body.String() != `{"detail":"`+want+`"}` {
				t.Errorf("%s of %s: %d %s", id, name, a.Code, a.Body)
			}
		}
	}
}

// What is wrong with a filter or a field is said in the words that clients know.
func TestWordsOfRefusals(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	h := w.dialect.Handler()
	for _, tt := range []struct{ who, method, path, body, want string }{
		{"ana", "GET", "deletion-log/?model_type=zz", "", `{"model_type":["Select a valid choice. zz is not one of the available choices."]}`},
		{"ana", "GET", "exercisebaseinfo/?muscles=99", "", `{"muscles":["Select a valid choice. 99 is not one of the available choices."]}`},
		{"ana", "GET", "exercisebaseinfo/?muscles=1,2", "", `{"muscles":["“1,2” is not a valid value."]}`},
		{"ana", "GET", "day/?training=999999", "", `{"training":["Select a valid choice. That choice is not one of the available choices."]}`},
		{"ana", "GET", "weightentry/?weight=x", "", `{"weight":["Enter a number."]}`},
		{"ana", "GET", "weightentry/?date=2024-13-01&weight__gt=-", "", `{"weight__gt":["Enter a number."],"date":["Enter a valid date."]}`},
		{"ana", "GET", "nutritiondiary/?datetime=x", "", `{"datetime":["Enter a valid date/time."]}`},
		{"ana", "GET", "workoutsession/?time_start=25:00", "", `{"time_start":["Enter a valid time."]}`},
		{"ana", "GET", "ingredient/?uuid=x", "", `{"uuid":["Enter a valid UUID."]}`},

		{"ana", "POST", "weightentry/", `{"date":"2024-01-01","weight":"123456.7"}`, `{"weight":["Ensure that there are no more than 5 digits in total."]}`},
		{"ana", "POST", "weightentry/", `{"date":"2024-01-01","weight":"1234.5"}`, `{"weight":["Ensure that there are no more than 3 digits before the decimal point."]}`},
		{"ana", "POST", "weightentry/", `{"date":"01.02.2024","weight":[]}`,
			`{"date":["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."],"weight":["A valid number is required."]}`},
		{"ana", "POST", "weightentry/", `{"date":null}`, `{"date":["This field may not be null."],"weight":["This field is required."]}`},
		{"ana", "POST", "meal/", `{"plan":"x","time":"7 o'clock"}`,
			`{"plan":["Incorrect type. Expected pk value, received str."],"time":["Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]]."]}`},
		{"ana", "POST", "nutritiondiary/", `{"plan":999999,"ingredient":1,"amount":1}`, `{"plan":["Invalid pk \"999999\" - object does not exist."]}`},
		{"ana", "POST", "nutritiondiary/", `{"plan":1,"ingredient":1,"amount":1,"datetime":"now"}`,
			`{"datetime":["Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."]}`},
		{"ana", "POST", "schedule/", `{"name":"","is_loop":"perhaps"}`, `{"name":["This field may not be blank."],"is_loop":["Must be a valid boolean."]}`},
		{"ana", "POST", "workout/", `{"name":"` + strings.Repeat("x", 101) + `"}`, `{"name":["Ensure this field has no more than 100 characters."]}`},
		{"ana", "PATCH", "userprofile/1/", `{"age":9,"height":139,"sleep_hours":3,"calories":1499}`, `{"age":["Ensure this value is greater than or equal to 10."],` +
			`"height":["Ensure this value is greater than or equal to 140."],"sleep_hours":["Ensure this value is greater than or equal to 4."],` +
			`"calories":["Ensure this value is greater than or equal to 1500."]}`},
		{"ana", "PATCH", "userprofile/1/", `{"height":231}`, `{"height":["Ensure this value is less than or equal to 230."]}`},
		{"ana", "POST", "workout/", `[]`, `{"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}`},
		{"ana", "POST", "workout/", `null`, `{"non_field_errors":["No data provided"]}`},
	} {
		r := httptest.NewRequest(tt.method, "/api/v2/"+tt.path, strings.NewReader(tt.body))
		r.Header.Set("Content-Type", "application/json")
		must(t, w.sign(tt.who, r))
		a := httptest.NewRecorder()
		if h.ServeHTTP(a, r); a.Code != http.StatusBadRequest || a.Body.String() != tt.want {
			t.Errorf("%s %s %s: %d\n%s\nnot\n%s", tt.method, tt.path, tt.body, a.Code, a.Body, tt.want)
		}
	}
}

// Forms that bring a file say of each of its parts what is wrong with it.
func TestWordsOfRefusedForms(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, name := range []string{"license_object_url", "style", "exercise_base"} {
		must(t, form.WriteField(name, "none"))
	}
	must(t, form.Close())
	r := httptest.NewRequest(http.MethodPost, "/api/v2/exerciseimage/", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	must(t, w.sign("ted", r))
	a := httptest.NewRecorder()
	w.dialect.Handler().ServeHTTP(a, r)
	for _, want := range []string{
		`"license_object_url":["Enter a valid URL."]`, `"style":["\"none\" is not a valid choice."]`, `"image":["No file was submitted."]`,
		`"exercise_base":["Incorrect type. Expected pk value, received str."]`,
	} {
		if a.Code != http.StatusBadRequest || !strings.Contains(a.Body.String(), want) {
			t.Errorf("%d without %s:\n%s", a.Code, want, a.Body)
		}
	}
}
