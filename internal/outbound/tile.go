package outbound

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"palestra/internal/cache"
	"palestra/internal/core/fault"
)

// maxTile is the largest answer that is taken for a tile, in bytes.
const maxTile = 1 << 20

// tileCacheSize bounds the memory that relayed tiles take.
const tileCacheSize = 16 << 20

// MaxZoom is the deepest zoom that tiles are asked for.
const MaxZoom = 22

// Tile is a picture of a part of the map as its server sent it.
type Tile struct {
	ContentType string
	Body        []byte
}

// Tiles relays map tiles from one server and remembers them for a while. It is safe for concurrent use.
type Tiles struct {
	url    string
	client *http.Client
	cache  *cache.Cache[string, Tile]
}

// NewTiles takes the server's address with {z}, {x}, {y} and perhaps {s} in it.
func NewTiles(url string, client *http.Client) *Tiles {
	return &Tiles{url: url, client: client, cache: cache.New[string](tileCacheSize, func(t Tile) int { return len(t.Body) })}
}

// Tile fetches one; subdomain fills {s}. Coordinates outside the zoom's grid are fault.NotFound, as is a tile that the server doesn't
// have; a server that fails is fault.Unavailable.
func (t *Tiles) Tile(ctx context.Context, subdomain string, z, x, y int) (Tile, error) {
	if z < 0 || z > MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z || !validSubdomain(subdomain) {
		return Tile{}, fault.Missing("tile")
	}
	address := strings.NewReplacer("{s}", subdomain, "{z}", strconv.Itoa(z), "{x}", strconv.Itoa(x), "{y}", strconv.Itoa(y)).Replace(t.url)
	if tile, ok := t.cache.Get(address); ok {
		return tile, nil
	}
	tile, err := t.fetch(ctx, address)
	if err != nil {
		return Tile{}, err
	}
	t.cache.Put(address, tile)
	return tile, nil
}

func (t *Tiles) fetch(ctx context.Context, address string) (Tile, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Tile{}, err
	}
	r.Header.Set("User-Agent", UserAgent)
	answer, err := t.client.Do(r)
	if err != nil {
		return Tile{}, unavailable(err)
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusNotFound:
		return Tile{}, fault.Missing("tile")
	case answer.StatusCode != http.StatusOK:
		return Tile{}, unavailable(fmt.Errorf("tile server answered %s", answer.Status))
	}
	kind := answer.Header.Get("Content-Type")
	if !strings.HasPrefix(kind, "image/") || strings.HasPrefix(kind, "image/svg") {
		return Tile{}, unavailable(fmt.Errorf("tile server sent %q", kind))
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxTile+1))
	if err != nil {
		return Tile{}, unavailable(err)
	}
	if len(body) > maxTile {
		return Tile{}, unavailable(fmt.Errorf("tile of more than %d bytes", maxTile))
	}
	return Tile{ContentType: kind, Body: body}, nil
}

func unavailable(err error) error {
	e := fault.New(fault.Unavailable, "tile.unavailable", "the map server can't be reached")
	e.Err = err
	return e
}

// validSubdomain allows a few letters and digits, since it becomes part of a host name.
func validSubdomain(s string) bool {
	if len(s) > 8 {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return false
		}
	}
	return true
}
