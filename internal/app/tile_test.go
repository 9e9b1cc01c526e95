package app

import (
	"bytes"
	"context"
	"image/png"
	"sync"
	"testing"

	"palestra/internal/core/fault"
)

func TestTilesAreDrawnOnceForAll(t *testing.T) {
	t.Parallel()
	tiles := newBaseTiles()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got, err := tiles.Tile(context.Background(), false, 9, 266, 180, 2)
			if err != nil {
				t.Error(err)
				return
			}
			if c, err := png.DecodeConfig(bytes.NewReader(got)); err != nil || c.Width != 512 {
				t.Errorf("%d pixels, %v", c.Width, err)
			}
		})
	}
	all.Wait()
	light, _ := tiles.Tile(context.Background(), false, 9, 266, 180, 2)
	dark, _ := tiles.Tile(context.Background(), true, 9, 266, 180, 2)
	if bytes.Equal(light, dark) {
		t.Error("by night the map looks as by day")
	}
	for _, c := range [][4]int{{-1, 0, 0, 1}, {18, 0, 0, 1}, {2, 4, 0, 1}, {2, 0, -1, 1}, {2, 0, 0, 3}, {2, 0, 0, 0}} {
		if _, err := tiles.Tile(context.Background(), false, c[0], c[1], c[2], c[3]); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v: %v", c, err)
		}
	}
}
