package basemap

// The file, version 1. All integers are unsigned varints unless said otherwise.
//
//	"PBM1"
//	for each level, coarse to fine, for each of its cells, row by row: the length of the cell's bytes
//	the cells' bytes, in the same order
//
// A cell is the length of each of its layers (land, lakes, borders, labels) and then their bytes:
//
//	shape: number of points, then for each point the signed (zigzag) step in x and in y from the one before;
//	       the first is counted from the cell's corner
//	label: x, y from the cell's corner, kind<<1 | left, MinZoom, MaxZoom - MinZoom, length of the name, name;
//	       in order of MinZoom, so that reading stops early
//
// A cell without bytes is empty sea. Positions are in units of 1/unitsPerCell of a cell's side: at the finest level 38 m at
// the equator.
const (
	magic        = "PBM1"
	unitsPerCell = 1 << 14
)

const (
	layerLand = iota
	layerLakes
	layerBorders
	layerLabels
	layerCount
)

// CellZooms says, for each level of detail, at which zoom a map tile is one cell of it. A level serves the zooms from its
// own to the one before the next level's, so a tile usually lies in one cell.
var CellZooms = [...]int{0, 3, 6}

// levelFor is the level that is drawn at a zoom.
func levelFor(zoom int) int {
	for i := len(CellZooms) - 1; i > 0; i-- {
		if zoom >= CellZooms[i] {
			return i
		}
	}
	return 0
}
