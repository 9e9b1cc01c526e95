package web

import (
	"palestra/internal/core/strength"
)

// muscleSide is a drawing of a body from one side with the muscles that an exercise trains.
type muscleSide struct {
	// Front tells the side. Shapes are drawn over the outline.
	Front  bool
	Shapes []muscleShape
}

// muscleShape is an ellipse: centre, radii and turn, in the drawing's own units (100 by 200). Secondary ones are trained as well.
type muscleShape struct {
	X, Y, RX, RY, Turn int
	Secondary          bool
}

// places are where muscles are, by their ids; those off the middle are drawn on both sides.
var places = map[int64]struct {
	front bool
	at    muscleShape
}{
	1: {true, muscleShape{X: 27, Y: 60, RX: 4, RY: 9, Turn: 8}}, 2: {true, muscleShape{X: 31, Y: 44, RX: 5, RY: 6, Turn: 20}},
	3: {true, muscleShape{X: 37, Y: 66, RX: 3, RY: 7, Turn: 20}}, 4: {true, muscleShape{X: 42, Y: 51, RX: 8, RY: 6, Turn: -12}},
	5: {false, muscleShape{X: 27, Y: 60, RX: 4, RY: 10, Turn: 8}}, 6: {true, muscleShape{X: 50, Y: 76, RX: 6, RY: 15}},
	7: {false, muscleShape{X: 42, Y: 152, RX: 5, RY: 12, Turn: 4}}, 8: {false, muscleShape{X: 43, Y: 99, RX: 8, RY: 8}},
	9: {false, muscleShape{X: 50, Y: 42, RX: 13, RY: 8}}, 10: {true, muscleShape{X: 42, Y: 120, RX: 6, RY: 19, Turn: 4}},
	11: {false, muscleShape{X: 42, Y: 124, RX: 6, RY: 16, Turn: 4}}, 12: {false, muscleShape{X: 41, Y: 64, RX: 7, RY: 13, Turn: -12}},
	13: {true, muscleShape{X: 24, Y: 72, RX: 3, RY: 7, Turn: 10}}, 14: {true, muscleShape{X: 39, Y: 82, RX: 3, RY: 11, Turn: -6}},
	15: {false, muscleShape{X: 42, Y: 168, RX: 4, RY: 9, Turn: 4}}, 16: {false, muscleShape{X: 46, Y: 80, RX: 3, RY: 12}},
}

// figureOf draws what an exercise trains; nil when none of it can be drawn.
func figureOf(x *strength.Exercise) []muscleSide {
	sides := []muscleSide{{Front: true}, {}}
	drawn := false
	draw := func(ids []int64, secondary bool) {
		for _, id := range ids {
			place, ok := places[id]
			if !ok {
				continue
			}
			side := &sides[1]
			if place.front {
				side = &sides[0]
			}
			shape := place.at
			shape.Secondary, drawn = secondary, true
			side.Shapes = append(side.Shapes, shape)
			if shape.X != 50 {
				shape.X, shape.Turn = 100-shape.X, -shape.Turn
				side.Shapes = append(side.Shapes, shape)
			}
		}
	}
	draw(x.Secondary, true)
	draw(x.Muscles, false)
	if !drawn {
		return nil
	}
	return sides
}
