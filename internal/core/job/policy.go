package job

import (
	"math/rand/v2"
	"time"
)

// Policy is how a kind of job is run.
type Policy struct {
	// Lease is how long an attempt may take. Its context ends a little before.
	Lease time.Duration
	// Delays are the times to wait after the first, second … failure; after as many failures and one more it is given up.
	Delays []time.Duration
	// Parallel is how many of the kind one process runs at once.
	Parallel int
}

// policies are those of the kinds.
var policies = map[Kind]Policy{
	ComputeTimeFrame: {
		Lease: 2 * time.Minute, Parallel: 2,
		Delays: []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour, 6 * time.Hour},
	},
	// What a receiver answers is noted with the delivery; this is for when the database doesn't.
	DeliverWebhooks: {
		Lease: 5 * time.Minute, Parallel: 16,
		Delays: []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, time.Hour, 6 * time.Hour},
	},
}

// PolicyOf is the policy of a kind, and whether the kind is known.
func PolicyOf(k Kind) (Policy, bool) {
	p, ok := policies[k]
	return p, ok
}

// Next is when to try again after so many attempts, all failed: the delay, and up to a fifth more so that what failed
// together doesn't come again together. It is zero when there are no more.
func (p Policy) Next(now time.Time, attempts int) time.Time {
	if attempts < 1 || attempts > len(p.Delays) {
		return time.Time{}
	}
	d := p.Delays[attempts-1]
	return now.Add(d + time.Duration(rand.Int64N(int64(d)/5+1)))
}
