package reference

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// generated are names as those of foods are: a thing, what was done with it, and whose it is, so that their beginnings are alike.
func generated(n int) []Name {
	r := rand.New(rand.NewPCG(1, 2))
	one := func(s string) string { all := strings.Fields(s); return all[r.IntN(len(all))] }
	syllable := func() string {
		return one("ba be bi bo ca ce chi co da de di do fa fe fi go gra he ja ka ki la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so sta ta te ti to va ve vi zo")
	}
	all := make([]Name, n)
	for i := range all {
		brand := syllable() + syllable() + syllable()
		all[i] = Name{ID: int64(i + 1), Language: int64(1 + r.IntN(4)), Name: fmt.Sprintf("%s %s, %s, %s %s",
			one("Chicken Cheese Chocolate Bread Beans Yogurt Milk Butter Rice Noodles Salmon Tuna Apple Banana Orange Tomato Potato Carrot Cereal Cookies Biscuits Coffee Juice Soup Sauce Pizza Crackers Oats Granola Lentils"),
			one("fresh dried frozen canned smoked roasted grilled raw cooked boiled sweetened salted organic whole sliced creamy spicy plain"),
			one("low-fat wholegrain unsweetened vanilla strawberry original classic light extra family"), brand, one("100g 150g 200g 250g 400g 500g 1kg"))}
	}
	return all
}

// BenchmarkFind searches what people type, with mistakes, among as many foods as ship and as many as there are anywhere. p99 is the
// slowest but one in a hundred.
func BenchmarkFind(b *testing.B) {
	terms := strings.Split("chicken|chiken breast|cheese|chocolate cookies|bread|c|ch|milk|yogurt strawberry|salmon smoked|tomatoe soup|apple juice|raw|banan|whole grain oats|"+
		"coffee|rice cooked|extra creamy vanilla yogurt low-fat 500g|zzzz|organic|lentils boiled unsalted|pizza family 400g", "|")
	for _, size := range []int{9207, 500_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			x := NewIndex(generated(size))
			var took []time.Duration
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				begin := time.Now()
				x.Find(terms[i%len(terms)], nil, MaxFound)
				took = append(took, time.Since(begin))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100])/1e6, "p99-ms")
		})
	}
}
