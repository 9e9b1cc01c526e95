package live

import "time"

// second is how often a time frame is told of, at most.
const second = time.Second

const (
	// apart is the least time between two of its tellings.
	apart = second / 2
	// ahead is how much sooner than a second after another it may be told, so that nothing that comes regularly is put off because
	// what came before it was told late. It is less than a second, or one telling more would fit in.
	ahead = second - time.Millisecond
)

// pace lets something be told once a second: in any so many seconds as often at most, and once more. What comes regularly is told
// when it comes, also after some of it was held up. The zero value is ready.
type pace struct {
	told time.Time
	// next is when the second of the last telling ends, as each has one of its own after those before it.
	next time.Time
}

// due is the first moment at which it may be told again.
func (p *pace) due() time.Time {
	if p.told.IsZero() {
		return p.told
	}
	early, next := p.told.Add(apart), p.next.Add(-ahead)
	if early.After(next) {
		return early
	}
	return next
}

// tell notes that it is told, at a moment that is due.
func (p *pace) tell(now time.Time) {
	if p.next.Before(now) {
		p.next = now
	}
	p.next, p.told = p.next.Add(second), now
}
