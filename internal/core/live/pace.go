package live

import "time"

// second is how often a time frame is told of, at most.
const second = time.Second

// apart is the least time between two of its tellings. It is less than a second so that nothing is put off because the one
// before was late.
const apart = second / 2

// pace lets something be told once in each second of its own. Those seconds begin half a second before it is first told: what
// comes regularly then comes in the middle of one, and is told when it comes, while time frames that are told together don't
// have to be. After a pause the seconds are counted anew. The zero value is ready.
type pace struct {
	// begin is when the second of told began.
	begin, told time.Time
}

// due is the first moment at which it may be told again.
func (p *pace) due() time.Time {
	if p.told.IsZero() {
		return p.told
	}
	next, early := p.begin.Add(second), p.told.Add(apart)
	if early.After(next) {
		return early
	}
	return next
}

// tell notes that it is told, at a moment that is due.
func (p *pace) tell(now time.Time) {
	if p.told.IsZero() || now.Sub(p.told) >= 2*second {
		p.begin = now.Add(-second / 2)
	} else {
		p.begin = p.begin.Add(now.Sub(p.begin).Truncate(second))
	}
	p.told = now
}
