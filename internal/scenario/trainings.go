package scenario

import "palestra/internal/core/sport"

// kind names a training.
type kind int

// The trainings.
const (
	easyRun kind = iota
	longRun
	intervals
	tempoRun
	hillRepeats
	progression
	trailRun
	roadRide
	longRide
	mountainRide
	trainerRide
	trainerIntervals
	poolSwim
	rowing
	ski
	hike
	walk
	walkUnrecorded
	halfMarathon
	ridgeRace
)

// training is a row of the catalogue: what is done, where, how hard, and what people say of it afterwards.
type training struct {
	sport sport.ID
	// minutes at a usual load and a level of effort; meters, unless 0, is the exact way of a race.
	minutes, level float64
	meters         float64
	effort         func(level float64) effort
	surface        surface
	// hills trains on the person's hills, on sends everybody to one place, out asks for the same way back.
	hills bool
	on    *ground
	out   bool
	// rest is how many seconds somebody sits down half-way.
	rest int
	// told is written down afterwards instead of recorded.
	told          bool
	titles, notes []string
}

// byLevel turns repeats into an effort of a level.
func byLevel(hard, hardSeconds, easySeconds float64) func(float64) effort {
	return func(level float64) effort { return repeats(level, hard, hardSeconds, easySeconds) }
}

