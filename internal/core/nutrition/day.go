package nutrition

import (
	"context"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

// Day is what somebody ate on one.
type Day struct {
	// Date is at midnight UTC.
	Date time.Time
	// Entries are the logs by time with what they are amounts of.
	Entries []Entry
	Values  Values
}

// Entry is a log with what it is an amount of.
type Entry struct {
	Log Log
	Food
}

// MaxDays is the longest stretch of days that is summed at once.
const MaxDays = 366

// Days are the viewer's days from one date to another, both included, on which something was eaten, the oldest first. A day
// is one of the calendar in zone. plan 0 is all plans. Errors: fault.Unauthenticated "auth.session"; fault.TooLarge
// "days.many" for more than MaxDays, or more than listing.MaxLimit logs.
func (s *Service) Days(ctx context.Context, v access.Viewer, plan int64, from, to time.Time, zone *time.Location) ([]Day, error) {
	if to.Sub(from) > MaxDays*24*time.Hour {
		return nil, errManyDays()
	}
	q := listing.Query{
		Conditions: []listing.Condition{
			{Field: "at", Op: listing.From, Values: []any{midnight(from, zone)}},
			{Field: "at", Op: listing.Before, Values: []any{midnight(to.AddDate(0, 0, 1), zone)}},
		},
		Order: []listing.Key{{Field: "at"}}, Limit: listing.MaxLimit,
	}
	if plan != 0 {
		q.Conditions = append(q.Conditions, listing.Is("plan", plan))
	}
	page, err := s.Logs.List(ctx, v, q)
	if err != nil {
		return nil, err
	}
	if page.Count > int64(len(page.Rows)) {
		return nil, errManyDays()
	}
	amounts := make([]Amount, len(page.Rows))
	for i := range page.Rows {
		amounts[i] = page.Rows[i].Amount
	}
	foods, err := s.Foods(ctx, amounts)
	if err != nil {
		return nil, err
	}
	return byDay(page.Rows, foods, zone), nil
}

func errManyDays() *fault.Error {
	return fault.New(fault.TooLarge, "days.many", "too many days at once")
}

// byDay puts logs, which are by time, together.
func byDay(logs []Log, foods []Food, zone *time.Location) (days []Day) {
	for i := range logs {
		y, m, d := logs[i].At.In(zone).Date()
		date := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		if len(days) == 0 || !days[len(days)-1].Date.Equal(date) {
			days = append(days, Day{Date: date})
		}
		day := &days[len(days)-1]
		day.Entries = append(day.Entries, Entry{Log: logs[i], Food: foods[i]})
		day.Values.Add(&foods[i].Ingredient, foods[i].Amount.Amount, foods[i].Portion)
	}
	return days
}

// midnight is when a date begins in a zone.
func midnight(date time.Time, zone *time.Location) time.Time {
	return time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, zone)
}
