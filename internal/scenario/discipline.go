package scenario

import (
	"math"

	"palestra/internal/core/sport"
)

// discipline is how a sport is done: how fast an effort carries somebody, and what sensors see of it.
type discipline struct {
	sport sport.ID
	// word is what files call it: a FIT sport with its sub-sport, which TCX and GPX writers shorten.
	word string
	// speed in m/s of somebody at an effort (1 is what can be kept up for an hour) on a grade.
	speed func(p *Person, effort, grade float64) float64
	// top is the fastest in m/s that anybody dares.
	top float64
	// grip is the sideways acceleration in m/s² at which bends are taken, brake the one of slowing down.
	grip, brake float64
	// cadence in strides, turns of the pedals or strokes a minute at a speed, an effort and a grade; nil without a sensor.
	cadence func(speed, effort, grade float64) float64
	// powered tells of a power meter.
	powered bool
	// uphill is how much harder people work per unit of grade, and lighter when it goes down.
	uphill float64
	// lap is the way in meters after which the device starts a new lap.
	lap float64
}

// disciplines are the sports that are recorded on the way.
var disciplines = map[sport.ID]*discipline{
	sport.Running: {sport: sport.Running, word: "running", speed: runningSpeed, top: 6.5, grip: 6, brake: 1.5,
		cadence: strides(78, 3.1), uphill: 1.2, lap: 1000},
	sport.Trail: {sport: sport.Trail, word: "running/trail", speed: scaled(runningSpeed, 0.9), top: 5, grip: 5, brake: 1.5,
		cadence: strides(76, 3), uphill: 0.9, lap: 1000},
	sport.Walking: {sport: sport.Walking, word: "walking", speed: walkingSpeed(6), top: 2.2, grip: 6, brake: 1,
		cadence: strides(40, 9), uphill: 0.8, lap: 1000},
	sport.Hiking: {sport: sport.Hiking, word: "hiking", speed: walkingSpeed(4.9), top: 1.9, grip: 6, brake: 1,
		cadence: strides(36, 11), uphill: 0.9, lap: 1000},
	sport.CyclingSport: {sport: sport.CyclingSport, word: "cycling/road", speed: riding(0.0045, 0.32), top: 17.5, grip: 3.2, brake: 1.8,
		cadence: pedalling(86), powered: true, uphill: 2.6, lap: 5000},
	sport.MountainBiking: {sport: sport.MountainBiking, word: "cycling/mountain", speed: riding(0.034, 0.45), top: 10, grip: 2.2, brake: 2,
		cadence: pedalling(78), uphill: 2.2, lap: 5000},
	sport.SkiingCrossCountry: {sport: sport.SkiingCrossCountry, word: "cross_country_skiing", speed: riding(0.030, 0.45), top: 11.5,
		grip: 2.5, brake: 1.2, uphill: 1.2, lap: 2500},
	sport.RollerSkiing: {sport: sport.RollerSkiing, word: "cross_country_skiing", speed: riding(0.026, 0.45), top: 9.5,
		grip: 2, brake: 1, uphill: 1.2, lap: 2500},
	sport.Rowing: {sport: sport.Rowing, word: "rowing", speed: rowingSpeed, top: 6, grip: 2, brake: 0.4,
		cadence: strokes, lap: 500},
}

func disciplineOf(id sport.ID) *discipline { return disciplines[id] }

// runningSpeed keeps the energy a second constant: running on a grade costs what Minetti et al. measured (J Appl Physiol 93,
// 2002), in joules per kilogram and meter. Downhill the legs brake long before the lungs do.
func runningSpeed(p *Person, effort, grade float64) float64 {
	return p.Pace * effort * clamp(runningCost(0)/runningCost(clamp(grade, -0.3, 0.4)), 0.2, 1.22)
}

func runningCost(i float64) float64 {
	return ((((155.4*i-30.4)*i-43.3)*i+46.3)*i+19.5)*i + 3.6
}

func scaled(speed func(*Person, float64, float64) float64, factor float64) func(*Person, float64, float64) float64 {
	return func(p *Person, effort, grade float64) float64 { return factor * speed(p, effort, grade) }
}

// walkingSpeed is Tobler's hiking function (1993) with its own top speed in km/h; effort 0.45 is a usual walk.
func walkingSpeed(top float64) func(*Person, float64, float64) float64 {
	return func(_ *Person, effort, grade float64) float64 {
		return top / 3.6 * math.Exp(-3.5*math.Abs(grade+0.05)) * (0.55 + effort)
	}
}

// Density of air in kg/m³ at a mild day's ground level, and gravity in m/s².
const airDensity, gravity = 1.18, 9.81

// riding balances power with rolling, climbing and air (Martin et al., J Appl Biomech 14, 1998); rolling is the coefficient of
// rolling resistance, area the drag area in m². On a downhill that carries by itself the rider only steers.
func riding(rolling, area float64) func(*Person, float64, float64) float64 {
	return func(p *Person, effort, grade float64) float64 {
		mass := p.Mass + 9
		push := mass * gravity * (rolling + grade)
		drag := airDensity / 2 * area
		// Newton's method on force(v)·v - power from above the root, where the function is convex: it only falls.
		v := 60.0
		for range 30 {
			next := max(v-(v*(push+drag*v*v)-p.Power*effort)/(push+3*drag*v*v), 0.6)
			if v-next < 0.01 {
				break
			}
			v = next
		}
		return v
	}
}

// rowingSpeed: the power that moves a boat grows with the third power of its speed.
func rowingSpeed(_ *Person, effort, _ float64) float64 { return 4.1 * math.Cbrt(effort) }

// strides a minute grow a little with speed.
func strides(slow, growth float64) func(speed, effort, grade float64) float64 {
	return func(speed, _, _ float64) float64 {
		if speed < 0.4 {
			return 0
		}
		return slow + growth*speed
	}
}

// pedalling is slower uphill and rests where the road carries.
func pedalling(usual float64) func(speed, effort, grade float64) float64 {
	return func(speed, effort, grade float64) float64 {
		if speed < 0.8 || coasting(speed, grade) {
			return 0
		}
		return clamp(usual*(0.85+0.2*effort)-220*max(grade, 0), 48, 108)
	}
}

// coasting is when pedalling no longer helps.
func coasting(speed, grade float64) bool { return grade < -0.028 && speed > 7.5 }

func strokes(speed, effort, _ float64) float64 {
	if speed < 0.8 {
		return 0
	}
	return 14 + 12*effort
}