var trainings = [...]training{
	easyRun: {sport: sport.Running, minutes: 40, level: 0.74, effort: steady, surface: street,
		titles: []string{"Easy lunch run", "Shake-out", "Easy five and a bit", "Recovery jog", "Round the blocks"},
		notes:  []string{"Legs heavy for ten minutes, then fine.", "Kept it slow on purpose.", "New laces. Left one too tight.", ""}},
	longRun: {sport: sport.Running, minutes: 88, level: 0.77, effort: steady, surface: street,
		titles: []string{"Sunday long run", "Long and slow", "Long run with the group", "Out past the orchards"},
		notes:  []string{"Drank too little, noticed at the end.", "Talked the whole way, so the pace was right.", "Two gels, stomach fine.", ""}},
	intervals: {sport: sport.Running, minutes: 52, level: 0.74, effort: byLevel(1.08, 180, 90), surface: street, out: true,
		titles: []string{"3-minute repeats", "Track night, on the road", "Hard threes", "Intervals before dinner"},
		notes:  []string{"Last two were the best ones.", "Started too fast again.", "Wind against on every second one.", ""}},
	tempoRun: {sport: sport.Running, minutes: 46, level: 0.9, effort: steady, surface: street,
		titles: []string{"Tempo", "Comfortably hard", "Steady tempo loop", "Threshold run"},
		notes:  []string{"Could have held it for another ten minutes.", "Even splits for once.", ""}},
	hillRepeats: {sport: sport.Running, minutes: 48, level: 0.76, effort: byLevel(1.1, 75, 120), surface: road,
		titles: []string{"Hill repeats", "Short hills", "Up and down, again"},
		notes:  []string{"Jogged all the way down each time.", "Eight of them, the sixth was the worst.", ""}},
	progression: {sport: sport.Running, minutes: 50, level: 0.82, effort: rising, surface: street,
		titles: []string{"Progression run", "Slow out, fast home", "Negative split"},
		notes:  []string{"Every kilometre a little quicker than the one before.", ""}},
	trailRun: {sport: sport.Trail, minutes: 70, level: 0.78, effort: steady, surface: path, hills: true,
		titles: []string{"Trails above the village", "Forest loop", "Muddy morning", "Ridge and back"},
		notes:  []string{"Walked the steep bits.", "Slippery roots, took care on the way down.", "Met two foxes and nobody else.", ""}},
	roadRide: {sport: sport.CyclingSport, minutes: 85, level: 0.72, effort: steady, surface: road,
		titles: []string{"Saturday spin", "Back roads", "Hills before coffee", "Loop with the club"},
		notes:  []string{"Chain needs cleaning.", "Good turns with the group on the flat.", "Headwind home, naturally.", ""}},
	longRide: {sport: sport.CyclingSport, minutes: 150, level: 0.68, effort: steady, surface: road, rest: 780,
		titles: []string{"Long ride", "Endurance day", "The big loop", "Three valleys"},
		notes:  []string{"Coffee and cake at half-way.", "Ate every half hour, no bad patch at all.", "Found a new road, will come back.", ""}},
	mountainRide: {sport: sport.MountainBiking, minutes: 75, level: 0.76, effort: steady, surface: path, hills: true,
		titles: []string{"Singletrack", "Woods on the fat tyres", "Roots and rocks", "Old mine trail"},
		notes:  []string{"Rode the drop at last.", "One small crash, bell broken, rider whole.", "Pressure a little too high.", ""}},
	trainerRide: {sport: sport.CyclingIndoor, minutes: 50, level: 0.7, effort: steady,
		titles: []string{"Trainer, rain outside", "Indoor endurance", "Spin in the cellar"},
		notes:  []string{"One film's worth.", "Fan on full and still too warm.", ""}},
	trainerIntervals: {sport: sport.CyclingIndoor, minutes: 55, level: 0.6, effort: byLevel(1.02, 240, 180),
		titles: []string{"Trainer: 4 minutes on, 3 off", "Threshold on the trainer", "Indoor intervals"},
		notes:  []string{"Held the watts on all of them.", "Cadence dropped on the last one.", ""}},
	poolSwim: {sport: sport.PoolSwimming, minutes: 42, level: 0.78, effort: steady,
		titles: []string{"Lunch swim", "Lengths", "Drills and lengths", "Early pool"},
		notes:  []string{"Lane to myself.", "Breathing to the left is coming along.", "Counted wrong, probably one more.", ""}},
	rowing: {sport: sport.Rowing, minutes: 55, level: 0.78, effort: steady, surface: water, on: &lake, out: true,
		titles: []string{"Flat water", "Rowing before the wind", "Sculling"},
		notes:  []string{"Mirror-like until ten, then waves.", "Catches better, finishes not.", ""}},
	ski: {sport: sport.SkiingCrossCountry, minutes: 72, level: 0.8, effort: steady, surface: piste, on: &seefeld,
		titles: []string{"Classic tracks", "Fresh tracks", "Loipe"},
		notes:  []string{"Kick wax just right.", "Icy in the shade.", ""}},
	hike: {sport: sport.Hiking, minutes: 130, level: 0.45, effort: steady, surface: path, hills: true, out: true, rest: 1200,
		titles: []string{"Up to the hut", "Hike with the family", "Summit and soup", "A walk in the hills"},
		notes:  []string{"Clouds opened just at the top.", "The little one walked all of it.", "Knees noticed the way down.", ""}},
	walk: {sport: sport.Walking, minutes: 48, level: 0.45, effort: steady, surface: street,
		titles: []string{"Evening walk", "Dog walk", "Round the village"},
		notes:  []string{"Dog needed no persuading.", ""}},
	walkUnrecorded: {sport: sport.Walking, minutes: 40, level: 0.45, told: true,
		titles: []string{"Walk, watch left at home", "Along the river, no watch"},
		notes:  []string{"Distance from the map.", ""}},
	halfMarathon: {sport: sport.Running, meters: 21_260, level: 0.95, effort: race, surface: road,
		titles: []string{"Old Town Half Marathon"},
		notes:  []string{"Went out with the right group and passed people to the end. Very happy."}},
	ridgeRace: {sport: sport.Trail, meters: 17_400, level: 0.93, effort: race, surface: path, hills: true,
		titles: []string{"Two Ridges Trail Race"},
		notes:  []string{"Cramp on the second climb, but no walking on the flat. Top twenty of the women's field."}},
}

// isRace tells races from trainings.
func (k kind) isRace() bool { return k == halfMarathon || k == ridgeRace }
