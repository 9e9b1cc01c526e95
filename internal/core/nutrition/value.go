package nutrition

import (
	"math/big"

	"palestra/internal/core/unit"
)

// Exact is an exact sum of nutrients in billionths, or of energy likewise. The zero value is 0.
type Exact struct{ n big.Int }

// Float is the nearest float64, in grams or kilocalories.
func (e *Exact) Float() float64 {
	f, _ := new(big.Rat).SetFrac(&e.n, billion).Float64()
	return f
}

var billion = big.NewInt(1_000_000_000)

// add adds n thousandths a hundred grams of w ten-thousandths of a gram: 10⁻³ × 10⁻⁴ ÷ 10² = 10⁻⁹.
func (e *Exact) add(n, w int64) {
	var product big.Int
	e.n.Add(&e.n, product.Mul(big.NewInt(n), big.NewInt(w)))
}

// Values are nutrients in grams, and energy in kilocalories. Nil is not known.
type Values struct {
	Energy, Protein, Carbohydrates, Fat Exact
	Sugar, Saturated, Fiber, Sodium     *Exact
}

// Of are the values of an amount: so many grams, or so many portions when one is given. A nutrient that is stored as 0 where
// it may be unknown counts as unknown.
func Of(i *Ingredient, amount unit.Hundredths, p *Portion) Values {
	var v Values
	v.Add(i, amount, p)
	return v
}

// Add adds the values of an amount, see Of. Something known and something unknown make what is known.
func (v *Values) Add(i *Ingredient, amount unit.Hundredths, p *Portion) {
	w := int64(amount) * 100 // hundredths of a gram are 100 ten-thousandths
	if p != nil {
		w = int64(amount) * int64(p.Amount) * p.Gram
	}
	v.Energy.add(i.Energy*1000, w)
	v.Protein.add(int64(i.Protein), w)
	v.Carbohydrates.add(int64(i.Carbohydrates), w)
	v.Fat.add(int64(i.Fat), w)
	addKnown(&v.Sugar, i.Sugar, w)
	addKnown(&v.Saturated, i.Saturated, w)
	addKnown(&v.Fiber, i.Fiber, w)
	addKnown(&v.Sodium, i.Sodium, w)
}

// Sum adds other values.
func (v *Values) Sum(o *Values) {
	for _, pair := range [...][2]*Exact{{&v.Energy, &o.Energy}, {&v.Protein, &o.Protein}, {&v.Carbohydrates, &o.Carbohydrates}, {&v.Fat, &o.Fat}} {
		pair[0].n.Add(&pair[0].n, &pair[1].n)
	}
	for _, pair := range [...]struct {
		into **Exact
		n    *Exact
	}{{&v.Sugar, o.Sugar}, {&v.Saturated, o.Saturated}, {&v.Fiber, o.Fiber}, {&v.Sodium, o.Sodium}} {
		if pair.n != nil {
			known(pair.into).n.Add(&known(pair.into).n, &pair.n.n)
		}
	}
}

func addKnown(into **Exact, n *unit.Thousandths, w int64) {
	if n != nil && *n != 0 {
		known(into).add(int64(*n), w)
	}
}

func known(e **Exact) *Exact {
	if *e == nil {
		*e = new(Exact)
	}
	return *e
}
