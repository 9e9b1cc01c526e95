package sport

// words maps what files, watches and other services call a sport to ours; spelled as fold leaves it.
// A word with a slash is a FIT sport with its sub-sport.
//
// Sources: the Sport_t of TCX (Garmin TrainingCenterDatabase v2), sport and sub_sport of the FIT profile, the activity
// types of Garmin Connect, the sport types of Strava, and the free words that GPX writers put into <type>.
var words = map[string]ID{
	"other": Other, "generic": Other, "default": Other, "workout": Other, "uncategorized": Other, "unknown": Other,

	"biking": CyclingSport, "bike": CyclingSport, "cycling": CyclingSport, "cycle": CyclingSport, "ride": CyclingSport,
	"roadbiking": CyclingSport, "roadcycling": CyclingSport, "road": CyclingSport, "racebike": CyclingSport, "velomobile": CyclingSport,
	"recumbent": CyclingSport, "recumbentcycling": CyclingSport, "cyclocross": CyclingSport, "bmx": CyclingSport,
	"trackcycling": CyclingSport, "gravel": CyclingSport, "gravelride": CyclingSport, "gravelcycling": CyclingSport,
	"gravelbiking": CyclingSport, "mixedsurface": CyclingSport, "cyclingsport": CyclingSport,
	"commuting": CyclingTransport, "commute": CyclingTransport, "bikecommuting": CyclingTransport, "bicyclecommuting": CyclingTransport,
	"cyclingtransport": CyclingTransport, "cyclingtransportation": CyclingTransport,
	"touringbicycle": CyclingTrekking, "trekkingbike": CyclingTrekking, "biketouring": CyclingTrekking, "cyclingtrekking": CyclingTrekking,
	"mountainbiking": MountainBiking, "mountainbike": MountainBiking, "mountainbikeride": MountainBiking, "mtb": MountainBiking,
	"downhillbiking": MountainBiking, "enduromtb": MountainBiking, "cycling/mountain": MountainBiking, "cycling/downhill": MountainBiking,
	"ebikemountain": MountainBikingElectric, "emountainbikeride": MountainBikingElectric, "emountainbiking": MountainBikingElectric,
	"emtb": MountainBikingElectric, "mountainbikingelectric": MountainBikingElectric,
	"ebiking": CyclingElectric, "ebike": CyclingElectric, "ebikeride": CyclingElectric, "ebikefitness": CyclingElectric, "cyclingelectric": CyclingElectric,
	"virtualride": CyclingVirtual, "virtualcycling": CyclingVirtual, "cyclingvirtual": CyclingVirtual, "cycling/virtualactivity": CyclingVirtual,
	"indoorcycling": CyclingIndoor, "indoorbiking": CyclingIndoor, "indoorride": CyclingIndoor, "spin": CyclingIndoor, "spinning": CyclingIndoor,
	"biketrainer": CyclingIndoor, "indoorhandcycling": Handcycling, "cyclingindoor": CyclingIndoor,
	"halfbike": Halfbike, "handcycling": Handcycling, "handcycle": Handcycling,

	"running": Running, "run": Running, "jogging": Running, "streetrunning": Running, "roadrunning": Running, "street": Running,
	"ultra": Running, "ultrarun": Running, "walkrun": Running,
	"trail": Trail, "trailrunning": Trail, "trailrun": Trail, "mountainrunning": Trail,
	"treadmill": RunningTreadmill, "treadmillrunning": RunningTreadmill, "runningtreadmill": RunningTreadmill,
	"indoorrunning": RunningTreadmill, "indoorrun": RunningTreadmill,
	"trackrunning": RunningTrack, "running/track": RunningTrack, "runningtrack": RunningTrack,
	"virtualrun": RunningVirtual, "virtualrunning": RunningVirtual, "running/virtualactivity": RunningVirtual, "runningvirtual": RunningVirtual,
	"obstacle": ObstacleRunning, "obstaclerun": ObstacleRunning, "obstaclerunning": ObstacleRunning, "runningobstacle": ObstacleRunning,

	"walking": Walking, "walk": Walking, "casualwalking": Walking, "speedwalking": Walking, "nordicwalking": Walking, "dogwalking": Walking,
	"indoorwalking": WalkingIndoor, "walkingindoor": WalkingIndoor, "walking/treadmill": WalkingIndoor,
	"hiking": Hiking, "hike": Hiking, "trekking": Hiking, "rucking": Hiking,
	"snowshoes": Snowshoes, "snowshoe": Snowshoes, "snowshoeing": Snowshoes,
	"mountaineering": Mountaineering, "alpinism": Mountaineering, "viaferrata": Mountaineering,
	"climbing": Climbing, "rockclimbing": Climbing, "bouldering": Climbing, "indoorclimbing": ClimbingIndoor, "climbingindoor": ClimbingIndoor,
	"wheelchairpushwalk": WheelchairWalk, "indoorwheelchairwalk": WheelchairWalk, "wheelchairwalk": WheelchairWalk, "wheelchair": WheelchairWalk,
	"wheelchairpushrun": WheelchairRun, "indoorwheelchairrun": WheelchairRun, "wheelchairrun": WheelchairRun,

	"swimming": PoolSwimming, "swim": PoolSwimming, "lapswimming": PoolSwimming, "poolswimming": PoolSwimming, "poolswim": PoolSwimming,
	"openwater": OpenWaterSwimming, "openwaterswimming": OpenWaterSwimming, "openwaterswim": OpenWaterSwimming,
	"swimrun": Swimrun, "diving": Diving, "scubadiving": Diving, "singlegasdiving": Diving, "multigasdiving": Diving, "gaugediving": Diving,
	"apneadiving": Diving, "freediving": Diving, "apneahunting": Diving, "snorkeling": Snorkeling, "snorkelling": Snorkeling,

	"rowing": Rowing, "row": Rowing, "indoorrowing": RowingIndoor, "virtualrow": RowingIndoor, "rowingindoor": RowingIndoor, "rower": RowingIndoor,
	"kayaking": Kayaking, "kayak": Kayaking, "kayaking/whitewater": KayakingWhitewater, "kayakingwhitewater": KayakingWhitewater,
	"whitewaterkayaking": KayakingWhitewater, "paddling/whitewater": CanoeingWhitewater,
	"paddling": Canoeing, "canoeing": Canoeing, "canoe": Canoeing, "canoeingwhitewater": CanoeingWhitewater, "rafting": Rafting,
	"whitewaterraftingkayaking": KayakingWhitewater, "whitewater": KayakingWhitewater, "rafting/whitewater": Rafting,
	"standuppaddleboarding": StandupPaddleboarding, "standuppaddling": StandupPaddleboarding, "sup": StandupPaddleboarding,
	"sailing": Sailing, "sail": Sailing, "sailrace": Sailing, "surfing": Surfing, "wakesurfing": Surfing, "windsurfing": Windsurfing, "windsurf": Windsurfing,
	"kitesurfing": Kitesurfing, "kitesurf": Kitesurfing, "kiteboarding": Kitesurfing,
	"waterskiing": Waterskiing, "wakeboarding": Waterskiing, "watertubing": Waterskiing,

	"alpineskiing": SkiingAlpine, "alpineski": SkiingAlpine, "skiing": SkiingAlpine, "downhillskiing": SkiingAlpine, "resortskiing": SkiingAlpine,
	"skiingalpine": SkiingAlpine, "resortskiingsnowboarding": SkiingAlpine, "indoorskiing": SkiingAlpine, "telemark": SkiingAlpine,
	"crosscountryskiing": SkiingCrossCountry, "nordicski": SkiingCrossCountry, "nordicskiing": SkiingCrossCountry, "xcskiing": SkiingCrossCountry,
	"skiingcrosscountry": SkiingCrossCountry, "crosscountryskiingclassic": SkiingCrossCountry,
	"skateskiing": SkateSkiing, "skatingskiing": SkateSkiing, "crosscountryskiingskate": SkateSkiing, "skiingskate": SkateSkiing,
	"skitouring": SkiTouring, "backcountryski": SkiTouring, "backcountryskiing": SkiTouring, "alpineskiing/backcountry": SkiTouring,
	"backcountryskiingsnowboarding": SkiTouring, "skimountaineering": SkiTouring,
	"snowboarding": Snowboarding, "snowboard": Snowboarding, "snowboarding/backcountry": Snowboarding, "snowboarding/resort": Snowboarding,
	"rollerski": RollerSkiing, "rollerskiing": RollerSkiing, "iceskating": IceSkating, "iceskate": IceSkating, "skating": InlineSkating, "skatingws": IceSkating,
	"inlineskating": InlineSkating, "inlineskate": InlineSkating, "rollerblading": InlineSkating, "rollerskating": InlineSkating,

	"soccer": Football, "football": Football, "footballsoccer": Football, "americanfootball": AmericanFootball, "basketball": Basketball,
	"handball": Handball, "volleyball": Volleyball, "rugby": Rugby, "hockey": Hockey, "icehockey": Hockey, "fieldhockey": Hockey,
	"baseball": Baseball, "softball": Baseball, "cricket": Cricket, "lacrosse": Lacrosse,
	"tennis": TennisOutdoor, "tennisv2": TennisOutdoor, "tennisoutdoor": TennisOutdoor, "tennisindoor": TennisIndoor, "padel": PadelOutdoor,
	"padelv2": PadelOutdoor, "padeloutdoor": PadelOutdoor, "padelindoor": PadelIndoor, "racket": TennisOutdoor, "badminton": Badminton,
	"squash": Squash, "tabletennis": TableTennis, "pickleball": Pickleball, "racquetball": Racquetball,

	"strengthtraining": StrengthTraining, "strength": StrengthTraining, "weighttraining": StrengthTraining, "weightlifting": StrengthTraining,
	"gym": StrengthTraining, "training": CardioTraining, "fitnessequipment": CardioTraining, "cardiotraining": CardioTraining,
	"cardio": CardioTraining, "indoorcardio": CardioTraining, "crossfit": HIIT, "hiit": HIIT, "highintensityintervaltraining": HIIT,
	"amrap": HIIT, "emom": HIIT, "tabata": HIIT, "elliptical": Elliptical, "ellipticaltrainer": Elliptical, "crosstrainer": Elliptical,
	"stairclimbing": StairClimbing, "stairstepper": StairClimbing, "stairs": StairClimbing, "floorclimbing": StairClimbing,
	"jumprope": JumpRope, "ropeskipping": JumpRope, "dance": Dance, "dancing": Dance, "yoga": Yoga, "pilates": Pilates,
	"gymnastics": Gymnastics, "flexibilitytraining": Gymnastics, "stretching": Gymnastics, "warmup": Gymnastics, "training/warmup": Gymnastics,
	"meditation": Meditation, "breathing": Meditation, "breathwork": Meditation,
	"boxing": Boxing, "mixedmartialarts": MartialArts, "martialarts": MartialArts, "mma": MartialArts, "judo": MartialArts, "karate": MartialArts,

	"triathlon": Triathlon, "duathlon": Duathlon, "multisport": Multisport, "transition": Transition, "transitionv2": Transition,
	"biketoruntransition": Transition, "runtobiketransition": Transition, "swimtobiketransition": Transition,

	"golf": Golf, "discgolf": DiscGolf, "horsebackriding": HorseRiding, "horseriding": HorseRiding, "equestrian": HorseRiding,
	"paragliding": Paragliding, "flyparaglide": Paragliding, "hanggliding": HangGliding,

	// No training, but watches record them.
	"flying": Other, "motorcycling": Other, "boating": Other, "driving": Other, "hunting": Other, "fishing": Other, "skydiving": Other,
	"snowmobiling": Other, "tactical": Other, "jumpmaster": Other,
}

// numbered are the numbers that older exports of Strava write into a GPX <type>; only those whose meaning is certain.
var numbered = map[string]ID{"1": CyclingSport, "4": Hiking, "9": Running, "10": Walking}
