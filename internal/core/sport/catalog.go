package sport

import "slices"

// The families. Sports of one family can stand for each other when what was done is matched with what was planned.
const (
	FamilyCycling      Family = "cycling"
	FamilyRunning      Family = "running"
	FamilyWalking      Family = "walking"
	FamilySwimming     Family = "swimming"
	FamilyRowing       Family = "rowing"
	FamilyPaddling     Family = "paddling"
	FamilyWindWave     Family = "wind-and-wave"
	FamilyNordic       Family = "nordic-skiing"
	FamilyDownhill     Family = "downhill"
	FamilySkating      Family = "skating"
	FamilyClimbing     Family = "climbing"
	FamilyAir          Family = "air"
	FamilyRacket       Family = "racket"
	FamilyFootball     Family = "football"
	FamilyTeam         Family = "team"
	FamilyStrength     Family = "strength"
	FamilyConditioning Family = "conditioning"
	FamilyMobility     Family = "mobility"
	FamilyCombat       Family = "combat"
	FamilyMulti        Family = "multisport"
	FamilyWheelchair   Family = "wheelchair"
	FamilyPrecision    Family = "precision"
	FamilyEquestrian   Family = "equestrian"
	FamilyUnspecified  Family = "other"
)

// The sports of the reference list, whose numbers clients know.
const (
	CyclingSport           ID = 1
	CyclingTransport       ID = 2
	Hiking                 ID = 3
	MountainBiking         ID = 4
	Running                ID = 5
	Walking                ID = 6
	MountainBikingElectric ID = 7
	Trail                  ID = 8
	SkiingAlpine           ID = 9
	SkiingCrossCountry     ID = 10
	Rowing                 ID = 11
	Snowshoes              ID = 12
	CyclingVirtual         ID = 13
	Mountaineering         ID = 14
	Paragliding            ID = 15
	OpenWaterSwimming      ID = 16
	CyclingTrekking        ID = 17
	Swimrun                ID = 18
	Kayaking               ID = 19
	Canoeing               ID = 20
	Halfbike               ID = 21
	Windsurfing            ID = 22
	StandupPaddleboarding  ID = 23
	TennisOutdoor          ID = 24
	PadelOutdoor           ID = 25
	CanoeingWhitewater     ID = 26
	KayakingWhitewater     ID = 27
	IceSkating             ID = 28
	InlineSkating          ID = 29
)

// Our own sports. A number, once given, is never used again.
const (
	Other            ID = 100
	StrengthTraining ID = 101
	Football         ID = 102
	PoolSwimming     ID = 103
	RunningTreadmill ID = 104
	RunningTrack     ID = 105
	CyclingIndoor    ID = 106
	CyclingElectric  ID = 107
	RowingIndoor     ID = 108
	Elliptical       ID = 109
	StairClimbing    ID = 110
	CardioTraining   ID = 111
	Triathlon        ID = 112
	Transition       ID = 113
	Yoga             ID = 114
	Pilates          ID = 115
	Gymnastics       ID = 116
	HIIT             ID = 117
	WalkingIndoor    ID = 118
	Basketball       ID = 119
	Handball         ID = 120
	Volleyball       ID = 121
	Rugby            ID = 122
	Hockey           ID = 123
	AmericanFootball ID = 124
	Baseball         ID = 125
	Cricket          ID = 126
	Lacrosse         ID = 127
	Badminton        ID = 128
	Squash           ID = 129
	TableTennis      ID = 130
	Pickleball       ID = 131
	Racquetball      ID = 132
	Climbing         ID = 133
	ClimbingIndoor   ID = 134
	SkiTouring       ID = 135
	Snowboarding     ID = 136
	RollerSkiing     ID = 137
	Golf             ID = 138
	DiscGolf         ID = 139
	Boxing           ID = 140
	MartialArts      ID = 141
	Dance            ID = 142
	JumpRope         ID = 143
	HorseRiding      ID = 144
	Sailing          ID = 145
	Surfing          ID = 146
	Kitesurfing      ID = 147
	Waterskiing      ID = 148
	Rafting          ID = 149
	Diving           ID = 150
	Snorkeling       ID = 151
	HangGliding      ID = 152
	Handcycling      ID = 153
	WheelchairWalk   ID = 154
	WheelchairRun    ID = 155
	Meditation       ID = 156
	ObstacleRunning  ID = 157
	Multisport       ID = 158
	RunningVirtual   ID = 159
	Duathlon         ID = 160
	SkateSkiing      ID = 161
	PadelIndoor      ID = 162
	TennisIndoor     ID = 163
)

