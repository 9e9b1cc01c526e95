package web

import (
	"cmp"
	"slices"
	"strconv"

	"palestra/internal/core/sport"
)

// sportName is a sport's name in the reader's language.
func sportName(who reader, id sport.ID) string {
	if sp, ok := sport.ByID(id); ok {
		return who.words.T("sport." + sp.Key)
	}
	return who.words.T("sport.other")
}

// sportOptions are the sports that are offered, by name; chosen is 0 for none.
func sportOptions(who reader, chosen sport.ID, offered func(sport.ID) bool) []option {
	all := make([]option, 0, 100)
	for _, sp := range sport.All() {
		if !offered(sp.ID) {
			continue
		}
		all = append(all, option{strconv.Itoa(int(sp.ID)), sportName(who, sp.ID), sp.ID == chosen})
	}
	slices.SortFunc(all, func(a, b option) int { return cmp.Compare(a.Label, b.Label) })
	return all
}

var familyIcons = map[sport.Family]string{
	sport.FamilyCycling:      "cycling",
	sport.FamilyRunning:      "running",
	sport.FamilyWalking:      "walking",
	sport.FamilySwimming:     "swimming",
	sport.FamilyRowing:       "water",
	sport.FamilyPaddling:     "water",
	sport.FamilyWindWave:     "water",
	sport.FamilyNordic:       "snow",
	sport.FamilyDownhill:     "snow",
	sport.FamilyClimbing:     "mountain",
	sport.FamilyAir:          "mountain",
	sport.FamilyRacket:       "ball",
	sport.FamilyFootball:     "ball",
	sport.FamilyTeam:         "ball",
	sport.FamilyStrength:     "strength",
	sport.FamilyConditioning: "strength",
}

// sportIcon is the drawing for a sport's family; a stopwatch for those without one of their own.
func sportIcon(sp sport.Sport) string {
	switch sp.ID {
	case sport.Hiking, sport.Mountaineering:
		return "mountain"
	case sport.Snowshoes:
		return "snow"
	}
	if name := familyIcons[sp.Family]; name != "" {
		return name
	}
	return "other"
}
