package web_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// routine makes one with a day of squats, and gives its address and that of the day's training.
func (v *visitor) routine(t *testing.T) (routine, train string) {
	t.Helper()
	routine = v.post("/strength/routines/new", "name", "Two days").wants(t, 200, "Two days").path()
	page := v.post(routine+"/days", "description", "Legs", "weekday", "1", "weekday", "7").wants(t, 200, "Legs", "Mon, Sun")
	add := regexp.MustCompile(`/strength/exercises\?to=(/strength/days/\d+)`).FindStringSubmatch(page.body)
	if add == nil {
		t.Fatal("no way to add an exercise")
	}
	v.get("/strength/exercises?to="+add[1]+"&q=sqats").wants(t, 200, "Choose an exercise", "Squats", "1 exercise")
	block := v.post(add[1]+"/add", "exercise", squats).wants(t, 200, "Squats").path()
	v.block(t, block, "sets", "2", "repetitions", "8", "load", "82,5")
	page = v.get(routine).wants(t, 200, "Squats", "2 × 8 (82.5 kg)")
	return routine, regexp.MustCompile(`/strength/train/\d+/\d+`).FindString(page.body)
}

// block saves the form of a set of a routine: sets, and repetitions and load of its first exercise.
func (v *visitor) block(t *testing.T, at string, pairs ...string) answer {
	t.Helper()
	page := v.get(at).wants(t, 200)
	end := regexp.MustCompile(`name="repetitions(_\d+)"`).FindStringSubmatch(page.body)[1]
	form := []string{"repetition_unit" + end, "1", "load_unit" + end, "1"}
	for i := 0; i+1 < len(pairs); i += 2 {
		name := pairs[i]
		if name != "sets" && name != "comment" {
			name += end
		}
		form = append(form, name, pairs[i+1])
	}
	return v.post(at, form...)
}

func TestARoutineIsMadeAndChanged(t *testing.T) {
	_, v := newGym(t)
	routine, train := v.routine(t)
	v.get("/strength").wants(t, 200, "Two days", "1 day", "Legs", "Today", "Squats")
	page := v.get(routine)
	block := regexp.MustCompile(`/strength/blocks/\d+`).FindString(page.body)
	v.block(t, block, "sets", "11", "repetitions", "8").wants(t, 400, "1 to 10, please.")
	v.block(t, block, "sets", "3", "repetitions", "many").wants(t, 400, "A figure of a set could not be read.")
	v.post(block+"/add", "exercise", pullUps).wants(t, 200, "Squats", "Pull-ups", "Take this exercise out")
	v.get(routine).wants(t, 200, "In turn", "2 × 10")

	day := regexp.MustCompile(`/strength/days/\d+`).FindString(page.body)
	v.post(day+"/add", "exercise", bench).wants(t, 200, "Bench Press")
	before := strings.Index(v.get(routine).text(), "Bench Press") > strings.Index(v.get(routine).text(), "Squats")
	v.post(block+"/move", "to", "down")
	moved := v.get(routine).text()
	if !before || strings.Index(moved, "Bench Press") > strings.Index(moved, "Squats") {
		t.Errorf("the set did not move down: %s", moved)
	}
	gone := v.post(block+"/delete").wants(t, 200, "The exercise was taken out.", "Undo").lacks(t, "Pull-ups")
	v.post(action(t, gone, "/undo")).wants(t, 200, "It is back.", "Squats", "Pull-ups", "82.5 kg")
	v.post("/undo").wants(t, 404)

	v.post(routine+"/copy").wants(t, 200, "Two days (copy)", "Bench Press", "Legs")
	v.post(day, "description", "").wants(t, 400, "1 to 100 characters, please.")
	v.post(day, "description", "Everything").wants(t, 200, "Everything").lacks(t, "Mon, Sun")
	v.post(routine+"/edit", "name", "").wants(t, 400, "Please fill this in.")
	v.post(day+"/delete").wants(t, 200, "The day was deleted.")
	v.get(train).wants(t, 404)
	v.post(routine+"/delete").wants(t, 200, "The routine was deleted.", "Two days (copy)")
	v.get(routine).wants(t, 404, "There is no such routine")
}

