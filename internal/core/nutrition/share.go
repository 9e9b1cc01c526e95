package nutrition

// Shares are how much of the energy comes from what, in percent. They need not make 100: foods have fiber and alcohol too,
// and tables round.
type Shares struct{ Protein, Carbohydrates, Fat float64 }

// The energy of a gram in kilocalories, by Atwater's general factors.
const (
	proteinEnergy      = 4
	carbohydrateEnergy = 4
	fatEnergy          = 9
)

// Shares are the parts of the energy; all 0 without any.
func (v *Values) Shares() Shares {
	energy := v.Energy.Float()
	if energy == 0 {
		return Shares{}
	}
	return Shares{
		Protein:       v.Protein.Float() * proteinEnergy / energy * 100,
		Carbohydrates: v.Carbohydrates.Float() * carbohydrateEnergy / energy * 100,
		Fat:           v.Fat.Float() * fatEnergy / energy * 100,
	}
}

// PerKilogram is how much of the nutrient comes on each kilogram of a body that weighs so many milligrams; 0 when that is
// not known.
func (e *Exact) PerKilogram(milligrams int64) float64 {
	if milligrams <= 0 {
		return 0
	}
	return e.Float() * 1e6 / float64(milligrams)
}
