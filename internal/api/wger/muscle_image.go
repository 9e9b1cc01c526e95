package wger

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"palestra/internal/api/wire"
)

// putMuscleImage writes the address of a muscle's drawing, as a path: it is relative in this release of the API.
func putMuscleImage(j *wire.Encoder, which string, id int64) {
	j.Plain(muscleImages + which + "/muscle-" + strconv.FormatInt(id, 10) + ".svg")
}

// oval is where a muscle is on the figure, which is 100 wide and 200 high: centre, radii, and by how many degrees it is
// turned. Those off the middle are drawn on both sides.
type oval struct{ x, y, rx, ry, turn int }

// muscleShapes are the places of the muscles, by their ids in the catalogue.
var muscleShapes = map[int64][]oval{
	1: {{27, 62, 4, 10, 8}}, 2: {{31, 44, 5, 6, 20}}, 3: {{37, 66, 3, 7, 20}}, 4: {{42, 51, 8, 6, -12}}, 5: {{27, 62, 5, 11, 8}},
	6: {{50, 74, 6, 15, 0}}, 7: {{42, 155, 5, 13, 4}}, 8: {{43, 99, 8, 8, 0}}, 9: {{50, 42, 13, 9, 0}}, 10: {{42, 120, 6, 19, 4}},
	11: {{42, 124, 6, 16, 4}}, 12: {{41, 64, 7, 13, -12}}, 13: {{24, 69, 3, 8, 10}}, 14: {{39, 80, 3, 11, -6}}, 15: {{42, 166, 4, 9, 4}}, 16: {{47, 80, 3, 14, 0}},
}

// figure is the outline that muscles are drawn on: head, trunk, arms and legs.
const figure = `<g fill="#d9dde2"><circle cx="50" cy="20" r="11"/><path d="M46 29h8v8h-8z"/>` +
	`<path d="M33 38q17-6 34 0l-3 32q-1 10 3 30l-17 6-17-6q4-20 3-30z"/>` +
	`<path d="M33 38q-7 2-8 16l-7 46q0 5 4 5 3 0 4-5l9-38zM67 38q7 2 8 16l7 46q0 5-4 5-3 0-4-5l-9-38z"/>` +
	`<path d="M33 98l4 84q5 4 9 0l3-76zM67 98l-4 84q-5 4-9 0l-3-76z"/></g>`

// muscleColour tells what a muscle does in an exercise.
var muscleColour = map[string]string{"main": "#c8443a", "secondary": "#e0a33c"}

// muscleImage serves the drawings: /static/images/muscles/main/muscle-1.svg.
func (d *Dialect) muscleImage(c *call) (answer, error) {
	colour := muscleColour[chi.URLParam(c.r, "which")]
	name, svg := strings.CutSuffix(strings.TrimPrefix(chi.URLParam(c.r, "file"), "muscle-"), ".svg")
	id, err := strconv.ParseInt(name, 10, 64)
	if err != nil || !svg || colour == "" || muscleShapes[id] == nil {
		return answer{}, notFound()
	}
	return answer{status: http.StatusOK, raw: []byte(drawMuscle(id, colour)), kind: "image/svg+xml"}, nil
}

func drawMuscle(id int64, colour string) string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 200">` + figure + `<g fill="` + colour + `">`)
	for _, o := range muscleShapes[id] {
		o.draw(&b)
		if o.x != 50 {
			oval{100 - o.x, o.y, o.rx, o.ry, -o.turn}.draw(&b)
		}
	}
	b.WriteString("</g></svg>")
	return b.String()
}

func (o oval) draw(b *strings.Builder) {
	fmt.Fprintf(b, `<ellipse cx="%d" cy="%d" rx="%d" ry="%d" transform="rotate(%d %d %d)"/>`, o.x, o.y, o.rx, o.ry, o.turn, o.x, o.y)
}