// sets are the names of the sets on a page of a session, in order.
func setNames(a answer) (names []string) {
	for _, m := range regexp.MustCompile(`data-set data-uuid="([0-9a-f-]{36})"`).FindAllStringSubmatch(a.body[:strings.Index(a.body, "<template")], -1) {
		names = append(names, m[1])
	}
	return names
}

// tells sends sets as the script does.
func (v *visitor) tells(body any) answer {
	v.t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		v.t.Fatal(err)
	}
	req := v.request("POST", "/strength/sets", strings.NewReader(string(b)))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return v.do(req)
}

type told map[string]any

func TestASessionIsLoggedSetBySet(t *testing.T) {
	_, v := newGym(t)
	_, train := v.routine(t)
	page := v.get(train).wants(t, 200, "Legs", "Two days", "2 × 8 (82.5 kg)", "Squats")
	names := setNames(page)
	if len(names) != 2 || strings.Count(page.body, `name="load" value="82.5"`) != 3 || strings.Count(page.body, `name="repetitions" value="8"`) != 3 {
		t.Fatalf("two rounds of 8 × 82.5 kg are not filled in: %v\n%s", names, page.body)
	}
	if again := setNames(v.get(train)); again[0] != names[0] || again[1] != names[1] {
		t.Error("the same sets have other names when the page is made again: two of them would store a set twice")
	}
	set := told{"uuid": names[0], "exercise": 615, "repetitions": "8", "repetitionUnit": 1, "load": "82.5", "loadUnit": 1, "done": true}
	message := told{"routine": 1, "day": "2026-11-22", "sets": []told{set}}
	v.tells(message).wants(t, 200, `{"kept":1}`)
	v.tells(message).wants(t, 200)
	v.get("/strength/history").wants(t, 200, "1 set ", "660 kg")
	set["repetitions"], set["load"] = "7", "85,25"
	v.tells(message).wants(t, 200)
	page = v.get(train).wants(t, 200)
	if !strings.Contains(page.body, `value="`+names[0]+`" data-done checked`) || !strings.Contains(page.body, `name="load" value="85.25"`) {
		t.Errorf("what was ticked and changed is not: %s", page.body)
	}
	for field, wrong := range map[string]any{"repetitions": "some", "load": "1000", "uuid": "no", "exercise": 4711} {
		bad := told{}
		for k, v := range set {
			bad[k] = v
		}
		bad[field] = wrong
		v.tells(told{"routine": 1, "day": "2026-11-22", "sets": []told{bad}}).wants(t, 400)
	}
	set["done"] = false
	v.tells(message).wants(t, 200)
	v.tells(message).wants(t, 200)
	v.get("/strength/history").wants(t, 200, "No training yet")
}

func TestSomebodyElsesRoutineTakesNoSets(t *testing.T) {
	server, v := newGym(t)
	routine, train := v.routine(t)
	names := setNames(v.get(train))
	other := visit(t, server).signUp("ben")
	other.tells(told{"routine": 1, "day": "2026-11-22", "sets": []told{{"uuid": names[0], "exercise": 615, "repetitions": "8", "repetitionUnit": 1, "load": "1", "loadUnit": 1, "done": true}}}).wants(t, 403)
	for _, path := range []string{routine, train} {
		other.get(path).wants(t, 404)
	}
	visit(t, server).get("/strength").wants(t, 200, "Sign in")
}

// finish sends the form of a session, with these sets ticked.
func (v *visitor) finish(train string, page answer, done []string, more ...string) answer {
	form := append([]string{}, more...)
	hidden := regexp.MustCompile(`name="(uuid|exercise|repetition_unit|load_unit|load|repetitions)" value="([^"]*)"`)
	for _, m := range hidden.FindAllStringSubmatch(regexp.MustCompile(`(?s)<template.*?</template>`).ReplaceAllString(page.body, ""), -1) {
		form = append(form, m[1], m[2])
	}
	for _, name := range done {
		form = append(form, "done", name)
	}
	return v.post(train, form...)
}

