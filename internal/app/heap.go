package app

import (
	"context"
	"runtime/debug"
	"time"
)

// leastHeap is what the collector of garbage takes for live memory at least, in bytes: with next to nothing alive, as in a
// server that is starting or at rest, it would run for every few megabytes that requests leave behind.
const leastHeap = 16 << 20

// restAfter is how long after its start a server gives back what only the start needed.
const restAfter = time.Second

// spareHeap is memory that is counted as long as it is held, and never touched, so that it takes no page of the machine's.
func spareHeap() []byte { return make([]byte, leastHeap) }

// settle gives memory back to the machine once the start is over.
func settle(ctx context.Context) {
	if pause(ctx, restAfter) == nil {
		debug.FreeOSMemory()
	}
}
