package web

import (
	"encoding/json"
	"strconv"
	"strings"
)

// corner is one of the four of a pitch, as the document of an occasion has it.
type corner struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// pitchOf are the corners of a pitch around it, nil when none is told.
func pitchOf(document json.RawMessage) []corner {
	var d struct {
		Pitch []corner `json:"pitch"`
	}
	_ = json.Unmarshal(document, &d) // it was checked when it was stored
	return d.Pitch
}

// pitchText is the corners as a form shows them, one a line.
func pitchText(document json.RawMessage) string {
	var lines []string
	for _, c := range pitchOf(document) {
		lines = append(lines, strconv.FormatFloat(c.Latitude, 'f', -1, 64)+", "+strconv.FormatFloat(c.Longitude, 'f', -1, 64))
	}
	return strings.Join(lines, "\n")
}

// readPitch reads four lines of latitude and longitude with a point as the decimal mark, as maps give them to copy. Nothing
// is no pitch.
func readPitch(text string) (corners []corner, ok bool) {
	for line := range strings.Lines(text) {
		parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) })
		if len(parts) == 0 {
			continue
		}
		if len(parts) != 2 {
			return nil, false
		}
		lat, errLat := strconv.ParseFloat(parts[0], 64)
		lon, errLon := strconv.ParseFloat(parts[1], 64)
		if errLat != nil || errLon != nil || !(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) {
			return nil, false
		}
		corners = append(corners, corner{lat, lon})
	}
	return corners, len(corners) == 0 || len(corners) == 4
}