// What sports share: what is measured on the road, on the water, in a hall ….
var (
	ride   = Sport{Family: FamilyCycling, StoppedSpeed: 1, Distance: true, Elevation: true, Power: true}
	run    = Sport{Family: FamilyRunning, StoppedSpeed: 1, Distance: true, Elevation: true, Pace: true, Steps: true}
	walk   = Sport{Family: FamilyWalking, StoppedSpeed: 0.1, Distance: true, Elevation: true, Pace: true, Steps: true}
	climb  = Sport{Family: FamilyWalking, StoppedSpeed: 0.1, Distance: true, Elevation: true, Steps: true}
	travel = Sport{StoppedSpeed: 1, Distance: true, Elevation: true}
	slow   = Sport{StoppedSpeed: 0.1, Distance: true, Elevation: true}
	flat   = Sport{StoppedSpeed: 1, Distance: true}
	court  = Sport{StoppedSpeed: 0.1, Distance: true}
	still  = Sport{StoppedSpeed: 0.1, Environment: Indoor}
)

// row completes what a group of sports shares with what is this sport's own.
func (s Sport) row(id ID, key, label string) Sport {
	s.ID, s.Key, s.Label = id, key, label
	return s
}

func (s Sport) in(f Family) Sport { s.Family = f; return s }

func (s Sport) at(e Environment) Sport { s.Environment = e; return s }

func (s Sport) threshold(kmh float64) Sport { s.StoppedSpeed = kmh; return s }

func (s Sport) level() Sport { s.Elevation = false; return s }

func (s Sport) powered() Sport { s.Power = true; return s }

func (s Sport) paced() Sport { s.Pace = true; return s }

