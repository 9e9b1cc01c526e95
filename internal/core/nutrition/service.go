package nutrition

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// Store keeps what people plan and eat. Each method is one transaction.
type Store interface {
	Ingredients() listing.Reader[Ingredient]
	Portions() listing.Reader[Portion]

	NutritionPlans() listing.Rows[Plan]
	Meals() listing.Rows[Meal]
	MealItems() listing.Rows[Item]
	FoodLogs() listing.Rows[Log]
	// PlanMenus reads what is in plans, in their order.
	PlanMenus(ctx context.Context, plans []Plan) ([]Menu, error)
	// Weighed adds to amounts the ingredients and portions that they name.
	Weighed(ctx context.Context, amounts []Amount) ([]Food, error)
}

// Options are what the service needs besides its store.
type Options struct {
	// NewUUID makes random version-4 UUIDs.
	NewUUID func() string
}

// Service is for what people plan and eat themselves; see listing.Own for what all kinds refuse.
// It is safe for concurrent use. Field names for conditions and orders:
//
//	Plans  id, uuid, created, description, only_logging, has_goal_calories, goal_energy, goal_protein, goal_carbohydrates, goal_fat, goal_fiber
//	Meals  id, uuid, plan, position, time (seconds of the day), name
//	Items  id, uuid, meal, ingredient, portion, position, amount (in hundredths)
//	Logs   id, uuid, plan, meal, ingredient, portion, at, amount
//
// Deleting a plan deletes its meals, items and logs; logs of a deleted meal stay with its plan.
type Service struct {
	Plans *listing.Own[Plan]
	Meals *listing.Own[Meal]
	Items *listing.Own[Item]
	Logs  *listing.Own[Log]

	store Store
}

// New makes the service.
func New(s Store, opt Options) *Service {
	ofAmount := func(a *Amount) []listing.Reference {
		all := []listing.Reference{{Field: "ingredient", ID: a.Ingredient, Find: s.Ingredients().Owner}}
		if a.Portion != nil {
			all = append(all, listing.Reference{Field: "portion", ID: *a.Portion, Find: s.Portions().Owner})
		}
		return all
	}
	return &Service{
		store: s,
		Plans: listing.NewOwn(s.NutritionPlans(), listing.Rules[Plan]{
			Prepare: func(v access.Viewer, p *Plan) { p.Owner, p.UUID = v.ID(), opt.NewUUID() },
			Check:   checkPlan,
		}),
		Meals: listing.NewOwn(s.Meals(), listing.Rules[Meal]{
			Prepare: func(v access.Viewer, m *Meal) { m.Owner, m.UUID = v.ID(), opt.NewUUID() },
			References: func(m *Meal) []listing.Reference {
				return []listing.Reference{{Field: "plan", ID: m.Plan, Find: s.NutritionPlans().Owner}}
			},
			Check: checkMeal,
		}),
		Items: listing.NewOwn(s.MealItems(), listing.Rules[Item]{
			Prepare: func(v access.Viewer, i *Item) { i.Owner, i.UUID = v.ID(), opt.NewUUID() },
			References: func(i *Item) []listing.Reference {
				return append(ofAmount(&i.Amount), listing.Reference{Field: "meal", ID: i.Meal, Find: s.Meals().Owner})
			},
			Check: func(i *Item) error { return checkAmount(&i.Amount) },
		}),
		Logs: listing.NewOwn(s.FoodLogs(), listing.Rules[Log]{
			Prepare: func(v access.Viewer, l *Log) { l.Owner, l.UUID = v.ID(), opt.NewUUID() },
			References: func(l *Log) []listing.Reference {
				all := append(ofAmount(&l.Amount), listing.Reference{Field: "plan", ID: l.Plan, Find: s.NutritionPlans().Owner})
				if l.Meal != nil {
					all = append(all, listing.Reference{Field: "meal", ID: *l.Meal, Find: s.Meals().Owner})
				}
				return all
			},
			Check: func(l *Log) error { return checkAmount(&l.Amount) },
		}),
	}
}

