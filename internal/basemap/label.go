package basemap

// Kind says what a label names; a smaller kind is the more important one.
type Kind uint8

// The kinds. Those of places go by population; a capital is one whatever its size.
const (
	Country    Kind = iota
	Capital         // the seat of a country
	Metropolis      // 1 000 000 people and more
	City            // 100 000 and more
	Town            // 10 000 and more
	Village
)

// Label is a name on the map. Which labels show at which zoom is settled when the data is made, for the whole world at
// once: no two labels that show at one zoom touch each other, a label keeps its side at every zoom, and pictures of
// neighbouring places always agree. No drawing code has to avoid collisions.
type Label struct {
	At Point
	// Name is UTF-8; every letter of it is in the Go fonts.
	Name string
	Kind Kind
	// Left puts the name on the left of a place's dot, otherwise it is on the right. A country's name is centred.
	Left bool
	// MinZoom and MaxZoom are the first and last zoom at which the label shows.
	MinZoom, MaxZoom int
}