// catalog is in order of ID; labels and thresholds of the first 29 are those of the reference list.
var catalog = []Sport{
	ride.row(CyclingSport, "cycling-sport", "Cycling (Sport)"),
	ride.row(CyclingTransport, "cycling-transport", "Cycling (Transport)"),
	walk.row(Hiking, "hiking", "Hiking"),
	ride.row(MountainBiking, "mountain-biking", "Mountain Biking"),
	run.row(Running, "running", "Running"),
	walk.row(Walking, "walking", "Walking"),
	ride.row(MountainBikingElectric, "mountain-biking-electric", "Mountain Biking (Electric)"),
	run.threshold(0.1).row(Trail, "trail", "Trail"),
	travel.in(FamilyDownhill).row(SkiingAlpine, "skiing-alpine", "Skiing (Alpine)"),
	slow.in(FamilyNordic).row(SkiingCrossCountry, "skiing-cross-country", "Skiing (Cross Country)"),
	flat.in(FamilyRowing).row(Rowing, "rowing", "Rowing"),
	climb.row(Snowshoes, "snowshoes", "Snowshoes"),
	ride.at(Indoor).row(CyclingVirtual, "cycling-virtual", "Cycling (Virtual)"),
	climb.row(Mountaineering, "mountaineering", "Mountaineering"),
	slow.in(FamilyAir).row(Paragliding, "paragliding", "Paragliding"),
	court.in(FamilySwimming).row(OpenWaterSwimming, "open-water-swimming", "Open Water Swimming"),
	ride.row(CyclingTrekking, "cycling-trekking", "Cycling (Trekking)"),
	slow.in(FamilyMulti).row(Swimrun, "swimrun", "Swimrun"),
	flat.in(FamilyPaddling).row(Kayaking, "kayaking", "Kayaking"),
	flat.in(FamilyPaddling).row(Canoeing, "canoeing", "Canoeing"),
	ride.row(Halfbike, "halfbike", "Halfbike"),
	travel.in(FamilyWindWave).row(Windsurfing, "windsurfing", "Windsurfing"),
	flat.in(FamilyPaddling).row(StandupPaddleboarding, "standup-paddleboarding", "Standup Paddleboarding"),
	court.in(FamilyRacket).row(TennisOutdoor, "tennis-outdoor", "Tennis (Outdoor)"),
	court.in(FamilyRacket).row(PadelOutdoor, "padel-outdoor", "Padel (Outdoor)"),
	travel.in(FamilyPaddling).row(CanoeingWhitewater, "canoeing-whitewater", "Canoeing (Whitewater)"),
	travel.in(FamilyPaddling).row(KayakingWhitewater, "kayaking-whitewater", "Kayaking (Whitewater)"),
	flat.in(FamilySkating).row(IceSkating, "ice-skating", "Ice Skating"),
	travel.in(FamilySkating).row(InlineSkating, "inline-skating", "Inline Skating"),

	travel.in(FamilyUnspecified).row(Other, "other", "Other"),
	still.in(FamilyStrength).row(StrengthTraining, "strength-training", "Strength Training"),
	court.in(FamilyFootball).row(Football, "football", "Football"),
	court.in(FamilySwimming).at(Pool).row(PoolSwimming, "pool-swimming", "Pool Swimming"),
	run.level().at(Indoor).row(RunningTreadmill, "running-treadmill", "Running (Treadmill)"),
	run.level().row(RunningTrack, "running-track", "Running (Track)"),
	ride.level().at(Indoor).row(CyclingIndoor, "cycling-indoor", "Cycling (Indoor)"),
	ride.row(CyclingElectric, "cycling-electric", "Cycling (Electric)"),
	flat.in(FamilyRowing).at(Indoor).powered().row(RowingIndoor, "rowing-indoor", "Rowing (Indoor)"),
	flat.in(FamilyConditioning).at(Indoor).row(Elliptical, "elliptical", "Elliptical"),
	still.in(FamilyConditioning).row(StairClimbing, "stair-climbing", "Stair Climbing"),
	still.in(FamilyConditioning).row(CardioTraining, "cardio-training", "Cardio Training"),
	travel.in(FamilyMulti).row(Triathlon, "triathlon", "Triathlon"),
	slow.in(FamilyMulti).row(Transition, "transition", "Transition"),
	still.in(FamilyMobility).row(Yoga, "yoga", "Yoga"),
	still.in(FamilyMobility).row(Pilates, "pilates", "Pilates"),
	still.in(FamilyMobility).row(Gymnastics, "gymnastics", "Gymnastics"),
	still.in(FamilyConditioning).row(HIIT, "hiit", "High Intensity Interval Training"),
	walk.level().at(Indoor).row(WalkingIndoor, "walking-indoor", "Walking (Indoor)"),
	court.in(FamilyTeam).row(Basketball, "basketball", "Basketball"),
	court.in(FamilyTeam).at(Indoor).row(Handball, "handball", "Handball"),
	court.in(FamilyTeam).row(Volleyball, "volleyball", "Volleyball"),
	court.in(FamilyTeam).row(Rugby, "rugby", "Rugby"),
	court.in(FamilyTeam).row(Hockey, "hockey", "Hockey"),
	court.in(FamilyTeam).row(AmericanFootball, "american-football", "American Football"),
	court.in(FamilyTeam).row(Baseball, "baseball", "Baseball"),
	court.in(FamilyTeam).row(Cricket, "cricket", "Cricket"),
	court.in(FamilyTeam).row(Lacrosse, "lacrosse", "Lacrosse"),
	court.in(FamilyRacket).at(Indoor).row(Badminton, "badminton", "Badminton"),
	court.in(FamilyRacket).at(Indoor).row(Squash, "squash", "Squash"),
	still.in(FamilyRacket).row(TableTennis, "table-tennis", "Table Tennis"),
	court.in(FamilyRacket).row(Pickleball, "pickleball", "Pickleball"),
	court.in(FamilyRacket).at(Indoor).row(Racquetball, "racquetball", "Racquetball"),
	slow.in(FamilyClimbing).row(Climbing, "climbing", "Climbing"),
	still.in(FamilyClimbing).row(ClimbingIndoor, "climbing-indoor", "Climbing (Indoor)"),
	slow.in(FamilyNordic).row(SkiTouring, "ski-touring", "Ski Touring"),
	travel.in(FamilyDownhill).row(Snowboarding, "snowboarding", "Snowboarding"),
	travel.in(FamilyNordic).row(RollerSkiing, "roller-skiing", "Roller Skiing"),
	slow.in(FamilyPrecision).row(Golf, "golf", "Golf"),
	slow.in(FamilyPrecision).row(DiscGolf, "disc-golf", "Disc Golf"),
	still.in(FamilyCombat).row(Boxing, "boxing", "Boxing"),
	still.in(FamilyCombat).row(MartialArts, "martial-arts", "Martial Arts"),
	still.in(FamilyConditioning).row(Dance, "dance", "Dance"),
	still.in(FamilyConditioning).row(JumpRope, "jump-rope", "Jump Rope"),
	travel.in(FamilyEquestrian).row(HorseRiding, "horse-riding", "Horse Riding"),
	flat.in(FamilyWindWave).row(Sailing, "sailing", "Sailing"),
	flat.in(FamilyWindWave).row(Surfing, "surfing", "Surfing"),
	flat.in(FamilyWindWave).row(Kitesurfing, "kitesurfing", "Kitesurfing"),
	flat.in(FamilyWindWave).row(Waterskiing, "waterskiing", "Waterskiing"),
	travel.in(FamilyPaddling).row(Rafting, "rafting", "Rafting"),
	court.in(FamilySwimming).row(Diving, "diving", "Diving"),
	court.in(FamilySwimming).row(Snorkeling, "snorkeling", "Snorkeling"),
	slow.in(FamilyAir).row(HangGliding, "hang-gliding", "Hang Gliding"),
	ride.row(Handcycling, "handcycling", "Handcycling"),
	slow.in(FamilyWheelchair).paced().row(WheelchairWalk, "wheelchair-walk", "Wheelchair (Walk)"),
	travel.in(FamilyWheelchair).paced().row(WheelchairRun, "wheelchair-run", "Wheelchair (Run)"),
	still.in(FamilyMobility).row(Meditation, "meditation", "Meditation"),
	run.threshold(0.1).row(ObstacleRunning, "obstacle-running", "Running (Obstacle)"),
	travel.in(FamilyMulti).row(Multisport, "multisport", "Multisport"),
	run.at(Indoor).row(RunningVirtual, "running-virtual", "Running (Virtual)"),
	travel.in(FamilyMulti).row(Duathlon, "duathlon", "Duathlon"),
	travel.in(FamilyNordic).row(SkateSkiing, "skate-skiing", "Skiing (Skate)"),
	court.in(FamilyRacket).at(Indoor).row(PadelIndoor, "padel-indoor", "Padel (Indoor)"),
	court.in(FamilyRacket).at(Indoor).row(TennisIndoor, "tennis-indoor", "Tennis (Indoor)"),
}

var (
	byID  [256]uint8 // position in catalog + 1; 0 is no sport
	byKey = make(map[string]ID, len(catalog))
)

func init() {
	for i := range catalog {
		byID[catalog[i].ID] = uint8(i + 1)
		byKey[catalog[i].Key] = catalog[i].ID
	}
}

// ByID finds a sport by its number; false when there is none.
func ByID(id ID) (Sport, bool) {
	if id < 0 || int(id) >= len(byID) || byID[id] == 0 {
		return Sport{}, false
	}
	return catalog[byID[id]-1], true
}

// ByKey finds a sport by its key, such as "cycling-sport", letter for letter; false when there is none.
func ByKey(key string) (Sport, bool) {
	id, ok := byKey[key]
	if !ok {
		return Sport{}, false
	}
	return ByID(id)
}

// All is the whole catalogue in order of ID; the caller may change the slice.
func All() []Sport { return slices.Clone(catalog) }
