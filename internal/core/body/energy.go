package body

import "math"

// MassIndex is the body mass index, kilograms by the square of meters; 0 when weight or height (in centimeters) is not known.
func MassIndex(milligrams int64, height *int64) float64 {
	if milligrams <= 0 || height == nil || *height <= 0 {
		return 0
	}
	meters := float64(*height) / 100
	return kilograms(milligrams) / (meters * meters)
}

// BasalRate is how many kilocalories a day a body at rest takes at an age in years; 0 when weight or height is not known.
// Mifflin and St Jeor (1990): 10 × kg + 6.25 × cm − 5 × years, and 5 more for men, 161 less for women.
func (p *Profile) BasalRate(milligrams, age int64) float64 {
	if milligrams <= 0 || age <= 0 || p.Height == nil {
		return 0
	}
	rest := 10*kilograms(milligrams) + 6.25*float64(*p.Height) - 5*float64(age)
	if p.Sex == Female {
		return rest - 161
	}
	return rest + 5
}

// ActivityFactor is by how much the day of this profile multiplies the basal rate, to two places: the mean of what an hour
// of each part of it takes.
func (p *Profile) ActivityFactor() float64 {
	work := [...]float64{Low: 1.5, Medium: 1.8, High: 2.2}
	sport := [...]float64{Low: 4, Medium: 6, High: 10}
	leisure := [...]float64{Low: 1.3, Medium: 1.9, High: 2.4}
	sum := 0.95*float64(p.SleepHours) + work[p.WorkIntensity]*float64(p.WorkHours) + sport[p.SportIntensity]*float64(p.SportHours)/7 +
		leisure[p.LeisureIntensity]*float64(p.LeisureHours)
	return math.Round(sum/24*100) / 100
}

func kilograms(milligrams int64) float64 { return float64(milligrams) / 1e6 }
