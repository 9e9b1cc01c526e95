package planif

import (
	"net/http"
	"strings"

	"palestra/internal/api/wire"
	"palestra/internal/core/access"
	"palestra/internal/core/sport"
)

// names are the words of the API's own documentation, and of the list of activity types it takes them from.
var names = map[sport.ID]string{
	sport.Running: "RUNNING", sport.CyclingSport: "CYCLING", sport.PoolSwimming: "LAP_SWIMMING", sport.OpenWaterSwimming: "OPEN_WATER_SWIMMING",
	sport.Trail: "TRAIL_RUNNING", sport.RunningTreadmill: "TREADMILL_RUNNING", sport.RunningTrack: "TRACK_RUNNING",
	sport.CyclingIndoor: "INDOOR_CYCLING", sport.CyclingVirtual: "VIRTUAL_RIDE", sport.CyclingTransport: "BICYCLE_COMMUTING",
	sport.RowingIndoor: "INDOOR_ROWING", sport.CardioTraining: "INDOOR_CARDIO", sport.Kayaking: "KAYAKING",
}

// sportName is the sport's word in a list of sports.
func sportName(s sport.Sport) string {
	if name, ok := names[s.ID]; ok {
		return name
	}
	return strings.ToUpper(strings.ReplaceAll(s.Key, "-", "_"))
}

// sportOf finds the sport that a word means, in any case; the key of ours and the names of Garmin's list are known.
func sportOf(word string) (sport.ID, bool) {
	if strings.Trim(word, "0123456789") == "" || strings.Contains(word, "/") {
		return 0, false
	}
	if id, ok := sport.FromFile(word); ok {
		return id, true
	}
	s, ok := sport.ByKey(strings.ReplaceAll(strings.ToLower(word), "_", "-"))
	return s.ID, ok
}

// sport reads a sport's name.
func (f *form) sport(needed bool) (id sport.ID, name string, ok bool) {
	name = f.text("sport", needed)
	if !f.has("sport") || f.refused("sport") {
		return 0, "", false
	}
	id, ok = sportOf(name)
	if !ok {
		f.refuse("sport", "\""+clip(name)+"\" is not a valid choice.")
	}
	return id, name, ok
}

// clip keeps what a refusal repeats short.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// listSports serves GET /api-shared/sport/: every sport that planning knows.
func (d *Dialect) listSports(*http.Request, access.Viewer) (wire.Reply, error) {
	return wire.JSON(http.StatusOK, func(j *wire.Encoder) {
		j.Array()
		for _, s := range sport.All() {
			j.Plain(sportName(s))
		}
		j.EndArray()
	}), nil
}
