package listing_test

import (
	"errors"
	"slices"
	"testing"

	"palestra/internal/core/fault"
	"palestra/internal/core/listing"
)

func TestCheckTellsEverythingAtOnce(t *testing.T) {
	var c listing.Check
	c.Length("a", "", 1, 10)
	c.Length("b", "äöü", 0, 2)
	c.Length("c", "abc", 40, 2000)
	c.Length("d", "äöü", 3, 3)
	c.Range("e", 11, 0, 10)
	c.Decimal("f", 29_99, 30_00, 600_00, 100)
	c.Decimal("g", 600_00, 30_00, 600_00, 100)
	c.Choice("h", "5", "1", "2")
	c.Choice("i", "2", "1", "2")
	c.Range("j", 1<<40, 0, 2_147_483_647)
	var f *fault.Error
	if err := c.Err(); !errors.As(err, &f) || f.Kind != fault.Invalid || f.Code != "fields.invalid" {
		t.Fatalf("got %v", err)
	}
	want := []fault.Field{
		{Name: "a", Message: "This field may not be blank."},
		{Name: "b", Message: "Ensure this field has no more than 2 characters."},
		{Name: "c", Message: "Ensure this value has at least 40 characters (it has 3)."},
		{Name: "e", Message: "Ensure this value is less than or equal to 10."},
		{Name: "f", Message: "Ensure this value is greater than or equal to 30."},
		{Name: "h", Message: `"5" is not a valid choice.`},
		{Name: "j", Message: "Ensure this value is less than or equal to 2147483647."},
	}
	if !slices.Equal(f.Fields, want) {
		t.Errorf("got %v, want %v", f.Fields, want)
	}
	if err := new(listing.Check).Err(); err != nil {
		t.Errorf("nothing wrong gives %v", err)
	}
}

func TestBoundsOfAPage(t *testing.T) {
	for q, want := range map[[2]int][2]int{
		{0, 0}: {0, 20}, {-4, -1}: {0, 20}, {7, 3}: {7, 3}, {5, 1_000_000}: {5, 10_000},
	} {
		offset, limit := listing.Query{Offset: q[0], Limit: q[1]}.Bounds()
		if offset != want[0] || limit != want[1] {
			t.Errorf("%v: offset %d, limit %d, want %v", q, offset, limit, want)
		}
	}
}
