package outbound

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"palestra/internal/core/fault"
)

// tileServer stands in for a map server, which can't be had in a test.
func tileServer(t *testing.T, answer http.HandlerFunc) string {
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL + "/{z}/{x}/{y}.png"
}

func TestTileIsRelayedOnceAndNamesTheProduct(t *testing.T) {
	asked := 0
	url := tileServer(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.Path != "/3/4/2.png" || r.UserAgent() != UserAgent {
			t.Errorf("asked for %s as %q", r.URL.Path, r.UserAgent())
		}
		w.Header().Set("Content-Type", "image/png")
		w.Write([]byte("png"))
	})
	tiles := NewTiles(url, Client(true))
	for range 2 {
		tile, err := tiles.Tile(context.Background(), "", 3, 4, 2)
		if err != nil || string(tile.Body) != "png" || tile.ContentType != "image/png" {
			t.Fatalf("got %+v, %v", tile, err)
		}
	}
	if asked != 1 {
		t.Errorf("the server was asked %d times, want once", asked)
	}
}

func TestTileRefusals(t *testing.T) {
	never := tileServer(t, func(http.ResponseWriter, *http.Request) { t.Error("asked although it should not be") })
	for _, c := range []struct {
		s       string
		z, x, y int
	}{{"", -1, 0, 0}, {"", 23, 0, 0}, {"", 2, 4, 0}, {"", 2, 0, 4}, {"", 2, -1, 0}, {"evil.example/", 1, 0, 0}, {"A", 1, 0, 0}} {
		if _, err := NewTiles(never, Client(true)).Tile(context.Background(), c.s, c.z, c.x, c.y); !fault.Is(err, fault.NotFound) {
			t.Errorf("%+v: %v, want not found", c, err)
		}
	}
	if _, err := NewTiles(never, Client(false)).Tile(context.Background(), "", 0, 0, 0); !errors.Is(err, ErrPrivate) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("a private address: %v", err)
	}
	for name, answer := range map[string]http.HandlerFunc{
		"redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"error":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"html":     func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) },
		"huge": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			w.Write(make([]byte, maxTile+1))
		},
	} {
		if _, err := NewTiles(tileServer(t, answer), Client(true)).Tile(context.Background(), "", 0, 0, 0); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v, want unavailable", name, err)
		}
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, public := range map[string]bool{
		"93.184.216.34:443": true, "[2606:2800:220:1::1]:443": true,
		"127.0.0.1:80": false, "10.1.2.3:80": false, "192.168.1.1:80": false, "172.16.0.1:80": false, "169.254.169.254:80": false,
		"100.64.0.1:80": false, "0.0.0.0:80": false, "[::1]:80": false, "[fe80::1]:80": false, "[fd00::1]:80": false,
		"[::ffff:127.0.0.1]:80": false, "[64:ff9b::7f00:1]:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false,
	} {
		if err := checkPublic(address); (err == nil) != public {
			t.Errorf("%s: %v, want public %v", address, err, public)
		}
	}
}