func TestASessionIsFinishedWithoutScripts(t *testing.T) {
	_, v := newGym(t)
	_, train := v.routine(t)
	page := v.get(train)
	names := setNames(page)
	res := v.finish(train, page, names[1:], "notes", "felt <light>", "impression", "3", "begun", "11:05", "day", "2026-11-22")
	res.wants(t, 200, "Well done.", "Sunday, 22 November 2026", "660", "Squats", "11:05 – 13:00", "felt <light>")
	if !regexp.MustCompile(`value="3" checked`).MatchString(res.body) {
		t.Error("the impression is not kept")
	}
	v.post("/strength/history/2026-11-22", "notes", "heavy", "impression", "1").wants(t, 200, "Saved.", "heavy")
	v.post("/strength/history/2026-11-22", "impression", "9").wants(t, 400)
	v.get("/strength").wants(t, 200, "Lately", "Squats", "heavy")

	// On the next day, last time's numbers are there.
	v.get("/strength/exercises/"+squats).wants(t, 200, "Your progress", "82.5 kg × 8", "102.4 kg")
	v.post("/strength/history/2026-11-22/delete").wants(t, 200, "The training was deleted.", "No training yet")
	v.get("/strength/history/2026-11-22").wants(t, 404, "Nothing was trained")
	v.get("/strength/history/yesterday").wants(t, 404)
}

func TestASessionWithoutARoutine(t *testing.T) {
	_, v := newGym(t)
	free := v.get("/strength/train/free").wants(t, 200, "Free training", "What will it be?").path()
	if other := v.get("/strength/train/free").path(); other != free {
		t.Errorf("free training is at %s and at %s", free, other)
	}
	v.get("/strength").wants(t, 200, "Nothing planned yet")
	page := v.get(free+"?add="+bench+"&add=nonsense&add=4711").wants(t, 200, "Bench Press")
	names := setNames(page)
	if len(names) != 3 {
		t.Fatalf("an added exercise has %d sets", len(names))
	}
	v.finish(free, page, names[:2]).wants(t, 200, "Bench Press", "2")
	v.get(free).wants(t, 200, "Bench Press")
	v.get(free+"?add="+bench).wants(t, 200).lacks(t, "What will it be?")
}

func TestTheCatalogueIsSearchedAndNarrowed(t *testing.T) {
	_, v := newGym(t)
	v.get("/strength/exercises").wants(t, 200, "3 exercises", "Bench Press", "Pull-ups", "Squats", "Chest · Barbell · Bench")
	v.get("/strength/exercises?q=knee+bend").wants(t, 200, "1 exercise", "Squats")
	v.get("/strength/exercises?muscle=12").wants(t, 200, "1 exercise", "Pull-ups").lacks(t, "Bench Press")
	v.get("/strength/exercises?category=11&equipment=6").wants(t, 200, "No exercise fits")
	v.get("/strength/exercises?q=%00&page=99&muscle=x").wants(t, 200, "No exercise fits")
	v.get("/strength/exercises?page=99").wants(t, 200, "Squats")
	if away := v.get("/strength/exercises?to=//evil.example"); strings.Contains(away.body, `href="//evil`) {
		t.Error("the choice of an exercise leads to another site")
	}
	page := v.get("/strength/exercises/"+squats).wants(t, 200, "Squats", "Also called Knee bends", "Go down", "Quads", "Barbell", "CC-BY-SA 4", "wger.de")
	if strings.Contains(page.body, "alert(1)") || !strings.Contains(page.body, "<b>down</b>") || !strings.Contains(page.body, "figure-main") {
		t.Errorf("the description is not what may be shown: %s", page.body)
	}
	v.get("/strength/exercises/4711").wants(t, 404, "There is no such exercise.")
	v.get("/strength/exercises/x").wants(t, http.StatusNotFound)
	v.post("/preferences", "language", "de")
	v.get("/strength/exercises?q=kniebeuge").wants(t, 200, "1 Übung", "Kniebeugen", "Beine · Langhantel")
	v.get("/strength/exercises/"+squats).wants(t, 200, "Kniebeugen", "Tief.", "Quadrizeps")
}
