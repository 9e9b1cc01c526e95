package wger

import (
	"net/http"

	"palestra/internal/api/wire"
	"palestra/internal/cache"
)

// keptBytes bounds the answers that are kept: hundreds of pages, or a few times the whole catalogue in one page.
const keptBytes = 24 << 20

// keptAnswer is what an address of the catalogue answered. Everybody gets the same there, and hardly anybody changes it, so it
// holds as long as the catalogue has the version that it was made from.
type keptAnswer struct {
	version int64
	address string
	body    []byte
}

// overhead is about what an answer takes in memory besides its bytes.
const overhead = 256

func newKept() *cache.Cache[string, keptAnswer] {
	return cache.New[string](keptBytes, func(a keptAnswer) int { return len(a.body) + 2*len(a.address) + overhead })
}

// keeps makes a handler that remembers its answers. Who asks must make no difference to them: their address does, as links and
// pictures in them are absolute, and the version of the catalogue. Pages and indented answers are for people, and made anew.
func keeps(make handler) handler {
	return func(d *Dialect, c *call) (answer, error) {
		if c.format.page || c.format.indent > 0 {
			return make(d, c)
		}
		// The version is read before the rows: what is made of newer ones meanwhile is merely forgotten sooner than it had to.
		version, err := d.catalogue.Version(c.ctx())
		if err != nil {
			return answer{}, err
		}
		address := c.host + c.path + "?" + c.r.URL.RawQuery
		if k, ok := d.kept.Get(address); ok && k.version == version {
			return ready(k.body), nil
		}
		a, err := make(d, c)
		if err != nil || a.status != http.StatusOK || a.body == nil || a.header != nil {
			return a, err
		}
		var j wire.Encoder
		a.body(&j)
		d.kept.Put(address, keptAnswer{version, address, j.Buffer()})
		return ready(j.Buffer()), nil
	}
}

// ready is an answer whose JSON is there.
func ready(body []byte) answer { return answer{status: http.StatusOK, raw: body, kind: wire.TypeJSON} }
