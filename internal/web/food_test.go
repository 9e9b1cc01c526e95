package web_test

import (
	"strings"
	"testing"
)

func TestTheDiaryOfADay(t *testing.T) {
	server, v := newGym(t)
	v.get("/food").wants(t, 200, "Sunday, 22 November 2026", "Nothing eaten yet", "Set goals")
	v.get("/food/add?q=oat").wants(t, 200, "1 food", "Oats", "389 kcal")
	v.get("/food/ingredients/"+oats).wants(t, 200, "In 100 g", "16.9", "cup (81 g)", "CC-BY-SA 4", "wger.de")
	v.post("/food/log", "ingredient", oats, "amount", "2", "portion", "9", "day", "2026-11-22").wants(t, 200, "Added to the diary.", "162 g", "630 kcal")
	v.post("/food/log", "ingredient", oats, "amount", "0,5", "portion", "9").wants(t, 200, "40 g")
	v.post("/food/log", "ingredient", oats, "amount", "1001").wants(t, 400, "1 to 1000, please")
	v.post("/food/log", "ingredient", oats, "amount", "much").wants(t, 400, "1 to 1000, please")
	v.post("/food/log", "ingredient", milk, "amount", "200", "day", "2026-11-20").wants(t, 200, "Friday, 20 November 2026", "122 kcal", "12:00", "Today")
	if form := v.get("/food/ingredients/"+oats+"?entry=1").wants(t, 200, "Save"); !strings.Contains(form.body, `value="2"`) || !strings.Contains(form.body, `value="9" selected`) {
		t.Errorf("the form doesn't begin with 2 cups:\n%s", form.body)
	}
	v.post("/food/log/1", "ingredient", oats, "entry", "1", "amount", "0", "portion", "9").wants(t, 400, "1 to 1000, please", "Save")
	v.post("/food/log/1", "ingredient", milk, "entry", "1", "amount", "3", "portion", "9").wants(t, 200, "Saved.", "243 g", "Oats").lacks(t, "162 g")
	v.post("/food/log/1", "ingredient", oats, "entry", "1", "amount", "162").wants(t, 200, "162 g")
	gone := v.post(action(t, v.get("/food?day=2026-11-20"), "/delete")).wants(t, 200, "Taken out.", "Nothing eaten yet")
	v.post(action(t, gone, "/undo")).wants(t, 200, "It is back.", "Milk, whole", "200 g")
	again := v.get("/food/add?day=2026-11-21").wants(t, 200, "Lately", "Oats", "Milk, whole")
	v.post(action(t, again, "/again"), "day", "2026-11-21").wants(t, 200, "Saturday, 21 November 2026", "kcal")
	other := visit(t, server).signUp("ben")
	other.post("/food/log/1/delete").wants(t, 404)
	other.post("/food/log/1", "ingredient", oats, "amount", "1").wants(t, 404)
	other.get("/food/ingredients/"+oats+"?entry=1").wants(t, 404)
	other.post("/food/log/1/again").wants(t, 404)
}

func TestAMealOfAPlanIsEatenByOneClick(t *testing.T) {
	_, v := newGym(t)
	v.post("/food/plans/new", "description", "", "goal_energy", "2000").wants(t, 400, "Please fill this in.")
	v.post("/food/plans/new", "description", "Training", "goal_energy", "lots").wants(t, 400, "A whole number, please.")
	plan := v.post("/food/plans/new", "description", "Training", "goal_energy", "500", "goal_fat", "60").wants(t, 200, "Training").path()
	v.post(plan+"/meals", "name", "Breakfast", "time", "07:30").wants(t, 200, "Breakfast", "07:30")
	v.get("/food/ingredients/"+oats+"?meal=1").wants(t, 200, "Add to Breakfast")
	v.post("/food/meals/1/items", "ingredient", oats, "amount", "100").wants(t, 200, "Oats", "389 kcal")
	gone := v.post(action(t, v.post("/food/meals/1/items", "ingredient", milk, "amount", "200").wants(t, 200, "511 kcal"), "/items/1/delete")).wants(t, 200, "Taken out.")
	v.post(action(t, gone, "/undo")).wants(t, 200, "511 kcal")
	v.get("/food").wants(t, 200, "From your plan", "Breakfast", "500 kcal left")
	v.post("/food/meals/1/eat", "day", "2026-11-22").wants(t, 200, "The meal is in the diary.", "07:30", "511 / 500 kcal", "11 kcal over", "47 g left")
	v.get("/food/plans").wants(t, 200, "Training", "used by the diary", "500 kcal")
	v.post(plan+"/edit", "description", "Racing", "goal_energy", "").wants(t, 200, "Racing").lacks(t, "500 kcal")
	v.post("/food/meals/1/delete").wants(t, 200, "The meal was deleted.")
	v.post(plan+"/delete").wants(t, 200, "The plan was deleted.", "No plan yet")
	v.get("/food").wants(t, 200, "Nothing eaten yet")
}
