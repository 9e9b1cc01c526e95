package nutrition

import (
	"context"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// Course reads a meal of the viewer's with what is in it, items by id. Errors: fault.NotFound "meal.not_found";
// fault.TooLarge "items.many" for more than listing.MaxLimit items.
func (s *Service) Course(ctx context.Context, v access.Viewer, meal int64) (*Course, error) {
	m, err := s.Meals.Get(ctx, v, meal)
	if err != nil {
		return nil, err
	}
	page, err := s.Items.List(ctx, v, listing.Query{
		Conditions: []listing.Condition{listing.Is("meal", meal)}, Order: []listing.Key{{Field: "id"}}, Limit: listing.MaxLimit,
	})
	if err != nil {
		return nil, err
	}
	if page.Count > int64(len(page.Rows)) {
		return nil, fault.New(fault.TooLarge, "items.many", "too many items in one meal")
	}
	amounts := make([]Amount, len(page.Rows))
	for i := range page.Rows {
		amounts[i] = page.Rows[i].Amount
	}
	foods, err := s.Foods(ctx, amounts)
	if err != nil {
		return nil, err
	}
	course := &Course{Meal: *m}
	for i := range foods {
		course.Items = append(course.Items, Serving{Item: page.Rows[i], Food: foods[i]})
	}
	return course, nil
}
