package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"palestra/internal/core/listing"
	"palestra/internal/core/nutrition"
	"palestra/internal/core/reference"
)

// foodsPage is the search for something to eat.
type foodsPage struct {
	Title, Action, Back string
	Day, Meal           string
	Search              field
	Rows                []foodRow
	Recent              []recentFood
	Count               string
	Empty               *emptyState
}

// foodRow is a food of the catalogue.
type foodRow struct{ Name, What, Href string }

// recentFood is something eaten before, to be noted again.
type recentFood struct{ Name, What, Action, Href string }

// mostFoods is how many foods a search shows.
const mostFoods = 40

// findFood serves GET /food/add?day=…&q=…; with ?meal= it is for a meal of a plan instead of the diary.
func (s *Site) findFood(r *http.Request, who reader) (reply, error) {
	q := r.URL.Query()
	t := who.words.T
	body := &foodsPage{
		Title: t("food.add"), Action: s.link("/food/add"), Day: s.queryDay(r, who).Format(time.DateOnly), Meal: q.Get("meal"),
		Search: field{Name: "q", Label: t("food.search"), Type: "search", Value: q.Get("q"), MaxLength: reference.MaxTerm, Placeholder: t("food.search_example"), Autocomplete: "off"},
	}
	body.Back = s.link("/food?day=" + body.Day)
	if body.Meal != "" {
		id := atoi(body.Meal)
		meal, err := s.deps.Gym.Eating.Meals.Get(r.Context(), who.viewer, int64(id))
		if err != nil {
			return reply{}, err
		}
		body.Title, body.Back = t("food.add_to", mealName(who, meal)), s.link(foodPlanPath(meal.Plan))
	}
	var err error
	if term := strings.TrimSpace(q.Get("q")); term != "" {
		err = s.foundFoods(r, who, body, term)
	} else if body.Meal == "" {
		err = s.recentFoods(r, who, body)
	}
	if err != nil {
		return reply{}, err
	}
	return reply{page: "foods", shell: shell{Title: body.Title, Nav: "food", Width: "medium"}, body: body}, nil
}

// foundFoods fills in what fits a term: the reader's language first, English too.
func (s *Site) foundFoods(r *http.Request, who reader, body *foodsPage, term string) error {
	tongues, err := s.tongues(r, who)
	if err != nil {
		return err
	}
	found, err := s.deps.Gym.Foods.Search(r.Context(), term, tongues, mostFoods)
	if err != nil {
		return err
	}
	then := url.Values{"day": {body.Day}}
	if body.Meal != "" {
		then.Set("meal", body.Meal)
	}
	for i := range found {
		in := &found[i].Ingredient
		v := nutrition.Of(in, 100_00, nil)
		body.Rows = append(body.Rows, foodRow{in.Name, energyText(who, &v) + " · " + macrosText(who, &v), s.link(ingredientPath(in.ID) + "?" + then.Encode())})
	}
	body.Count = who.words.N("food.count", len(found), who.print.Count(len(found)))
	if len(found) == 0 {
		body.Empty = &emptyState{Icon: "search", Title: who.words.T("food.none_title"), Text: who.words.T("food.none_text")}
	}
	return nil
}

// How many of the latest entries are looked through for different foods, and how many are offered.
const (
	lookedThrough = 150
	mostRecent    = 12
)

// recentFoods are what was eaten lately, each food once.
func (s *Site) recentFoods(r *http.Request, who reader, body *foodsPage) error {
	page, err := s.deps.Gym.Eating.Logs.List(r.Context(), who.viewer, listing.Query{Order: []listing.Key{{Field: "at", Descending: true}}, Limit: lookedThrough})
	if err != nil {
		return err
	}
	var logs []nutrition.Log
	var amounts []nutrition.Amount
	seen := map[int64]bool{}
	for i := range page.Rows {
		if l := &page.Rows[i]; !seen[l.Ingredient] && len(logs) < mostRecent {
			seen[l.Ingredient] = true
			logs, amounts = append(logs, *l), append(amounts, l.Amount)
		}
	}
	foods, err := s.deps.Gym.Eating.Foods(r.Context(), amounts)
	if err != nil {
		return err
	}
	for i := range foods {
		v := foods[i].Values()
		body.Recent = append(body.Recent, recentFood{
			Name: foods[i].Ingredient.Name, What: amountText(who, &foods[i]) + " · " + energyText(who, &v),
			Action: s.link("/food/log/" + itoa(logs[i].ID) + "/again"), Href: s.link(ingredientPath(foods[i].Ingredient.ID) + "?day=" + body.Day),
		})
	}
	return nil
}

func ingredientPath(id int64) string { return "/food/ingredients/" + itoa(id) }

// ingredientPage is a food with its values, and the form to eat it.
type ingredientPage struct {
	Name, Action, Back string
	// Day and Meal are what it is chosen for, Entry the id of what is in the diary and gets another amount.
	Day, Meal, Entry, For, Submit string
	ID                            int64
	Notice                        *notice
	Fields                        []field
	Values                        []foodValue
	Credit                        credit
	Source                        pageTo
}

