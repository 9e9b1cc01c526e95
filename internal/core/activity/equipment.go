package activity

import (
	"time"

	"palestra/internal/core/sport"
)

// EquipmentType is a kind of equipment with the sports it fits.
type EquipmentType struct {
	ID     int
	Label  string
	Sports []sport.ID
}

// EquipmentTypes are the kinds there are, in the order of their ids.
var EquipmentTypes = []EquipmentType{
	{1, "Shoes", []sport.ID{3, 14, 5, 18, 8, 6}},
	{2, "Bike", []sport.ID{1, 2, 17, 4, 7}},
	{3, "Bike Trainer", []sport.ID{13}},
	{4, "Kayak_Boat", []sport.ID{11}},
	{5, "Skis", []sport.ID{9, 10}},
	{6, "Snowshoes", []sport.ID{12}},
}

// EquipmentTypeByID finds a kind; ok is false when there is none.
func EquipmentTypeByID(id int) (EquipmentType, bool) {
	for _, t := range EquipmentTypes {
		if t.ID == id {
			return t, true
		}
	}
	return EquipmentType{}, false
}

// Fits reports whether equipment of this kind is used in the sport.
func (t EquipmentType) Fits(s sport.ID) bool {
	for _, id := range t.Sports {
		if id == s {
			return true
		}
	}
	return false
}

// Equipment is a thing that wears out: shoes, a bike.
type Equipment struct {
	ID    int64
	UUID  string
	Owner int64
	// Label is unique per owner, at most 50 characters.
	Label string
	// Description is at most 200 characters, nil when never given.
	Description *string
	Type        int
	// Active is false when it is retired.
	Active    bool
	CreatedAt time.Time
	// DefaultFor are the sports whose new activities get it unasked.
	DefaultFor []sport.ID
	// Totals over the activities it is attached to: meters and seconds.
	Distance         float64
	Duration, Moving int64
	Activities       int
}
