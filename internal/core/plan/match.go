package plan

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/sport"
)

// Slot is a training as one athlete has it on the calendar.
type Slot struct {
	Training, Athlete int64
	// Coach planned it.
	Coach int64
	// Day is midnight UTC of the date.
	Day     time.Time
	Morning bool
	Sport   sport.ID
	// Duration in seconds, 0 when not told. Distance in meters is what is asked for when all of it is told by distance, else 0.
	Duration, Distance int64
	// Variant was picked for the athlete, "" when none was.
	Variant string
}

// Record is what matching has to know of something that was done: an activity, or the sets that somebody logged on a day.
type Record struct {
	// UUID of an activity; of logged sets, what StrengthName gives.
	UUID       string
	Owner      int64
	Sport      sport.ID
	Visibility access.Visibility
	Start      time.Time
	// Moving is the moving time in seconds, Distance in meters.
	Moving   int64
	Distance float64
	// Strength tells logged sets from an activity; Untimed that it isn't known when and for how long, but for the day.
	Strength, Untimed bool
}

// strengthPrefix begins the names of logged sets.
const strengthPrefix = "strength-"

// StrengthName names the sets that somebody logged on a day: "strength-2026-11-20".
func StrengthName(day time.Time) string { return strengthPrefix + day.Format(time.DateOnly) }

// StrengthDay is the day of a name that StrengthName made; false for anything else.
func StrengthDay(name string) (time.Time, bool) {
	word, ok := strings.CutPrefix(name, strengthPrefix)
	if !ok {
		return time.Time{}, false
	}
	day, err := time.Parse(time.DateOnly, word)
	return day, err == nil
}

// Pairing is what somebody said by hand of an activity and a training of one athlete: whether they belong together.
type Pairing struct {
	Training, Athlete int64
	// Activity is the name of a Record.
	Activity string
	Paired   bool
}

// The reach of matching in days: how far away an activity may be from its training, and how far another training or
// activity may be and still make a difference, through those between.
const (
	maxMove     = 2
	moveRounds  = 2
	matchMargin = maxMove * (2*moveRounds + 1)
)

// Match pairs the slots of one athlete with the activities in their zone, and gives the UUIDs by training. What was said
// by hand holds; of the rest, an activity stands for one training and a training for one activity. Pairs are of one family
// of sports. Those of one day come first, the most alike before the others; then what is left is paired over one or two
// days, where both are each other's closest and the score is at least that of a partial training. The result depends on
// what there is, not on the order it is given in, and within a window not on anything matchMargin days beyond it.
func Match(slots []Slot, records []Record, by []Pairing, zone *time.Location) map[int64][]string {
	m := newMatcher(slots, records, by, zone)
	m.sameDay()
	for range moveRounds {
		m.moved()
	}
	return m.pairs
}

// matcher pairs what one athlete has. All of it is small, and is looked through often.
type matcher struct {
	pairs   map[int64][]string
	slots   []free
	records []dated
	// refused are the pairs that somebody took apart by hand.
	refused map[Pairing]bool
	// names are where the pairs' lists of one lie.
	names []string
}

// free is a slot that may still be paired. day counts from 1970.
type free struct {
	*Slot
	day    int64
	family sport.Family
	gone   bool
}

// dated is a record with its day and half of the day where its athlete lives.
type dated struct {
	*Record
	day     int64
	family  sport.Family
	morning bool
	used    bool
}

const secondsADay = 86_400

func newDated(r *Record, zone *time.Location) dated {
	_, offset := r.Start.In(zone).Zone()
	local := r.Start.Unix() + int64(offset)
	second := (local%secondsADay + secondsADay) % secondsADay
	return dated{Record: r, day: (local - second) / secondsADay, family: family(r.Sport), morning: second < secondsADay/2}
}

func newMatcher(slots []Slot, records []Record, by []Pairing, zone *time.Location) *matcher {
	m := &matcher{pairs: make(map[int64][]string, len(slots)), names: make([]string, 0, len(records))}
	taken := m.byHand(records, by)
	m.slots = make([]free, 0, len(slots))
	for i := range slots {
		if s := &slots[i]; len(m.pairs[s.Training]) == 0 {
			m.slots = append(m.slots, free{Slot: s, day: s.Day.Unix() / secondsADay, family: family(s.Sport)})
		}
	}
	m.records = make([]dated, 0, len(records))
	for i := range records {
		if !taken[records[i].UUID] {
			m.records = append(m.records, newDated(&records[i], zone))
		}
	}
	slices.SortFunc(m.records, func(a, b dated) int { return cmp.Compare(a.day, b.day) })
	return m
}

