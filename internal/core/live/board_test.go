package live_test

import (
	"context"
	"math"
	"testing"
	"time"

	"palestra/internal/core/live"
	"palestra/internal/core/monitor"
)

// atKickoff is a clock at which the first minutes have been played.
func atKickoff() time.Time { return kickoff.Add(2 * time.Minute) }

// tiles waits until each of these time frames was told of up to a second, and gives the last tile of each.
func tiles(t *testing.T, b *live.Board, last int, ids ...int64) map[int64]live.Tile {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	all := map[int64]live.Tile{}
	for {
		told, err := b.Next(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, tile := range told {
			all[tile.TimeFrame] = tile
		}
		there := 0
		for _, id := range ids {
			// The scene may be ahead of the numbers, which are those of when it was told.
			if tile := all[id]; tile.Result != nil && tile.Result.LastTimestamp >= kickoff.UnixMilli()+int64(last)*1000-100 {
				there++
			}
		}
		if there == len(ids) {
			return all
		}
	}
}

// boardOf follows the club's occasion until the test ends.
func boardOf(t *testing.T, l *live.Service) *live.Board {
	t.Helper()
	b, err := l.Board(t.Context(), coach, 5)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func TestBoardTellsWhereEverybodyIs(t *testing.T) {
	c := newClub()
	c.add(2)
	l := runningAt(t, c, atKickoff)
	// What was sent before somebody looked is part of it.
	c.send(l, 11, runner(0, 30))
	b := boardOf(t, l)
	tiles(t, b, 30, 1)
	c.send(l, 11, runner(25, 60))
	c.send(l, 12, runner(0, 60))
	for id, tile := range tiles(t, b, 60, 1, 2) {
		s := tile.Scene
		// The last sample is number 599: phase 199 of 200.
		if s.At != kickoff.UnixMilli()+59_900 || s.Lat != 46.5200000+599*30e-7 || s.Lon != 6.62 || s.Speed != 7.96 || s.HeartRate != 149 {
			t.Errorf("%d: %+v", id, s)
		}
		if s.Zone != 0 {
			t.Errorf("%d: zone %d without a highest heart rate", id, s.Zone)
		}
		if len(s.History) != 30 {
			t.Fatalf("%d: %d slots of a minute", id, len(s.History))
		}
		first := s.History[0]
		if first.Number != kickoff.Unix()/2 || first.Speed != float32(19*400/1e4) || first.HeartRate != 104 {
			t.Errorf("%d: %+v", id, first)
		}
		if want := c.batch(t, id); math.Abs(tile.Result.TotalDistance-want.TotalDistance) > 1e-9 {
			t.Errorf("%d: %v m, the batch has %v m", id, tile.Result.TotalDistance, want.TotalDistance)
		}
	}
}

func TestBoardLosesWhatIsTakenBack(t *testing.T) {
	c := newClub()
	c.add(2)
	l := runningAt(t, c, atKickoff)
	c.send(l, 11, runner(0, 10))
	c.send(l, 12, runner(0, 10))
	b := boardOf(t, l)
	tiles(t, b, 10, 1, 2)
	c.revoke(2)
	c.send(l, 12, runner(10, 20))
	c.send(l, 11, runner(10, 20))
	if _, told := tiles(t, b, 20, 1)[2]; told {
		t.Error("told of what was taken back")
	}
	if ids := b.TimeFrames(); len(ids) != 1 || ids[0] != 1 {
		t.Errorf("follows %v", ids)
	}
	c.revoke(1)
	if told, err := b.Next(t.Context()); err == nil {
		t.Errorf("told %+v after everything was taken back", told)
	}
}

// Whoever reads slowly gets the newest state, once, with the history in between.
func TestBoardDoesNotQueueUp(t *testing.T) {
	c := newClub()
	l := runningAt(t, c, atKickoff)
	b := boardOf(t, l)
	c.send(l, 11, runner(0, 2))
	tiles(t, b, 2, 1)
	for second := 2; second < 300; second++ {
		c.send(l, 11, runner(second, second+1))
	}
	states := 0
	for {
		told, err := b.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		states += len(told)
		if len(told) > 0 && told[0].Result.LastTimestamp == kickoff.UnixMilli()+299_900 {
			if n := len(told[0].Scene.History); n != 120 {
				t.Errorf("a history of %d slots, not the last 120", n)
			}
			break
		}
	}
	if states > 3 { // sending may go on over the end of a second, and of one more on a slow machine
		t.Errorf("%d states were told of what came at once", states)
	}
	if told, err := b.Next(t.Context()); err != nil || len(told) != 0 {
		t.Errorf("something was queued: %d tiles, %v", len(told), err)
	}
}

func TestSpeedsAreDerivedWhereTheDeviceHasNone(t *testing.T) {
	c := newClub()
	l := runningAt(t, c, atKickoff)
	b := boardOf(t, l)
	s := runner(0, 20)
	s.Speed = nil
	s.HeartRate[len(s.HeartRate)-1] = 999 // no heart beats like that
	s.Lat[len(s.Lat)-1] = monitor.Absent
	s.Lon[len(s.Lon)-1] = monitor.Absent
	c.send(l, 11, s)
	got := tiles(t, b, 19, 1)[1].Scene
	// 30e-7 degrees in a tenth of a second are 3.34 m/s.
	if math.Abs(got.Speed-3.336) > 0.02 || got.HeartRate != 149 {
		t.Errorf("%+v", got)
	}
}