func checkPlan(p *Plan) error {
	var c listing.Check
	c.Length("description", p.Description, 0, 80)
	for _, g := range [...]struct {
		name string
		goal *int64
	}{
		{"goal_energy", p.GoalEnergy}, {"goal_protein", p.GoalProtein}, {"goal_carbohydrates", p.GoalCarbohydrates},
		{"goal_fat", p.GoalFat}, {"goal_fiber", p.GoalFiber},
	} {
		if g.goal != nil {
			c.Range(g.name, *g.goal, -1<<31, 1<<31-1)
		}
	}
	p.Created = time.Date(p.Created.Year(), p.Created.Month(), p.Created.Day(), 0, 0, 0, 0, time.UTC)
	return c.Err()
}

func checkMeal(m *Meal) error {
	var c listing.Check
	c.Length("name", m.Name, 0, 25)
	c.Range("position", m.Position, 0, 1_000_000)
	if m.Time != nil {
		c.Range("time", int64(*m.Time/time.Second), 0, 24*3600-1)
	}
	return c.Err()
}

func checkAmount(a *Amount) error {
	var c listing.Check
	c.Decimal("amount", int64(a.Amount), 1_00, 1000_00, 100)
	return c.Err()
}

// Food is an amount with what it is an amount of; Portion is nil for grams.
type Food struct {
	Ingredient Ingredient
	Portion    *Portion
	Amount     Amount
}

// Values are its nutrients.
func (f *Food) Values() Values { return Of(&f.Ingredient, f.Amount.Amount, f.Portion) }

// Menu is a plan with all that is in it, meals by time, those without one last, and items by id.
type Menu struct {
	Plan  Plan
	Meals []Course
}

// Course is a meal with what is in it.
type Course struct {
	Meal  Meal
	Items []Serving
}

// Serving is an item with what it is an amount of.
type Serving struct {
	Item Item
	Food
}

// Values are the nutrients of the whole meal; of an empty one they are 0 or unknown.
func (c *Course) Values() (v Values) {
	for i := range c.Items {
		f := &c.Items[i].Food
		v.Add(&f.Ingredient, f.Amount.Amount, f.Portion)
	}
	return v
}

// Values are the nutrients of the whole plan.
func (m *Menu) Values() (v Values) {
	for i := range m.Meals {
		course := m.Meals[i].Values()
		v.Sum(&course)
	}
	return v
}

// Menu reads a plan of the viewer's with all that is in it; fault.NotFound "nutrition_plan.not_found".
func (s *Service) Menu(ctx context.Context, v access.Viewer, plan int64) (*Menu, error) {
	p, err := s.Plans.Get(ctx, v, plan)
	if err != nil {
		return nil, err
	}
	menus, err := s.store.PlanMenus(ctx, []Plan{*p})
	if err != nil {
		return nil, err
	}
	return &menus[0], nil
}

// Menus gives a page of the viewer's plans, each with all that is in it.
func (s *Service) Menus(ctx context.Context, v access.Viewer, q listing.Query) (listing.Page[Menu], error) {
	page, err := s.Plans.List(ctx, v, q)
	if err != nil || len(page.Rows) == 0 {
		return listing.Page[Menu]{Count: page.Count}, err
	}
	menus, err := s.store.PlanMenus(ctx, page.Rows)
	return listing.Page[Menu]{Rows: menus, Count: page.Count}, err
}

// Foods tells what amounts are of, in their order; fault.NotFound "ingredient.not_found" or "portion.not_found".
func (s *Service) Foods(ctx context.Context, amounts []Amount) ([]Food, error) {
	if len(amounts) > listing.MaxLimit {
		return nil, fault.New(fault.TooLarge, "amounts.many", "too many amounts at once")
	}
	return s.store.Weighed(ctx, amounts)
}
