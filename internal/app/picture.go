package app

import (
	"bytes"
	"context"

	"palestra/internal/cache"
	"palestra/internal/core/activity"
	"palestra/internal/core/track"
	"palestra/internal/mapimage"
)

// pictureCacheSize bounds the memory that map pictures take; some 500 of them fit.
const pictureCacheSize = 8 << 20

// pictures draws the map pictures of activities when they are first looked at and remembers them.
type pictures struct {
	activities *activity.Service
	cache      *cache.Cache[pictureKey, []byte]
	// drawing bounds how many are drawn at once, so that a page full of new pictures leaves the server answering.
	drawing chan struct{}
}

// pictureKey changes when the track was computed anew.
type pictureKey struct {
	mapID   string
	formula int
}

func newPictures(activities *activity.Service) *pictures {
	return &pictures{
		activities: activities,
		cache:      cache.New[pictureKey](pictureCacheSize, func(b []byte) int { return len(b) }),
		drawing:    make(chan struct{}, 2),
	}
}

// Picture is the PNG of the activity whose map has this name; fault.NotFound when there is none.
func (p *pictures) Picture(ctx context.Context, mapID string) ([]byte, error) {
	a, err := p.activities.ByMap(ctx, mapID)
	if err != nil {
		return nil, err
	}
	key := pictureKey{mapID, a.Formula}
	if png, ok := p.cache.Get(key); ok {
		return png, nil
	}
	select {
	case p.drawing <- struct{}{}:
		defer func() { <-p.drawing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	columns, err := p.activities.MapPoints(ctx, a)
	if err != nil {
		return nil, err
	}
	var png bytes.Buffer
	if err := mapimage.Draw(&png, lines(columns), mapimage.Light); err != nil {
		return nil, err
	}
	p.cache.Put(key, png.Bytes())
	return png.Bytes(), nil
}

// lines is the track as the map draws it.
func lines(c *track.Columns) [][]mapimage.LatLon {
	out := make([][]mapimage.LatLon, 0, len(c.Segments))
	for i := range c.Segments {
		out = append(out, line(&c.Segments[i]))
	}
	return out
}

func line(s *track.ColumnSegment) []mapimage.LatLon {
	points := make([]mapimage.LatLon, 0, s.Len())
	for i := range s.Len() {
		if s.HasPosition(i) {
			lat, lon := s.Position(i)
			points = append(points, mapimage.LatLon{Lat: lat, Lon: lon})
		}
	}
	return points
}