// byHand takes the pairs that somebody made and notes those that somebody took apart; what was taken can't be paired otherwise.
func (m *matcher) byHand(records []Record, by []Pairing) (taken map[string]bool) {
	if len(by) == 0 {
		return nil
	}
	taken, m.refused = map[string]bool{}, map[Pairing]bool{}
	there := make(map[string]bool, len(records))
	for i := range records {
		there[records[i].UUID] = true
	}
	by = slices.Clone(by)
	slices.SortFunc(by, func(a, b Pairing) int {
		return cmp.Or(cmp.Compare(a.Training, b.Training), cmp.Compare(a.Activity, b.Activity))
	})
	for _, p := range by {
		if !p.Paired {
			m.refused[Pairing{Training: p.Training, Activity: p.Activity}] = true
		} else if !taken[p.Activity] {
			taken[p.Activity] = true
			if there[p.Activity] {
				m.pairs[p.Training] = append(m.pairs[p.Training], p.Activity)
			}
		}
	}
	return taken
}

// candidate is a pair that could be.
type candidate struct {
	slot   *free
	record *dated
	// days lie between them; cost is how unlike they are.
	days int64
	cost float64
}

// compare orders candidates: the closest days, then the most alike, then by what never changes.
func (c candidate) compare(o candidate) int {
	return cmp.Or(cmp.Compare(c.days, o.days), cmp.Compare(c.cost, o.cost), cmp.Compare(c.slot.Training, o.slot.Training),
		c.record.Start.Compare(o.record.Start), cmp.Compare(c.record.UUID, o.record.UUID))
}

// candidates are all pairs of the free ones at most so many days apart, the best first.
func (m *matcher) candidates(reach int64) []candidate {
	var all []candidate
	for i := range m.slots {
		s := &m.slots[i]
		if s.gone {
			continue
		}
		from, _ := slices.BinarySearchFunc(m.records, s.day-reach, func(r dated, day int64) int { return cmp.Compare(r.day, day) })
		for j := from; j < len(m.records) && m.records[j].day <= s.day+reach; j++ {
			if r := &m.records[j]; !r.used && m.fits(s, r) {
				all = append(all, candidate{slot: s, record: r, days: max(r.day-s.day, s.day-r.day), cost: unlike(s, r)})
			}
		}
	}
	slices.SortFunc(all, candidate.compare)
	return all
}

func (m *matcher) fits(s *free, r *dated) bool {
	return s.family == r.family && (m.refused == nil || !m.refused[Pairing{Training: s.Training, Activity: r.UUID}])
}

// unlike is how badly an activity fits: the logarithm of the ratio of durations or distances, and something for another sport of the
// family and for the other half of the day.
func unlike(s *free, r *dated) float64 {
	cost := 0.0
	if planned, done, told := s.measure(r.Record); told != Untold {
		cost = math.Abs(math.Log(max(done, 1) / planned))
	}
	if s.Sport != r.Sport {
		cost += 0.3
	}
	if !r.Untimed && s.Morning != r.morning {
		cost += 0.3
	}
	return cost
}

// sameDay takes the best pair of each day, then the best of what is left, and so on.
func (m *matcher) sameDay() {
	for _, c := range m.candidates(0) {
		if !c.slot.gone && !c.record.used {
			m.take(c)
		}
	}
}

// moved takes the pairs in which both are each other's best.
func (m *matcher) moved() {
	bestOf, bestFor := map[*free]candidate{}, map[*dated]candidate{}
	for _, c := range m.candidates(maxMove) {
		if c.days == 0 || c.slot.score(c.record.Record) < partial {
			continue
		}
		if _, ok := bestOf[c.slot]; !ok {
			bestOf[c.slot] = c
		}
		if _, ok := bestFor[c.record]; !ok {
			bestFor[c.record] = c
		}
	}
	for slot, c := range bestOf {
		if bestFor[c.record].slot == slot {
			m.take(c)
		}
	}
}

func (m *matcher) take(c candidate) {
	c.slot.gone, c.record.used = true, true
	n := len(m.names)
	m.names = append(m.names, c.record.UUID)
	m.pairs[c.slot.Training] = m.names[n : n+1 : n+1]
}

func family(id sport.ID) sport.Family {
	s, _ := sport.ByID(id)
	return s.Family
}

// dayIn is the date of a moment in a zone, as midnight UTC.
func dayIn(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
