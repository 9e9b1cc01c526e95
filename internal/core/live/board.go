package live

import (
	"context"
	"slices"
	"time"

	"palestra/internal/core/access"
	"palestra/internal/core/monitor"
)

// Board follows an occasion for a coach who looks at all athletes at once: at most once a second it tells of all that have
// something new, with where they are. It belongs to one goroutine, and has to be closed.
type Board struct {
	stream *Stream
	asked  time.Time
}

// Tile is what a board shows of a time frame.
type Tile struct {
	TimeFrame int64
	// Result has all numbers and all efforts. It is shared: it must not be changed.
	Result *monitor.Result
	Scene  Scene
}

// Board follows those time frames of an occasion that the viewer may read; errors as Occasion.
func (s *Service) Board(ctx context.Context, v access.Viewer, occasion int64) (*Board, error) {
	st, err := s.Occasion(ctx, v, occasion)
	if err != nil {
		return nil, err
	}
	return &Board{stream: st}, nil
}

// Next waits for the next second, and gives the tiles that are new in it, by time frame: all of them first, as soon as each is
// measured. It may give none, when it is time to look whether the viewer is still there. Errors as Stream.Next.
func (b *Board) Next(ctx context.Context) ([]Tile, error) {
	if err := b.pause(ctx); err != nil {
		return nil, err
	}
	turns, err := b.stream.next(ctx)
	b.asked = time.Now()
	if err != nil {
		return nil, err
	}
	tiles := make([]Tile, len(turns))
	for i, t := range turns {
		tiles[i] = Tile{TimeFrame: t.id, Result: t.now, Scene: b.stream.service.scene(t.id)}
	}
	return tiles, nil
}

// pause lets the rest of a second go by.
func (b *Board) pause(ctx context.Context) error {
	timer := time.NewTimer(time.Until(b.asked.Add(second)))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// TimeFrames are those that the viewer may read, by id, as of the last Next.
func (b *Board) TimeFrames() []int64 {
	ids := make([]int64, 0, len(b.stream.seen))
	for id := range b.stream.seen {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Close ends the board.
func (b *Board) Close() { b.stream.Close() }

// scene is that of a time frame that is followed.
func (s *Service) scene(id int64) Scene {
	s.mu.RLock()
	w := s.watched[id]
	s.mu.RUnlock()
	if w == nil {
		return newScene(monitor.Frame{}).state()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.scene == nil {
		return newScene(monitor.Frame{}).state()
	}
	return w.scene.state()
}