// foodValue is a nutrient of 100 g; Part tells that it is a part of the one above.
type foodValue struct {
	Label, Value, Unit string
	Part               bool
}

// showIngredient serves GET /food/ingredients/{id}?day=…&meal=….
func (s *Site) showIngredient(r *http.Request, who reader) (reply, error) {
	id, err := rowID(r, "id", "ingredient")
	if err != nil {
		return reply{}, err
	}
	return s.ingredient(r, who, id, nil)
}

func (s *Site) ingredient(r *http.Request, who reader, id int64, refused error) (reply, error) {
	in, err := s.deps.Gym.Foods.Ingredients.Get(r.Context(), 0, id)
	if err != nil {
		return reply{}, err
	}
	details, err := s.deps.Gym.Foods.Details(r.Context(), []nutrition.Ingredient{*in})
	if err != nil {
		return reply{}, err
	}
	licenses, err := everything(r.Context(), s.deps.Gym.Exercises.Licenses)
	if err != nil {
		return reply{}, err
	}
	t := who.words.T
	body := &ingredientPage{
		Name: in.Name, ID: in.ID, Day: s.queryDay(r, who).Format(time.DateOnly), Values: foodValues(who, in), Credit: creditOf(licenses, &in.Credit),
		Action: s.link("/food/log"), Submit: t("food.eat"),
	}
	body.Back = s.link("/food/add?day=" + body.Day)
	if meal := r.FormValue("meal"); meal != "" {
		m, err := s.deps.Gym.Eating.Meals.Get(r.Context(), who.viewer, int64(atoi(meal)))
		if err != nil {
			return reply{}, err
		}
		body.Meal, body.Action, body.Submit = meal, s.link("/food/meals/"+meal+"/items"), t("food.add_to", mealName(who, m))
		body.Back = s.link("/food/add?meal=" + meal)
	}
	if in.SourceURL != nil && webAddress(*in.SourceURL) != "" {
		body.Source = pageTo{text(in.SourceName), *in.SourceURL}
	}
	amount, portion := typed(r, "amount"), whole(r, "portion")
	if entry := r.FormValue("entry"); entry != "" {
		l, err := s.deps.Gym.Eating.Logs.Get(r.Context(), who.viewer, int64(atoi(entry)))
		if err != nil {
			return reply{}, err
		}
		body.Entry, body.Action, body.Submit = entry, s.link("/food/log/"+entry), t("form.save")
		body.Back = s.link(diaryPath(dateOf(l.At, who.print.Zone)))
		if refused == nil {
			amount, portion = short(who, l.Amount.Amount), 0
			if l.Portion != nil {
				portion = *l.Portion
			}
		}
	}
	body.Fields = amountFields(who, &details[0], amount, portion)
	status := explain(who, refused, body.Fields, &body.Notice)
	return reply{status: status, page: "ingredient", shell: shell{Title: in.Name, Nav: "food", Width: "medium"}, body: body}, nil
}

// amountFields are an amount and what it is counted in.
func amountFields(who reader, d *nutrition.Detail, amount string, chosen int64) []field {
	t := who.words.T
	counted := field{Name: "portion", Label: t("food.counted_in"), Type: "select", Options: []option{{Value: "", Label: t("food.grams"), Selected: chosen == 0}}}
	for i := range d.Portions {
		p := &d.Portions[i]
		label := p.Of.Name + " (" + who.print.Number(grams(100, &p.Portion), 0) + "\u00a0g)"
		counted.Options = append(counted.Options, option{itoa(p.ID), label, p.ID == chosen})
	}
	if amount == "" {
		amount = "100"
	}
	return []field{{Name: "amount", Label: t("food.amount"), Type: "text", Value: amount, InputMode: "decimal", MaxLength: 8, Required: true, Autocomplete: "off"}, counted}
}

// foodValues are what is known of 100 g.
func foodValues(who reader, in *nutrition.Ingredient) []foodValue {
	t := who.words.T
	v := nutrition.Of(in, 100_00, nil)
	energy := who.print.Energy(v.Energy.Float())
	all := []foodValue{{Label: t("food.energy"), Value: energy.Value, Unit: energy.Unit}}
	add := func(key string, e *nutrition.Exact, part bool) {
		if e != nil {
			all = append(all, foodValue{t(key), who.print.Number(e.Float(), 1), "g", part})
		}
	}
	add("food.protein", &v.Protein, false)
	add("food.carbohydrates", &v.Carbohydrates, false)
	add("food.sugar", v.Sugar, true)
	add("food.fat", &v.Fat, false)
	add("food.saturated", v.Saturated, true)
	add("food.fiber", v.Fiber, false)
	add("food.sodium", v.Sodium, false)
	return all
}
